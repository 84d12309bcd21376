"""Identities: every node has an IRI that follows from what the node is, and from nothing else.

An id is the lower-case base32 of the first 16 bytes of the SHA-256 of a JSON array that starts with kind and scheme
number. Labels, mappings, mentions, notes, rule names and file names never enter a hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from drugkg.claims.model import Quantity, plain
from drugkg.graph.namespaces import DEFAULT_BASE

__all__ = ["DEFAULT_IRIS", "SCHEME", "Iris", "digest", "document_id", "quantity_id", "scope_text"]

#: Number of the rules by which ids are made; a change of rules takes the next number.
SCHEME = 1

#: Characters that a key keeps in an IRI; all others are percent-encoded.
_SAFE = "-._~"

#: So many names are remembered: a document's graph names most of its nodes several times.
_REMEMBERED = 1 << 14
#: What is longer is not remembered: findings may name thousands of claims.
_LONGEST = 1 << 10

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Json = str | int | Sequence["Json"]


def digest(kind: str, *parts: Json) -> str:
    """Return the id of a node: its kind, and the parts that make it what it is.

    >>> digest("quantity", "5", "5", "mg")
    'a2d6ab663xfmeqzioa2yim66h4'
    """
    array = _as_json([kind, SCHEME, *parts])
    return _remembered(array) if len(array) <= _LONGEST else _hashed(array)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(array: str) -> str:
    return _hashed(array)


def _hashed(array: str) -> str:
    return base64.b32encode(hashlib.sha256(array.encode()).digest()[:16]).decode().rstrip("=").lower()


def quantity_id(quantity: Quantity) -> str:
    """Return the id of a quantity; a closed interval hashes bounds and unit only.

    >>> from decimal import Decimal
    >>> quantity_id(Quantity(None, Decimal("63.0"), "%"))
    'r2xixqe67rivdckknuxsytmv3m'
    """
    opened = [name for name, is_open in (("lowOpen", quantity.low_open), ("highOpen", quantity.high_open)) if is_open]
    return digest("quantity", plain(quantity.low), plain(quantity.high), quantity.unit, *opened)


def scope_text(value: object) -> str:
    """Return a scope value in canonical form: a concept's key, `true`, `40 mg`, or `[10,20) mg` for an interval.

    >>> from decimal import Decimal
    >>> scope_text(Quantity(Decimal(10), Decimal(20), "mg", high_open=True)), scope_text(True)
    ('[10,20) mg', 'true')
    """
    if isinstance(value, Quantity):
        low, high = plain(value.low), plain(value.high)
        if low == high and not (value.low_open or value.high_open):
            return f"{low} {value.unit}"
        return f"{'(' if value.low_open else '['}{low},{high}{')' if value.high_open else ']'} {value.unit}"
    return "true" if value is True else str(getattr(value, "key", value))


@lru_cache(maxsize=_REMEMBERED)
def _quoted(name: str) -> str:
    return quote(name, safe=_SAFE)


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs of nodes and graphs under one base.

    >>> Iris().concept("muscle-spasm")
    'https://w3id.org/drugkg/concept/muscle-spasm'
    """

    base: str = DEFAULT_BASE

    def of(self, kind: str, name: str) -> str:
        """Return the IRI of a node whose id or key is known."""
        return f"{self.base}{kind}/{_quoted(name)}"

    def concept(self, key: str) -> str:
        """Return the IRI of a concept."""
        return self.of("concept", key)

    def source(self, source: str) -> str:
        """Return the IRI of a source by its id in the catalog."""
        return self.of("source", source)

    def rule(self, name: str) -> str:
        """Return the IRI of a rule."""
        return self.of("rule", name)

    def graph(self, name: str) -> str:
        """Return the IRI of a graph that is not a document's."""
        return self.of("graph", name)

    def document_graph(self, document: str) -> str:
        """Return the IRI of the graph of the document with this id."""
        return self.of("graph/document", document)

    def document(self, source: str, content_hash: str) -> str:
        """Return the IRI of a document, from its source's id and the `sha256:...` of its bytes."""
        return self.of("document", document_id(source, content_hash))

    def proposition(self, subject: str, relation: str, object: str, scope: Iterable[tuple[str, str]] = ()) -> str:
        """Return the IRI of a proposition, from keys, a relation's name and canonical scope values.

        >>> Iris().proposition("baclofen", "hasAdverseEffect", "drowsiness").rpartition("/")[2]
        'sa4d5x2saemt4u2gjm4a5ontg4'
        """
        return self.of("proposition", digest("proposition", subject, relation, object, sorted(map(list, scope))))


def document_id(source: str, content_hash: str) -> str:
    """Return the id of a document: the same bytes at another publisher are another document."""
    return digest("document", source, content_hash.removeprefix("sha256:"))


DEFAULT_IRIS = Iris()
