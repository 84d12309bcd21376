"""Fields of a monograph on the drug's way through the body: which parameter a bare paragraph is about."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drugkg.annotate.layers import Page, Sentence
from drugkg.annotate.sections import section_type

__all__ = ["KINETIC_SECTIONS", "standing"]

#: Section type -> parameter, in the order in which monographs have them.
_FIELDS = {
    "molecular_weight": "kinetics-molecular-weight",
    "absorption": "kinetics-absorption",
    "distribution": "kinetics-distribution",
    "protein_binding": "kinetics-protein-binding",
    "metabolism": "kinetics-metabolism",
    "half_life": "kinetics-half-life",
    "onset": "kinetics-onset-of-action",
    "time_to_peak": "kinetics-time-to-peak",
    "peak_concentration": "kinetics-peak-concentration",
    "therapeutic_concentration": "kinetics-therapeutic-concentration",
    "elimination": "kinetics-excretion-route",
}
KINETIC_SECTIONS = frozenset({*_FIELDS, "pharmacokinetics"})
#: Sections after which a bare duration is a half-life, in monographs that lost a heading.
_BEFORE_HALF_LIFE = frozenset({"absorption", "distribution", "protein_binding", "metabolism"})
#: Words that also head other things ("Metabolism: may raise blood sugar").
_MANY_MEANINGS = frozenset({"absorption", "distribution", "metabolism", "elimination"})
_BARE = re.compile(r"[\d.,\s–—-]+(?:to\s+[\d.,]+\s*)?[A-Za-z]+\W*")


def standing(page: Page) -> Mapping[int, str]:
    """Return the parameter of each block that is the field of one: by its label or heading, else by how it begins.

    A second paragraph under a heading may be a field whose own heading was lost. It counts where the
    page has several such fields and its first words or its bare value can be nothing else.
    """
    sections = {s.frame.section for s in page.sentences} & _FIELDS.keys()
    found: dict[int, str] = {}
    under: set[tuple[int, ...]] = set()
    seen: set[int] = set()
    for sentence in page.sentences:
        if sentence.index in seen:
            continue
        seen.add(sentence.index)
        section, first = sentence.frame.section, sentence.block.headings not in under
        under.add(sentence.block.headings)
        labelled = sentence.frame.label is not None and section_type(sentence.frame.label) in _FIELDS
        among_others = (
            len(sections) > 2 or "pharmacokinetics" in sentence.frame.sections or section not in _MANY_MEANINGS
        )
        if section in _FIELDS and among_others and (first or labelled or sentence.block.topic):
            found[sentence.index] = _FIELDS[section]
        elif len(sections) > 2 and (section in KINETIC_SECTIONS or section == "mechanism"):
            orphan = _orphan(sentence)
            if orphan:
                found[sentence.index] = orphan
    return found


def _orphan(sentence: Sentence) -> str | None:
    opening = [cue for cue in sentence.of("kinetics_opening") if cue.span.start == sentence.span.start]
    if opening:
        return str(max(opening, key=lambda cue: cue.span.end).rule.settings["parameter"])
    bare = len(sentence.measures) == 1 and sentence.measures[0].dimension == "time" and _BARE.fullmatch(sentence.words)
    return "kinetics-half-life" if bare and sentence.frame.section in _BEFORE_HALF_LIFE else None
