"""Tasks: a file to be made a shard, with a key that names all that the shard follows from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drugkg import claims
from drugkg.pipeline.collect import Input
from drugkg.pipeline.fingerprint import fingerprint, program
from drugkg.schema.files import SHAPES, content_of

if TYPE_CHECKING:
    from drugkg.extractors import Choice

__all__ = ["Task", "task_of"]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be made a shard, and what that depends on.

    `vocabulary` is the hash of the vocabulary files, `extractor` the one asked for beside the rules.
    """

    input: Input
    key: str
    drug: str | None
    base: str
    vocabulary: str
    root: Path
    extractor: Choice | None = None


def task_of(
    found: Input, drug: str | None, base: str, vocabulary: str, root: Path, extractor: Choice | None = None
) -> Task:
    """Return the task of a file; its key names everything that the shard follows from."""
    if found.is_graph:
        key = fingerprint("graph", found.content_hash, base, program(), content_of(SHAPES))
    else:
        key = fingerprint(
            "document", found.content_hash, found.name, found.source, found.revised, drug, base, program(),
            claims.rules_hash(), vocabulary, extractor and _tag(extractor),
        )  # fmt: skip
    return Task(found, key, drug, base, vocabulary, root, extractor)


def _tag(choice: Choice) -> str:
    from drugkg.extractors import started  # noqa: PLC0415 (wanted only by those who ask for one)

    return started(choice).tag
