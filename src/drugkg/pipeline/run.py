"""Building: what changed is read, the rest comes from the cache, and the whole is published."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drugkg import vocabulary
from drugkg.claims.relations import RELATIONS
from drugkg.curation import file as curation_file
from drugkg.curation.bind import bound, unfit
from drugkg.curation.model import Decision, Status
from drugkg.curation.quads import bound_quads, decision_quads
from drugkg.errors import DocumentError, Problem, StoreError, UsageError
from drugkg.findings.derive import derived
from drugkg.graph import DEFAULT_BASE, Iris, nquads_lines, to_nquads
from drugkg.pipeline.collect import Input, collect
from drugkg.pipeline.task import Task, task_of
from drugkg.schema.files import ontology_quads
from drugkg.schema.hierarchy import hierarchy_quads
from drugkg.store import Layout, building, find_shard, open_store, publish
from drugkg.store.layout import replace_text

if TYPE_CHECKING:
    from drugkg.extractors import Choice
    from drugkg.pipeline.make import Made
    from drugkg.store.assemble import Derive

__all__ = ["BuildReport", "build"]

#: Told after each document: how many are done, how many there are, and the name of the last one.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the files that it read, took from the cache, and could not use; claims by relation.

    `rejected` counts by reason what an extractor said of the files read now and was not taken. `seconds` is how long
    it took; it is no part of the graph. `notes` tell of decisions of curators that have no effect.
    """

    read: tuple[str, ...]
    cached: tuple[str, ...]
    problems: tuple[Problem, ...]
    claims: Mapping[str, int]
    generation: str
    seconds: float = field(compare=False)
    rejected: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents (and graph files) the graph holds."""
        return len(self.read) + len(self.cached)


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    workers: int = 1,
    drug: str | None = None,
    base: str | None = None,
    progress: Progress | None = None,
    extractor: Choice | None = None,
    curation: str | Path | None = None,
) -> BuildReport:
    """Build the graph of files and folders in a store, and publish it; a document that fails does not stop the others.

    Decisions of curators are read from the file `curation`, or else from each `curation.yaml` beside a document.
    Where an extractor is asked for and fails on a document, the claims of the rules stand, and a problem tells it.

    Raises:
        DrugKGError: if a path does not exist, no document could be used, or the store cannot be built in.
    """
    began = time.perf_counter()
    base = _checked(base or DEFAULT_BASE)
    found = collect(paths)
    curated = _curation_files(found.inputs, curation)
    decisions = curation_file.load(
        [path for path in curated if curation is not None or path.is_file()], curation_file.latest_day()
    )
    own = Path(curation).resolve() if curation is not None else None
    inputs = [each for each in found.inputs if each.path.resolve() != own]
    layout = Layout(Path(store))
    layout.create()
    problems = list(found.problems)
    with building(layout):
        hashed = vocabulary.hash_in_use()
        tasks = {(task := task_of(each, drug, base, hashed, layout.root, extractor)).key: task for each in inputs}
        shards = {key: shard for key in tasks if (shard := find_shard(layout, key)) is not None}
        cached = [tasks[key].input.name for key in shards]
        told = _Told(progress, len(tasks), cached)
        missing = [task for key, task in tasks.items() if key not in shards]
        read = []
        rejected: Counter[str] = Counter()
        for task, made in _make_all(missing, workers):
            told.next(task.input.name)
            problems += made.problems
            rejected.update(made.rejected)
            if made.shard is not None:
                shards[made.shard.key] = made.shard
                read.append(task.input.name)
        problems.sort(key=lambda problem: (problem.place, problem.what))
        if not shards:
            raise DocumentError(problems)
        try:
            iris = Iris(base)
            shared = to_nquads([*ontology_quads(iris), *decision_quads(decisions, iris)])
            assembled = publish(layout, shards.values(), base, shared, _steps(base, decisions))
            replace_text(layout.curation, "".join(f"{path.resolve()}\n" for path in curated))
        except OSError as error:
            what = f"the graph cannot be written ({error.strerror or error})"
            raise StoreError(Problem(str(store), what, "make room, or name another folder with `--store`")) from error
    notes: tuple[Problem, ...] = ()
    if decisions:
        with open_store(layout.root) as graph:
            notes = tuple(unfit(bound(decisions, graph.query, base)))
    counted = sum((Counter(shard.claims) for shard in shards.values()), Counter[str]())
    by_relation = {name: counted[name] for name in RELATIONS if counted[name]}
    seconds = time.perf_counter() - began
    reasons = dict(sorted(rejected.items()))
    return BuildReport(
        tuple(read), tuple(sorted(cached)), tuple(problems), by_relation, assembled.name, seconds, reasons, notes
    )


def _curation_files(inputs: Iterable[Input], named: str | Path | None) -> list[Path]:
    """Return the curation file that is named, or else those beside documents, whether they exist or not."""
    if named is not None:
        return [Path(named)]
    return sorted({each.path.parent / curation_file.FILE_NAME for each in inputs})


def _steps(base: str, decisions: Iterable[Decision]) -> Iterator[Derive]:
    """Yield what follows from the graph: kinds, on what decisions are, findings, and which decisions are on those."""
    on_findings = [each for each in decisions if each.status is Status.DISMISSED]
    others = [each for each in decisions if each.status is not Status.DISMISSED]

    def of(wanted: list[Decision]) -> Derive:
        return lambda ask: nquads_lines(bound_quads(bound(wanted, ask, base), Iris(base)))

    yield lambda ask: nquads_lines(hierarchy_quads(ask, base))
    yield of(others)
    yield lambda ask: nquads_lines(derived(ask, base))
    yield of(on_findings)


def _checked(base: str) -> str:
    """Return the base of the data's IRIs, if it is one."""
    if not re.fullmatch(r"""[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`%]+[/#]""", base):
        what, remedy = (
            "this cannot begin an IRI",
            "give an absolute IRI that ends in / or #, like https://example.org/kg/",
        )
        raise UsageError(Problem(base, what, remedy))
    return base


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


def _make_all(tasks: list[Task], workers: int) -> Iterator[tuple[Task, Made]]:
    # What reads documents and starts processes is imported only where there is something to read.
    if not tasks:
        return
    if workers <= 1 or len(tasks) <= 1:
        from drugkg.pipeline.make import make  # noqa: PLC0415

        for task in tasks:
            yield task, make(task)
    else:
        from drugkg.pipeline.workers import made_by_workers  # noqa: PLC0415

        yield from made_by_workers(tasks, workers)
