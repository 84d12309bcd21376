"""What of a document led to no claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.auditing import DOCUMENTS, built

import drugkg
from drugkg.audit.unread import unread
from drugkg.cli.root import root
from drugkg.store import open_store
from drugkg.text import BlockKind, Outline, Span, Stretch

TEXT = "".join(chr(97 + n % 26) for n in range(60))
SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 50), st.integers(1, 9))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("unread"))


def run(store: Path, *args: str) -> Result:
    return CliRunner().invoke(root, ["audit", *args], env={"DRUGKG_STORE": str(store), "COLUMNS": "100"})


def test_sentences_without_claims_are_shown_by_section(store: Path) -> None:
    shown = run(store, "baclofen", "--unread").output
    letter = shown.partition("A letter")[2]
    assert "The building: 2 of 2" in letter
    assert "- Our own house was painted green last year." in letter
    assert "does not cause nausea" not in shown
    assert "1 of 3 sentences" in letter


def test_json_has_the_place_of_every_sentence(store: Path) -> None:
    told = json.loads(run(store, "--unread", "--format", "json").output)
    assert {each["file"] for each in told} == set(DOCUMENTS)
    for each in told:
        text = DOCUMENTS[each["file"]]
        for section in each["sections"]:
            assert all(text[at["start"] : at["end"]] == at["text"] for at in section["unread"])


def test_it_goes_with_no_other_choice(store: Path) -> None:
    shown = run(store, "baclofen", "--unread", "--source", "letter")
    assert (shown.exit_code, "goes with no other choice" in shown.output) == (2, True)


def test_a_graph_without_texts_says_so(store: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_text(drugkg.export("trig", store))
    drugkg.build([tmp_path / "graph.trig"], tmp_path / "again")
    shown = run(tmp_path / "again", "baclofen", "--unread")
    assert shown.exit_code == 0
    assert shown.output.count("build again from it") == len(DOCUMENTS)
    assert all(not each["known"] for each in json.loads(run(tmp_path / "again", "--unread", "--format", "json").output))


def test_the_store_keeps_blocks_and_sentences(store: Path) -> None:
    with open_store(store) as graph:
        (letter,) = (entry for entry in graph.documents() if entry.file_name == "letter.md")
        text, outline = graph.text(letter.iri), graph.outline(letter.iri)
    said = [span.of(text) for stretch in outline.stretches for span in stretch.sentences]
    assert said[-2:] == ["Our own house was painted green last year.", "Nobody knows why."]
    headings = [stretch.span.of(text) for stretch in outline.stretches if stretch.kind is BlockKind.HEADING]
    assert headings == ["Baclofen", "Side effects", "The building"]


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_a_sentence_is_unread_when_no_passage_meets_it(sentences: list[Span], passages: list[Span]) -> None:
    outline = Outline((Stretch(BlockKind.PARAGRAPH, Span(0, 60), tuple(sentences)),))
    found = unread(outline, TEXT, passages)
    left = {span for section in found.sections for span in section.unread}
    assert left == {span for span in sentences if not any(span.overlaps(passage) for passage in passages)}
    assert found.sentences - found.used == len(left)
    assert 0 <= found.share <= 1
