"""Replies: kept under what they follow from, so that a rebuild asks nobody and gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from drugkg.errors import ExtractorError, Problem
from drugkg.store.layout import replace_text
from drugkg.vocabulary import cache

__all__ = ["Key", "find", "folder", "keep", "prepare"]


class Key(NamedTuple):
    """What a reply follows from: the hash of the document, that of the prompt, the model, and the part it was shown."""

    document: str
    prompt: str
    model: str
    question: str

    def path(self) -> Path:
        """Return the file of the reply."""
        name = hashlib.sha256(json.dumps(self).encode()).hexdigest()
        return folder() / name[:2] / f"{name}.json"


def folder() -> Path:
    """Return where replies are kept: beside the compiled vocabulary, never cleared by drugkg."""
    return cache.folder() / "replies"


def find(key: Key) -> str | None:
    """Return a reply that was kept, None where there is none or it is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(key.path().read_text(encoding="utf-8"))
        if (held["document"], held["prompt"], held["model"]) == key[:3] and isinstance(held["reply"], str):
            return str(held["reply"])
    return None


def prepare() -> None:
    """Make the folder of the replies, so that none is asked for that could not be kept.

    Raises:
        ExtractorError: if it cannot be made.
    """
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(error) from error


def keep(key: Key, reply: str) -> None:
    """Keep a reply; the file is there as a whole or not at all, whenever the process dies.

    Raises:
        ExtractorError: if it cannot be written.
    """
    told = {"document": key.document, "prompt": key.prompt, "model": key.model, "reply": reply}
    try:
        key.path().parent.mkdir(parents=True, exist_ok=True)
        replace_text(key.path(), json.dumps(told) + "\n")
    except OSError as error:
        raise _cannot(error) from error


def _cannot(error: OSError) -> ExtractorError:
    what = f"replies cannot be kept ({error.strerror or error})"
    return ExtractorError(Problem(str(folder()), what, "set DRUGKG_CACHE to a folder that can be written"))
