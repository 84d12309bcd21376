"""The SPARQL 1.1 Protocol: what a request asks for, or why it asks for nothing. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

import pyoxigraph

from drugkg.errors import DrugKGError, Problem, StoreError
from drugkg.query.asked import Reason, StoppedError
from drugkg.query.formats import GRAPHS, NAMES, ROWS
from drugkg.serve.negotiate import chosen

__all__ = ["METHODS", "ProtocolError", "Wanted", "forms", "read", "status_of"]

#: What the address takes.
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
#: More parameters than this are no query.
_MOST = 1000


class ProtocolError(DrugKGError):
    """A request that the protocol does not know, or that drugkg refuses; with its status."""

    def __init__(self, status: int, place: str, what: str, remedy: str) -> None:
        super().__init__(Problem(place, what, remedy))
        self.status = status


#: An answer that takes too long is a 504: unlike 503, it does not ask the client to send the same query again. One that
#: grows too large is a 507, as 413 would speak of the request.
_STATUS = {
    Reason.WRONG: 400, Reason.REFUSED: 403, Reason.UNACCEPTABLE: 406, Reason.LATE: 504, Reason.LARGE: 507,
    Reason.BUSY: 503, Reason.BROKEN: 500,
}  # fmt: skip


def status_of(error: DrugKGError) -> int:
    """Return the status that tells of an error.

    >>> status_of(ProtocolError(415, "the form", "it is none", "send one")), status_of(DrugKGError([]))
    (415, 400)
    """
    if isinstance(error, ProtocolError):
        return error.status
    if isinstance(error, StoppedError):
        return _STATUS[error.reason]
    return 503 if isinstance(error, StoreError) else 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for: a query, the graphs that it shall see, and the name of a format."""

    query: str | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""


def read(method: str, query_string: bytes, content_type: str = "", body: bytes = b"") -> Wanted:
    """Return what a request asks for.

    >>> read("GET", b"query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fexample.org%2F").default_graphs
    ('http://example.org/',)

    Raises:
        ProtocolError: if it asks for no query in a way that the protocol knows.
    """
    pairs = _pairs("the address", query_string)
    query: list[str] = []
    if method == "POST":
        media, _, rest = content_type.partition(";")
        media = media.strip().lower()
        _check_charset(rest)
        if media == _FORM:
            pairs += _pairs("the form", body)
        elif media == _QUERY:
            query = [_text("the query", body)]
        elif media == _UPDATE:
            raise _read_only()
        else:
            said = f"{media!r} is no content type of a query" if media else "the request has no content type"
            raise ProtocolError(415, "Content-Type", said, f"send a form as {_FORM}, or a query as {_QUERY}")
    if any(name == "update" for name, _ in pairs):
        raise _read_only()
    query += [value for name, value in pairs if name == "query"]
    if len(query) > 1:
        raise ProtocolError(400, "query", f"there are {len(query)} queries in one request", "send one after the other")
    formats = [value for name, value in pairs if name == "format"]
    return Wanted(
        query[0] if query else None,
        _graphs("default-graph-uri", pairs),
        _graphs("named-graph-uri", pairs),
        formats[-1] if formats else "",
    )


@lru_cache(maxsize=256)
def forms(accept: str, format: str = "") -> tuple[str | None, str | None]:
    """Return the media types in which a client takes rows and graphs, None where it takes none.

    >>> forms("text/csv;q=0.5, text/turtle"), forms("*/*", "csv")
    (('text/csv', 'text/turtle'), ('text/csv', None))

    Raises:
        ProtocolError: if there is no format that it takes.
    """
    if format in NAMES:
        return NAMES[format]
    if format:
        rows, graph = (format if format in known else None for known in (ROWS, GRAPHS))
        if rows is None and graph is None:
            raise ProtocolError(406, "format", "there is no such format", f"use {', '.join(NAMES)}")
        return rows, graph
    rows, graph = (chosen(accept, {media: media for media in known}) for known in (ROWS, GRAPHS))
    if rows is None and graph is None:
        listed = ", ".join(dict.fromkeys((*ROWS, *GRAPHS)))
        raise ProtocolError(406, "Accept", "there is no answer in a form that is asked for", f"ask for {listed}")
    return rows, graph


def _pairs(place: str, data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST)
    except UnicodeDecodeError as error:
        raise _not_text(place) from error
    except ValueError as error:
        raise ProtocolError(400, place, f"there are more than {_MOST} parameters", "send fewer") from error


def _text(place: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _not_text(place) from error


def _not_text(place: str) -> ProtocolError:
    return ProtocolError(400, place, "it is not UTF-8", "send UTF-8, percent-encoded in addresses and forms")


def _check_charset(parameters: str) -> None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise ProtocolError(400, "Content-Type", "the charset is not UTF-8", "send UTF-8, and say so or nothing")


def _read_only() -> ProtocolError:
    what, remedy = "this graph can only be read; updates are refused", "change the documents and build again"
    return ProtocolError(403, "update", what, remedy)


def _graphs(parameter: str, pairs: list[tuple[str, str]]) -> tuple[str, ...] | None:
    found = tuple(value for name, value in pairs if name == parameter)
    for iri in found:
        try:
            pyoxigraph.NamedNode(iri)
        except ValueError as error:
            what, remedy = "it is no absolute IRI", "name a graph as GRAPH <...> would"
            raise ProtocolError(400, parameter, what, remedy) from error
    return found or None
