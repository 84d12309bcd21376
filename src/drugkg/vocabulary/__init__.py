"""The vocabulary: what documents name, under all the names they use."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from drugkg import resources
from drugkg.vocabulary import cache
from drugkg.vocabulary.build import build
from drugkg.vocabulary.concept import Concept, ConceptType
from drugkg.vocabulary.files import Header, content_hash, gather
from drugkg.vocabulary.lexicon import Lexicon, Match

__all__ = ["Concept", "ConceptType", "Header", "Lexicon", "Match", "load", "shipped"]


def shipped() -> Traversable:
    """Return the folder with the vocabulary files that come with drugkg."""
    return resources.folder("ontology") / "vocabulary"


def load(folders: Sequence[Traversable] | None = None) -> Lexicon:
    """Return the lexicon of the vocabulary files in the folders, by default in `shipped()`.

    >>> lexicon = load()
    >>> lexicon.lookup("no such thing in any vocabulary")
    ()

    Raises:
        VocabularyError: with all problems of all files.
    """
    files = gather([shipped()] if folders is None else folders)
    content = content_hash(files)
    return Lexicon(cache.load(content, lambda: build(files)), content)
