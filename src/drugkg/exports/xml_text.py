"""Text as XML 1.0 can write it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

__all__ = ["attribute", "content"]

#: What XML 1.0 has no way to write, not even as a reference.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A reader would take a carriage return for a line end.
_REFERENCES = {"\r": "&#13;"}


def content(text: str) -> str:
    r"""Return text as it stands between tags; signs that XML cannot write are replaced.

    >>> content("a < b\x0c")
    'a &lt; b\ufffd'
    """
    return escape(_UNWRITABLE.sub("\ufffd", text), _REFERENCES)


def attribute(text: str) -> str:
    """Return text as the value of an attribute, in quotes.

    >>> attribute("a & b")
    '"a &amp; b"'
    """
    return quoteattr(_UNWRITABLE.sub("\ufffd", text), _REFERENCES)
