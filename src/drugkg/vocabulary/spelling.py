"""British and American spelling of medical words."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["spellings"]

#: British and American part of a word; ^ and $ stand for its ends. Parts, not words: a part that turns
#: another word into none does no harm, for nobody writes that word.
_PARTS = """
    haemo hemo, haema hema, aemia emia, aemic emic, aesthe esthe, aetio etio, ^faec ^fec, ^caec ^cec,
    caesar cesar, gynaec gynec, ^paed ^ped, orthopaed orthoped, naev nev, oedem edem, oesoph esoph, oestr estr,
    ^foet ^fet, rrhoea rrhea, rrhoei rrhei, pnoea pnea, coeli celi, homoeo homeo, ^amoeb ^ameb, manoeuv maneuv,
    leucoc leukoc, leucop leukop, sulph sulf, tumour tumor, colour color, behaviour behavior, odour odor,
    labour labor, humour humor, vapour vapor, rigour rigor, favour favor, flavour flavor, centre center, fibre fiber,
    litre$ liter$, litres$ liters$, metre$ meter$, metres$ meters$, titre titer, grey gray, ageing aging,
    mould mold, counsell counsel, labell label, programme$ program$, aluminium aluminum, licence license,
    judgement judgment, draught draft, disorientat disorient,
    ise$ ize$, ises$ izes$, ised$ ized$, ising$ izing$, isation$ ization$, isations$ izations$,
    yse$ yze$, yses$ yzes$, ysed$ yzed$, ysing$ yzing$
"""
_PAIRS = [(british, american) for british, american in map(str.split, _PARTS.split(","))]


_Parts = tuple[re.Pattern[str], dict[str, str]]


def _parts(pairs: dict[str, str]) -> _Parts:
    pattern = "|".join(re.escape(part).replace(r"\^", "^").replace(r"\$", "$") for part in pairs)
    return re.compile(pattern), {part.strip("^$"): other.strip("^$") for part, other in pairs.items()}


_TO_AMERICAN = _parts(dict(_PAIRS))
_TO_BRITISH = _parts({american: british for british, american in _PAIRS})


def spellings(folded: str) -> tuple[str, ...]:
    """Return a folded name as it stands, and in American and in British spelling where these differ.

    >>> spellings("oedema with tumor")
    ('oedema with tumor', 'edema with tumor', 'oedema with tumour')
    """
    words = tuple(folded.split(" "))
    american, british = zip(*map(_word_spellings, words), strict=True)
    if words == american == british:  # most names have no word that is spelled in two ways
        return (folded,)
    return tuple(dict.fromkeys((folded, " ".join(american), " ".join(british))))


# The same words come back in many names.
@lru_cache(maxsize=1 << 16)
def _word_spellings(word: str) -> tuple[str, str]:
    """Return a word in American and in British spelling."""
    american = _replace(word, *_TO_AMERICAN)
    return american, _replace(american, *_TO_BRITISH)


def _replace(word: str, pattern: re.Pattern[str], others: dict[str, str]) -> str:
    return pattern.sub(lambda match: others[match.group()], word)
