"""Figures: what stands in the cells of a table that count or measure."""

from __future__ import annotations

import re

__all__ = ["figures_start", "is_figure"]

_BOUND = r"[<>≥≤=~]{0,2}\s?"
_AMOUNT = rf"{_BOUND}\d[\d.,<>]*(?:\s?(?:/|to|-|–)\s?\d[\d.,]*)?\s?%?"
#: A count with its share in brackets, a share, a range; or what stands for no number. Marks of footnotes may follow.
_FIGURE = re.compile(
    rf"(?:{_AMOUNT}(?:\s?[(\[]\s?(?:{_BOUND}|[a-z]{{1,2}}\s?=\s?|-)\d[^()\[\]]{{0,25}}[)\]]){{0,2}}\s?%?"
    rf"|\(\s?{_AMOUNT}\s?\)|%|[—–-]+|N/?[AR]|n/a|NE)(?:[a-f]|\s?[*†‡§#?]{{1,2}})?"
)


def is_figure(words: str) -> bool:
    """Tell whether the words of a cell are a number, a share, or a sign that there is none.

    >>> [is_figure(words) for words in ("12", "9 ( 45)", "<1%", "0.41 (0.30, 0.57)", "NA", "Nausea", "5 mg")]
    [True, True, True, True, True, False, False]
    """
    return bool(_FIGURE.fullmatch(words.strip()))


def figures_start(words: str) -> int:
    """Return where the figures at the end of a line begin, its length where there are none.

    >>> figures_start("Chest pain b 67 8 0"), figures_start("Fever 3 (4) 0"), figures_start("Headache")
    (13, 6, 8)
    """
    start = len(words)
    for token in reversed(list(re.finditer(r"\S+", words))):
        if not is_figure(token.group()) or token.group().endswith(","):
            break
        start = token.start()
    return start
