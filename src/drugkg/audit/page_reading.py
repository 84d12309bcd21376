"""From a graph to the page of an audit."""

from __future__ import annotations

from drugkg.audit.page import Reading, page
from drugkg.audit.report import Report
from drugkg.audit.unread import unread_of
from drugkg.errors import UsageError
from drugkg.store import Store

__all__ = ["page_of"]


def page_of(graph: Store, report: Report) -> str:
    """Return the page of an audit, with the texts that the graph keeps."""
    documents = [column.document.iri for column in report.columns]
    left = unread_of(graph, documents)
    readings = {}
    for document in documents:
        try:
            text = graph.text(document)
        except UsageError:
            continue  # a graph that was read as it is has only the quoted words
        told = left[document]
        readings[document] = Reading(text, graph.outline(document) if told else None, told)
    return page(report, readings)
