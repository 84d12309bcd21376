"""Making shards: one file read, its claims found and written, here or in a worker process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drugkg import __version__, claims, readers, vocabulary
from drugkg.annotate.outline import outline
from drugkg.annotate.sections import loinc, section_type
from drugkg.claims.model import Claim
from drugkg.errors import DocumentError, DrugKGError, ExtractorError, Problem, UsageError, VocabularyError
from drugkg.graph import Iris, Making, claim_lines, document_quads, to_nquads
from drugkg.graph.covers import covered
from drugkg.graph.imported import claims_by_relation, read_graph
from drugkg.merge import merge
from drugkg.pipeline.admit import admit
from drugkg.pipeline.collect import Collected, Input, collect, hash_of
from drugkg.pipeline.task import Task, task_of
from drugkg.store import Layout, Shard, write_shard
from drugkg.text import Document
from drugkg.vocabulary import Lexicon

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = ["Extracted", "Made", "extract_all", "extract_file", "make", "only"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document and its claims.

    `extractor` is the tag of the one that read beside the rules, None where there was none or it was of no use;
    `problems` tell why. `rejected` counts what it said and was not taken, by reason.
    """

    document: Document
    claims: tuple[Claim, ...]
    extractor: str | None = None
    problems: tuple[Problem, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a task: its shard, None where the file is of no use, and what to tell of it."""

    shard: Shard | None
    problems: tuple[Problem, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)


def extract_file(path: str | Path, drug: str | None = None, extractor: Choice | None = None) -> Extracted:
    """Return a document and its claims, with what the catalog beside it says of it.

    Raises:
        DocumentError: if the file cannot be read, or its drug cannot be told.
        UsageError: if there is no such extractor, or something that it needs is missing.
    """
    return _extract(only(path), drug, _lexicon(vocabulary.hash_in_use()), extractor)


def extract_all(path: str | Path, drug: str | None = None, extractor: Choice | None = None) -> Iterator[Extracted]:
    """Yield each document in a file with its claims.

    Raises:
        DrugKGError: as `extract_file` does.
    """
    for found in _told(collect([path])).inputs:
        yield _extract(found, drug, _lexicon(vocabulary.hash_in_use()), extractor)


def only(path: str | Path) -> Input:
    """Return what there is to read in the file of one document.

    Raises:
        UsageError: if the file holds several.
    """
    found, *more = _told(collect([path])).inputs
    if more:
        what, remedy = f"it holds {len(more) + 1} documents", f"name one of them, like {found.path.name}#1"
        raise UsageError(Problem(str(path), what, remedy))
    return found


def _told(collected: Collected) -> Collected:
    if collected.problems:
        raise DocumentError(collected.problems)
    return collected


def make(task: Task) -> Made:
    """Read one file and write its shard, in this process or a worker."""
    place = str(task.input.path)
    try:
        _check(task)
        return Made(_graph_shard(task)) if task.input.is_graph else _document_shard(task)
    except VocabularyError:
        raise
    except DrugKGError as error:
        return Made(None, error.problems)
    except OSError as error:
        return Made(None, (Problem(place, f"the file cannot be used ({error.strerror or error})"),))
    except Exception as error:  # noqa: BLE001 - one document must never stop the others
        return Made(None, (_unforeseen(place, error),))


def _unforeseen(place: str, error: Exception) -> Problem:
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
    what = f"drugkg failed on this file ({type(error).__name__} at {where}: {error})"
    return Problem(place, what, "report this with the file")


def _check(task: Task) -> None:
    """Check that what the task's key names is still so; else the cache would hold what no key tells."""
    present = replace(task.input, content_hash=hash_of(task.input.path, task.input.part))
    hashed = task.vocabulary if task.input.is_graph else _lexicon(task.vocabulary).hash
    if task_of(present, task.drug, task.base, hashed, task.root, task.extractor).key != task.key:
        what = "the file, the vocabulary, the rules or the program changed during the build"
        raise DocumentError(Problem(str(task.input.path), what, "build again"))


def _document_shard(task: Task) -> Made:
    lexicon, iris = _lexicon(task.vocabulary), Iris(task.base)
    extracted = _extract(task.input, task.drug, lexicon, task.extractor)
    document, found = extracted.document, extracted.claims
    if extracted.problems:
        # What the rules found alone is kept as that, so that the next build asks again.
        task = task_of(task.input, task.drug, task.base, task.vocabulary, task.root)
    making = Making(
        rules=claims.rules_hash(),
        vocabulary=lexicon.hash,
        software=__version__,
        iris=iris,
        concept=lexicon.concept,
        section_code=loinc,
        covered=lambda document: covered(document, section_type),
        revised=task.input.revised and iris.document(*task.input.revised),
        extractor=extracted.extractor,
    )
    counted = Counter(claim.relation for claim in found)
    node = iris.document(document.source.id, document.content_hash)
    shard = Shard(task.key, document.file_name, node, dict(sorted(counted.items())))
    quads = to_nquads(document_quads(document, found, making))
    lines = claim_lines(document, found, iris)
    write_shard(Layout(task.root), shard, quads, lines, document.text, document.origin, outline(document))
    return Made(shard, extracted.problems, extracted.rejected)


def _graph_shard(task: Task) -> Shard:
    quads = read_graph(task.input.path.read_bytes(), task.input.name, Iris(task.base))
    admit(quads, str(task.input.path))
    shard = Shard(task.key, task.input.name, None, claims_by_relation(quads))
    write_shard(Layout(task.root), shard, to_nquads(quads))
    return shard


def _extract(found: Input, drug: str | None, lexicon: Lexicon, extractor: Choice | None) -> Extracted:
    document = readers.read(found.read(), found.source, found.name, found.start)
    page = claims.page_of(document, lexicon, drug)
    own = merge(claims.claims_of(page, lexicon))
    if extractor is None:
        return Extracted(document, own)
    from drugkg.extractors import read_beside, started  # noqa: PLC0415 (wanted only by those who ask for one)

    ready = started(extractor)
    try:
        read = read_beside(page, lexicon, own, ready)
    except ExtractorError as error:
        problems = tuple(
            replace(each, place=str(found.path), what=f"only rules read it: {ready.tag}, {each.place}: {each.what}")
            for each in error.problems
        )
        return Extracted(document, own, problems=problems)
    except Exception as error:  # noqa: BLE001 - whatever an extractor says, the claims of the rules stand
        return Extracted(document, own, problems=(_unforeseen(str(found.path), error),))
    return Extracted(document, read.claims, ready.tag, rejected=read.rejected)


@lru_cache(maxsize=1)
def _lexicon(hashed: str) -> Lexicon:
    """Return the lexicon, read once for each hash of its files; whether they changed since then is told by its own."""
    del hashed
    return vocabulary.load()
