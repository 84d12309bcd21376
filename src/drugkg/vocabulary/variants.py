"""The names under which a concept is looked for: those that its row lists, and those that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from drugkg.text.fold import fold
from drugkg.vocabulary.concept import ConceptType
from drugkg.vocabulary.number import other_numbers
from drugkg.vocabulary.spelling import spellings

__all__ = ["Case", "plain", "variants"]


class Case(IntEnum):
    """How a name must be written in the text to count."""

    ANY = 0
    CAPITALS = 1
    #: Capitals and a plural s, as in MAOIs.
    CAPITALS_AND_S = 2

    def holds(self, words: str) -> bool:
        """Tell whether the words are written so.

        >>> Case.CAPITALS.holds("MS"), Case.CAPITALS.holds("Ms"), Case.CAPITALS_AND_S.holds("MAOIs")
        (True, False, True)
        """
        if self is Case.ANY:
            return True
        capitals = words if self is Case.CAPITALS else words[:-1]
        return capitals == capitals.upper()


#: Proper names have one number; the plural of a drug's name is the name of its class.
_UNCOUNTED = frozenset({ConceptType.DRUG, ConceptType.BRAND, ConceptType.COUNTRY})
_LONGEST_ABBREVIATION = 5
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]s\\b")
_EPONYM = re.compile(r"\b([A-Z][a-zà-ÿ]{2,}) (?=(?:ataxia|chorea|disease|disorder|palsy|phenomenon|syndrome|ulcer)\b)")
_OWNER_ALONE = re.compile(rf"([A-Z]\w+){_POSSESSIVE.pattern} disease")
_PREPOSITION = re.compile(r"(?<=\w) (?:after|at|by|due|during|for|from|in|of|on|to|with|without) ")
_SAME_HEAD = {"disease": "disorder", "disorder": "disease"}


def plain(name: str) -> str:
    """Return a name folded, with single spaces: equal for names that do not differ in letters and digits.

    >>> plain("Light-headed (faint)")
    'light headed faint'
    """
    return " ".join(fold(name).split())


def variants(name: str, type_: ConceptType) -> dict[str, Case]:
    """Return the folded phrases to look for, each with the way in which it must be written.

    >>> [name for name in variants("Crohn's disease", ConceptType.FINDING) if not name.endswith("s")]
    ['crohn s disease', 'crohn s disorder', 'crohns disease', 'crohns disorder', 'crohn disease', 'crohn disorder']
    >>> variants("MAOI", ConceptType.DRUG_CLASS)
    {'maoi': <Case.CAPITALS: 1>, 'maois': <Case.CAPITALS_AND_S: 2>}
    """
    if abbreviation := _abbreviation(name):
        folded = fold(abbreviation).strip()
        plural = {f"{folded}s": Case.CAPITALS_AND_S} if type_ not in _UNCOUNTED and len(folded) > 1 else {}
        return {folded: Case.CAPITALS} | plural
    # A mark folds to a space and may stand beside one: the name is looked for with and without the second space.
    marked = [fold(owned).strip(" ") for owned in _owned(name)]
    folded_names = dict.fromkeys(form for folded in marked for form in (" ".join(folded.split()), folded))
    spelled = dict.fromkeys(spelling for folded in folded_names for spelling in spellings(folded))
    counted = spelled if type_ in _UNCOUNTED else [form for phrase in spelled for form in _numbers(phrase)]
    return dict.fromkeys((*counted, *_owner_alone(name)), Case.ANY)


def _abbreviation(name: str) -> str | None:
    """Return the abbreviation that the name is, without its plural s; None where it is another name."""
    form = name.removesuffix("s") if len(name) > 2 else name
    letters = "".join(filter(str.isalnum, form))
    short = len(letters) <= _LONGEST_ABBREVIATION and " " not in form
    return form if short and letters.isalpha() and letters.isupper() else None


def _owned(name: str) -> Iterable[str]:
    """Yield the name with the ways to write who a disease is named after."""
    yield name
    if _POSSESSIVE.search(name):
        yield _POSSESSIVE.sub("s", name)
        yield _POSSESSIVE.sub("", name)
    elif _EPONYM.search(name):
        yield _EPONYM.sub(lambda match: match[1] + ("' " if match[1].endswith("s") else "'s "), name)


def _owner_alone(name: str) -> tuple[str, ...]:
    """Return what people say for short ("has Parkinson's"), but not the bare name of a person."""
    owner = _OWNER_ALONE.fullmatch(name)
    return (plain(f"{owner[1]}'s"), plain(f"{owner[1]}s")) if owner else ()


def _numbers(phrase: str) -> Iterable[str]:
    """Yield the phrase, and the phrase with its last word, or the one before a preposition, in another number."""
    yield phrase
    preposition = _PREPOSITION.search(phrase)
    for end in (len(phrase), *([preposition.start()] if preposition else [])):
        before, space, word = phrase[:end].rpartition(" ")
        others = other_numbers(word, alone=word == phrase)
        if before and word in _SAME_HEAD:
            others += (_SAME_HEAD[word], f"{_SAME_HEAD[word]}s")
        for other in others:
            yield f"{before}{space}{other}{phrase[end:]}"
