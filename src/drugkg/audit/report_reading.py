"""From a graph to the audit of a drug."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

import pyoxigraph

from drugkg.audit.report import Column, Report, report
from drugkg.errors import Problem, QueryError
from drugkg.findings.model import Case
from drugkg.findings.reading import Shared
from drugkg.findings.stored import findings_of
from drugkg.graph.namespaces import DKG
from drugkg.query.names import with_prefixes
from drugkg.query.resolve import drug_iris
from drugkg.store import Store, open_store

__all__ = ["audit", "audit_of", "report_of"]

_DATES = {"issued": "issued", "modified": "modified", "lastReviewed": "reviewed"}
_DETAILS = {"version": "version", "language": "language", "fileName": "file", "format": "format"}
_LETTERS = ascii_uppercase + ascii_lowercase


def audit(drug: str, store: str | Path) -> Report:
    """Return the audit of a drug, given by a name, synonym or identifier.

    Raises:
        DrugKGError: if there is no such store, or nothing in it says anything of such a drug.
    """
    with open_store(store) as graph:
        return audit_of(graph, drug)


def audit_of(graph: Store, drug: str) -> Report:
    """Return the audit of a drug in an open graph.

    Raises:
        QueryError: if the graph has no such drug, or no document is about it.
    """
    for iri in drug_iris(graph, [drug]):
        if found := report_of(graph, iri):
            return found
    what = "no document of the graph is about this drug, though some may name it"
    raise QueryError(Problem(drug, what, "list the drugs with `drugkg query drugs`"))


def report_of(graph: Store, drug: str, known: Shared | None = None) -> Report | None:
    """Return the audit of the drug with an IRI, None where no document is about it.

    Args:
        graph: the graph.
        drug: the IRI.
        known: what the audits of the graph share, for those who ask again and again.
    """
    for case, findings in findings_of(graph.query, graph.base, [drug], known):
        return report(case, findings, _columns(graph, case))
    return None


def _columns(graph: Store, case: Case) -> Iterator[Column]:
    """Yield the documents that speak of the drug, by source, title and date."""
    counted = Counter(statement.document for statement in (*case.statements, *case.aside))
    held: dict[str, dict[str, list[str]]] = {}
    spoken = " ".join(f"<{document}>" for document in sorted(counted))
    answer = graph.query(with_prefixes(_OF_DOCUMENTS.replace("$documents", spoken)))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    for row in answer:
        document, property, value = (cell.value for cell in row)
        name = property.replace("#", "/").rpartition("/")[2]
        held.setdefault(document, {}).setdefault(name, []).append(value)
    documents = sorted(
        (case.documents[iri] for iri in counted), key=lambda d: (d.source_label, d.title, d.date, d.file_name, d.iri)
    )
    for nth, document in enumerate(documents):
        properties = held.get(document.iri, {})
        yield Column(
            _letter(nth),
            document,
            tuple((told, date) for name, told in _DATES.items() for date in sorted(properties.get(name, ()))),
            tuple((told, value) for name, told in _DETAILS.items() for value in sorted(properties.get(name, ()))),
            frozenset(relation.removeprefix(DKG) for relation in properties.get("covers", ())),
            counted[document.iri],
        )


def _letter(nth: int) -> str:
    """Return a short name: A to Z, a to z, then with a number.

    >>> _letter(0), _letter(27), _letter(52)
    ('A', 'b', 'A2')
    """
    again, place = divmod(nth, len(_LETTERS))
    return _LETTERS[place] + (str(again + 1) if again else "")


_OF_DOCUMENTS = """SELECT DISTINCT ?document ?property ?value {
  VALUES ?document { $documents }
  VALUES ?property { dct:issued dct:modified schema:lastReviewed pav:version dct:language dkg:fileName dkg:format
    dkg:covers }
  ?document a dkg:Document ; ?property ?value } ORDER BY ?document ?property ?value"""
