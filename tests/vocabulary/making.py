"""Make small vocabularies for tests."""

from __future__ import annotations

from io import BytesIO

from drugkg.vocabulary import Lexicon
from drugkg.vocabulary.build import build
from drugkg.vocabulary.compiled import decode
from drugkg.vocabulary.raw import RawFile

__all__ = ["COLUMNS", "HEADER", "file_text", "lexicon_of"]

HEADER = "#+ title: Signs\n#+ type: {}\n#+ origin: made for this test\n#+ licence: CC0-1.0\n#+ version: 1\n"
COLUMNS = "key\tlabel\tsynonyms\tids\tbroader\n"


def file_text(type_: str, *rows: str) -> str:
    """Return the text of a vocabulary file; a row may leave out the empty columns at its end.

    The rows begin at line 7.
    """
    padded = (row + "\t" * (4 - row.count("\t")) for row in rows)
    return HEADER.format(type_) + COLUMNS + "".join(f"{row}\n" for row in padded)


def lexicon_of(*texts: str) -> Lexicon:
    """Return the lexicon of such texts, without a cache."""
    files = [RawFile(f"{number}.tsv", f"{number}.tsv", text.encode()) for number, text in enumerate(texts)]
    return Lexicon(decode(BytesIO(build(files))), "0" * 12)
