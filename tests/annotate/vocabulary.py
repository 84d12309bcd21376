"""A small vocabulary for the tests of this folder."""

from __future__ import annotations

from tests.vocabulary.making import file_text, lexicon_of

from drugkg.vocabulary import Lexicon

__all__ = ["LEXICON"]

#: Signs, drugs, people and routes, a few of each.
LEXICON: Lexicon = lexicon_of(
    file_text(
        "ClinicalFinding",
        "pain\tpain",
        "chest-pain\tchest pain\t\t\tpain",
        "chest-tightness\tchest tightness",
        "rash\trash",
        "itch\titching",
        "itchy-rash\titching rash\t\t\trash",
        "numbness\tnumbness",
        "blurred-vision\tblurred vision",
        "double-vision\tdouble vision",
        "trigeminal-neuralgia\ttrigeminal neuralgia",
        "neuralgia\tneuralgia",
        "hallucination\thallucination",
        "headache\theadache",
        "pregnancy\tpregnancy",
    ),
    file_text("Drug", "examplin\texamplin", "otherin\totherin", "rash-drug\tnumbin with rash"),
    file_text(
        "DrugClass",
        "mao-inhibitor\tMAO inhibitor\tmonoamine oxidase inhibitor",
        "oral-antidiabetic\toral antidiabetic agent",
    ),
    file_text("Population", "child\tchild\tchildren", "adult\tadult", "elderly\tolder adult", "infant\tinfant"),
    file_text("Route", "oral\toral\tby mouth", "intrathecal\tintrathecal", "transdermal\ttransdermal"),
    file_text("DoseForm", "oral-tablet\toral tablet", "injection\tinjection"),
)
