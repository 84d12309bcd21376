"""YAML as a tree of nodes that know their places. Nothing is built from it, so no tag or alias can do harm."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from drugkg.errors import DocumentError, Problem

__all__ = ["DEPTH", "compose", "pairs", "problem_at"]

#: Values within values: far above what front matter or a catalog needs.
DEPTH = 12


def compose(text: str, file_name: str, first_line: int = 1) -> yaml.Node | None:
    """Return the root of YAML, None where there is nothing. Raise DocumentError with file and line.

    >>> compose("title: Aspirin", "page.md").value[0][1].value
    'Aspirin'
    """
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _problem(file_name, line, "an anchor or alias", "write the value out where it is meant")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH:
                raise _problem(file_name, line, f"values nested deeper than {DEPTH} levels", "make it flatter")
        return yaml.compose(text, yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise _problem(file_name, line, f"broken YAML: {error.problem or error.context}", "correct it") from None
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise _problem(file_name, line, f"broken YAML: {error.reason}", "remove the character") from None


def pairs(
    node: yaml.Node | None, place: str, what: str, problems: list[Problem]
) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Yield the entries of a mapping: key, the key's node, the value's node; what is none becomes a problem.

    >>> problems = []
    >>> [name for name, _, _ in pairs(compose("a: 1", "x.yaml"), "x.yaml", "the file", problems)]
    ['a']
    """
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return
    if not isinstance(node, yaml.MappingNode):
        problems.append(problem_at(node, place, f"{what} is no mapping", "write `name: value` lines"))
        return
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(problem_at(key, place, f"a key of {what} is no plain name", "write a name"))
        elif key.value in seen:
            problems.append(problem_at(key, place, f"{key.value!r} stands twice in {what}", "keep one"))
        else:
            seen.add(key.value)
            yield key.value, key, value


def problem_at(node: yaml.Node, place: str, what: str, remedy: str) -> Problem:
    """Return a problem with the line of a node."""
    return Problem(f"{place}:{node.start_mark.line + 1}", what, remedy)


def _problem(file_name: str, line: int, what: str, remedy: str) -> DocumentError:
    return DocumentError(Problem(f"{file_name}:{line}", what, remedy))
