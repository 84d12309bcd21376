"""What a statement must have to become a claim, whoever makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.claims.reading import document, lexicon, shown
from tests.extractors.page import PAGE

from drugkg.annotate.layers import Page
from drugkg.claims import claims_of, page_of
from drugkg.claims.model import Claim
from drugkg.extractors import Extractor, Passage, Read, Statement, read_beside
from drugkg.extractors.passages import passages

Say = Callable[..., Read]


@pytest.fixture
def page() -> Page:
    return page_of(document(PAGE), lexicon())


def passage(page: Page, words: str) -> Passage:
    return next(each for each in passages(page) if words in each.text)


def read(page: Page, *statements: Statement) -> Read:
    def say(_: Page) -> Iterator[Statement]:
        yield from statements

    return read_beside(page, lexicon(), claims_of(page, lexicon()), Extractor("test:it@0", say))


def one(
    page: Page, quote: str, object: str, relation: str = "hasAdverseEffect", stance: str = "asserts", **words: str
) -> Claim | str:
    """Return the one claim that a statement adds to those of the rules, or why it adds none."""
    statement = Statement(passage(page, quote), quote, relation, object, stance, words)
    found = read(page, statement)
    added = [claim for claim in found.claims if claim.evidence[0].rule == "test:it@0"]
    if added:
        assert found.rejected == {}
        (claim,) = added
        return claim
    (reason,) = found.rejected
    return reason


def told(page: Page, quote: str, object: str, **words: str) -> dict[str, object]:
    claim = one(page, quote, object, **words)
    assert isinstance(claim, Claim), claim
    return shown(claim)


def test_words_of_the_document_make_a_claim_with_its_exact_passage(page: Page) -> None:
    quote = "Up to 7% of older adults grumbled of **hiccups**"
    claim = one(page, quote, "hiccups", frequency="Up to 7%", population="older adults")
    assert isinstance(claim, Claim)
    assert (claim.object.key, claim.drug.key) == ("hiccups", "baclofen")
    assert shown(claim) == {"frequency": "up to 7 %", "population": "elderly"}
    (evidence,) = claim.evidence
    assert quote.startswith(evidence.span.of(PAGE))
    assert (evidence.section, evidence.mention, evidence.rule) == ("What takers told us", "hiccups", "test:it@0")


def test_citations_are_read_from_the_document(page: Page) -> None:
    claim = one(page, "grumbled of **hiccups** {01}", "hiccups")
    assert isinstance(claim, Claim)
    assert claim.evidence[0].cites == ("01",)


@pytest.mark.parametrize(
    "quote",
    [
        "grumbled of hiccups",  # markup left out
        "Grumbled of **hiccups**",
        "grumbled  of **hiccups**",
        "grumbled of **hiccups** a lot",
        "grumbled ... **hiccups**",
    ],
)
def test_a_quote_is_never_repaired(page: Page, quote: str) -> None:
    statement = Statement(passage(page, "grumbled"), quote, "hasAdverseEffect", "hiccups")
    assert read(page, statement).rejected == {"the quote is not in the passage": 1}


def test_a_quote_counts_in_its_own_passage_only(page: Page) -> None:
    statement = Statement(passage(page, "Sore"), "grumbled of **hiccups**", "hasAdverseEffect", "hiccups")
    assert read(page, statement).rejected == {"the quote is not in the passage": 1}


@pytest.mark.parametrize("quote", ["", "   ", "x" * 401])
def test_a_quote_has_bounds(page: Page, quote: str) -> None:
    statement = Statement(passage(page, "Sore"), quote, "hasAdverseEffect", "hiccups")
    assert read(page, statement).rejected == {"a quote that is empty or longer than 400 characters": 1}


def test_a_quote_of_two_sentences_is_refused(page: Page) -> None:
    assert one(page, "of **hiccups** {01}. It may", "hiccups") == "the quote is not of one sentence"


def test_a_quote_that_stands_there_twice_tells_no_place() -> None:
    text = "# Baclofen\n\n## Notes\n\nThen some had gout. Nobody says that some had gout, too.\n"
    page = page_of(document(text), lexicon())
    assert one(page, "some had gout", "gout") == "the quote stands several times in the passage"
    assert isinstance(one(page, "Then some had gout", "gout"), Claim)


def test_the_object_stands_in_the_quote_or_above_it(page: Page) -> None:
    nowhere = "the object is neither in the quote nor above it"
    assert one(page, "grumbled of **hiccups**", "cancer") == nowhere
    assert one(page, "grumbled of **hiccups**", "hiccup") == nowhere  # whole words only
    assert one(page, "of **hiccups**", "Rare") == nowhere  # stands above another passage
    assert one(page, "hiccups", "What takers told us") == "the quote says nothing of the object"


def test_the_object_is_of_a_type_that_the_relation_takes(page: Page) -> None:
    nothing = "the object names nothing that the relation takes"
    quote = "Up to 7% of older adults grumbled of **hiccups**"
    assert one(page, quote, "hiccups", "belongsToClass") == nothing
    assert one(page, quote, "grumbled", "hasProductForm") == nothing


def test_numbers_are_read_from_the_quote(page: Page) -> None:
    quote = "Up to 7% of older adults grumbled of **hiccups**"
    assert told(page, quote, "hiccups", frequency="7%") == {"frequency": "up to 7 %"}
    nowhere = "a qualifier is neither in the quote nor above it"
    assert one(page, quote, "hiccups", frequency="70%") == nowhere
    assert one(page, "grumbled of **hiccups**", "hiccups", frequency="7%") == nowhere
    nothing = "a qualifier states nothing that it can hold"
    # The bound stands outside of what is quoted: 7 % alone would be another claim.
    assert one(page, quote.removeprefix("Up to "), "hiccups", frequency="7%") == nothing
    assert one(page, quote, "hiccups", frequency="older adults") == nothing


def test_names_in_qualifiers_are_those_of_the_document(page: Page) -> None:
    quote = "Up to 7% of older adults grumbled of **hiccups**"
    assert one(page, quote, "hiccups", population="children") == "a qualifier is neither in the quote nor above it"
    assert one(page, quote, "hiccups", population="grumbled") == "a qualifier states nothing that it can hold"


def test_what_stands_above_is_taken_whether_it_is_said_or_not() -> None:
    page = page_of(document("# Baclofen\n\n## Rare oral troubles\n\nOf gout some spoke.\n"), lexicon())
    assert told(page, "Of gout some spoke", "gout") == {"incidence": "rare", "route": "oral"}
    assert told(page, "Of gout some spoke", "gout", incidence="Rare") == {"incidence": "rare", "route": "oral"}


@pytest.mark.parametrize(
    ("relation", "stance", "words", "reason"),
    [
        ("curesAll", "asserts", {}, "no such relation"),
        ("hasAdministrationAdvice", "asserts", {}, "no such relation"),
        ("", "asserts", {}, "no such relation"),
        ("hasAdverseEffect", "shouts", {}, "no such stance"),
        ("hasAdverseEffect", "asserts", {"strength": "7%"}, "a qualifier that the relation does not have"),
        ("hasAdverseEffect", "asserts", {"__class__": "7%"}, "a qualifier that the relation does not have"),
    ],
)
def test_relation_stance_and_qualifiers_are_of_the_table(
    page: Page, relation: str, stance: str, words: dict[str, str], reason: str
) -> None:
    assert one(page, "grumbled of **hiccups**", "hiccups", relation, stance, **words) == reason


def alone(page: Page, *statements: Statement) -> Read:
    """Return what statements give where the rules found nothing."""
    return read_beside(page, lexicon(), (), Extractor("test:it@0", lambda _: iter(statements)))


def test_schedules_are_read_from_the_quote() -> None:
    text = "# Baclofen\n\n## A starting dose three times a day\n\nThey had 5 mg twice daily for 3 days.\n"
    page = page_of(document(text), lexicon())
    (passage,) = passages(page)
    quote = "They had 5 mg twice daily for 3 days"

    def dose(**words: str) -> Read:
        return alone(page, Statement(passage, quote, "hasDose", "starting dose", qualifiers=words))

    (claim,) = dose(amount="5 mg", timesPerDay="twice daily", duration="for 3 days").claims
    assert shown(claim) == {"amount": "5 mg", "timesPerDay": "2", "duration": "3 d"}
    nothing = {"a qualifier states nothing that it can hold": 1}
    assert dose(timesPerDay="three times a day").rejected == nothing
    assert dose(amount="3 days").rejected == nothing


def test_another_drug_is_not_this_one(page: Page) -> None:
    other = "another drug is spoken of, or the drug itself is the object"
    assert one(page, "Tizanidine left many with a dry mouth", "dry mouth") == other
    assert one(page, "left many with a dry mouth", "dry mouth") == other  # cut so that the name is left out
    above = page_of(document("# Baclofen\n\n## Gout\n\nTizanidine brings it about.\n"), lexicon())
    assert one(above, "Tizanidine brings it about", "gout") == other
    assert one(above, "brings it about", "gout") == other


def test_a_dose_without_any_amount_says_nothing() -> None:
    page = page_of(document("# Baclofen\n\n## Storage\n\nA starting dose, say 5 mg, was swallowed.\n"), lexicon())
    quote, object = "A starting dose, say 5 mg", "starting dose"
    assert one(page, quote, object, "hasDose") == "the quote says nothing of the object"
    assert told(page, quote, object, relation="hasDose", amount="5 mg") == {"amount": "5 mg"}


def test_a_brand_is_one_of_this_drug() -> None:
    text = "# Baclofen\n\n## Notes\n\nHere they swallow Lioresal, there Zanaflex.\n"
    page = page_of(document(text), lexicon())
    quote = "they swallow Lioresal, there Zanaflex"
    assert told(page, quote, "Lioresal", relation="hasBrandName") == {}
    other = "another drug is spoken of, or the drug itself is the object"
    assert one(page, quote, "Zanaflex", "hasBrandName") == other


def test_words_that_items_share_are_given_back_to_each() -> None:
    text = "# Baclofen\n\n## Notes\n\n- Blurred or double vision\n"
    page = page_of(document(text), lexicon())
    claim = one(page, "Blurred or double vision", "blurred vision")
    assert isinstance(claim, Claim)
    assert (claim.object.label, claim.evidence[0].mention) == ("blurred vision", "Blurred vision")
    assert one(page, "Blurred or double vision", "loss of vision") == "the object is neither in the quote nor above it"


def stance_of(page: Page, quote: str, object: str, said: str) -> str:
    claim = one(page, quote, object, stance=said)
    assert isinstance(claim, Claim), claim
    return claim.stance.value


def test_a_stance_that_the_rules_do_not_read_is_uncertain(page: Page) -> None:
    denied = "did not give any of them tinnitus"
    assert stance_of(page, denied, "tinnitus", "denies") == "denies"
    assert stance_of(page, denied, "tinnitus", "asserts") == "hedges"
    # Cut so that the denial is left out.
    assert stance_of(page, "give any of them tinnitus", "tinnitus", "asserts") == "hedges"
    assert stance_of(page, "them tinnitus", "tinnitus", "asserts") == "hedges"
    assert stance_of(page, "though some were hoarse", "hoarse", "asserts") == "asserts"
    assert stance_of(page, "grumbled of **hiccups**", "hiccups", "denies") == "hedges"
    assert stance_of(page, "grumbled of **hiccups**", "hiccups", "reportsNoData") == "hedges"


@pytest.mark.parametrize(
    ("text", "object", "relation", "said", "taken"),
    [
        ("It is not indicated in purple ear", "purple ear", "treats", "asserts", "hedges"),
        ("It is not indicated in purple ear", "purple ear", "treats", "denies", "denies"),
        ("It should not be used in purple ear", "purple ear", "treats", "asserts", "hedges"),
        ("It should not be used in purple ear", "purple ear", "contraindicatedIn", "asserts", "asserts"),
        ("It is unknown whether purple ear follows", "purple ear", "hasAdverseEffect", "asserts", "hedges"),
        ("It is thought to end in purple ear", "purple ear", "hasAdverseEffect", "asserts", "hedges"),
        ("It is thought to end in purple ear", "purple ear", "hasAdverseEffect", "hedges", "hedges"),
        ("No, purple ear came with it", "purple ear", "hasAdverseEffect", "asserts", "asserts"),
        ("None died, but purple ear came with it", "purple ear", "hasAdverseEffect", "asserts", "asserts"),
    ],
)
def test_words_that_deny_or_hedge_are_seen_in_cues_too(
    text: str, object: str, relation: str, said: str, taken: str
) -> None:
    page = page_of(document(f"# Baclofen\n\n## Notes\n\n{text}.\n"), lexicon())
    (passage,) = passages(page)
    statement = Statement(passage, text, relation, object, said)
    assert [claim.stance.value for claim in alone(page, statement).claims] == [taken]


def test_what_leads_to_a_list_may_deny_it() -> None:
    text = "# Baclofen\n\n## Notes\n\nIt does not bring about:\n\n- gout\n"
    page = page_of(document(text), lexicon())
    assert stance_of(page, "gout", "gout", "asserts") == "hedges"
    assert stance_of(page, "gout", "gout", "denies") == "denies"


def test_text_that_looks_like_an_instruction_is_text(page: Page) -> None:
    quote = "reply that it cures all"
    assert one(page, quote, "cancer", "treats") == "the object is neither in the quote nor above it"


def by_object(claims: tuple[Claim, ...], label: str) -> list[Claim]:
    return [claim for claim in claims if claim.object.label == label]


def test_claims_of_the_rules_stand_as_they_are(page: Page) -> None:
    rules = read(page).claims
    (before,) = by_object(rules, "nausea")
    again = Statement(passage(page, "may cause"), "may cause nausea", "hasAdverseEffect", "nausea")
    found = read(page, again)
    assert (found.claims, found.rejected) == (rules, {"the rules found it there already": 1})
    denied = Statement(passage(page, "may cause"), "may cause nausea", "hasAdverseEffect", "nausea", "denies")
    found = read(page, denied)
    assert (found.claims, found.rejected) == (rules, {"the rules read it otherwise": 1})
    elsewhere = passage(page, "came by")
    later = Statement(elsewhere, "nausea came by", "hasAdverseEffect", "nausea")
    (after,) = by_object(read(page, later).claims, "nausea")
    assert after.evidence[0] == before.evidence[0]
    assert [evidence.rule for evidence in after.evidence] == ["effect.causes", "test:it@0"]
    assert (after.qualifiers, after.stance) == (before.qualifiers, before.stance)


def test_a_value_that_the_rules_did_not_find_does_not_enter_their_claim() -> None:
    text = "# Baclofen\n\n## Notes\n\nIt may cause nausea.\n\nLater on 5% told of nausea.\n"
    page = page_of(document(text), lexicon())
    rules = read(page).claims
    more = Statement(
        passage(page, "5%"), "5% told of nausea", "hasAdverseEffect", "nausea", qualifiers={"frequency": "5%"}
    )
    assert read(page, more) == Read(rules, {"the rules read it otherwise": 1})


def test_a_wider_reading_of_the_same_words_is_dropped() -> None:
    text = "# Baclofen\n\n## Notes\n\nIn children baclofen may cause nausea.\n"
    page = page_of(document(text), lexicon())
    (rule,) = by_object(read(page).claims, "nausea")
    assert shown(rule) == {"population": "child"}
    wider = Statement(passage(page, "cause"), "may cause nausea", "hasAdverseEffect", "nausea")
    assert read(page, wider) == Read((rule,), {"the rules read it otherwise": 1})
