"""Sentences know what stands over them: sections, labels, leads, people and routes."""

from __future__ import annotations

from tests.annotate.vocabulary import LEXICON
from tests.claims.reading import fails

from drugkg import readers
from drugkg.annotate.cues import CueSet
from drugkg.annotate.layers import Page, Sentence, annotate
from drugkg.text import Source
from drugkg.vocabulary.concept import ConceptType

CUES = CueSet.of(
    [("test", "effect", {"id": "causes", "say": ["may cause"]}), ("test", "end", {"id": "but", "say": "but"})]
)


def page(text: str, file_name: str = "page.md") -> Page:
    document = readers.read(text.encode(), Source("pages"), file_name)
    drug = LEXICON.concept("examplin")
    assert drug is not None
    return annotate(document, drug, LEXICON, CUES)


def of(made: Page, opening: str) -> Sentence:
    """Return the sentence that begins with the given words."""
    (found,) = (sentence for sentence in made.sentences if sentence.words.startswith(opening))
    return found


def routes(sentence: Sentence) -> list[str]:
    return [route.key for route in sentence.frame.routes]


def test_sentences_have_their_own_mentions_cues_and_measures() -> None:
    made = page("# Examplin\n\nExamplin may cause rash in 5%. But headache is not seen.\n")
    first, second = made.sentences
    assert [first.text[m.start : m.end] for m in first.mentions] == ["Examplin", "rash"]
    assert [cue.rule.id for cue in first.cues] == ["causes"]
    assert [str(measure.high) for measure in first.measures] == ["5"]
    assert [second.text[m.start : m.end] for m in second.mentions] == ["headache"]
    assert (second.of("end")[0].span.of(second.text), second.of("effect"), second.measures) == ("But", [], ())
    assert [c.key for _, c in first.within(first.span, ConceptType.FINDING)] == ["rash"]


def test_headings_and_silent_blocks_have_no_sentences() -> None:
    made = page("# Examplin\n\n## Rash\n\nHeadache.\n\n## References\n\n1. Rash and examplin.\n")
    assert [sentence.words for sentence in made.sentences] == ["Headache."]


def test_sections_stand_innermost_first_and_end_with_their_heading() -> None:
    text = "# Examplin\n\n## Side effects\n\n### Overdose\n\nRash.\n\n### Purple\n\nPain.\n\n## Uses\n\nHeadache.\n"
    made = page(text)
    assert of(made, "Rash").frame.sections == ("overdose", "adverse_effects")
    assert of(made, "Pain").frame.sections == ("adverse_effects",)
    assert of(made, "Headache").frame.sections == ("indications",)
    assert of(made, "Headache").frame.section == "indications"
    assert page("Examplin.\n", "page.txt").sentences[0].frame.section is None


def test_a_title_that_names_many_sections_opens_none() -> None:
    made = page("# Examplin: Uses, Side Effects & Dosage\n\nRash.\n")
    assert made.sentences[0].frame.sections == ()


def test_attributes_are_inherited_until_set_anew() -> None:
    text = (
        "# Examplin\n\n## Serious side effects\n\n### Rare\n\n- Rash\n\n### Common\n\n- Pain\n\n"
        "## Side effects in children\n\n- Headache\n"
    )
    made = page(text)
    rash, pain, headache = made.sentences
    assert (rash.frame.incidence, rash.frame.serious) == ("rare", True)
    assert (pain.frame.incidence, pain.frame.serious) == ("common", True)
    assert (headache.frame.incidence, headache.frame.serious) == (None, False)
    assert [people.key for people in headache.frame.populations] == ["child"]


def test_a_run_in_label_opens_a_section_for_the_rest_of_its_block() -> None:
    made = page("# Examplin\n\n## Dosage\n\nOverdose: Rash. Pain follows.\n\nHeadache.\n")
    assert of(made, "Rash").frame.label == "Overdose"
    assert of(made, "Pain").frame.sections == ("overdose", "dosage")
    assert of(made, "Headache").frame.label is None
    assert of(made, "Headache").frame.sections == ("dosage",)


def test_labels_behind_one_another_narrow() -> None:
    made = page("# Examplin\n\nDosage: Children under 12 years: 5 mg. Adults: 10 mg.\n")
    first, second = made.sentences
    assert (first.words, first.frame.section, first.frame.label) == ("5 mg.", "dosage", "Children under 12 years")
    assert [people.label for people in first.frame.populations] == ["child <12 y"]
    assert (second.words, second.frame.label) == ("10 mg.", "Adults")
    assert [people.label for people in second.frame.populations] == ["adult"]


@fails("a second label inside of a block starts anew from the heading, so that the block's first label is lost")
def test_the_first_of_two_labels_holds_for_all_that_follow() -> None:
    made = page("# Examplin\n\nDosage: Children under 12 years: 5 mg. Adults: 10 mg.\n")
    assert [sentence.frame.section for sentence in made.sentences] == ["dosage", "dosage"]


def test_words_before_a_colon_that_say_something_are_no_label() -> None:
    made = page("# Examplin\n\nThe effects are these: rash.\n")
    assert made.sentences[0].frame.label is None
    assert made.sentences[0].words == "The effects are these: rash."


def test_items_know_their_lead_and_what_it_says() -> None:
    text = "# Examplin\n\n## Side effects\n\nExamplin may cause. Common ones are:\n\n- Rash\n- Pain\n\nHeadache.\n"
    made = page(text)
    for item in ("Rash", "Pain"):
        lead = of(made, item).frame.lead
        assert lead is not None
        assert lead.words == "Common ones are:"
        assert of(made, item).frame.incidence == "common"
    assert of(made, "Headache").frame.lead is None
    assert of(made, "Headache").frame.incidence is None


def test_a_topic_is_a_heading_of_its_block() -> None:
    faq = "  - q: What are the side effects?\n    a: Examplin may cause rash.\n"
    text = f"---\ntitle: Examplin\nfaqs:\n{faq}---\n\nIt is red.\n"
    made = page(text)
    assert of(made, "Examplin may").frame.section == "adverse_effects"
    assert of(made, "It is").frame.section is None


def test_a_route_holds_for_the_rest_of_the_paragraph() -> None:
    text = "# Examplin\n\nIntrathecal use may cause rash. Pain is seen.\n\nHeadache. Oral tablets help. Rash goes.\n"
    made = page(text)
    assert [routes(sentence) for sentence in made.sentences] == [
        ["intrathecal"], ["intrathecal"], [], ["oral"], ["oral"],
    ]  # fmt: skip


def test_a_heading_gives_the_route_and_wins_over_a_comparison() -> None:
    made = page("# Examplin\n\n## Intrathecal use\n\nRash.\n\nMore than with oral or intrathecal use.\n\nOral use.\n")
    assert [routes(sentence) for sentence in made.sentences] == [["intrathecal"], ["intrathecal"], ["oral"]]


def test_a_device_stands_for_the_route_that_the_document_gives_it() -> None:
    text = "# Examplin\n\nA pump gives intrathecal examplin.\n\nWith the pump, pain was seen.\n\nHeadache was seen.\n"
    made = page(text)
    assert routes(of(made, "With the pump")) == ["intrathecal"]
    assert routes(of(made, "Headache")) == []
    bare = page("# Examplin\n\nWith the pump, pain was seen.\n")
    assert routes(bare.sentences[0]) == []
    told_of_oral = page("# Examplin\n\nA pump and oral examplin.\n\nWith the pump, pain was seen.\n")
    assert routes(of(told_of_oral, "With the pump")) == []
