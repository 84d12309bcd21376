"""No claim is lost or changed by merging, whatever the order, the split and the way on which graphs come together."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import ADULT, CRAMP, DRUG, GOUT, INITIAL, ORAL, TEXT, THIRST, VOCABULARY, amount, document

from drugkg.claims.model import Claim, Evidence, Stance, Value
from drugkg.findings.derive import derived
from drugkg.graph import (
    DEFAULT_BASE,
    Iris,
    Making,
    document_quads,
    nquads_lines,
    parse_nquads,
    to_nquads,
    to_trig,
    to_turtle,
)
from drugkg.graph.imported import read_graph
from drugkg.merge import merge
from drugkg.store import Layout, Shard, open_store, publish, write_shard
from drugkg.store.assemble import extend, united
from drugkg.text import Document, Span
from drugkg.vocabulary.concept import Concept, ConceptType, unknown

MAKING = Making("9c1f", "77ab", "0.1.0", concept=VOCABULARY.get)
OTHER_DRUG = Concept("specimol", "specimol", ConceptType.DRUG)
#: One concept in two spellings that no vocabulary knows: one of them becomes the label, whoever comes first.
SPELLED = tuple(unknown(name, ConceptType.FINDING) for name in ("purple-ear", "purple ear"))
EFFECT, USE = ("hasAdverseEffect", (THIRST, *SPELLED)), ("treats", (GOUT, CRAMP))
AGAINST, DOSE = ("contraindicatedIn", (GOUT, CRAMP)), ("hasDose", (INITIAL,))
VALUES: dict[str, tuple[dict[str, Value], ...]] = {
    "hasAdverseEffect": ({}, {"frequency": amount(1, 3, "%")}, {"frequency": amount(9, None, "%")}, {"serious": True}),
    "hasDose": ({"amount": amount(5, 5, "mg"), "per": "day"}, {"amount": amount(20, 20, "mg"), "per": "day"}),
    "contraindicatedIn": ({}, {"reason": "it may be worse"}, {"adviceStrength": "must"}),
}


@dataclass(frozen=True)
class Told:
    """A document with what it claims, and the graph that a build writes of it."""

    document: Document
    claims: tuple[Claim, ...]
    revised: str | None = None

    @property
    def node(self) -> str:
        return Iris().document(self.document.source.id, self.document.content_hash)

    def nquads(self, claims: Iterable[Claim] | None = None) -> str:
        making = replace(MAKING, revised=self.revised)
        return to_nquads(document_quads(self.document, self.claims if claims is None else claims, making))


@st.composite
def said(draw: st.DrawFn) -> Claim:
    """Return one of few claims, so that documents often speak of the same."""
    relation, objects = draw(st.sampled_from([EFFECT, EFFECT, USE, AGAINST, DOSE]))
    scope: dict[str, Value] = draw(st.sampled_from([{}, {}, {"population": ADULT}, {"route": ORAL}]))
    places = draw(st.lists(st.integers(0, len(TEXT) - 12), min_size=1, max_size=2))
    return Claim(
        draw(st.sampled_from([DRUG, DRUG, OTHER_DRUG])),
        relation,
        draw(st.sampled_from(objects)),
        draw(st.sampled_from(list(Stance))),
        {**scope, **draw(st.sampled_from(VALUES.get(relation, ({},))))},
        tuple(Evidence(Span(at, at + 9), "words", "Uses", "test.rule", ("1",)) for at in places),
    )


@st.composite
def documents(draw: st.DrawFn) -> list[Told]:
    """Return documents of a few publishers; one may revise another."""
    made: list[Told] = []
    for number in range(draw(st.integers(1, 5))):
        claims = merge(draw(st.lists(said(), max_size=6)))
        revised = draw(st.sampled_from([None, None, *(each.node for each in made)]))
        source = draw(st.sampled_from(["monographs", "leaflets"]))
        made.append(Told(document(f"{TEXT}{number}", source, f"{number}.md"), claims, revised))
    return made


def built(parts: Iterable[str]) -> str:
    """Return, as N-Quads, what a build makes of the graphs of its parts: their union, and the findings."""
    store = pyoxigraph.Store()
    lines = united(io.StringIO(part, newline="\n") for part in parts)
    store.bulk_load("".join(lines).encode(), pyoxigraph.RdfFormat.N_QUADS)
    extend(store, lambda ask: nquads_lines(derived(ask, DEFAULT_BASE)))
    dump = store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert dump is not None
    return to_nquads(parse_nquads(io.StringIO(dump.decode(), newline="\n")))


def exported(graph: str, format: str) -> str:
    """Return what is read, as N-Quads, from a file to which a graph was exported."""
    quads = list(parse_nquads(io.StringIO(graph, newline="\n")))
    write = {".nq": to_nquads, ".trig": to_trig, ".ttl": to_turtle}[format]
    return to_nquads(read_graph(write(quads).encode(), f"graph{format}", Iris()))


def split(things: Sequence[Told], chance: Random) -> list[list[Told]]:
    """Return all things in groups, in any order; a thing may stand in several."""
    shuffled = chance.sample(things, len(things))
    groups = [[each] for each in shuffled[: chance.randint(1, 3)]]
    for each in shuffled:
        for group in chance.sample(groups, chance.randint(1, len(groups))):
            group.append(each)
    return groups


def of_documents(graph: str) -> set[str]:
    """Return the lines of a graph that belong to documents: claims, evidence, passages and plain triples."""
    return {line for line in graph.splitlines() if "/graph/document/" in line.rpartition(" <")[2]}


@settings(max_examples=40)
@given(documents())
def test_the_claims_of_the_whole_are_those_of_its_documents(told: list[Told]) -> None:
    whole = built(each.nquads() for each in told)
    assert of_documents(whole) == set(chain.from_iterable(of_documents(each.nquads()) for each in told))
    rows = pyoxigraph.Store()
    rows.bulk_load(whole.encode(), pyoxigraph.RdfFormat.N_QUADS)
    asked: Any = rows.query("SELECT ?claim { GRAPH ?g { ?claim a <https://w3id.org/drugkg/ontology#Claim> } }")
    assert len(list(asked)) == sum(len(each.claims) for each in told)


@settings(max_examples=25)
@given(documents(), st.randoms(use_true_random=False))
def test_any_order_and_any_split_give_the_same_bytes(told: list[Told], chance: Random) -> None:
    whole = built(each.nquads() for each in told)
    groups = split(told, chance)
    assert built(each.nquads() for group in groups for each in group) == whole
    builds = [built(each.nquads() for each in group) for group in groups]
    for format in (".nq", ".trig", ".ttl"):
        assert built(exported(build, format) for build in builds) == whole, format
    mixed = [exported(builds[0], ".trig"), *(each.nquads() for group in groups[1:] for each in group)]
    assert built(mixed) == whole


@settings(max_examples=40)
@given(documents(), st.randoms(use_true_random=False))
def test_the_claims_of_one_document_may_come_in_parts(told: list[Told], chance: Random) -> None:
    whole = built(each.nquads() for each in told)
    parts = []
    for each in told:
        cut = chance.randint(0, len(each.claims))
        shuffled = chance.sample(each.claims, len(each.claims))
        parts += [each.nquads(shuffled[:cut]), each.nquads(shuffled[cut:])]
    assert of_documents(built(parts)) == of_documents(whole)


@settings(max_examples=5)
@given(documents(), st.randoms(use_true_random=False))
def test_builds_on_disk_give_the_same_bytes(tmp_path_factory: object, told: list[Told], chance: Random) -> None:
    layout = Layout(Path(tmp_path_factory.mktemp("store")))  # type: ignore[attr-defined]
    layout.create()
    shards = []
    for number, each in enumerate(told):
        shards.append(Shard(f"{number:08}", each.document.file_name, each.node))
        write_shard(layout, shards[-1], each.nquads())
    some = chance.sample(shards, chance.randint(0, len(shards)))
    for build in (some, chance.sample(shards, len(shards))):
        publish(layout, build, DEFAULT_BASE, "", [lambda ask: nquads_lines(derived(ask, DEFAULT_BASE))])
        for shard in shards:
            # What no generation names is removed; the next build writes it anew.
            write_shard(layout, shard, told[int(shard.key)].nquads())
    with open_store(layout.root) as store:
        assert to_nquads(store.quads()) == built(each.nquads() for each in told)
