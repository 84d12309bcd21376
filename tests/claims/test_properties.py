"""What holds for the claims of every document, sensible or not."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.reading import lexicon

from drugkg import readers
from drugkg.claims import extract
from drugkg.claims.model import Claim, Quantity
from drugkg.claims.relations import RELATIONS, ValueType
from drugkg.errors import DocumentError
from drugkg.text import Document, Source
from drugkg.vocabulary.concept import Concept

LONGEST_QUOTE = 400
DRUG = "baclofen"

#: What documents are made of: words that matter, words that do not, marks, markup and layout.
PIECES = tuple(
    (
        "baclofen|tizanidine|diazepam|alcohol|opioids|Lioresal|spasticity|drowsiness|nausea|seizures|epilepsy|"
        "multiple sclerosis|renal impairment|children|older adults|pregnancy|breast milk|blood glucose|rats|oral|"
        "intrathecal|pump|tablets|Canada|is used to treat|is contraindicated in|use with caution in|may cause|"
        "include|occurs in|overdose|abrupt withdrawal|interacts with|increases|inhibits|is a|brand names|improved|"
        "monitor for|passes into|taper|do not stop|store at|is as effective as|should not use|"
        "should not be used in|has not been established in|tell your doctor if you have|"
        "patients who need spasticity to stand or to walk|not|never|not only|without|may|thought to|but|unless|"
        "caused by|such as|and|or|and/or|who|if|up to|less than|63%|4 to 12 percent|5 mg|20–80 mg/day|"
        "three times a day|every 6 hours|for 2 weeks|25 °C|2 to 4 hours|1,000|12 years and older|≥ 65|40 kg|.5|(|"
        ")|[|]|{01}|[1]|1|2, 3|<sub>B</sub>|**|_|`|<b>|</b>|&nbsp;|»|•|—|–|-|*|#|:|;|,|.|?|!|...|\u00a0|\u200b|"
        "\ufeff|İ|ß|ﬁ|𝛼|\u0301|²"
    ).split("|")
)
HEADINGS = tuple(
    (
        "Uses|Side effects|Serious side effects|Incidence rare|Contraindications|Warnings|Drug interactions|"
        "Dosage|Overdose|Treatment of overdose|Withdrawal|Mechanism of action|Pharmacokinetics|Half-life|"
        "Laboratory tests|Monitoring|Pregnancy and breastfeeding|Missed dose|Storage|Brand names|Dosage forms|"
        "Efficacy|References|Risk-benefit should be considered|Oral baclofen|Children|How does it work?"
    ).split("|")
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Make a page of headings, paragraphs and lists out of pieces of medical text."""
    sentence = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join)
    block = st.one_of(
        sentence,
        sentence.map("- {}".format),
        sentence.map("• {}".format),
        sentence.map("**{}:** ".format),
        st.lists(sentence, min_size=2, max_size=3).map(". ".join),
        st.sampled_from(HEADINGS).map("## {}".format),
        st.sampled_from(HEADINGS),
    )
    gaps = st.sampled_from(["\n", "\n\n", "\r\n", "\n    "])
    parts = draw(st.lists(st.tuples(block, gaps), min_size=1, max_size=12))
    return "# Baclofen\n\n" + "".join(f"{words}{gap}" for words, gap in parts)


def read(text: str, file_name: str) -> Document | None:
    """Return the document, None where the text makes none."""
    try:
        return readers.read(text.encode("utf-8", "surrogatepass"), Source("pages", drug=DRUG), file_name)
    except DocumentError:
        return None


def checked(document: Document) -> tuple[Claim, ...]:
    """Return the claims of a document, each of which is as every claim must be."""
    claims = extract(document, lexicon())
    blocks = [block.span for block in document.blocks if not block.silent]
    headings = {block.text for block in document.blocks}
    for claim in claims:
        assert claim.drug.key == DRUG
        assert claim.relation in RELATIONS
        assert claim.object.key
        assert claim.object.label.strip()
        assert claim.evidence
        for key, value in claim.qualifiers.items():
            _check_qualifier(claim.relation, key, value)
        for passage in claim.evidence:
            span = passage.span
            assert 0 <= span.start < span.end <= len(document.text)
            assert span.end - span.start <= LONGEST_QUOTE
            quote = span.of(document.text)
            assert quote == quote.strip() or len(quote) == LONGEST_QUOTE
            assert any(block.contains(span) for block in blocks)
            assert passage.section is None or passage.section in headings
            assert passage.mention.strip()
            assert passage.rule
            assert len(set(passage.cites)) == len(passage.cites)
    return claims


def _check_qualifier(relation: str, key: str, value: object) -> None:
    declared = RELATIONS[relation].qualifier(key, value)
    if isinstance(value, Quantity):
        assert declared.holds is ValueType.QUANTITY
        assert (value.low, value.high) != (None, None)
        assert value.low is None or value.high is None or value.low <= value.high
        assert all(bound is None or bound.is_finite() for bound in (value.low, value.high))
    elif isinstance(value, Concept):
        assert declared.holds is ValueType.CONCEPT
        assert value.key
    elif isinstance(value, bool):
        assert value
        assert declared.holds is ValueType.TRUE
    else:
        assert isinstance(value, str)
        assert value.strip()
        assert declared.holds in (ValueType.WORD, ValueType.TEXT)
        assert declared.holds is ValueType.TEXT or value in declared.words


@settings(max_examples=150)
@given(pages(), st.sampled_from(["page.md", "page.txt"]))
def test_claims_of_pages_made_of_medical_words(text: str, file_name: str) -> None:
    document = read(text, file_name)
    assert document is not None
    assert checked(document) == extract(document, lexicon())


@settings(max_examples=150)
@given(st.text(max_size=300), st.sampled_from(["page.md", "page.txt"]))
def test_claims_of_any_text(text: str, file_name: str) -> None:
    document = read(text, file_name)
    if document is not None:
        checked(document)


@settings(max_examples=60)
@given(pages(), st.text("ab cdé–(1%:;.\n", max_size=60))
def test_what_stands_behind_in_a_section_of_its_own_changes_nothing_before(text: str, more: str) -> None:
    """Claims of a page stay when references are added."""
    before, after = read(text, "page.md"), read(f"{text}\n\n# References\n\n{more}\n", "page.md")
    assert before is not None
    assert after is not None
    assert [(claim.relation, claim.object.key) for claim in extract(before, lexicon())] == [
        (claim.relation, claim.object.key) for claim in extract(after, lexicon())
    ]


def test_the_same_claim_said_often_is_one_claim_with_many_passages() -> None:
    paragraph = "Baclofen may cause drowsiness in up to 63% of patients. It is used to treat spasticity.\n\n"
    times = 200_000 // len(paragraph)
    document = read("# Baclofen\n\n" + paragraph * times, "page.md")
    assert document is not None
    claims = checked(document)
    assert sorted(claim.relation for claim in claims) == ["hasAdverseEffect", "treats"]
    assert {len(claim.evidence) for claim in claims} == {times}


def work(text: str, heading: str = "Side effects") -> int:
    """Return how many calls it takes to tell what a page with one section claims."""
    document = read(f"# Baclofen\n\n## {heading}\n\n{text}\n", "page.md")
    assert document is not None
    extract(document, lexicon())
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(document, lexicon())
    finally:
        sys.setprofile(before)
    return calls


PARAGRAPH = "Baclofen may cause drowsiness in up to 63% of patients; take 5 mg three times a day. {}\n\n"


def test_work_grows_with_the_number_of_paragraphs() -> None:
    def text(times: int) -> str:
        return "".join(PARAGRAPH.format(number) for number in range(times))

    assert work(text(400)) < 2.2 * work(text(200))


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("may cause nausea, ", "Side effects"),
        ("drowsiness or ", "Side effects"),
        ("blurred and ", "Side effects"),
        ("5 mg ", "Dosage"),
    ],
)
def test_work_grows_with_the_length_of_a_sentence(words: str, heading: str) -> None:
    times = 1_000 // len(words)
    assert work(words * 2 * times, heading) < 3 * work(words * times, heading)


#: Long texts of one kind, each as long as a block may become.
ENDLESS = (
    "(", "[", "()", ",", ";", ":", "—", "a", "A ", "1", "1,", "1 to ", "up to ", "63% ", "not ", "and ", " or, ",
    "e.g. ", "Ab. ", "{01} ", "**a** ", "<sub>", "- nausea\n", "Note: ", "drowsiness (", "spasticity caused by ",
    "\u00a0",
)  # fmt: skip
#: Words that ask for much work when they stand in one sentence.
CROWDED = (
    "5 mg ", "drowsiness, ", "drowsiness or ", "drowsiness [up to 63%]; ", "blurred and ", "may cause ",
    "is used to treat ", "for 2 weeks, then ", "patients who need spasticity to stand or ",
)  # fmt: skip
UNDER = ("Side effects", "Uses", "Contraindications", "Dosage", "Mechanism of action")


@pytest.mark.parametrize(
    ("words", "length"),
    [*((words, 30_000) for words in ENDLESS), *((words, 1_500) for words in CROWDED)],
    ids=repr,
)
def test_long_texts_come_to_an_end(words: str, length: int) -> None:
    for heading in UNDER if length < 10_000 else UNDER[:1]:
        document = read(f"# Baclofen\n\n## {heading}\n\n{words * (length // len(words))}\n", "page.md")
        if document is not None:
            checked(document)


def test_long_passage_keeps_its_object() -> None:
    items = "; ".join(f"dizziness [up to {number}%]" for number in range(1, 30))
    text = f"# Baclofen\n\n## Side effects\n\nCNS effects ({items}; drowsiness)\n"
    document = read(text, "page.md")
    assert document is not None
    for claim in checked(document):
        for passage in claim.evidence:
            assert passage.mention.split()[0] in passage.span.of(text)
