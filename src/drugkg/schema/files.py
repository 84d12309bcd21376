"""The files of the ontology, and their statements as quads of the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph

from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import Quad, iri
from drugkg.resources import folder

__all__ = ["ALIGNMENTS", "ONTOLOGY", "SHAPES", "TERMS", "content_of", "ontology_quads", "path_of", "statements"]

#: All terms; made from `TERMS` and the table of relations.
ONTOLOGY = "drugkg.ttl"
#: How they relate to the terms of others.
ALIGNMENTS = "alignments.ttl"
#: What the nodes of a graph must have.
SHAPES = "shapes.ttl"
#: What is written by hand of the terms.
TERMS = "parts/terms.ttl"


def path_of(name: str) -> Path:
    """Return where a file of the ontology lies.

    >>> path_of(ONTOLOGY).name
    'drugkg.ttl'
    """
    return folder("ontology") / name


@cache
def content_of(name: str) -> str:
    """Return the hash of a file of the ontology.

    >>> len(content_of(ONTOLOGY))
    64
    """
    return hashlib.sha256(path_of(name).read_bytes()).hexdigest()


def statements(text: bytes) -> Iterator[Quad]:
    """Yield the triples of a Turtle text.

    >>> [quad.object for quad in statements(b"<https://example.org/a> a <https://example.org/B> .")]
    ['<https://example.org/B>']

    Raises:
        SyntaxError: if it is none.
    """
    for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE):
        yield Quad(str(quad.subject), str(quad.predicate), str(quad.object))


def ontology_quads(iris: Iris) -> Iterator[Quad]:
    """Yield what the files say, terms and alignments, in the ontology's graph."""
    graph = iri(iris.graph("ontology"))
    for name in (ONTOLOGY, ALIGNMENTS):
        for quad in statements(path_of(name).read_bytes()):
            yield quad._replace(graph=graph)
