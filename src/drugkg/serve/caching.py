"""What clients may keep: an answer of the same graph, asked for in the same way, is the same answer."""

from __future__ import annotations

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

from drugkg import __version__

__all__ = ["OPEN", "fresh", "headers", "tag"]

#: Every site may ask, as nothing here is secret and nobody is known; it may also read these headers.
OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Link, Retry-After"}


def tag(state: str, *parts: str) -> str:
    """Return the tag of an answer: `state` names the graph, `parts` tell what was asked for and in which form.

    >>> tag("g", "effects", "csv") == tag("g", "effects", "csv"), tag("g", "effects", "csv") == tag("g", "effectscsv")
    (True, False)
    """
    told = "\x00".join((__version__, state, *parts))
    return f'"{hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def fresh(request: Request, tag: str) -> Response | None:
    """Return that nothing has changed where the client has the answer with this tag already, else None."""
    held = request.headers.get("if-none-match", "")
    if held.strip() == "*" or tag in re.findall(r'"[^"]*"', held):
        return Response(status_code=304, headers=headers(tag))
    return None


def headers(tag: str) -> dict[str, str]:
    """Return the headers of an answer that may be kept, and is asked for again before it is shown again.

    The tag is weak: it names what is said, not the bytes, which may be packed.
    """
    return {"etag": f"W/{tag}", "cache-control": "no-cache", "vary": "Accept, Accept-Encoding", **OPEN}
