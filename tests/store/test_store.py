"""A store is what was built last, whole, whatever happens beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from tests.factories import CRAMP, GOUT, TEXT, VOCABULARY, amount, claim, claims, document, evidence

from drugkg.claims.model import Claim, Stance
from drugkg.errors import StoreError, UsageError
from drugkg.findings.derive import derived
from drugkg.graph import DEFAULT_BASE, Iris, Making, claim_lines, document_quads, nquads_lines, to_nquads
from drugkg.merge import merge
from drugkg.store import Layout, Shard, building, find_shard, open_store, publish, summary, write_shard
from drugkg.text import Document, Origin, Piece
from drugkg.vocabulary.concept import ConceptType, unknown

MAKING = Making("9c1f", "77ab", "0.1.0", concept=VOCABULARY.get)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(tmp_path / "store")
    made.create()
    return made


def shard(layout: Layout, made: Document, said: Iterable[Claim] | None = None) -> Shard:
    said = merge(claims() if said is None else said)
    node = Iris().document(made.source.id, made.content_hash)
    each = Shard(f"{made.source.id}{len(said)}", made.file_name, node, {"treats": 1})
    quads = to_nquads(document_quads(made, said, MAKING))
    write_shard(layout, each, quads, claim_lines(made, said), made.text, made.origin)
    return each


def names(layout: Layout) -> list[str]:
    return sorted(path.name for path in layout.generations.iterdir())


def test_what_was_built_is_what_is_read(layout: Layout) -> None:
    made = document()
    publish(layout, [shard(layout, made)], DEFAULT_BASE)
    with open_store(layout.root) as store:
        assert to_nquads(store.quads()) == to_nquads(document_quads(made, claims(), MAKING))
        (entry,) = store.documents()
        assert (entry.file_name, entry.title) == ("examplin.md", "Examplin, monograph")
        assert store.text(entry.iri) == TEXT
        assert store.claim_lines() == list(claim_lines(made, merge(claims())))
        assert store.path == layout.root
        assert store.base == DEFAULT_BASE


def test_a_text_that_is_not_the_file_is_kept_with_its_origin(layout: Layout) -> None:
    origin = Origin((Piece(0, 4, 10, 14), Piece(5, len(TEXT), 20, 40, 2)))
    whole = document()
    made = replace(document(source="labels"), format="label", origin=origin)
    publish(layout, [shard(layout, made), shard(layout, whole)], DEFAULT_BASE)
    with open_store(layout.root) as store:
        of_label, of_page = sorted(store.documents(), key=lambda entry: entry.source)
        assert (store.text(of_label.iri), store.origin(of_label.iri)) == (TEXT, origin)
        assert (store.text(of_page.iri), store.origin(of_page.iri)) == (TEXT, None)
        lines = to_nquads(store.quads()).splitlines()
    hashed = [line for line in lines if "#textHash>" in line]
    assert len(hashed) == 1
    assert hashed[0].startswith(f"<{of_label.iri}> ")
    assert f'"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}"' in hashed[0]


def test_queries_see_the_union_and_can_name_a_graph(layout: Layout) -> None:
    publish(layout, [shard(layout, document()), shard(layout, document(source="other"))], DEFAULT_BASE)
    store = open_store(layout.root)
    rows = store.query(
        """PREFIX dkg: <https://w3id.org/drugkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?g ?name WHERE { GRAPH ?g { ?drug dkg:hasAdverseEffect ?x } ?x skos:prefLabel ?name }"""
    )
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    assert sorted(row["name"].value for row in rows) == ["thirst", "thirst"]


@pytest.mark.parametrize("text", ["line\r\nend\r", "no end", "a\u2028b\x85c\x0b", "µ😀\x00"])
def test_texts_and_quads_keep_every_code_point(layout: Layout, text: str) -> None:
    made = document(text)
    said = claim("treats", GOUT, evidence(text, text=text))
    publish(layout, [shard(layout, made, [said])], DEFAULT_BASE)
    store = open_store(layout.root)
    assert store.text(store.documents()[0].iri) == text
    assert to_nquads(store.quads()) == to_nquads(document_quads(made, [said], MAKING))
    (line,) = store.claim_lines()
    assert json.loads(line)["evidence"][0]["quote"] == text


def test_an_unknown_text_is_an_error_that_names_the_document(layout: Layout) -> None:
    publish(layout, [shard(layout, document())], DEFAULT_BASE)
    with pytest.raises(UsageError, match=r"example\.org/nothing"):
        open_store(layout.root).text("https://example.org/nothing")


def test_the_order_of_shards_does_not_matter_and_the_same_graph_is_not_built_twice(layout: Layout) -> None:
    shards = [shard(layout, document()), shard(layout, document(source="other"))]
    first = publish(layout, shards, DEFAULT_BASE)
    again = publish(layout, reversed(shards), DEFAULT_BASE)
    assert first.fresh
    assert (again.name, again.fresh) == (first.name, False)
    assert names(layout) == [first.name]


def test_two_spellings_of_an_unknown_concept_become_one_label_and_another_name(layout: Layout) -> None:
    spelled = [unknown(name, ConceptType.FINDING) for name in ("purple-ear", "purple ear")]
    assert spelled[0].key == spelled[1].key
    shards = [
        shard(layout, document(source=source), [claim("treats", concept, evidence("Uses"))])
        for source, concept in zip(("one", "other"), spelled, strict=True)
    ]
    publish(layout, shards, DEFAULT_BASE)
    quads = [quad for quad in open_store(layout.root).quads() if "purple" in quad.object and "Label>" in quad.predicate]
    assert [(quad.predicate.rpartition("#")[2], quad.object) for quad in sorted(quads)] == [
        ("altLabel>", '"purple-ear"@en'),
        ("prefLabel>", '"purple ear"@en'),
    ]
    labels = [quad.object for quad in open_store(layout.root).quads() if "treats purple" in quad.object]
    assert labels == ['"examplin treats purple ear"@en']


def test_a_reader_keeps_its_graph_while_others_are_published(layout: Layout) -> None:
    old = publish(layout, [shard(layout, document())], DEFAULT_BASE)
    reader = open_store(layout.root)
    before, iri = to_nquads(reader.quads()), reader.documents()[0].iri
    new = publish(layout, [shard(layout, document("Other text."), [])], DEFAULT_BASE)
    assert names(layout) == sorted([old.name, new.name])
    assert to_nquads(reader.quads()) == before
    assert reader.text(iri) == TEXT
    assert open_store(layout.root).generation == new.name
    reader.close()
    publish(layout, [shard(layout, document("Other text."), [])], DEFAULT_BASE)
    assert names(layout) == [new.name]
    assert find_shard(layout, "monographs3") is None


def test_a_build_that_died_leaves_the_old_graph_and_no_rubbish(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    old = publish(layout, [shard(layout, document())], DEFAULT_BASE)
    other = shard(layout, document(source="other"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(layout, [other], DEFAULT_BASE)
    assert open_store(layout.root).generation == old.name
    assert len(names(layout)) == 2
    new = publish(layout, [other], DEFAULT_BASE)
    assert open_store(layout.root).generation == new.name
    assert names(layout) == [new.name]
    assert not [path for path in layout.shards.rglob("*") if path.name.startswith(".")]


def test_half_a_shard_is_no_shard(layout: Layout) -> None:
    each = shard(layout, document())
    assert find_shard(layout, each.key) == each
    (layout.shard(each.key) / "shard.json").write_text('{"key": ')
    assert find_shard(layout, each.key) is None
    assert shard(layout, document()) == each == find_shard(layout, each.key)


def test_one_build_at_a_time(layout: Layout) -> None:
    with building(layout), pytest.raises(StoreError, match="another process is building"), building(layout):
        pass
    with building(layout):
        pass


@pytest.mark.parametrize(
    ("marker", "what"),
    [
        (None, "there is no store here"),
        ('{"format": 1}', "nothing has been built"),
        ('{"format": 999}', "has format 999"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
    ],
)
def test_a_store_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, marker: str | None, what: str) -> None:
    if marker is not None:
        (tmp_path / "drugkg-store.json").write_text(marker)
    with pytest.raises(StoreError, match=what) as caught:
        open_store(tmp_path)
    (problem,) = caught.value.problems
    assert str(tmp_path) in problem.place
    assert problem.remedy


def test_a_folder_with_other_things_is_never_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a store"):
        Layout(tmp_path).create()
    with pytest.raises(StoreError, match="not a store"):
        Layout(tmp_path / "thesis.txt").create()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_damaged_graph_is_told(layout: Layout) -> None:
    built = publish(layout, [shard(layout, document())], DEFAULT_BASE)
    for file in (layout.generations / built.name / "graph").iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(layout.root)


def test_summary_counts_and_tells_the_conflicts(layout: Layout) -> None:
    theirs = replace(document(source="other", title="Theirs", publisher="Others"))
    said = [replace(each, stance=Stance.ASSERTS) if each.relation == "treats" else each for each in claims()]
    dose = replace(claims()[1], qualifiers={**claims()[1].qualifiers, "amount": amount(10, 10, "mg")})
    own = claim("cautionIn", CRAMP, evidence("Uses"))
    shards = [shard(layout, document(title="Ours")), shard(layout, theirs, [said[0], dose, said[2], own])]
    publish(layout, shards, DEFAULT_BASE, derive=[lambda ask: nquads_lines(derived(ask, DEFAULT_BASE))])
    told = summary(open_store(layout.root))
    assert told.documents == 2
    assert told.claims == {"hasAdverseEffect": 2, "hasDose": 2, "treats": 2, "cautionIn": 1}
    assert list(told.claims)[-1] == "cautionIn"
    assert told.conflicts == {"polarity": 1, "value": 1}
    dose_first, use = told.weightiest
    assert "10 mg" in dose_first
    assert "treats leg cramp" in use


def test_a_graph_without_conflicts_has_none_to_tell(layout: Layout) -> None:
    said = [
        claim("hasAdverseEffect", GOUT, evidence("Uses"), frequency=amount(number, number, "%")) for number in (1, 2)
    ]
    shards = [shard(layout, document(), said), shard(layout, document(source="other"), said)]
    publish(layout, shards, DEFAULT_BASE, derive=[lambda ask: nquads_lines(derived(ask, DEFAULT_BASE))])
    told = summary(open_store(layout.root))
    assert told.conflicts == {}
    assert told.weightiest == ()
