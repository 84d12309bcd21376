"""What can go wrong, said with place, matter and remedy.

Every error that a user may see is a `DrugKGError` holding one or more `Problem`s. A stage that
works on many things collects the problems and raises once, so that nothing is reported one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "DocumentError", "DrugKGError", "ExtractorError", "Problem", "QueryError", "StoreError", "UsageError",
    "VocabularyError",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what to do about it.

    >>> print(Problem("page.txt:3", "the line is not UTF-8", "save the file as UTF-8"))
    page.txt:3: the line is not UTF-8. Save the file as UTF-8.
    """

    place: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f" {self.remedy[0].upper()}{self.remedy[1:]}." if self.remedy else ""
        return f"{self.place}: {self.what}.{remedy}"


class DrugKGError(Exception):
    """Root of all errors of drugkg; `problems` lists what is wrong."""

    #: The exit code of the command line: 1 for problems found in the material, 2 for wrong use.
    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DocumentError(DrugKGError):
    """A document or catalog that cannot be read."""


class VocabularyError(DrugKGError):
    """A vocabulary or rule file with a bad line."""


class ExtractorError(DrugKGError):
    """An extractor beside the rules that cannot be asked, or gives no usable answer."""


class StoreError(DrugKGError):
    """A store that is missing, of another version, or busy."""


class QueryError(DrugKGError):
    """A query that cannot be parsed, bound or answered."""

    exit_code = 2


class UsageError(DrugKGError):
    """A request that names something which does not exist."""

    exit_code = 2
