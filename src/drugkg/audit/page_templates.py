"""The templates of pages: every value is escaped, and signs that would not show are shown by name."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["templates"]

#: Signs that show nothing or change how others are shown: control characters, marks of direction, no width.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


@cache
def templates(*packages: str) -> Environment:
    """Return the templates of some packages, those of the audit if none is named, ready to render."""
    return Environment(
        loader=ChoiceLoader(
            [*map(PackageLoader, packages or ("drugkg.audit",)), PackageLoader("drugkg.audit", "static")]
        ),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    r"""Return text with the names of signs that would not show; all other values as they are.

    >>> _shown("left\u202eright")
    'left[U+202E]right'
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSEEN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", value)
    return value
