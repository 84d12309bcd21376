"""The lexicon finds what a plain search finds, and looks up what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.vocabulary.making import COLUMNS, HEADER, file_text, lexicon_of

from drugkg.text.fold import fold
from drugkg.vocabulary import Lexicon, Match, load
from drugkg.vocabulary.concept import Concept, ConceptType
from drugkg.vocabulary.variants import Case, plain, variants

SIGNS = file_text(
    "ClinicalFinding",
    "pain\tpain\tache\tHP:0012531\tsign",
    "back-pain\tback pain\tbackache\tHP:0003418|MESH:D001416\tpain|back-trouble",
    "back-trouble\tback trouble\t\t\tsign",
    "sign\tsign",
    "sclerosis\tmultiple sclerosis\tMS\tMESH:D009103\tsign",
    "sclerosis-attack\tMS attack\t\t\tsclerosis",
    "pregnancy\tpregnancy\tpregnant",
)
PEOPLE = file_text("Population", "pregnant-women\tpregnant woman\tpregnant|pregnancy")
LEXICON = lexicon_of(SIGNS, PEOPLE)


def found(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str, list[str]]]:
    return [(text[start:end], [concept.key for concept in concepts]) for start, end, concepts in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Back-pain, aches", [("Back-pain", ["back-pain"]), ("aches", ["pain"])]),
        ("backpain painful campaign", []),
        ("pain1 1pain pain_1", [("pain", ["pain"])]),
        ("pain pain", [("pain", ["pain"]), ("pain", ["pain"])]),
        ("back painless pain", [("pain", ["pain"])]),
        ("in back, pain", [("pain", ["pain"])]),
        ("Ms Lee has MS", [("MS", ["sclerosis"])]),
        ("MULTIPLE SCLEROSIS", [("MULTIPLE SCLEROSIS", ["sclerosis"])]),
        ("an ms attack", [("ms attack", ["sclerosis-attack"])]),
        ("pregnant woman", [("pregnant woman", ["pregnant-women"])]),
        ("Pregnancy", [("Pregnancy", ["pregnancy", "pregnant-women"])]),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert found(text) == expected


def test_where_capitals_are_missing_the_next_longest_name_has_its_turn() -> None:
    lexicon = lexicon_of(file_text("ClinicalFinding", "a\tA-B-C", "b\tb", "c\tc d"))
    assert found("A-B-C d", lexicon) == [("A-B-C", ["a"])]
    assert found("a-b-c d", lexicon) == [("b", ["b"]), ("c d", ["c"])]


def test_a_listed_name_is_not_taken_by_what_follows_from_another_row() -> None:
    lexicon = lexicon_of(file_text("ClinicalFinding", "liver-disease\tliver disease", "liver-disorder\tliver disorder"))
    assert found("liver disorder", lexicon) == [("liver disorder", ["liver-disorder"])]


def test_two_concepts_may_follow_from_one_name() -> None:
    lexicon = lexicon_of(file_text("ClinicalFinding", "axe\taxe", "axis\taxis"))
    assert found("axes", lexicon) == [("axes", ["axe", "axis"])]


@given(st.text(), st.text(), st.sampled_from(["pain", "Back pain", "MS attacks", "Pregnancies", "ache"]))
def test_a_name_between_marks_is_found_exactly_there(left: str, right: str, name: str) -> None:
    start = len(left) + 1
    matches = LEXICON.find(f"{left}({name}){right}")
    assert [match[:2] for match in matches if match.start < start + len(name) and match.end > start] == [
        (start, start + len(name))
    ]


NAMES = st.lists(
    st.tuples(st.text("abAB s-", min_size=1, max_size=6).filter(plain), st.sampled_from(ConceptType)),
    max_size=6,
    unique_by=lambda pair: plain(pair[0]),
)


def plain_search(concepts: list[Concept], text: str) -> list[Match]:
    """Return what find must return, by trying all names at all places."""
    folded = f" {fold(text)} "
    listed = {(concept.type, plain(concept.label)): concept for concept in concepts}
    matches, at = [], 0
    while at < len(text):
        best: dict[int, set[str]] = {}
        for concept in concepts:
            if concept.type is ConceptType.TOPIC:
                continue
            for phrase, case in variants(concept.label, concept.type).items():
                owner = listed.get((concept.type, " ".join(phrase.split())), concept)
                end = at + len(phrase)
                written = text[at:end].removesuffix("s") if case is Case.CAPITALS_AND_S else text[at:end]
                if (
                    owner == concept
                    and folded[at : end + 2] == f" {phrase} "
                    and (case is Case.ANY or not any(letter.islower() for letter in written))
                ):
                    best.setdefault(end, set()).add(concept.key)
        if best:
            end = max(best)
            matches.append(Match(at, end, tuple(c for c in concepts if c.key in best[end])))
            at = end
        else:
            at += 1
    return matches


@given(NAMES, st.text("abAB s-.", max_size=30))
def test_find_equals_a_plain_search(names: list[tuple[str, ConceptType]], text: str) -> None:
    concepts = [Concept(f"k{number}", name.strip(), type_) for number, (name, type_) in enumerate(names)]
    texts = [file_text(concept.type, f"{concept.key}\t{concept.label}") for concept in concepts]
    assert lexicon_of(*texts).find(text) == plain_search(concepts, text)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("BACK  PAIN", ["back-pain"]),
        ("backaches", ["back-pain"]),
        ("back-pain", ["back-pain"]),
        ("back-trouble", ["back-trouble"]),
        ("ms", ["sclerosis"]),
        ("sclerosis-attack", ["sclerosis-attack"]),
        (" mesh:D001416 ", ["back-pain"]),
        ("HP:0012531", ["pain"]),
        ("pregnant", ["pregnancy", "pregnant-women"]),
        ("pain of", []),
        ("HP:001", []),
        ("", []),
    ],
)
def test_lookup(typed: str, keys: list[str]) -> None:
    assert [concept.key for concept in LEXICON.lookup(typed)] == keys


def test_ancestors_are_nearest_first() -> None:
    assert LEXICON.ancestors("back-pain") == ("pain", "back-trouble", "sign")
    assert LEXICON.ancestors("sign") == LEXICON.ancestors("nothing") == ()


def test_concepts_come_by_key_and_in_full() -> None:
    concepts = list(LEXICON.concepts())
    assert [concept.key for concept in concepts] == sorted(concept.key for concept in concepts)
    assert len(concepts) == len(LEXICON) == 8
    assert LEXICON.concept("nothing") is None
    assert {concept.key: concept.ids for concept in concepts}["back-pain"] == ("HP:0003418", "MESH:D001416")


def test_a_replaced_concept_keeps_its_key_and_gives_up_its_names() -> None:
    head = HEADER.format("ClinicalFinding") + COLUMNS.replace("broader", "broader\treplaced_by")
    lexicon = lexicon_of(
        head + "new\tache\told ache\tX:2\t\t\nold\told ache\t\tX:1\t\tnew\nolder\tolder ache\t\t\t\told\n"
    )
    assert found("old ache, older ache", lexicon) == [("old ache", ["new"]), ("ache", ["new"])]
    old = lexicon.concept("old")
    assert old is not None
    assert old.replaced_by == "new"
    assert [concept.key for typed in ("older", "X:1") for concept in lexicon.lookup(typed)] == ["new", "new"]


def test_an_empty_vocabulary_has_nothing() -> None:
    lexicon = lexicon_of(file_text("Drug"))
    assert (len(lexicon), lexicon.find("pain"), lexicon.lookup("pain")) == (0, [], ())


def test_a_topic_of_advice_is_looked_up_and_never_found_in_a_text() -> None:
    lexicon = lexicon_of(file_text("AdviceTopic", "take-rest\ttake rest"), file_text("ClinicalFinding", "rest\trest"))
    assert [concept.key for concept in lexicon.lookup("take rest")] == ["take-rest"]
    assert found("take rest", lexicon) == [("rest", ["rest"])]


def test_every_listed_name_of_the_shipped_vocabulary_is_found() -> None:
    lexicon = load()
    lost = [
        (concept.key, name)
        for concept in lexicon.concepts()
        if not concept.replaced_by and concept.type is not ConceptType.TOPIC
        for name in (concept.label, *concept.synonyms)
        if not any(
            concept in match.concepts and (match.start, match.end) == (1, len(name) + 1)
            for match in lexicon.find(f" {name} ")
        )
        and name[0].isalnum()
        and name[-1].isalnum()
    ]
    assert lost == []
    assert len(lexicon) > 0
