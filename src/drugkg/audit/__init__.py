"""Auditing: who says what of a drug, what changed between two graphs, whether a graph is sound, and packs to check.

`import drugkg` offers the verb `audit`, and this package has the same name: so the package can be called.
"""

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.audit.report import Report

__all__: list[str] = []


class _Verb(ModuleType):
    """The package as a function."""

    def __call__(self, drug: str, store: str | Path = ".drugkg") -> "Report":
        """Return which document says what about a drug, given by a name, synonym or identifier."""
        from drugkg.audit.report_reading import audit  # noqa: PLC0415 (the package itself imports nothing)

        return audit(drug, store)


sys.modules[__name__].__class__ = _Verb
