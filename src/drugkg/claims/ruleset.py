"""The rule set: all cues, read from the YAML files beside this module, compiled once."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import yaml

from drugkg.annotate.cues import CueSet
from drugkg.errors import Problem, VocabularyError
from drugkg.vocabulary import cache

__all__ = ["cues", "described", "rules_hash"]

#: The data files of every stage that decides what is claimed; all of them are part of the hash.
_DATA = (("drugkg.annotate", ""), ("drugkg.claims", "rules"), ("drugkg.readers", ""))


def _files() -> Iterator[tuple[str, str]]:
    for package, folder in _DATA:
        place = resources.files(package)
        for entry in sorted((place / folder if folder else place).iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".yaml", ".py")):
                yield f"{package}/{folder}/{entry.name}", entry.read_text(encoding="utf-8")
    for entry in sorted(resources.files("drugkg.claims").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            yield f"drugkg.claims/{entry.name}", entry.read_text(encoding="utf-8")


@functools.cache
def rules_hash() -> str:
    """Return the hash (12 hex digits) of all rules, data and code, that decide what is claimed.

    >>> len(rules_hash())
    12
    """
    digest = hashlib.sha256()
    for name, text in sorted(set(_files())):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:12]


@functools.cache
def cues() -> CueSet:
    """Return all cues, compiled.

    Raises:
        VocabularyError: with a problem for each bad entry of the rule files.
    """
    return cache.load("cues", rules_hash(), lambda: CueSet.of(_entries()).to_bytes(), CueSet.from_bytes)


@functools.cache
def described() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return each rule by its name: its category, and the phrases that it looks for.

    >>> described()["treats.used"][0]
    'treats'
    """
    return {entry["id"]: (category, tuple(map(str, entry["say"]))) for _, category, entry in _entries()}


def _entries() -> list[tuple[str, str, Mapping[str, Any]]]:
    found: list[tuple[str, str, Mapping[str, Any]]] = []
    problems: list[Problem] = []
    folder = resources.files("drugkg.claims") / "rules"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yaml"):
            continue
        try:
            data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        except yaml.YAMLError as error:
            problems.append(Problem(file.name, f"not YAML: {error}", "mend the file"))
            continue
        for category, entries in data.items():
            for entry in entries:
                if not isinstance(entry, dict) or not {"id", "say"} <= entry.keys():
                    problems.append(Problem(file.name, f"{category}: an entry without id or say", "give both"))
                else:
                    found.append((file.name, category, entry))
    if problems:
        raise VocabularyError(problems)
    return found
