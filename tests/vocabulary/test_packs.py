"""The broad packs: well-formed, sorted, with sources named, and never in the way of the curated core."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from drugkg.vocabulary import Concept, ConceptType, Lexicon, load
from drugkg.vocabulary.files import Header, parse
from drugkg.vocabulary.raw import RawFile

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
FILES = sorted((ONTOLOGY / "packs").glob("*.tsv"))
NOTICE = (ONTOLOGY / "packs" / "README.md").read_text("utf-8")
#: The least that a pack of each kind must bring beside the core.
LEAST = {"drugs": 15_000, "findings": 15_000, "conditions": 20_000}


@cache
def pack(path: Path) -> tuple[Header, tuple[Concept, ...]]:
    header, entries = parse(RawFile(path.name, path.name, path.read_bytes()), [])
    assert header
    return header, tuple(entry.concept for entry in entries if entry.concept)


@cache
def core() -> Lexicon:
    return load([ONTOLOGY / "vocabulary"])


def names(concept: Concept) -> tuple[str, ...]:
    """Return the names that a pack gives to a concept; the label of one of the core is not its own."""
    return concept.synonyms if core().concept(concept.key) else (concept.label, *concept.synonyms)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pack_is_sorted_and_each_line_has_a_source(path: Path) -> None:
    _, concepts = pack(path)
    keys = [concept.key for concept in concepts]
    assert keys == sorted(set(keys))
    for concept in concepts:
        assert list(concept.synonyms) == sorted(concept.synonyms, key=str.lower)
        assert concept.ids or concept.broader or core().concept(concept.key), f"{concept.key} comes from nowhere"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_notice_names_each_pack(path: Path) -> None:
    header, _ = pack(path)
    assert f"`{path.name}`" in NOTICE
    assert header.licence in ("CC0-1.0", "CC-BY-4.0") or header.licence in NOTICE or "mesh.html" in header.licence
    assert "non-commercial" not in header.licence.lower()


def test_the_packs_bring_so_many_names() -> None:
    counted: Counter[str] = Counter()
    for path in FILES:
        kind = "drugs" if path.stem.startswith("brands") else path.stem.partition("-")[0]
        counted[kind] += sum(len(names(concept)) for concept in pack(path)[1])
    assert {kind: counted[kind] for kind, least in LEAST.items() if counted[kind] < least} == {}


def test_a_name_of_the_core_means_the_same_with_the_packs() -> None:
    everything = load()
    for concept in core().concepts():
        for name in (concept.label, *concept.synonyms):
            alone = {known.key for known in core().lookup(name)}
            added = [more for more in everything.lookup(name) if more.key not in alone and more.type is concept.type]
            assert concept.replaced_by or added == [], f"{name!r} of {concept.key}"


def test_what_extends_the_core_has_its_type() -> None:
    for path in FILES:
        header, concepts = pack(path)
        for concept in concepts:
            known = core().concept(concept.key)
            assert known is None or known.type is header.type, concept.key


@pytest.mark.parametrize(
    "word",
    "severe acute pain water iron oxygen glutamate glucose cholesterol creatinine protein tuna pepper honey other"
    " normal frequent onset all right cadaver plaque signs blood skin gaba serine albumin enzyme placebo".split(),
)
def test_everyday_words_are_in_no_pack(word: str) -> None:
    added = [concept for concept in load().lookup(word) if not core().concept(concept.key)]
    assert added == []


def test_packs_link_what_the_core_does_not_know() -> None:
    lexicon = load()
    found = {
        concept.type
        for name in (
            "zavegepant",
            "Lialda",
            "corneal guttata",
            "tubo-ovarian abscess",
            "subependymal giant cell astrocytoma",
        )
        for concept in lexicon.lookup(name)
        if concept.ids or concept.broader
    }
    assert found == {ConceptType.DRUG, ConceptType.BRAND, ConceptType.FINDING}
