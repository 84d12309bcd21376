"""Fingerprints: what a cached result was made from, in one name."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, is_dataclass
from functools import cache
from pathlib import Path

__all__ = ["fingerprint", "program"]


def fingerprint(*parts: object) -> str:
    """Return a name, of hexadecimal digits, that is another one as soon as any of the parts is.

    >>> fingerprint("a", None, ("b", 1)) == fingerprint("a", None, ["b", 1]) != fingerprint("a", "None", ("b", 1))
    True
    """
    plain = [asdict(part) if is_dataclass(part) and not isinstance(part, type) else part for part in parts]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:32]


@cache
def program() -> str:
    """Return the fingerprint of the program itself, so that a change of code makes caches anew."""
    home = Path(__file__).parent.parent
    names = sorted(file.relative_to(home).as_posix() for file in home.rglob("*.py"))
    return fingerprint(*((name, _hash(home / name)) for name in names))


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
