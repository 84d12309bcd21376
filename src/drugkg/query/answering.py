"""Answering one question: the engine writes, frames go out piece by piece, and what grows too large is stopped."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping

import pyoxigraph

from drugkg.errors import DrugKGError, Problem, QueryError
from drugkg.graph.namespaces import PREFIXES
from drugkg.query.asked import Asked, Reason, StoppedError
from drugkg.query.formats import GRAPHS, ROWS, Rows
from drugkg.query.frames import Kind, packed
from drugkg.query.guard import RefusedError
from drugkg.query.names import with_prefixes
from drugkg.query.resolve import Queryable
from drugkg.query.results import Answer, write
from drugkg.query.run import ask
from drugkg.store import Dataset

__all__ = ["answer"]

#: A frame of the answer holds about so many bytes.
_FRAME = 1 << 16
#: Answers of fewer bytes are not worth packing.
_TINY = 1 << 10
#: The cheapest level: it saves nearly as much as the dearest.
_LEVEL = 1
_GZIP = 16 + zlib.MAX_WBITS

Send = Callable[[bytes], object]


def answer(graph: Queryable, asked: Asked, send: Send) -> None:
    """Send the frames of an answer, the last of which tells that it is whole, or what the trouble was."""
    try:
        out = _Out(asked, send)
        _write(_found(graph, asked), asked, out)
        out.close()
    except StoppedError as error:
        send(packed(Kind.TROUBLE, error.to_json()))
    except RefusedError as error:
        send(packed(Kind.TROUBLE, StoppedError(Reason.REFUSED, list(error.problems)).to_json()))
    except DrugKGError as error:
        send(packed(Kind.TROUBLE, StoppedError(Reason.WRONG, list(error.problems)).to_json()))


class _Out:
    """A file to write to, which becomes frames."""

    def __init__(self, asked: Asked, send: Send) -> None:
        self._asked, self._send = asked, send
        self._held: list[bytes] = []
        self._waiting = self._written = 0
        self._packer: zlib._Compress | None = None
        self._head: bytes | None = None
        self.media = ""
        self.rows: Rows | None = None
        #: Lines that are counted as rows and are none.
        self.beside = 0

    def write(self, piece: bytes) -> int:
        """Take a piece of the answer."""
        length = len(piece)
        self._written += length
        self._waiting += length
        self._held.append(piece)
        if self._asked.most_bytes is not None and self._written > self._asked.most_bytes:
            raise StoppedError(
                Reason.LARGE,
                Problem("query", f"the answer is longer than {self._asked.most_bytes >> 20} MiB", _ASK_LESS),
            )
        if self._waiting >= _FRAME:
            self._pass_on()
        return length

    def flush(self) -> None:
        """Wait for more: frames are cut by size."""

    def count(self, rows: int) -> None:
        """Stop an answer of too many rows."""
        most = self._asked.most_rows
        if most is not None and rows > most:
            what = f"the answer has more than {most} rows or triples"
            raise StoppedError(Reason.LARGE, Problem("query", what, _ASK_LESS))

    def _pass_on(self) -> None:
        self._send(self._frames(last=False))

    def close(self) -> None:
        """Send what is left, and that this was all."""
        self._send(self._frames(last=True) + packed(Kind.END))

    def _frames(self, *, last: bool) -> bytes:
        data = b"".join(self._held)
        self._held.clear()
        self._waiting = 0
        most = self._asked.most_rows
        # A row has a byte at least, so that short answers need not be counted.
        if self.rows is not None and most is not None and (not last or self._written > most):
            self.count(self.rows.add(data) - self.beside)
        head = b""
        if self._head is None:
            if self._asked.gzip and len(data) >= _TINY:
                self._packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
            self._head = json.dumps({"media": self.media, "gzip": self._packer is not None}).encode()
            head = packed(Kind.HEAD, self._head)
        if self._packer is not None:
            data = self._packer.compress(data) + (self._packer.flush() if last else b"")
        return head + packed(Kind.DATA, data) if data else head


_ASK_LESS = "ask for less, or add LIMIT"


def _found(graph: Queryable, asked: Asked) -> Answer:
    """Ask a query as it is; where that fails, with all known prefixes, which take longer to read than many a query."""
    dataset = _dataset(asked)
    try:
        return ask(graph, asked.sparql, dataset)
    except RefusedError:
        raise
    except QueryError:
        return ask(graph, with_prefixes(asked.sparql), dataset)


def _dataset(asked: Asked) -> Dataset | None:
    """Return the graphs that the client names beside the query; what it does not name is empty."""
    if asked.default_graphs is None and asked.named_graphs is None:
        return None
    return Dataset(asked.default_graphs or (), asked.named_graphs or ())


def _write(found: Answer, asked: Asked, out: _Out) -> None:
    if asked.form is not None:
        out.write(write(found, asked.form, asked.width))
    elif isinstance(found, pyoxigraph.QueryTriples):
        out.media = _fitting(asked.graph, "a graph", GRAPHS)
        pyoxigraph.serialize(_counted(found, out), out, GRAPHS[out.media], prefixes=PREFIXES)  # type: ignore[arg-type]
    else:
        out.media = _fitting(asked.rows, "rows", ROWS)
        form = ROWS[out.media]
        if isinstance(found, pyoxigraph.QuerySolutions):
            out.rows = Rows(form)
            out.beside = int(form in (pyoxigraph.QueryResultsFormat.CSV, pyoxigraph.QueryResultsFormat.TSV))
        found.serialize(out, format=form)  # type: ignore[arg-type]


def _counted(triples: pyoxigraph.QueryTriples, out: _Out) -> Iterator[pyoxigraph.Triple]:
    for number, triple in enumerate(triples, 1):
        out.count(number)
        yield triple


def _fitting(media: str | None, kind: str, forms: Mapping[str, object]) -> str:
    if media is None:
        what, remedy = f"the answer is {kind}, in no form that is asked for", f"ask for {', '.join(forms)}"
        raise StoppedError(Reason.UNACCEPTABLE, Problem("Accept", what, remedy))
    return media
