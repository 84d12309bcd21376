"""The cache of what was compiled: a file per kind and content, written whole or not at all, rebuilt when damaged."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

import platformdirs

__all__ = ["folder", "load"]

Compiled = TypeVar("Compiled")

#: So many files are kept: the vocabularies of some projects, not the whole past of one.
_KEPT = 8
#: The modules whose code decides what a compiled vocabulary holds.
_CODE = ("vocabulary", "text/fold.py")


def folder() -> Path:
    """Return where compiled vocabularies are kept: `DRUGKG_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("DRUGKG_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("drugkg", appauthor=False)


def load(kind: str, content: str, build: Callable[[], bytes], decode: Callable[[BinaryIO], Compiled]) -> Compiled:
    """Return what was compiled of some kind for a content hash, from the cache or else from `build`.

    A cache that cannot be read or written, or that `decode` refuses with a ValueError, costs time only, never a result.
    """
    path = folder() / f"{kind}-{content}-{_code_hash()}.bin"
    with suppress(OSError, ValueError), path.open("rb") as file:
        return decode(file)
    data = build()
    with suppress(OSError):
        _write(kind, path, data)
    return decode(BytesIO(data))


def _write(kind: str, path: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 (a cache is written once and read often)

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(data)
            file.close()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    by_age = sorted(path.parent.glob(f"{kind}-*.bin"), key=lambda old: old.stat().st_mtime_ns, reverse=True)
    for old in by_age[_KEPT:]:
        old.unlink(missing_ok=True)


@cache
def _code_hash() -> str:
    """Return a hash of what turns files into a compiled vocabulary, so that changed code meets no old cache."""
    from importlib.metadata import version  # noqa: PLC0415 (slow to import, and wanted only where names are looked for)

    digest = hashlib.sha256(f"{version('daachorse')} {sys.byteorder}".encode())
    package = files("drugkg")
    modules = [item for item in package.joinpath(_CODE[0]).iterdir() if item.name.endswith(".py")]
    for module in (*sorted(modules, key=lambda item: item.name), package.joinpath(_CODE[1])):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:12]
