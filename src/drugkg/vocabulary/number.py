"""Singular and plural of the words that end medical names."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["other_numbers"]

_IRREGULAR = """
    child children, woman women, man men, person people, person persons, human humans, foot feet, tooth teeth,
    mouse mice, half halves, life lives, calf calves, stomach stomachs, bacterium bacteria, ovum ova, serum sera,
    thrombus thrombi, embolus emboli, bronchus bronchi, nucleus nuclei, fungus fungi, stimulus stimuli,
    calculus calculi, uterus uteri, alveolus alveoli, bacillus bacilli, ganglion ganglia, mitochondrion mitochondria,
    criterion criteria, phenomenon phenomena, index indices, appendix appendices, cervix cervices, phalanx phalanges,
    vertebra vertebrae, fistula fistulae, bursa bursae, bulla bullae, papilla papillae, petechia petechiae,
    stoma stomata, biopsy biopsies
"""
_PAIRS = [tuple(pair.split()) for pair in _IRREGULAR.split(",")]
_OTHERS: dict[str, tuple[str, ...]] = {
    word: tuple(two if word == one else one for one, two in _PAIRS if word in (one, two))
    for pair in _PAIRS
    for word in pair
}

#: Words that look like a plural, or whose other number means another thing.
_FIXED = frozenset(
    "rabies scabies caries series species diabetes herpes measles mumps shingles shakes news biceps triceps".split()
)
#: Endings of words that have one form only: what one is or does, not what one has.
_NO_NUMBER = ("ed", "ly", "ous", "ful", "less")
_TO_PLURAL = (
    ("itis", ("itides",)),
    ("sis", ("ses",)),
    ("xis", ("xes",)),
    ("is", ("ises",)),
    ("us", ("uses",)),
    ("ss", ("sses",)),
    ("x", ("xes",)),
    ("z", ("zes",)),
    ("ch", ("ches",)),
    ("sh", ("shes",)),
)
_TO_SINGULAR = (
    ("sses", ("ss",)),
    ("uses", ("us", "use")),
    ("itides", ("itis",)),
    ("ses", ("sis", "se")),
    ("xes", ("x", "xis", "xe")),
    ("zes", ("z", "ze")),
    ("ches", ("ch", "che")),
    ("shes", ("sh", "she")),
    ("ies", ("y", "ie")),
    ("s", ("",)),
)
_CONSONANT_Y = re.compile(r"[^aeiou]y")
#: A single word this short that ends in s is more often an everyday plural whose singular means another thing.
_SHORT = 5


# The same words end many names.
@lru_cache(maxsize=1 << 16)
def other_numbers(word: str, *, alone: bool = False) -> tuple[str, ...]:
    """Return the plural of a folded word, or what its singular may be where it looks like a plural.

    `alone` says that the word is the whole name: the singular of a short one is then not given
    (an attack called "fits" is not "fit").

    >>> other_numbers("diagnosis"), other_numbers("seizures"), other_numbers("women"), other_numbers("allergy")
    (('diagnoses',), ('seizure',), ('woman',), ('allergies',))
    """
    if word in _OTHERS:
        return _OTHERS[word]
    if len(word) < 3 or word in _FIXED or not word.isalpha() or word.endswith(_NO_NUMBER):
        return ()
    for ending, plurals in _TO_PLURAL:
        if word.endswith(ending):
            return tuple(word.removesuffix(ending) + plural for plural in plurals)
    if word.endswith("s"):
        return () if alone and len(word) <= _SHORT else _singulars(word)
    return (f"{word[:-1]}ies",) if _CONSONANT_Y.fullmatch(word[-2:]) else (f"{word}s",)


def _singulars(word: str) -> tuple[str, ...]:
    ending, singulars = next(rule for rule in _TO_SINGULAR if word.endswith(rule[0]))
    return tuple(word.removesuffix(ending) + singular for singular in singulars)
