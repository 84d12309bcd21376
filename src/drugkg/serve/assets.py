"""Styles and scripts: every page names them with a hash of what is in them, so that browsers keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from os import PathLike, stat_result
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["FOLDER", "Assets", "address"]

FOLDER = Path(__file__).parent / "static"
#: What the pages share with the page of an audit, which carries it inside.
_SHARED = Path(str(resources.files("drugkg.audit"))) / "static"
_YEAR = 365 * 24 * 60 * 60


def address(name: str) -> str:
    """Return the address of a style or script, which changes when the file does.

    >>> address("base.css").partition("=")[0]
    '/static/base.css?v'
    """
    path = next(path for path in (FOLDER / name, _SHARED / name) if path.exists())
    return f"/static/{name}?v={_hash(path, path.stat().st_mtime_ns)}"


class Assets(StaticFiles):
    """The files of `static`: for good where the address names their present hash, else asked for anew each time."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER, packages=[("drugkg.audit", "static")])

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with a file."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["cache-control"] = _keeping(Path(full_path), scope)
        return answer


def _keeping(path: Path, scope: Scope) -> str:
    asked = scope["query_string"].decode("latin-1")
    home = FOLDER if path.is_relative_to(FOLDER) else _SHARED
    held = address(path.relative_to(home).as_posix()).partition("?")[2]
    return f"public, max-age={_YEAR}, immutable" if asked == held else "no-cache"


@cache
def _hash(path: Path, changed: int) -> str:
    """Return the hash of a file; `changed` tells one state of it from the next."""
    del changed
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
