"""YAML as a tree of nodes that know their places. Nothing is built from it, so no tag or alias can do harm."""

from __future__ import annotations

import yaml

from drugkg.errors import DocumentError, Problem

__all__ = ["DEPTH", "compose"]

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


def _problem(file_name: str, line: int, what: str, remedy: str) -> DocumentError:
    return DocumentError(Problem(f"{file_name}:{line}", what, remedy))
