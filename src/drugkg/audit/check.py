"""Whether a graph is sound: all checks of the table, over all that a graph holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from drugkg.audit.check_table import CHECKS, Of, rows
from drugkg.audit.material import Material, Node, full, loaded, stored
from drugkg.query.opened import DEFAULT_STORE
from drugkg.query.shown import told
from drugkg.schema.conformance import violations

__all__ = ["Fault", "Report", "check", "checked"]

#: The graph as a whole, for checks that look at no single node.
_WHOLE = Node("", {}, frozenset())


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: by which check, with which node, in which document's graph."""

    check: str
    node: str
    document: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what is wrong. It is true where nothing is.

    `counts` tells how many nodes of each kind there are; how many quotes were compared with a text (`quotes`), how many
    documents have a text (`texts`), and how many have a file (`files`).
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]

    def __bool__(self) -> bool:
        return not self.faults

    def record(self) -> dict[str, object]:
        """Return everything as plain values, as JSON has it."""
        found = {fault.check for fault in self.faults}
        checks = [
            {"check": row.name, "holds": row.name not in found, "sentence": row.sentence, "remedy": row.remedy}
            for row in rows()
        ]
        faults = [asdict(fault) for fault in self.faults]
        return {"sound": bool(self), "counts": dict(self.counts), "checks": checks, "faults": faults}


def check(
    files: Iterable[str | Path] = (),
    *,
    store: str | Path = DEFAULT_STORE,
    sources: Iterable[str | Path] = (),
) -> Report:
    """Return what is wrong with a store, or with graph files taken as one graph.

    Where `sources` names the folders (or files) of the documents, those are compared with what the graph tells of them.

    Raises:
        DrugKGError: if there is no such store or file, or a file is no well-formed graph.
    """
    paths = tuple(files)
    opened: AbstractContextManager[Material] = loaded(paths, sources) if paths else stored(store, sources)
    counts: Counter[str] = Counter()
    with opened as material:
        faults = tuple(checked(material, counts))
    return Report(faults, dict(counts))


def checked(graph: Material, counts: Counter[str]) -> Iterator[Fault]:
    """Yield every fault of a graph, and count what was looked at; only one node at a time is held."""
    for of in Of:
        checks = [check for check in CHECKS if of in check.of]
        for node in _nodes(of, graph):
            _count(of, node, graph, counts)
            for check in checks:
                for what in check.find(node, graph):
                    yield Fault(check.name, node.iri, _file_of(node, graph), what)
    for each in violations(graph.graph.query):
        node = graph.node(each.node[1:-1] if each.node.startswith("<") else each.node)
        yield Fault(each.shape, node.iri, _file_of(node, graph), told(each))


def _nodes(of: Of, graph: Material) -> Iterator[Node]:
    if of is Of.GRAPH:
        yield _WHOLE
    elif of is Of.PASSAGE:
        yield from _passages(graph)
    else:
        yield from (graph.node(iri) for name in of.value for iri in graph.of("rdf:type", full(name)))


def _passages(graph: Material) -> Iterator[Node]:
    """Yield all passages, document by document, so that each text is read once; then those of no document."""
    for document in graph.of("rdf:type", full("dkg:Document")):
        found = (graph.node(iri) for iri in graph.of("oa:hasSource", document))
        yield from (node for node in found if node.is_a("oa:SpecificResource"))
    for iri in graph.of("rdf:type", full("oa:SpecificResource")):
        node = graph.node(iri)
        if not any(graph.is_a(document, "dkg:Document") for document in node.all("oa:hasSource")):
            yield node


def _count(of: Of, node: Node, graph: Material, counts: Counter[str]) -> None:
    if of is not Of.GRAPH:
        counts[of.name.lower()] += 1
    if of is Of.PASSAGE:
        counts["quotes"] += graph.text(node.one("oa:hasSource") or "") is not None
    if of is Of.DOCUMENT:
        counts["texts"] += graph.text(node.iri) is not None
        counts["files"] += graph.files is not None and node.one("dkg:contentHash") in graph.files.by_hash


def _file_of(node: Node, graph: Material) -> str:
    """Return the name of the file to which a node belongs, empty where it belongs to none."""
    claim = graph.node(node.one("oa:hasBody") or "")
    homes = [each.one(name) for each in (node, claim) for name in ("dct:source", "oa:hasSource", "dct:isReferencedBy")]
    home = graph.node(next((iri for iri in homes if iri), node.iri))
    return home.one("dkg:fileName") or ""
