"""Loading: vocabulary files to a lexicon, by way of the cache."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.resources.abc import Traversable

from drugkg.vocabulary import cache
from drugkg.vocabulary.build import build
from drugkg.vocabulary.compiled import decode
from drugkg.vocabulary.lexicon import Lexicon
from drugkg.vocabulary.raw import RawFile, content_hash, gather, in_use

__all__ = ["load"]


def load(folders: Sequence[Traversable] | None = None) -> Lexicon:
    """Return the lexicon of the vocabulary files in the folders, by default in those in use.

    >>> lexicon = load()
    >>> lexicon.lookup("no such thing in any vocabulary")
    ()

    Raises:
        VocabularyError: with all problems of all files.
    """
    files = gather(in_use() if folders is None else folders)
    content = content_hash(files)
    return Lexicon(cache.load("vocabulary", content, lambda: _build(files), decode), content)


def _build(files: Sequence[RawFile]) -> bytes:
    """Return the compiled files; who waits at a terminal is told why."""
    waiting = sys.stderr.isatty()
    if waiting:
        sys.stderr.write("compiling the vocabulary (once; it is kept for the next time) ...")
        sys.stderr.flush()
    try:
        return build(files)
    finally:
        if waiting:
            sys.stderr.write("\r\x1b[K")
