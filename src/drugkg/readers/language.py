"""The language of a document: only English is read, and what is in another is refused with its name."""

from __future__ import annotations

import re

from drugkg.errors import DocumentError, Problem

__all__ = ["check_catalog", "check_language"]

#: A text of fewer bytes is not judged: a few names tell no language.
_FEWEST = 200
#: Percent of a text that other languages hold at least, and English at most, where it counts as foreign.
_FOREIGN, _ENGLISH = 75, 20
#: The same where the catalog says that it is English.
_FOREIGN_AGAINST_CATALOG, _ENGLISH_AGAINST_CATALOG = 90, 0
#: Latin is the tongue of names of drugs, germs and diseases; `un` is told of what is no language.
_NEUTRAL = frozenset({"en", "la", "un"})
#: Control signs and noncharacters, which the detector takes for broken text.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[^\x00-\uffff]")
_REMEDY = "give an English version, or leave the document out"


def check_catalog(catalog: str | None, file_name: str) -> None:
    """Raise DocumentError where the catalog says that a document is in another language than English.

    >>> check_catalog("en-GB", "a.txt")
    """
    told = _primary(catalog)
    if told not in ("", "en", "und", "mul"):
        what = f"the catalog says that it is in {_name(told)}, and only English is read"
        raise DocumentError(Problem(file_name, what, f"correct `language` in the catalog, or {_REMEDY}"))


def check_language(text: str, catalog: str | None, file_name: str) -> None:
    """Raise DocumentError where a text is not in English; `catalog` is the language that the catalog tells.

    >>> check_language("Nehmen Sie die Tabletten mit einem Glas Wasser ein. " * 4, None, "a.txt")
    Traceback (most recent call last):
    ...
    drugkg.errors.DocumentError: a.txt: it is in German (de), not English. Give an English version, or leave ...
    """
    if _primary(catalog) == "en":
        found, doubt = _foreign(text, _FOREIGN_AGAINST_CATALOG, _ENGLISH_AGAINST_CATALOG), ""
    else:
        found, doubt = _foreign(text, _FOREIGN, _ENGLISH), "; if it is English, write `language: en` in the catalog"
    if found:
        raise DocumentError(Problem(file_name, f"it is in {_name(found)}, not English", f"{_REMEDY}{doubt}"))


def _primary(tag: str | None) -> str:
    """Return the language of a tag without country and script, empty for none."""
    return tag.split("-")[0].lower() if tag else ""


def _foreign(text: str, least: int, most_english: int) -> str:
    """Return the code of the language that a text is in where that is another than English, else nothing."""
    # A library in C with tables of its own: loaded only when a document is read.
    import pycld2  # noqa: PLC0415

    data = _ODD.sub(" ", text).encode()
    if len(data) < _FEWEST:
        return ""
    reliable, _, shares = pycld2.detect(data, isPlainText=True)
    english = sum(share for _, code, share, _ in shares if code == "en")
    foreign = [(share, code) for _, code, share, _ in shares if code not in _NEUTRAL]
    if not reliable or english > most_english or sum(share for share, _ in foreign) < least:
        return ""
    return str(max(foreign)[1])


def _name(code: str) -> str:
    import pycld2  # noqa: PLC0415

    name = next((name for name, own in pycld2.LANGUAGES if own == code), "")
    return f"{name.replace('_', ' ').title()} ({code})" if name else f"the language {code!r}"
