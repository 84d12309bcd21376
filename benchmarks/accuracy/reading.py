"""What drugkg reads in documents, as the lines of its claims file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from drugkg import claims, readers, vocabulary
from drugkg.errors import DrugKGError
from drugkg.graph import claim_lines
from drugkg.pipeline.collect import collect
from drugkg.text import Document, Source

__all__ = ["Row", "claims_of", "claims_of_text", "documents"]

#: One line of the claims file.
Row = dict[str, Any]


@cache
def _lexicon() -> vocabulary.Lexicon:
    return vocabulary.load()


def claims_of(document: Document) -> list[Row]:
    """Return the claims of a document."""
    return [json.loads(line) for line in claim_lines(document, claims.extract(document, _lexicon()))]


def claims_of_text(text: str, name: str) -> list[Row]:
    """Return the claims of a text as if it stood in a file of this name."""
    return claims_of(readers.read(text.encode(), Source(Path(name).stem), name))


def documents(paths: Sequence[Path]) -> Iterator[tuple[Path, Document, list[Row]]]:
    """Yield file, document and claims of all documents below some paths; what cannot be read is told on stderr."""
    inputs = collect(paths).inputs
    for at, found in enumerate(inputs, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{at} of {len(inputs)} documents" + "\n" * (at == len(inputs)))
        try:
            document = readers.read(found.path.read_bytes(), found.source, found.name)
            yield found.path, document, claims_of(document)
        except DrugKGError as error:
            sys.stderr.write(f"{error}\n")
