"""Which form of an answer a client wants: the `Accept` header by RFC 9110, section 12.5.1, or `?format=`."""

from __future__ import annotations

import math
from collections.abc import Mapping

__all__ = ["chosen", "packs", "prefers_page"]


def chosen(accept: str, forms: Mapping[str, str]) -> str | None:
    """Return the form that a client likes best, None where it takes none of them.

    Args:
        accept: the value of `Accept`; empty takes anything.
        forms: the media types by form, the first the default; a form may stand several times under other keys.

    >>> forms = {"turtle": "text/turtle", "jsonld": "application/ld+json", "page": "text/html"}
    >>> chosen("text/html;q=0.5, application/ld+json", forms), chosen("*/*", forms), chosen("image/png", forms)
    ('jsonld', 'turtle', None)
    """
    ranges = list(_ranges(accept or "*/*"))
    rated = [(_quality(media, ranges), -number, form) for number, (form, media) in enumerate(forms.items())]
    quality, _, form = max(rated, default=(0.0, 0, ""))
    return form if quality > 0 else None


def packs(accepted: str) -> bool:
    """Tell whether a client takes answers packed by gzip, by its `Accept-Encoding`.

    >>> packs("br, gzip;q=0.5"), packs("gzip;q=0, *"), packs("")
    (True, False, False)
    """
    return bool(accepted) and chosen(accepted, {"gzip": "gzip"}) is not None


def prefers_page(accept: str) -> bool:
    """Tell whether the client is a browser: it names HTML, and likes nothing better.

    >>> prefers_page("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_page("*/*"), prefers_page("text/turtle")
    (True, False, False)
    """
    ranges = list(_ranges(accept))
    named = [quality for media, quality in ranges if media in ("text/html", "application/xhtml+xml")]
    return bool(named) and max(named) > 0 and max(named) >= max(quality for _, quality in ranges)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _number(value.strip())
        if media:
            found.append((media, quality))
    return found


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return min(max(number, 0.0), 1.0) if math.isfinite(number) else 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """Return how much a media type is liked: the most exact range that fits it decides."""
    kind = media.split("/", maxsplit=1)[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        fitting = [quality for name, quality in ranges if name == wanted]
        if fitting:
            return max(fitting)
    return 0.0
