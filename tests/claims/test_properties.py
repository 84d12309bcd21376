"""What holds for the claims of every document, sensible or not."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.reading import lexicon

from drugkg import readers
from drugkg.claims import extract
from drugkg.claims.model import Claim, Quantity
from drugkg.claims.relations import RELATIONS, ValueType
from drugkg.errors import DocumentError
from drugkg.text import Document, Source, Span
from drugkg.vocabulary.concept import Concept

LONGEST_QUOTE = 400
DRUG = "baclofen"

#: What documents are made of: words that matter, words that do not, marks, markup and layout.
PIECES = tuple(
    "baclofen|tizanidine|diazepam|alcohol|opioids|Lioresal|spasticity|drowsiness|nausea|seizures|epilepsy|multiple "
    "sclerosis|renal impairment|children|older adults|pregnancy|breast milk|blood glucose|rats|oral|intrathecal|pump|"
    "tablets|Canada|is used to treat|is contraindicated in|use with caution in|may cause|include|occurs in|overdose|"
    "abrupt withdrawal|interacts with|increases|inhibits|is a|brand names|improved|monitor for|passes into|taper|do not "
    "stop|store at|is as effective as|should not use|should not be used in|has not been established in|tell your doctor "
    "if you have|patients who need spasticity to stand or to walk|not|never|not only|without|may|thought to|but|unless|"
    "caused by|such as|and|or|and/or|who|if|up to|less than|63%|4 to 12 percent|5 mg|20–80 mg/day|three times a day|every "
    "6 hours|for 2 weeks|25 °C|2 to 4 hours|1,000|12 years and older|≥ 65|40 kg|.5|(|)|[|]|{01}|[1]|1|2, 3|<sub>B</sub>|"
    "**|_|`|<b>|</b>|&nbsp;|»|•|—|–|-|*|#|:|;|,|.|?|!|...|\u00a0|\u200b|\ufeff|İ|ß|ﬁ|𝛼|\u0301|²".split("|")
)
HEADINGS = tuple(
    "Uses|Side effects|Serious side effects|Incidence rare|Contraindications|Warnings|Drug interactions|Dosage|Overdose|"
    "Treatment of overdose|Withdrawal|Mechanism of action|Pharmacokinetics|Half-life|Laboratory tests|Monitoring|"
    "Pregnancy and breastfeeding|Missed dose|Storage|Brand names|Dosage forms|Efficacy|References|Risk-benefit should be "
    "considered|Oral baclofen|Children|How does it work?".split("|")
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
            assert quote == quote.strip()
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
        assert all(bound is None or (isinstance(bound, Decimal) and bound.is_finite()) for bound in (value.low, value.high))
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


@settings(max_examples=250)
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


@settings(max_examples=100)
@given(pages(), st.text("ab cdé–(1%:;.\n", max_size=60))
def test_what_stands_behind_in_a_section_of_its_own_changes_nothing_before(text: str, more: str) -> None:
    """Claims of a page stay when references are added."""
    before, after = read(text, "page.md"), read(f"{text}\n\n# References\n\n{more}\n", "page.md")
    assert before is not None
    assert after is not None
    assert len(checked(after)) >= 0
    assert [(claim.relation, claim.object.key) for claim in extract(before, lexicon())] == [
        (claim.relation, claim.object.key) for claim in extract(after, lexicon())
    ]


def test_the_same_claim_said_often_is_one_claim_with_many_passages() -> None:
    paragraph = "Baclofen may cause drowsiness in up to 63% of patients, and is used to treat spasticity.\n\n"
    times = 200_000 // len(paragraph)
    document = read("# Baclofen\n\n" + paragraph * times, "page.md")
    assert document is not None
    passages = Counter({claim.relation: len(claim.evidence) for claim in checked(document)})
    assert passages["hasAdverseEffect"] == passages["treats"] == times
    assert len(extract(document, lexicon())) == len(passages)


BEFORE = "# Baclofen\n\n## Side effects\n\nBaclofen may cause nausea. "


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "[" * 50_000 + "]" * 50_000,
        "()" * 50_000,
        "," * 100_000,
        ";" * 100_000,
        ":" * 100_000,
        "—" * 100_000,
        " " * 100_000 + "x",
        "a" * 100_000,
        "A " * 50_000,
        "1" * 100_000,
        "1," * 50_000,
        "1 to " * 20_000,
        "5 mg " * 20_000,
        "up to " * 16_000 + "5%",
        "63% " * 25_000,
        "not " * 25_000,
        "and " * 25_000,
        " or, " * 20_000,
        "drowsiness, " * 8_000,
        "drowsiness or " * 7_000,
        "drowsiness (" * 8_000,
        "drowsiness [up to 63%]; " * 4_000,
        "blurred and " * 8_000 + "double vision",
        "may cause " * 10_000,
        "is used to treat " * 6_000,
        "spasticity caused by " * 5_000,
        "patients who need spasticity to stand or " * 2_500,
        "for 2 weeks, then " * 5_000,
        "e.g. " * 20_000,
        "Ab. " * 25_000,
        "{01} " * 20_000,
        "**a** " * 16_000,
        "<sub>" * 20_000,
        "- nausea\n" * 10_000,
        "Note: " * 16_000,
    ],
    ids=lambda text: repr(text[:20]),
)
@pytest.mark.parametrize("heading", ["Side effects", "Uses", "Contraindications", "Dosage", "Mechanism of action"])
def test_long_texts_come_to_an_end(text: str, heading: str) -> None:
    document = read(f"# Baclofen\n\n## {heading}\n\n{text}\n", "page.md")
    if document is not None:
        checked(document)


def test_span_of_a_quote_never_cuts_a_mention_away() -> None:
    text = "# Baclofen\n\n## Side effects\n\n" + "Baclofen, as many have found, " * 20 + "may cause drowsiness.\n"
    document = read(text, "page.md")
    assert document is not None
    (passage,) = (passage for claim in checked(document) for passage in claim.evidence)
    assert "drowsiness" in Span(passage.span.start, passage.span.end).of(document.text)
