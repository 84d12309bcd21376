"""The catalog of a folder: who publishes each document, as `catalog.yaml` tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path, PurePath

import yaml

from drugkg.errors import DocumentError, Problem
from drugkg.readers.dates import date
from drugkg.readers.decode import decode
from drugkg.readers.yaml_nodes import compose, pairs, problem_at
from drugkg.text import Source
from drugkg.vocabulary.concept import slug

__all__ = ["FILE_NAME", "load", "unlisted"]

#: The name of the catalog in its folder.
FILE_NAME = "catalog.yaml"

_KEYS = tuple(field.name for field in fields(Source))
_DATE = (lambda value: date(value) == value, "is no date like 2026, 2026-05 or 2026-05-01")
_CHECKS: dict[str, tuple[Callable[[str], object], str]] = {
    "id": (lambda value: slug(value) == value, "has other signs than a-z, 0-9 and hyphens"),
    "quoting": ({"allowed", "forbidden"}.__contains__, "is neither allowed nor forbidden"),
    "issued": _DATE,
    "modified": _DATE,
    "language": (re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*").fullmatch, "is no language tag like en or en-GB"),
    "jurisdiction": (re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?").fullmatch, "is no country code like US or GB"),
}


def unlisted(file_name: str) -> Source:
    """Return the source of a file that no catalog lists: all that is known is its name.

    >>> unlisted("My page (2).md").id
    'my-page-2'
    """
    stem = PurePath(file_name).stem
    return Source(slug(stem) or slug(stem.encode("unicode_escape").decode()) or "document")


def load(folder: Path) -> dict[str, Source]:
    """Return the sources of the files that a folder's catalog lists, by file name; none without a catalog.

    Raise DocumentError with every problem of the catalog, each with its line.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return {}
    place = str(path)
    root = compose(decode(path.read_bytes(), place), place)
    problems: list[Problem] = []
    documents = dict(_documents(root, place, problems))
    sources = {name: source for name, (node, source) in documents.items()}
    for name, (node, source) in documents.items():
        if not (folder / name).is_file():
            problems.append(
                problem_at(node, place, f"there is no file {name!r} beside the catalog", "correct the name")
            )
        if source.revises and source.revises not in sources:
            what = f"{name!r} revises {source.revises!r}, which the catalog does not list"
            problems.append(problem_at(node, place, what, "name a file of this catalog"))
    if problems:
        raise DocumentError(problems)
    return sources


def _documents(
    root: yaml.Node | None, place: str, problems: list[Problem]
) -> Iterator[tuple[str, tuple[yaml.Node, Source]]]:
    top = list(pairs(root, place, "the catalog", problems))
    for name, key, value in top:
        if name != "documents":
            problems.append(problem_at(key, place, f"unknown key {name!r}", "put all under `documents`"))
            continue
        for file_name, node, entry in pairs(value, place, "`documents`", problems):
            if file_name in ("", ".", "..") or PurePath(file_name).name != file_name or "\\" in file_name:
                problems.append(problem_at(node, place, f"{file_name!r} is no plain file name", "leave out folders"))
                continue
            yield file_name, (node, _source(file_name, entry, place, problems))
    if root is not None and not problems and not top:
        problems.append(problem_at(root, place, "the catalog lists nothing", "list files under `documents`"))


def _source(file_name: str, entry: yaml.Node, place: str, problems: list[Problem]) -> Source:
    known: dict[str, str] = {}
    for name, key, value in pairs(entry, place, f"the entry of {file_name!r}", problems):
        if name not in _KEYS:
            problems.append(problem_at(key, place, f"unknown key {name!r}", f"use one of {', '.join(_KEYS)}"))
        elif not isinstance(value, yaml.ScalarNode):
            problems.append(problem_at(value, place, f"{name!r} holds no single value", "write one word or text"))
        elif value.value.strip() and value.tag != "tag:yaml.org,2002:null":
            check, complaint = _CHECKS.get(name, (bool, ""))
            if not check(value.value):
                problems.append(problem_at(value, place, f"{name} {value.value!r} {complaint}", "correct it"))
            known[name] = value.value
    return Source(**{"id": unlisted(file_name).id, **known})
