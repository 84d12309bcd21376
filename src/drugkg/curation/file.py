"""The curation file: what is wrong, withdrawn or dismissed, each with who, when and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import yaml

from drugkg.claims.relations import RELATIONS
from drugkg.curation.model import VERBS, Decision, Status, Words
from drugkg.errors import DocumentError, Problem
from drugkg.readers.decode import decode
from drugkg.readers.yaml_nodes import compose, pairs, problem_at

__all__ = ["FILE_NAME", "LIMIT", "latest_day", "load", "parse", "read"]

#: The name of the file beside documents.
FILE_NAME = "curation.yaml"
#: The largest file, in bytes: thousands of decisions.
LIMIT = 4 * 1024 * 1024

_DEMANDED = ("who", "when", "why")
_WORDS = ("document", "quote", "relation", "object")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IRI = re.compile(r"""[a-z][a-z0-9+.-]*://[^\s<>"{}|\\^`]+""")
_ID = {
    Status.WRONG: (re.compile(r"(?:claim:)?[a-z2-7]{4,26}"), "claim:zyqxa4vvep"),
    Status.WITHDRAWN: (re.compile(r".+"), "leaflet.txt"),
    Status.DISMISSED: (re.compile(r"(?:find:)?[a-z2-7]{4,26}"), "find:k3vhl2otsn"),
}
_NULL = "tag:yaml.org,2002:null"


def latest_day() -> date:
    """Return the day that it is where days begin first: no decision is later."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def load(paths: Iterable[Path], latest: date) -> tuple[Decision, ...]:
    """Return the decisions of files, in their order; none is later than `latest`.

    Raises:
        DocumentError: with every fault of every file, each with its line.
    """
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            decisions += parse(read(path), str(path), latest)
        except DocumentError as error:
            problems += error.problems
    if problems := [*problems, *_twice(decisions)]:
        raise DocumentError(problems)
    return tuple(decisions)


def parse(text: str, place: str, latest: date) -> tuple[Decision, ...]:
    r"""Return the decisions of a curation file's text.

    >>> text = "decisions:\n- {dismiss: find:abcdef, who: A. Reader, when: 2026-11-20, why: the same trial}"
    >>> [(each.status.value, each.about, each.place) for each in parse(text, "c.yaml", date(2026, 12, 1))]
    [('dismissed', 'find:abcdef', 'c.yaml:2')]

    Raises:
        DocumentError: with every fault, each with its line.
    """
    problems: list[Problem] = []
    root = compose(text, place)
    found = []
    for name, key, value in pairs(root, place, "the curation file", problems):
        if name != "decisions":
            problems.append(problem_at(key, place, f"unknown key {name!r}", "put all under `decisions`"))
        elif isinstance(value, yaml.SequenceNode):
            found += [each for node in value.value for each in _decision(node, place, latest, problems)]
        elif not _empty(value):
            problems.append(problem_at(value, place, "`decisions` is no list", "begin each entry with `- `"))
    problems += _twice(found)
    if problems:
        raise DocumentError(problems)
    return tuple(found)


def read(path: Path) -> str:
    """Return the text of a curation file.

    Raises:
        DocumentError: if it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > LIMIT:
            what = f"the file is larger than the limit of {LIMIT:,} bytes"
            raise DocumentError(Problem(str(path), what, "keep decisions that still fit"))
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        what = f"the curation file cannot be read ({error.strerror or error})"
        raise DocumentError(Problem(str(path), what, "correct the name, or leave it out")) from error


def _twice(decisions: Iterable[Decision]) -> Iterator[Problem]:
    first: dict[tuple[Status, str | Words], Decision] = {}
    for each in decisions:
        known = first.setdefault((each.status, each.about), each)
        if known is not each:
            yield each.problem(f"this is decided twice, first at {known.place}", "keep one entry")


def _decision(node: yaml.Node, place: str, latest: date, problems: list[Problem]) -> Iterator[Decision]:
    before = len(problems)
    if not isinstance(node, yaml.MappingNode):
        problems.append(problem_at(node, place, "an entry is no mapping", "write `name: value` lines"))
        return
    held = {name: (key, value) for name, key, value in pairs(node, place, "an entry", problems)}
    for name in held.keys() - {*VERBS, *_DEMANDED}:
        remedy = f"use {', '.join((*VERBS, *_DEMANDED))}"
        problems.append(problem_at(held[name][0], place, f"unknown key {name!r}", remedy))
    verbs = [verb for verb in VERBS if verb in held]
    if len(verbs) != 1:
        what = f"an entry decides {'two things' if verbs else 'nothing'}"
        problems.append(problem_at(node, place, what, f"write one of {', '.join(VERBS)}"))
        return
    told = {name: _text(held, name, node, place, problems) for name in _DEMANDED}
    if told["when"] and (complaint := _no_day(told["when"], latest)):
        problems.append(problem_at(held["when"][1], place, f"when {told['when']!r} {complaint}", "write 2026-05-31"))
    about = _about(VERBS[verbs[0]], held[verbs[0]][1], place, problems)
    if len(problems) == before and about:
        yield Decision(VERBS[verbs[0]], about, **told, place=f"{place}:{node.start_mark.line + 1}")


def _about(status: Status, node: yaml.Node, place: str, problems: list[Problem]) -> str | Words | None:
    if status is Status.WRONG and isinstance(node, yaml.MappingNode):
        return _words(node, place, problems)
    pattern, example = _ID[status]
    name = _plain(node, status.kind, place, problems)
    if name and not (_IRI.fullmatch(name) or ("://" not in name and pattern.fullmatch(name))):
        what = f"{name!r} is no name of a {status.kind}"
        problems.append(problem_at(node, place, what, f"give its IRI, or a name like {example}"))
    return name


def _words(node: yaml.MappingNode, place: str, problems: list[Problem]) -> Words | None:
    held = {name: (key, value) for name, key, value in pairs(node, place, "a claim by its words", problems)}
    for name in held.keys() - {*_WORDS, "scope"}:
        remedy = f"use {', '.join((*_WORDS, 'scope'))}"
        problems.append(problem_at(held[name][0], place, f"unknown key {name!r}", remedy))
    told = {name: _text(held, name, node, place, problems) for name in _WORDS}
    if told["relation"] and told["relation"] not in RELATIONS:
        what = f"there is no relation {told['relation']!r}"
        problems.append(problem_at(held["relation"][1], place, what, f"use one of {', '.join(RELATIONS)}"))
    scope = None
    if "scope" in held:
        value = held["scope"][1]
        scope = "" if _empty(value) else _plain(value, "scope", place, problems)
    return Words(**told, scope=scope) if all(told.values()) else None


def _text(
    held: Mapping[str, tuple[yaml.Node, yaml.Node]], name: str, node: yaml.Node, place: str, problems: list[Problem]
) -> str:
    """Return the text of a key that an entry must have, empty where it has none."""
    if name not in held:
        problems.append(problem_at(node, place, f"an entry does not say {name!r}", f"add a line `{name}: ...`"))
        return ""
    return _plain(held[name][1], name, place, problems)


def _plain(node: yaml.Node, name: str, place: str, problems: list[Problem]) -> str:
    """Return a value on one line, empty where it is none."""
    if not isinstance(node, yaml.ScalarNode):
        problems.append(problem_at(node, place, f"{name!r} holds no single value", "write one word or text"))
        return ""
    text = " ".join(node.value.split())
    if not text or _empty(node):
        problems.append(problem_at(node, place, f"{name!r} is empty", "write it out"))
        return ""
    if not text.isprintable():
        problems.append(problem_at(node, place, f"{name!r} has signs that cannot be printed", "remove them"))
        return ""
    return text


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (node.tag == _NULL or not node.value.strip())


def _no_day(text: str, latest: date) -> str:
    """Return why a text is no day on which something can have been decided, empty where it is one."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return "is no day of the calendar"
    return "lies in the future" if day > latest else ""
