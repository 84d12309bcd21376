"""From the bytes of a file to text, or a clear refusal."""

from __future__ import annotations

import codecs

from drugkg.errors import DocumentError, Problem

__all__ = ["LIMIT", "check_size", "decode", "decode_as"]

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
_REMEDY = "give it in another format"
#: What a byte order mark tells of the encoding, the longest first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings that a file may declare, by Python's names: those of text, and none that takes more than linear time.
_DECLARED = frozenset(
    """ascii utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be big5 euc_jp euc_kr gb2312 gb18030 gbk koi8-r
    koi8-u mac-roman shift_jis""".split()
    + [f"iso8859-{number}" for number in range(1, 17)]
    + [f"cp{number}" for number in (437, 850, 852, 874, *range(1250, 1259))]
)


def check_size(data: bytes, file_name: str) -> None:
    """Raise DocumentError where a file is larger than any document."""
    if len(data) > LIMIT:
        what = f"the file has {len(data):,} bytes, more than the limit of {LIMIT:,}"
        raise _refusal(file_name, what, "split the file")


def decode(data: bytes, file_name: str) -> str:
    r"""Return the text of a plain text file, without a leading byte order mark.

    >>> decode(b"\xef\xbb\xbfText", "page.txt")
    'Text'
    """
    check_size(data, file_name)
    head = data[:256].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for mark, name in _FOREIGN:
        if head.startswith(mark.lower()):
            raise _refusal(file_name, f"format not known: it looks like {name}", _REMEDY)
    zero = data.find(b"\0")
    if zero >= 0:
        raise _refusal(f"{file_name}:{_line(data, zero)}", f"format not known: a zero byte at byte {zero}", _REMEDY)
    return decode_as(data, file_name, "utf-8")


def decode_as(data: bytes, file_name: str, encoding: str) -> str:
    r"""Return the text of a file in an encoding that it declares; a byte order mark, left out, comes before that.

    >>> decode_as(b"5 \xb5g", "label.xml", "ISO-8859-1"), decode_as("a".encode("utf-16"), "label.xml", "utf-8")
    ('5 µg', 'a')
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    try:
        name = codecs.lookup(marked or encoding).name
    except (LookupError, ValueError):
        name = ""
    if name not in _DECLARED:
        raise _refusal(file_name, f"the encoding {encoding[:40]!r} is not known", "save the file as UTF-8")
    try:
        text = data.removeprefix(mark).decode(name)
    except UnicodeDecodeError as error:
        offset, shown = error.start + len(mark), name.upper()
        what = f"byte {offset} is not {shown}"
        raise _refusal(f"{file_name}:{_line(data, offset)}", what, "save the file as UTF-8") from None
    if not text.strip():
        raise _refusal(file_name, "the file has only white space" if text else "the file is empty", "give text")
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _refusal(place: str, what: str, remedy: str) -> DocumentError:
    return DocumentError(Problem(place, what, remedy))
