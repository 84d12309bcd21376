"""The whole way: from files and folders to a built graph, reading only what changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from drugkg import __version__, claims, readers, vocabulary
from drugkg.annotate.sections import loinc, section_type
from drugkg.claims.model import Claim
from drugkg.claims.relations import RELATIONS
from drugkg.collect import Input, collect
from drugkg.errors import DocumentError, DrugKGError, Problem
from drugkg.fingerprint import fingerprint, program
from drugkg.graph import DEFAULT_BASE, Iris, Making, claim_lines, document_quads, to_nquads
from drugkg.graph.covers import covered
from drugkg.graph.imported import claims_by_relation, read_graph
from drugkg.graph.ontology import ontology_quads
from drugkg.merge import merge
from drugkg.store import Layout, Shard, building, find_shard, publish, write_shard
from drugkg.text import Document
from drugkg.vocabulary import Lexicon

__all__ = ["BuildReport", "build", "extract_file"]

#: Told after each document: how many are done, how many there are, and the name of the last one.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the files that it read, took from the cache, and could not use; claims by relation.

    `seconds` is how long it took; it is no part of the graph.
    """

    read: tuple[str, ...]
    cached: tuple[str, ...]
    problems: tuple[Problem, ...]
    claims: Mapping[str, int]
    generation: str
    seconds: float = field(compare=False)

    @property
    def documents(self) -> int:
        """How many documents (and graph files) the graph holds."""
        return len(self.read) + len(self.cached)


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be made a shard, and what that depends on."""

    input: Input
    key: str
    drug: str | None
    base: str
    root: Path


def extract_file(path: str | Path, drug: str | None = None) -> tuple[Document, tuple[Claim, ...]]:
    """Return a document and its claims, with what the catalog beside it says of it.

    Raises:
        DocumentError: if the file cannot be read, or its drug cannot be told.
    """
    (found,) = collect([path]).inputs
    return _extract(found, drug, _lexicon())


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    workers: int = 1,
    drug: str | None = None,
    base: str | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of files and folders in a store, and publish it; a document that fails does not stop the others.

    Raises:
        DrugKGError: if a path does not exist, no document could be used, or the store cannot be built in.
    """
    began = time.perf_counter()
    found = collect(paths)
    layout, base = Layout(Path(store)), base or DEFAULT_BASE
    layout.create()
    problems = list(found.problems)
    with building(layout):
        tasks = {(task := _task(each, drug, base, layout.root)).key: task for each in found.inputs}
        shards = {key: shard for key in tasks if (shard := find_shard(layout, key)) is not None}
        cached = [tasks[key].input.name for key in shards]
        told = _Told(progress, len(tasks), cached)
        missing = [task for key, task in tasks.items() if key not in shards]
        read = []
        for task, made in _make_all(missing, workers):
            told.next(task.input.name)
            if isinstance(made, Shard):
                shards[made.key] = made
                read.append(task.input.name)
            else:
                problems += made
        problems.sort(key=lambda problem: (problem.place, problem.what))
        if not shards:
            raise DocumentError(problems)
        assembled = publish(layout, shards.values(), base, to_nquads(ontology_quads(Iris(base))))
    counted = sum((Counter(shard.claims) for shard in shards.values()), Counter[str]())
    by_relation = {name: counted[name] for name in RELATIONS if counted[name]}
    seconds = time.perf_counter() - began
    return BuildReport(tuple(read), tuple(sorted(cached)), tuple(problems), by_relation, assembled.name, seconds)


class _Told:
    """Tells of the progress, from cached documents on."""

    def __init__(self, progress: Progress | None, total: int, cached: Iterable[str]) -> None:
        self._progress, self._total, self._done = progress, total, 0
        for name in cached:
            self.next(name)

    def next(self, name: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total, name)


def _task(found: Input, drug: str | None, base: str, root: Path) -> _Task:
    """Return the task of a file; its key names everything that the shard follows from."""
    if found.is_graph:
        return _Task(found, fingerprint("graph", found.content_hash, base, program()), drug, base, root)
    key = fingerprint(
        "document", found.content_hash, found.name, found.source, found.revised, drug, base, program(),
        claims.rules_hash(), _lexicon().hash,
    )  # fmt: skip
    return _Task(found, key, drug, base, root)


def _make_all(tasks: list[_Task], workers: int) -> Iterator[tuple[_Task, Shard | tuple[Problem, ...]]]:
    if workers <= 1 or len(tasks) <= 1:
        yield from ((task, _make(task)) for task in tasks)
        return
    try:
        with _processes(min(workers, len(tasks))) as executor:
            yield from zip(tasks, executor.map(_make, tasks, chunksize=1), strict=True)
    except BrokenProcessPool as error:
        what, remedy = "a worker process died", "look whether memory ran out, and try again with fewer `--workers`"
        raise DrugKGError(Problem("build", what, remedy)) from error


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Yield an executor; after an error or an interrupt, work that has not begun is dropped."""
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _make(task: _Task) -> Shard | tuple[Problem, ...]:
    """Read one file and write its shard, in this process or a worker."""
    place = str(task.input.path)
    try:
        return _graph_shard(task) if task.input.is_graph else _document_shard(task)
    except DrugKGError as error:
        return error.problems
    except OSError as error:
        return (Problem(place, f"the file cannot be used ({error.strerror or error})"),)
    except Exception as error:  # noqa: BLE001 - one document must never stop the others
        last = error.__traceback__
        while last and last.tb_next:
            last = last.tb_next
        where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
        what = f"drugkg failed on this file ({type(error).__name__} at {where}: {error})"
        return (Problem(place, what, "report this with the file"),)


def _document_shard(task: _Task) -> Shard:
    document, found = _extract(task.input, task.drug, _lexicon())
    iris = Iris(task.base)
    making = Making(
        rules=claims.rules_hash(),
        vocabulary=_lexicon().hash,
        software=__version__,
        iris=iris,
        concept=_lexicon().concept,
        section_code=loinc,
        covered=lambda document: covered(document, section_type),
        revised=task.input.revised and iris.document(*task.input.revised),
    )
    counted = Counter(claim.relation for claim in found)
    node = iris.document(document.source.id, document.content_hash)
    shard = Shard(task.key, document.file_name, node, dict(sorted(counted.items())))
    quads = to_nquads(document_quads(document, found, making))
    write_shard(Layout(task.root), shard, quads, claim_lines(document, found, iris), document.text)
    return shard


def _graph_shard(task: _Task) -> Shard:
    quads = read_graph(task.input.path.read_bytes(), task.input.name, Iris(task.base))
    shard = Shard(task.key, task.input.name, None, claims_by_relation(quads))
    write_shard(Layout(task.root), shard, to_nquads(quads))
    return shard


def _extract(found: Input, drug: str | None, lexicon: Lexicon) -> tuple[Document, tuple[Claim, ...]]:
    document = readers.read(found.path.read_bytes(), found.source, found.name)
    return document, merge(claims.extract(document, lexicon, drug))


@cache
def _lexicon() -> Lexicon:
    return vocabulary.load()
