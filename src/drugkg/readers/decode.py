"""From the bytes of a file to text, or a clear refusal."""

from __future__ import annotations

from drugkg.errors import DocumentError, Problem

__all__ = ["LIMIT", "decode"]

#: Largest file that is read, in bytes: far above any drug document, far below what fills a memory.
LIMIT = 16 * 1024 * 1024

_FOREIGN = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "a ZIP container (Office or e-book)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "RTF"),
    (b"<!doctype", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_REMEDY = "give plain text or Markdown in UTF-8"


def decode(data: bytes, file_name: str) -> str:
    r"""Return the text of a file, without a leading byte order mark.

    >>> decode(b"\xef\xbb\xbfText", "page.txt")
    'Text'
    """
    if len(data) > LIMIT:
        raise _refusal(
            file_name, f"the file has {len(data):,} bytes, more than the limit of {LIMIT:,}", "split the file"
        )
    head = data[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, name in _FOREIGN:
        if head.startswith(mark.lower()):
            raise _refusal(file_name, f"format not known: it looks like {name}", _REMEDY)
    zero = data.find(b"\0")
    if zero >= 0:
        raise _refusal(f"{file_name}:{_line(data, zero)}", f"format not known: a zero byte at byte {zero}", _REMEDY)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise _refusal(
            f"{file_name}:{_line(data, offset)}", f"byte {offset} is not UTF-8", "save the file as UTF-8"
        ) from None
    if not text.strip():
        raise _refusal(file_name, "the file has only white space" if text else "the file is empty", "give text")
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _refusal(place: str, what: str, remedy: str) -> DocumentError:
    return DocumentError(Problem(place, what, remedy))
