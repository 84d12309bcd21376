"""The manifest of an export: what it was made from and by what, and the hashes of dataset and files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from drugkg import __version__
from drugkg.exports.part import Part
from drugkg.exports.selection import Selection
from drugkg.graph.rights import FORBIDDEN
from drugkg.store.nodes import Nodes, full

__all__ = ["FileHash", "Hashing", "manifest"]


@dataclass(frozen=True, slots=True)
class FileHash:
    """The size of a file and the hash of its bytes."""

    bytes: int
    sha256: str


class Hashing:
    """Hashes pieces as they pass."""

    def __init__(self) -> None:
        self._hash, self._bytes = hashlib.sha256(), 0

    def of(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the pieces as they come."""
        for piece in pieces:
            self._hash.update(piece)
            self._bytes += len(piece)
            yield piece

    def told(self) -> FileHash:
        """Return what passed so far."""
        return FileHash(self._bytes, self._hash.hexdigest())


def manifest(part: Part, format: str, selection: Selection, files: Mapping[str, FileHash]) -> str:
    """Return the manifest of an export.

    The dataset is what was exported, as RDF with named graphs, whatever of it the format holds. As no node is without a
    name, its canonical form (RDFC-1.0) are its statements as N-Quads, sorted: what `--format nquads` writes.
    """
    hashing, statements = Hashing(), 0
    for _ in hashing.of(part.nquads()):
        statements += 1
    nodes = Nodes(part.find)
    documents = sorted(set(nodes.of("rdf:type", full("dkg:Document"))))
    told = {
        "software": f"drugkg {__version__}",
        "base": part.base,
        "format": format,
        "selection": {name: list(iris) for name, iris in asdict(selection).items() if iris},
        "dataset": {"algorithm": "RDFC-1.0", "sha256": hashing.told().sha256, "statements": statements},
        "claims": sum(1 for _ in nodes.of("rdf:type", full("dkg:Claim"))),
        "documents": [_document(nodes, iri) for iri in documents],
        "files": [{"name": name, **asdict(each)} for name, each in sorted(files.items())],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _document(nodes: Nodes, iri: str) -> dict[str, object]:
    node = nodes.node(iri)
    source = nodes.node(node.one("dct:isVersionOf") or "")
    return {
        "document": iri,
        "title": node.one("dct:title"),
        "fileName": node.one("dkg:fileName"),
        "contentHash": node.one("dkg:contentHash"),
        "source": source.iri,
        "publisher": source.one("rdfs:label"),
        "rights": list(source.all("dc:rights")),
        "quoted": source.one("dkg:quoting") != FORBIDDEN,
    }
