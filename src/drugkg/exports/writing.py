"""Writing an export: one file or a folder of them, each whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from drugkg.discover import discover
from drugkg.errors import Problem, UsageError
from drugkg.exports.format import ONE_FILE, Format
from drugkg.exports.manifest import FileHash, Hashing, manifest
from drugkg.exports.part import part_of
from drugkg.exports.selection import Selection
from drugkg.store import Store

__all__ = ["find_format", "format_of", "formats", "pieces", "write"]


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name."""
    return discover(sys.modules[__package__], "FORMAT", Format, "drugkg.exports")


def find_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        UsageError: if there is no such format.
    """
    if name not in formats():
        raise UsageError(Problem(f"format {name}", "there is no such export format", f"use {', '.join(formats())}"))
    return formats()[name]


def format_of(path: Path) -> str | None:
    """Return the format that the name of a file tells, None where it tells none."""
    return next((name for name, each in formats().items() if each.suffix and path.suffix == each.suffix), None)


def pieces(graph: Store, format: str, selection: Selection) -> Iterator[bytes]:
    """Yield an export of one file piece by piece, in a fixed order.

    Raises:
        UsageError: if there is no such format, or it takes several files.
    """
    chosen = find_format(format)
    if chosen.is_folder:
        what = f"{format} takes several files ({', '.join(chosen.files)})"
        raise UsageError(Problem(f"format {format}", what, "name a folder for them, as in -o folder"))
    with part_of(graph, selection) as part:
        yield from chosen.files[ONE_FILE](part)


def write(graph: Store, format: str, target: Path, selection: Selection, told: Path | None = None) -> None:
    """Write an export to a file, or to the folder that its files go into; and its manifest to `told`, if named.

    Raises:
        UsageError: if there is no such format, or something cannot be written.
    """
    chosen = find_format(format)
    hashes: dict[str, FileHash] = {}
    with part_of(graph, selection) as part:
        if chosen.is_folder:
            _make(target)
        for name, writer in chosen.files.items():
            hashing, path = Hashing(), target / name if name else target
            _replace(path, hashing.of(writer(part)))
            hashes[path.name] = hashing.told()
        if told is not None:
            _replace(told, iter([manifest(part, format, selection, hashes).encode()]))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        what = f"the folder cannot be made ({error.strerror or error})"
        raise UsageError(Problem(str(folder), what, "choose another")) from error


def _replace(path: Path, content: Iterator[bytes]) -> None:
    """Write a file so that it is never there by half."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.writelines(content)
        draft.replace(path)
    except OSError as error:
        what = f"the file cannot be written ({error.strerror or error})"
        raise UsageError(Problem(str(path), what, "choose another")) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
