"""Loading: vocabulary files to a lexicon, by way of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from drugkg.vocabulary import cache
from drugkg.vocabulary.build import build
from drugkg.vocabulary.compiled import decode
from drugkg.vocabulary.lexicon import Lexicon
from drugkg.vocabulary.raw import content_hash, gather, shipped

__all__ = ["load"]


def load(folders: Sequence[Traversable] | None = None) -> Lexicon:
    """Return the lexicon of the vocabulary files in the folders, by default in `shipped()`.

    >>> lexicon = load()
    >>> lexicon.lookup("no such thing in any vocabulary")
    ()

    Raises:
        VocabularyError: with all problems of all files.
    """
    files = gather(shipped() if folders is None else folders)
    content = content_hash(files)
    return Lexicon(cache.load("vocabulary", content, lambda: build(files), decode), content)
