"""Vocabulary files as bytes: which there are, and the hash that tells whether one changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from drugkg import resources
from drugkg.errors import Problem, VocabularyError

__all__ = ["RawFile", "content_hash", "gather", "hash_in_use", "in_use", "shipped"]


class RawFile(NamedTuple):
    """The bytes of a vocabulary file; `place` is how messages name it."""

    name: str
    place: str
    data: bytes


def shipped() -> tuple[Traversable, ...]:
    """Return the folders with the vocabulary files that come with drugkg: the curated core, then the broad packs."""
    ontology = resources.folder("ontology")
    return ontology / "vocabulary", ontology / "packs"


def in_use() -> tuple[Traversable, ...]:
    """Return the folders in use: what comes with drugkg, then those that `DRUGKG_VOCABULARY` names."""
    own = os.environ.get("DRUGKG_VOCABULARY", "").split(os.pathsep)
    return *shipped(), *(Path(folder) for folder in own if folder)


def hash_in_use() -> str:
    """Return the `hash` that the lexicon of the files in use has, without making it.

    >>> from drugkg.vocabulary import load
    >>> hash_in_use() == load().hash
    True
    """
    return content_hash(gather(in_use()))


def gather(folders: Iterable[Traversable]) -> tuple[RawFile, ...]:
    """Return the `*.tsv` files of the folders, folder by folder and by name."""
    files: list[RawFile] = []
    problems: list[Problem] = []
    for folder in folders:
        if not folder.is_dir():
            problems.append(Problem(str(folder), "there is no such folder", "name a folder with vocabulary files"))
            continue
        found = sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)
        if not found:
            problems.append(Problem(str(folder), "the folder has no vocabulary file (*.tsv)", "name another folder"))
        files += [RawFile(file.name, str(file), file.read_bytes()) for file in found]
    if problems:
        raise VocabularyError(problems)
    return tuple(files)


def content_hash(files: Iterable[RawFile]) -> str:
    """Return a hash of the names and bytes of the files, as 12 hex digits."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\t{len(file.data)}\n".encode())
        digest.update(file.data)
    return digest.hexdigest()[:12]
