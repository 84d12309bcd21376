"""Terms of the graph: the only place with IRIs of foreign vocabularies.

Terms and literals are written as in N-Quads; so a quad is four strings, and writing, sorting, hashing and removing
duplicates need no library.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

__all__ = [
    "DATA_PREFIXES", "DEFAULT_BASE", "DESCRIBING", "DKG", "EXACT_MATCH", "PREFIXES", "RDF_TYPE", "Quad", "exact_match",
    "iri", "language_tag", "literal", "moment", "term",
]  # fmt: skip

#: What the IRIs of the data begin with where nothing else is chosen.
DEFAULT_BASE = "https://w3id.org/drugkg/"
DKG = "https://w3id.org/drugkg/ontology#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

#: Vocabularies by their usual prefix.
PREFIXES: dict[str, str] = {
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "dkg": DKG,
    "loinc": "https://loinc.org/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "oa": "http://www.w3.org/ns/oa#",
    "obo": "http://purl.obolibrary.org/obo/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": _XSD,
}

#: Vocabularies in which a server describes itself; no graph holds them.
DESCRIBING: dict[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
}

#: Prefixes of drugkg's own nodes: what follows the base of the data's IRIs.
DATA_PREFIXES: dict[str, str] = {
    "act": "activity/", "c": "concept/", "claim": "claim/", "cur": "curator/", "dec": "decision/", "doc": "document/",
    "ev": "evidence/", "find": "finding/", "g": "graph/", "gd": "graph/document/", "prop": "proposition/",
    "psg": "passage/", "qty": "quantity/",
    "ref": "reference/", "rule": "rule/", "src": "source/",
}  # fmt: skip

#: Where the concepts of a terminology live, by the prefix of its CURIEs; `{}` stands for the local part.
EXACT_MATCH: dict[str, str] = {
    "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_{}",
    "DOID": "http://purl.obolibrary.org/obo/DOID_{}",
    "DRON": "http://purl.obolibrary.org/obo/DRON_{}",
    "DRUGBANK": "https://identifiers.org/drugbank:{}",
    "GO": "http://purl.obolibrary.org/obo/GO_{}",
    "HP": "http://purl.obolibrary.org/obo/HP_{}",
    "LOINC": "https://loinc.org/{}",
    "MESH": "http://id.nlm.nih.gov/mesh/{}",
    "MONDO": "http://purl.obolibrary.org/obo/MONDO_{}",
    "NCBITAXON": "http://purl.obolibrary.org/obo/NCBITaxon_{}",
    "NCIT": "http://purl.obolibrary.org/obo/NCIT_{}",
    "OAE": "http://purl.obolibrary.org/obo/OAE_{}",
    "PR": "http://purl.obolibrary.org/obo/PR_{}",
    "RXNORM": "http://purl.bioontology.org/ontology/RXNORM/{}",
    "SYMP": "http://purl.obolibrary.org/obo/SYMP_{}",
    "UBERON": "http://purl.obolibrary.org/obo/UBERON_{}",
    "UNII": "https://identifiers.org/unii:{}",
    "WIKIDATA": "http://www.wikidata.org/entity/{}",
}


class Quad(NamedTuple):
    """One statement; each part is a term as N-Quads writes it, `graph` empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""


def iri(value: str) -> str:
    """Return an IRI as a term.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    return f"<{value}>"


@cache
def term(name: str) -> str:
    """Return a term of a known vocabulary from its prefixed name.

    >>> term("skos:broader")
    '<http://www.w3.org/2004/02/skos/core#broader>'
    """
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


RDF_TYPE = term("rdf:type")

_SHORT = {"\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {ord(key): text for key, text in _SHORT.items()}
#: Most texts have nothing to escape, and looking for it is far quicker than translating.
_escaped = re.compile(r'[\x00-\x1f"\\\x7f]').search


def literal(text: str, language: str = "", datatype: str = "") -> str:
    r"""Return a literal as a term, escaped as canonical N-Quads asks; `datatype` is a local name of XML Schema.

    >>> literal('say "no"', "en"), literal("5", datatype="decimal")
    ('"say \\"no\\""@en', '"5"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    quoted = f'"{text.translate(_ESCAPES) if _escaped(text) else text}"'
    if language:
        return f"{quoted}@{language.lower()}"
    return f"{quoted}^^<{_XSD}{datatype}>" if datatype else quoted


def moment(text: str) -> str:
    """Return an ISO 8601 day, month or year as a typed literal; what is none of these stays words.

    >>> moment("2026-05").partition("#")[2], moment("spring 2026")
    ('gYearMonth>', '"spring 2026"')
    """
    parts = text.split("-")
    kind = {1: "gYear", 2: "gYearMonth", 3: "date"}.get(len(parts), "")
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return literal(text)
    try:
        date(*(int(part) for part in (*parts, "01", "01")[:3]))
    except ValueError:
        return literal(text)
    return literal(text, datatype=kind)


def exact_match(curie: str) -> str | None:
    """Return the IRI that a CURIE stands for, None where its terminology has no known home.

    >>> exact_match("HP:0002329")
    'http://purl.obolibrary.org/obo/HP_0002329'
    """
    prefix, _, local = curie.partition(":")
    pattern = EXACT_MATCH.get(prefix.upper())
    return pattern.format(local) if pattern and re.fullmatch(r"[A-Za-z0-9_.-]+", local) else None


def language_tag(tag: str | None) -> str:
    """Return a language tag as literals take it, empty where there is none or it is malformed.

    >>> language_tag("en-GB"), language_tag("English (UK)"), language_tag(None)
    ('en-gb', '', '')
    """
    return tag.lower() if tag and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag) else ""
