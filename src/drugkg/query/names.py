"""Terms as people read them: short names for IRIs, one line for texts."""

from __future__ import annotations

import re

import pyoxigraph

from drugkg.graph.namespaces import DEFAULT_BASE, DKG, PREFIXES

__all__ = ["compact", "expand", "one_line", "with_prefixes"]

#: Known prefixes: those of the nodes that drugkg makes, and those of the vocabularies it uses.
_PREFIXES: dict[str, str] = {
    "c": f"{DEFAULT_BASE}concept/",
    "prop": f"{DEFAULT_BASE}proposition/",
    "claim": f"{DEFAULT_BASE}claim/",
    "ev": f"{DEFAULT_BASE}evidence/",
    "psg": f"{DEFAULT_BASE}passage/",
    "qty": f"{DEFAULT_BASE}quantity/",
    "doc": f"{DEFAULT_BASE}document/",
    "src": f"{DEFAULT_BASE}source/",
    "ref": f"{DEFAULT_BASE}reference/",
    "act": f"{DEFAULT_BASE}activity/",
    "rule": f"{DEFAULT_BASE}rule/",
    "find": f"{DEFAULT_BASE}finding/",
    "dec": f"{DEFAULT_BASE}decision/",
    "cur": f"{DEFAULT_BASE}curator/",
    "gd": f"{DEFAULT_BASE}graph/document/",
    "g": f"{DEFAULT_BASE}graph/",
    **PREFIXES,
}

#: Content-addressed names are shown as far as `drugkg explain` needs them.
_HASH = re.compile(r"([a-z2-7]{10})[a-z2-7]{16}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def compact(term: object) -> str:
    """Return a term as a table shows it; the terms of drugkg's own ontology lose their prefix.

    >>> compact(pyoxigraph.NamedNode("https://w3id.org/drugkg/ontology#asserts"))
    'asserts'
    >>> compact(pyoxigraph.NamedNode("https://w3id.org/drugkg/claim/md6rig474ktvnlhb4klufq2pt4"))
    'claim:md6rig474k'
    >>> compact(pyoxigraph.NamedNode("http://purl.obolibrary.org/obo/HP_0002329"))
    'obo:HP_0002329'
    """
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.Literal):
        return one_line(term.value)
    if not isinstance(term, pyoxigraph.NamedNode):
        return one_line(str(term))
    iri = term.value
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            local = _HASH.sub(r"\1", iri[len(namespace) :])
            return one_line(local if namespace == DKG else f"{prefix}:{local}")
    return one_line(iri)


def expand(name: str) -> str | None:
    """Return the IRI of a prefixed name, None where the prefix is none of drugkg's.

    >>> expand("c:ear"), expand("x:ear")
    ('https://w3id.org/drugkg/concept/ear', None)
    """
    prefix, _, local = name.partition(":")
    return f"{_PREFIXES[prefix]}{local}" if prefix in _PREFIXES else None


def with_prefixes(sparql: str) -> str:
    """Return a query with all known prefixes declared, on its first line, so that line numbers stay true.

    >>> with_prefixes("SELECT * { ?s a dkg:Claim }")[:43]
    'PREFIX c: <https://w3id.org/drugkg/concept/'
    """
    return " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in _PREFIXES.items()) + f" {sparql}"


def one_line(text: str) -> str:
    r"""Return text on one line, without characters that could steer a terminal.

    >>> one_line("red\x1b[31m \n  alert")
    'red�[31m alert'
    """
    return _CONTROL.sub("\ufffd", " ".join(text.split()))
