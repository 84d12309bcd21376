"""Writing an entry at the end of a curation file; what stands there is left as it is, comments included."""

from __future__ import annotations

import json
from datetime import date

import yaml

from drugkg.curation.file import parse
from drugkg.curation.model import VERBS, Decision, Words
from drugkg.errors import DocumentError, Problem
from drugkg.readers.yaml_nodes import compose

__all__ = ["addition"]

_INDENT = 2


def addition(text: str, decision: Decision, about: str, latest: date) -> str:
    r"""Return what must be added at the end of a curation file's text, so that it has one decision more.

    >>> decision = Decision(VERBS["dismiss"], "find:abcdef", "A. Reader", "2026-11-20", "the same trial", "c.yaml")
    >>> print(addition("", decision, "two doses", date(2026, 12, 1)), end="")
    decisions:
      # two doses
      - dismiss: find:abcdef
        who: "A. Reader"
        when: 2026-11-20
        why: "the same trial"

    Args:
        text: what the file holds, empty for a new one.
        decision: what to add; its place is the file.
        about: what the decision is about, in words for people; a comment.
        latest: no decision is later than this day.

    Raises:
        DocumentError: if the file or the decision has faults, or nothing can be added at its end.
    """
    before = parse(text, decision.place, latest)
    parse(f"decisions:\n{_entry(decision, about, 0)}", decision.place, latest)
    added = _begun(text) + _entry(decision, about, _indent(text, decision.place))
    try:
        after = parse(text + added, decision.place, latest)
    except DocumentError as error:
        raise _closed(decision.place) from error
    if [_said(each) for each in after] != [_said(each) for each in (*before, decision)]:
        raise _closed(decision.place)
    return added


def _begun(text: str) -> str:
    """Return what must stand before the first entry that is added."""
    newline = "" if not text or text.endswith("\n") else "\n"
    return newline if isinstance(compose(text, ""), yaml.MappingNode) else f"{newline}decisions:\n"


def _indent(text: str, place: str) -> int:
    root = compose(text, place)
    value = root.value[0][1] if isinstance(root, yaml.MappingNode) and root.value else None
    if not isinstance(value, yaml.SequenceNode):
        return _INDENT
    if value.flow_style:
        raise _closed(place)
    return int(value.start_mark.column)


def _entry(decision: Decision, about: str, indent: int) -> str:
    verb = next(verb for verb, status in VERBS.items() if status is decision.status)
    lines = [f"# {about}"] if about else []
    lines += [f"- {verb}: {decision.about}"]
    if isinstance(decision.about, Words):
        words = decision.about
        named = ("document", words.document), ("quote", words.quote), ("relation", words.relation)
        lines[-1] = f"- {verb}:"
        lines += [f"    {key}: {_quoted(value)}" for key, value in (*named, ("object", words.object))]
        lines += [] if words.scope is None else [f"    scope: {_quoted(words.scope)}"]
    lines += [f"  who: {_quoted(decision.who)}", f"  when: {decision.when}", f"  why: {_quoted(decision.why)}"]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """Return a text as JSON writes it, which YAML reads as it is."""
    return json.dumps(text, ensure_ascii=False)


def _said(decision: Decision) -> tuple[object, ...]:
    return decision.status, decision.about, decision.who, decision.when, decision.why


def _closed(place: str) -> DocumentError:
    remedy = "write `decisions:` alone on its line, and under it entries that begin with `- `"
    return DocumentError(Problem(place, "nothing can be added at the end of this file", remedy))
