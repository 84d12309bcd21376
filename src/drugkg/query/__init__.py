"""Saved queries, their parameters and their answers.

`import drugkg` offers the verb `query`, and this package has the same name: so the package can be called.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.query.results import Table

__all__: list[str] = []


class _Verb(ModuleType):
    """The package as a function."""

    def __call__(self, name: str, store: str | Path = ".drugkg", **parameters: str | int | Iterable[str]) -> "Table":
        """Return the answer of a saved query; a parameter takes one value or several."""
        from drugkg.query.opened import Graph  # noqa: PLC0415 (the package itself imports nothing)

        with Graph(store) as graph:
            return graph.query(name, **parameters)


sys.modules[__name__].__class__ = _Verb
