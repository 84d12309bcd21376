"""Sections: what kind of section a heading opens, and what it says of everything below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from drugkg.text.fold import fold
from drugkg.text.hints import has_any

__all__ = ["Attributes", "attributes", "attributive", "loinc", "section_type"]

#: So many headings, labels and leads are remembered: documents use the same ones over and over.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a heading or label says of what stands below; None where it says nothing."""

    incidence: str | None = None
    serious: bool | None = None
    long_term: bool | None = None
    off_label: bool | None = None


def _words(text: str) -> str:
    return f" {' '.join(fold(text).split())} "


def _data(name: str) -> object:
    return yaml.load(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def _types() -> tuple[tuple[str, str | None, re.Pattern[str]], ...]:
    def pattern(phrase: str) -> str:
        return r"(?: \S+){1,3} ".join(_words(part).strip() for part in phrase.split("*"))

    found = []
    for entry in _data("sections.yaml"):  # type: ignore[attr-defined]
        phrases = "|".join(
            pattern(phrase).replace("  ", " ") for phrase in sorted(entry["phrases"], key=len, reverse=True)
        )
        found.append((entry["type"], entry.get("loinc"), re.compile(f" (?:{phrases}) ")))
    return tuple(found)


@cache
def _attributes() -> dict[str, list[tuple[str, str]]]:
    table: dict[str, dict[str, list[str]]] = _data("attributes.yaml")  # type: ignore[assignment]
    return {
        name: sorted(
            ((_words(phrase), value) for value, phrases in values.items() for phrase in phrases),
            key=lambda pair: (-len(pair[0]), pair),
        )
        for name, values in table.items()
    }


@cache
def _coded() -> dict[str, str]:
    return {
        code: entry["type"]
        for entry in _data("sections.yaml")  # type: ignore[attr-defined]
        for code in (entry.get("loinc"), *entry.get("codes", ()))
        if code
    }


@lru_cache(maxsize=_REMEMBERED)
def section_type(heading: str, code: str | None = None) -> str | None:
    """Return the type of the section that a heading opens, None where neither its LOINC code nor its words tell.

    >>> section_type("What are the side effects of this medicine?"), section_type("Titration schedule")
    ('adverse_effects', 'dosage')
    >>> section_type("Do not use", "50570-1"), section_type("Uses", "42229-5")
    ('contraindications', 'indications')
    """
    if code in _coded():
        return _coded()[code]
    words = _words(heading)
    return next((kind for kind, _, pattern in _types() if pattern.search(words)), None)


_ATTRIBUTIVE = re.compile(
    r"(?:(?:very |most |less |more )?(?:common(?:ly)?|rare(?:ly)?|uncommon(?:ly)?|serious|severe|frequent(?:ly)?"
    r"|infrequent(?:ly)?|off-label|long-term|occasional(?:ly)?)\W+(?:and |but |or )?(?:potentially "
    r"|possibly |sometimes |also |very )?){1,3}"
    r"(?:side|adverse|undesirable|unwanted|effects?|reactions?|ones|symptoms|uses?|occur|report|experienc|observed"
    r"|affect|are)|\boff-label\b|^\W*(?:(?:very )?(?:common|rare)|uncommon|(?:frequency )?not known)(?=\s*[(:])"
    r"|\bfrequency (?:cannot be estimated|(?:is |remains )?(?:unknown|not known))",
    re.IGNORECASE,
)
#: Without one of these a text has no such words; to see that is far faster than the pattern.
_STEMS = ("common", "rare", "serious", "severe", "frequent", "occasional", "off-label", "long-term")


def attributive(text: str) -> str:
    """Return the words of a sentence that say how common or serious the effects are, not what to do if they are.

    >>> attributive("See your doctor if a rash is severe"), attributive("Common side effects include nausea")
    ('', 'Common side')
    """
    if not has_any(text, _STEMS):
        return ""
    return " ".join(match.group() for match in _ATTRIBUTIVE.finditer(text))


@lru_cache(maxsize=_REMEMBERED)
def loinc(heading: str) -> str | None:
    """Return the LOINC code of the section that a heading opens, None where there is none.

    >>> loinc("Contraindications")
    '34070-3'
    """
    words = _words(heading)
    return next((code for _, code, pattern in _types() if pattern.search(words)), None)


@lru_cache(maxsize=_REMEMBERED)
def attributes(text: str) -> Attributes:
    """Return what a heading, label or lead sentence says of everything below it.

    >>> attributes("Rare but serious side effects")
    Attributes(incidence='rare', serious=True, long_term=None, off_label=None)
    """
    words = _words(text)

    def value(name: str) -> str | None:
        return next((value for phrase, value in _attributes()[name] if phrase in words), None)

    def flag(name: str) -> bool | None:
        said = value(name)
        return None if said is None else said == "yes"

    incidence = value("incidence")
    return Attributes(None if incidence == "none" else incidence, flag("serious"), flag("long_term"), flag("off_label"))
