"""The curation file: what may stand in it, and what is told of what may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.curation.append import addition
from drugkg.curation.file import LIMIT, load, parse
from drugkg.curation.model import Decision, Status, Words
from drugkg.errors import DocumentError

TODAY = date(2026, 11, 20)
SAID = "who: Ada Example, when: 2026-11-20, why: read it again"
BY_WORDS = "document: leaflet.txt, quote: do not take it, relation: cautionIn, object: asthma"


def faults(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        parse(text, "c.yaml", TODAY)
    return [str(problem) for problem in caught.value.problems]


def test_all_kinds_of_entries_are_read() -> None:
    text = f"""# what the two of us decided
decisions:
  - {{wrong: "claim:abcd2345", {SAID}}}   # by its id
  - wrong: {{{BY_WORDS}, scope: ""}}
    who: "Ada Example"
    when: '2026-11-19'
    why: >
      another drug
      is meant
  - {{wrong: https://example.org/claim/x, {SAID}}}
  - {{withdraw: leaflet (2).txt, {SAID}}}
  - {{withdraw: doc:abcdef, {SAID}}}
  - {{dismiss: abcdef, {SAID}}}
"""
    read = parse(text, "c.yaml", TODAY)
    assert [(each.status, each.place) for each in read] == [
        (Status.WRONG, "c.yaml:3"),
        (Status.WRONG, "c.yaml:4"),
        (Status.WRONG, "c.yaml:10"),
        (Status.WITHDRAWN, "c.yaml:11"),
        (Status.WITHDRAWN, "c.yaml:12"),
        (Status.DISMISSED, "c.yaml:13"),
    ]
    assert read[1].about == Words("leaflet.txt", "do not take it", "cautionIn", "asthma", "")
    assert (read[1].who, read[1].when, read[1].why) == ("Ada Example", "2026-11-19", "another drug is meant")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "decisions:\n", "decisions: []\n"])
def test_a_file_may_be_empty(text: str) -> None:
    assert parse(text, "c.yaml", TODAY) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- wrong", "c.yaml:1: the curation file is no mapping. Write `name: value` lines."),
        ("claims: []", "c.yaml:1: unknown key 'claims'. Put all under `decisions`."),
        ("decisions: yes", "c.yaml:1: `decisions` is no list. Begin each entry with `- `."),
        ("decisions:\n- wrong", "c.yaml:2: an entry is no mapping. Write `name: value` lines."),
        (f"decisions:\n- {{{SAID}}}", "c.yaml:2: an entry decides nothing. Write one of wrong, withdraw, dismiss."),
        (f"decisions:\n- {{wrong: abcd, dismiss: abcd, {SAID}}}", "c.yaml:2: an entry decides two things."),
        (f"decisions:\n- {{wrong: abcd, {SAID}, by: me}}", "unknown key 'by'. Use wrong, withdraw, dismiss, who, when"),
        (f"decisions:\n- {{wrong: abcd, wrong: efgh, {SAID}}}", "'wrong' stands twice in an entry. Keep one."),
        (f"decisions:\n- {{wrong: not a claim, {SAID}}}", "c.yaml:2: 'not a claim' is no name of a claim."),
        (f"decisions:\n- {{wrong: ftp, {SAID}}}", "Give its IRI, or a name like claim:"),
        (f'decisions:\n- {{wrong: "https://a/<b>", {SAID}}}', "is no name of a claim"),
        (f'decisions:\n- {{withdraw: "https://a/b c", {SAID}}}', "is no name of a document"),
        (f"decisions:\n- {{dismiss: 7, {SAID}}}", "c.yaml:2: '7' is no name of a finding."),
        (f"decisions:\n- {{dismiss: [abcd], {SAID}}}", "c.yaml:2: 'finding' holds no single value."),
        (f"decisions:\n- {{dismiss: {{document: a}}, {SAID}}}", "'finding' holds no single value."),
        (f"decisions:\n- {{withdraw: , {SAID}}}", "c.yaml:2: 'document' is empty. Write it out."),
        ("decisions:\n- {wrong: abcd, when: 2026-01-01, why: so}", "an entry does not say 'who'."),
        ("decisions:\n- wrong: abcd\n  who: ~\n  when: 2026-01-01\n  why: so", "c.yaml:3: 'who' is empty."),
        ("decisions:\n- {wrong: abcd, who: me, when: 2026-01-01, why: ' '}", "'why' is empty."),
        ("decisions:\n- {wrong: abcd, who: me, when: May 2026, why: so}", "when 'May 2026' is no day of the"),
        ("decisions:\n- {wrong: abcd, who: me, when: 2026-02-30, why: so}", "when '2026-02-30' is no day of the"),
        ("decisions:\n- {wrong: abcd, who: me, when: 2026-11-21, why: so}", "when '2026-11-21' lies in the future."),
        ('decisions:\n- {wrong: abcd, who: "\\e[31m", when: 2026-01-01, why: so}', "'who' has signs that cannot be"),
        (f"decisions:\n- {{wrong: {{document: a}}, {SAID}}}", "an entry does not say 'quote'."),
        (f"decisions:\n- {{wrong: {{{BY_WORDS}, stance: denies}}, {SAID}}}", "unknown key 'stance'. Use document"),
        (f"decisions:\n- {{wrong: {{{BY_WORDS.replace('cautionIn', 'cures')}}}, {SAID}}}", "no relation 'cures'."),
        (f"decisions:\n- {{wrong: abcd, {SAID}}}\n- {{wrong: abcd, {SAID}}}", "c.yaml:3: wrong abcd: this is dec"),
        ("decisions: &all\n- *all", "c.yaml:1: an anchor or alias. Write the value out"),
        ("decisions: " + "[" * 40, "values nested deeper than 12 levels"),
        ("decisions:\n- {wrong: abcd", "c.yaml:3: broken YAML"),
        ("decisions:\n- !!python/object:os.system {}", "an entry decides nothing"),
    ],
)  # fmt: skip
def test_faults_are_told_with_line_and_remedy(text: str, told: str) -> None:
    assert any(told in fault for fault in faults(text)), faults(text)


def test_all_faults_are_told_at_once() -> None:
    text = "decisions:\n- {wrong: abcd}\n- {dismiss: abcd, who: me, when: soon, why: so}\n"
    assert [fault.partition(" ")[0] for fault in faults(text)] == ["c.yaml:2:"] * 3 + ["c.yaml:3:"]


def test_files_are_faulted_together(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    for path in (one, two):
        path.write_text(f"decisions:\n- {{wrong: abcd, {SAID}}}\n")
    with pytest.raises(DocumentError, match=r"two\.yaml:2: .* decided twice, first at .*one\.yaml:2"):
        load([one, two], TODAY)
    one.write_text("decisions: no")
    two.write_bytes(b"\xff\xff\x00")
    with pytest.raises(DocumentError) as caught:
        load([one, two, tmp_path / "three.yaml"], TODAY)
    assert [Path(problem.place.split(":")[0]).name for problem in caught.value.problems] == [
        "one.yaml",
        "two.yaml",
        "three.yaml",
    ]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(b"#" * (LIMIT + 1))
    with pytest.raises(DocumentError, match="larger than the limit"):
        load([path], TODAY)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
TEXT = WORDS.filter(lambda text: bool(text) and text.isprintable())
DECISIONS = st.builds(
    Decision,
    st.just(Status.WRONG),
    st.one_of(
        st.builds("claim:{}".format, st.text("abc234", min_size=4, max_size=26)),
        st.builds(Words, TEXT, TEXT, st.just("treats"), TEXT, st.one_of(st.none(), st.just(""), TEXT)),
    ),
    TEXT,
    st.dates(date(1990, 1, 1), TODAY).map(str),
    TEXT,
    st.just("c.yaml"),
)


@given(
    st.lists(DECISIONS, max_size=4, unique_by=lambda each: each.about),
    st.sampled_from(["", "# ours", "# ours\n", "decisions:", "decisions:\n\n", "---\n", "\ufeff# ours\n"]),
    TEXT,
)
def test_what_is_added_is_read_back_and_what_stood_there_stays(made: list[Decision], text: str, about: str) -> None:
    start = text
    for each in made:
        text += addition(text, each, about, TODAY)
    assert text.startswith(start)
    read = parse(text, "c.yaml", TODAY)
    assert [(each.about, each.who, each.when, each.why) for each in read] == [
        (each.about, each.who, each.when, each.why) for each in made
    ]


@pytest.mark.parametrize("indent", ["", "    "])
def test_entries_are_added_as_deep_as_the_others(indent: str) -> None:
    text = f"decisions:\n{indent}- {{dismiss: abcd, {SAID}}}"
    added = addition(text, Decision(Status.WRONG, "abcd", "me", "2026-01-01", "so", "c.yaml"), "", TODAY)
    assert added.startswith(f"\n{indent}- wrong: abcd\n{indent}  who:")


@pytest.mark.parametrize("text", [f"decisions: [{{dismiss: abcd, {SAID}}}]", "{}", "decisions:\n...\n", "decisions: ~"])
def test_nothing_is_added_where_it_would_not_be_read(text: str) -> None:
    with pytest.raises(DocumentError, match="nothing can be added"):
        addition(text, Decision(Status.WRONG, "abcd", "me", "2026-01-01", "so", "c.yaml"), "", TODAY)
