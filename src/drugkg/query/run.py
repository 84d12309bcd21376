"""Run a saved query: find it, bind what the user gave, ask the graph."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import shorten

import pyoxigraph

from drugkg.errors import Problem, QueryError
from drugkg.query.bind import Term, bind
from drugkg.query.guard import RefusedError, check, is_update
from drugkg.query.names import compact, expand, with_prefixes
from drugkg.query.resolve import Names, Queryable, fixed, resolve
from drugkg.query.results import Answer
from drugkg.query.saved import GROUPS, Parameter, ParameterType, SavedQuery, read
from drugkg.resources import folder
from drugkg.store import Dataset, Store

__all__ = ["Bound", "ask", "bundled", "by_group", "default_of", "find", "names_things", "prepare", "saved_queries"]


_ENGINE_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.+)", re.DOTALL)
#: The engine lists every word that could stand in a place; more of them than this tells no more.
_MOST_TOLD = 160
_SEE = "see the SPARQL 1.1 query language"


@dataclass(frozen=True, slots=True)
class Bound:
    """A query ready to run: its SPARQL, and the parameters for which nobody gave a value."""

    sparql: str
    defaults: tuple[tuple[str, str], ...] = ()


@cache
def saved_queries() -> Mapping[str, Path]:
    """Return the files of the saved queries that come with drugkg, by name, sorted."""
    return {path.stem: path for path in sorted(folder("queries").glob("*.rq"))}


def by_group() -> Iterator[tuple[str, tuple[SavedQuery, ...]]]:
    """Yield the saved queries that come with drugkg, by what they are about.

    >>> [(title, queries[0].name) for title, queries in by_group()][0]
    ('A drug, source beside source', 'claims')
    """
    queries = [bundled(name) for name in saved_queries()]
    for group, title in GROUPS.items():
        yield title, tuple(query for query in queries if query.group == group)


def find(name: str) -> SavedQuery:
    """Return a saved query by its name, or by the path of a `.rq` file.

    >>> find("effects").parameters[0].name
    'drug'

    Raises:
        QueryError: if there is no such query; the error names those that there are.
    """
    return read(Path(name)) if name.endswith(".rq") else bundled(name)


@cache
def bundled(name: str) -> SavedQuery:
    """Return a saved query that comes with drugkg.

    Raises:
        QueryError: if there is no such query; the error names those that there are.
    """
    files = saved_queries()
    if name in files:
        return read(files[name])
    import difflib  # noqa: PLC0415 (slow to import, wanted for mistakes only)

    near = difflib.get_close_matches(name, files, n=3, cutoff=0.5)
    nearest = f"the nearest is {near[0]}; " if near else ""
    raise QueryError(Problem(f"query {name}", "there is no such saved query", f"{nearest}there are {', '.join(files)}"))


def prepare(names: Names, query: SavedQuery, values: Mapping[str, Iterable[str]]) -> Bound:
    """Return the query with the values that a user gave, each a name, a synonym or an identifier.

    Raises:
        QueryError: with every value that means nothing in this graph, and every unknown parameter.
    """
    problems = [
        Problem(
            f"--{name}",
            f"the query {query.name} has no such parameter",
            f"it has: {', '.join(p.name for p in query.parameters) or 'none'}",
        )
        for name in values
        if name not in {parameter.name for parameter in query.parameters}
    ]
    terms: dict[str, list[Term]] = {}
    defaults: list[tuple[str, str]] = []
    for parameter in query.parameters:
        given = tuple(values.get(parameter.name, ()))
        try:
            terms[parameter.name] = [resolve(names, parameter, value) for value in given]
            if not given and parameter.default is not None:
                defaults.append((parameter.name, _default(names, parameter)))
        except QueryError as error:
            problems += error.problems
    if problems:
        raise QueryError(problems)
    return Bound(bind(query, terms), tuple(defaults))


def names_things(query: SavedQuery, given: Container[str]) -> bool:
    """Tell whether a query with values for some parameters is about things that it names.

    If not, it searches all of the graph, which may take long where the graph is large.

    >>> names_things(find("quotes"), {"words"}), names_things(find("quotes"), {"words", "drug"})
    (False, True)
    """
    return any(
        parameter.type is ParameterType.IRI
        and not fixed(parameter.classes)
        and (parameter.name in given or parameter.default is not None)
        for parameter in query.parameters
    )


def ask(graph: Queryable, sparql: str, dataset: Dataset | None = None) -> Answer:
    """Return the answer of a query.

    Args:
        graph: what is asked.
        sparql: the query; its relative IRIs are those of the graph.
        dataset: the graphs that it sees, whatever it says itself; without one those that it names, else all.

    Raises:
        QueryError: if the query is not SPARQL, or reaches beyond the graph.
    """
    if check(sparql) and dataset is None:
        dataset = Dataset()
    if dataset is not None and not isinstance(graph, Store):
        raise QueryError(Problem("query", "the graphs to see cannot be chosen here", "leave FROM out"))
    try:
        return graph.query(sparql, dataset) if isinstance(graph, Store) else graph.query(sparql)
    except SyntaxError as error:
        if is_update(sparql):
            what, remedy = "it would change the graph", "change the documents and build again"
            raise RefusedError(Problem("query", what, remedy)) from error
        raise QueryError(_broken(sparql, str(error))) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(Problem("query", " ".join(str(error).split()), _SEE)) from error


def _broken(sparql: str, told: str) -> Problem:
    """Return what is wrong with a query that the engine cannot read, at the place where its writer sees it."""
    declared = with_prefixes("")
    before = len(declared) if sparql.startswith(declared) else 0
    found = _ENGINE_ERROR.fullmatch(told)
    if found is None:
        return Problem("query", told, _SEE)
    line, column = int(found["line"]), int(found["column"])
    place = f"query:{line}:{column - before if line == 1 else column}"
    return Problem(place, shorten(found["what"], _MOST_TOLD, placeholder=" ..."), _SEE)


def default_of(names: Names, parameter: Parameter) -> str | None:
    """Return a parameter's default as people read it, None where it has none or the graph lacks it."""
    if parameter.default is None or parameter.type is not ParameterType.IRI:
        return parameter.default
    iri = _default_iri(parameter)
    index = names.of(parameter.classes)
    return index.label(iri) if iri in index.things else None


def _default_iri(parameter: Parameter) -> str:
    default = parameter.default or ""
    return expand(default) or default.removeprefix("<").removesuffix(">")


def _default(names: Names, parameter: Parameter) -> str:
    found = default_of(names, parameter)
    if found is not None:
        return found
    labels = sorted({name.name for name in names.of(parameter.classes).names if name.rank == 0})[:12]
    known = f"the graph has {', '.join(labels)}" if labels else "build the graph from documents first"
    shown = compact(pyoxigraph.NamedNode(_default_iri(parameter)))
    raise QueryError(
        Problem(f"--{parameter.name}", f"no value is given, and the graph lacks the default {shown}", known)
    )
