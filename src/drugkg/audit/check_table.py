"""All checks of a graph: what holds in a sound one, and what to do where it does not. One row is one check.

What a node must have by itself is told by the shapes in `ontology/shapes.ttl`; each of them is a check too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from drugkg.audit import check_findings, check_plain, check_structure, check_texts
from drugkg.audit.check_identity import misnamed
from drugkg.audit.material import Material, Node
from drugkg.schema.shapes import shapes
from drugkg.vocabulary.concept import ConceptType

__all__ = ["CHECKS", "Check", "Of", "Row", "rows"]


class Of(Enum):
    """What a check looks at, one by one: nodes of these classes, or the graph as a whole."""

    GRAPH = ()
    SOURCE = ("dkg:EvidenceSource",)
    DOCUMENT = ("dkg:Document",)
    PASSAGE = ("oa:SpecificResource",)
    CLAIM = ("dkg:Claim",)
    EVIDENCE = ("oa:Annotation",)
    PROPOSITION = ("dkg:Proposition",)
    QUANTITY = ("dkg:Quantity",)
    CONCEPT = tuple(f"dkg:{kind.value}" for kind in ConceptType)
    REFERENCE = ("dkg:Reference",)
    ACTIVITY = ("prov:Activity",)
    FINDING = ("dkg:Conflict", "dkg:Difference", "dkg:Agreement", "dkg:SetAside")
    DECISION = ("dkg:CurationDecision",)


@dataclass(frozen=True, slots=True)
class Row:
    """What is checked: its name, what holds in a sound graph, and what to do where it does not."""

    name: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check in code: its name, what it looks at, what holds in a sound graph, what to do, and how faults are found.

    `find` yields what is wrong with a node, in words that follow on the node's name.
    """

    name: str
    of: tuple[Of, ...]
    sentence: str
    remedy: str
    find: Callable[[Node, Material], Iterator[str]]


_CHANGED = "it was changed after it was built: build again from the documents, or take the file again from its origin"
_TEXT = "the text or the quote was changed: build again from the documents"
_FILE = "find the file as it was, or build again, and compare both graphs with `drugkg diff`"
_NAMED = (
    Of.DOCUMENT, Of.PASSAGE, Of.CLAIM, Of.EVIDENCE, Of.PROPOSITION, Of.QUANTITY, Of.REFERENCE, Of.ACTIVITY,
    Of.DECISION,
)  # fmt: skip
_HOMED = (Of.CLAIM, Of.EVIDENCE, Of.PASSAGE, Of.REFERENCE)

CHECKS: tuple[Check, ...] = (
    Check(
        "quote", (Of.PASSAGE,), "every quote stands in its document's text, letter by letter, at its position",
        _TEXT, check_texts.quote_differs,
    ),
    Check(
        "context", (Of.PASSAGE,), "the words that a passage gives before and after its quote stand there",
        _TEXT, check_texts.context_differs,
    ),
    Check(
        "length", (Of.PASSAGE,), "the position of every passage is as long as its quote", _CHANGED,
        check_texts.miscounted,
    ),
    Check(
        "text", (Of.DOCUMENT,), "the text that the store keeps of a document has the hash that the graph tells",
        "build again from the document", check_texts.text_changed,
    ),
    Check(
        "file", (Of.DOCUMENT,), "the file of a document has the bytes that were read", _FILE, check_texts.file_changed
    ),
    Check(
        "reading", (Of.DOCUMENT,), "the file of a document gives the text in which its quotes count",
        "this version of drugkg reads the file otherwise: build again", check_texts.read_otherwise,
    ),
    Check(
        "claims-file", (Of.DOCUMENT,), "the claims file that the store keeps says what the graph says",
        "build again from the document", check_texts.claims_file,
    ),
    Check(
        "annotation", (Of.EVIDENCE,), "the passage of a claim stands in the document that makes it", _CHANGED,
        check_structure.elsewhere,
    ),
    Check(
        "scope", (Of.PROPOSITION,), "key and core of a proposition are those of its scope", _CHANGED,
        check_structure.misscoped,
    ),
    Check(
        "revision", (Of.DOCUMENT,), "no document revises itself", "correct `revises` in the catalog and build again",
        check_structure.revises_itself,
    ),
    Check("identity", _NAMED, "the name of a node follows from its content", _CHANGED, misnamed),
    Check("home", _HOMED, "what a document says stands in the document's graph", _CHANGED, check_structure.homeless),
    Check(
        "plain", (Of.CLAIM,), "every plain triple that follows from a claim is there", _CHANGED, check_plain.unwritten
    ),
    Check(
        "founded", (Of.GRAPH,), "every plain triple follows from a claim", _CHANGED, check_plain.unfounded
    ),
    Check(
        "findings", (Of.GRAPH,), "the findings are those that follow from the claims",
        "they were changed, or made by another version: build again", check_findings.otherwise_found,
    ),
    Check(
        "hierarchy", (Of.GRAPH,), "what is told to be a kind of what follows from the vocabulary",
        "it was changed, or made by another program: build again", check_findings.otherwise_above,
    ),
    Check(
        "term", (Of.GRAPH,), "every property and class of drugkg's is one of the ontology",
        "look it up with `drugkg ontology`, or take another namespace for it", check_structure.undeclared,
    ),
    Check("blank", (Of.GRAPH,), "every node has a name of its own", "give it an IRI", check_structure.blank),
)  # fmt: skip

_SHAPES = "give the node what it must have, where the graph comes from, or build again from the documents"


def rows() -> tuple[Row, ...]:
    """Return all checks, those of the shapes after those in code.

    >>> [row.name for row in rows()][0], "claim" in {row.name for row in rows()}
    ('quote', True)
    """
    coded = tuple(Row(check.name, check.sentence, check.remedy) for check in CHECKS)
    return coded + tuple(Row(shape.name, shape.sentence, _SHAPES) for shape in shapes())
