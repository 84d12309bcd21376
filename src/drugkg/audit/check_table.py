"""All checks of a graph: what holds in a sound one, and what to do where it does not. One row is one check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from drugkg.audit import check_findings, check_plain, check_structure, check_texts
from drugkg.audit.check_identity import misnamed
from drugkg.audit.material import Material, Node
from drugkg.vocabulary.concept import ConceptType

__all__ = ["CHECKS", "Check", "Of"]


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
class Check:
    """One check: its name, what it looks at, what holds in a sound graph, what to do, and how faults are found.

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
_LABELLED = (Of.SOURCE, Of.DOCUMENT, Of.PROPOSITION, Of.QUANTITY, Of.CONCEPT, Of.FINDING)
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
        "passage", (Of.PASSAGE,), "every passage has a document, a position and a quote of the same length",
        _CHANGED, check_texts.unquoted,
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
    Check("proposition-of", (Of.CLAIM,), "every claim has one proposition", _CHANGED, check_structure.about_nothing),
    Check("document-of", (Of.CLAIM,), "every claim has one document", _CHANGED, check_structure.unsourced),
    Check("stance", (Of.CLAIM,), "every claim has one stance of the list", _CHANGED, check_structure.stanceless),
    Check("evidence", (Of.CLAIM,), "every claim has evidence with a passage", _CHANGED, check_structure.unproven),
    Check(
        "value", (Of.CLAIM,), "a claim has only values that its relation takes, one of each", _CHANGED,
        check_structure.misvalued,
    ),
    Check(
        "annotation", (Of.EVIDENCE,), "evidence ties one claim to one passage of its document, by a rule", _CHANGED,
        check_structure.bodiless,
    ),
    Check(
        "scope", (Of.PROPOSITION,), "a proposition has subject, relation, object and a scope that its relation takes",
        _CHANGED, check_structure.misscoped,
    ),
    Check(
        "unit", (Of.QUANTITY,), "a quantity has a unit and numbers, the lower one first", _CHANGED,
        check_structure.unmeasured,
    ),
    Check(
        "origin", (Of.DOCUMENT,), "every document has a source and the hash of its bytes", _CHANGED,
        check_structure.origin_unknown,
    ),
    Check(
        "revision", (Of.DOCUMENT,), "no document revises itself", "correct `revises` in the catalog and build again",
        check_structure.revises_itself,
    ),
    Check(
        "label", _LABELLED, "what people look for has a name, and one only",
        "give it one, in the graph that it comes from", check_structure.unlabelled,
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
        "claim", (Of.GRAPH,), "what has a proposition is a claim", _CHANGED, check_structure.untyped
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
        "decision", (Of.DECISION,), "every decision of a curator has a status, and says who, when and why",
        "decide it anew with `drugkg curate`", check_structure.undecided,
    ),
    Check("blank", (Of.GRAPH,), "every node has a name of its own", "give it an IRI", check_structure.blank),
)  # fmt: skip
