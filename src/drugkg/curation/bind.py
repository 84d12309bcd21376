"""What decisions are about: names become nodes of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drugkg.curation.model import Ask, Decision, Words
from drugkg.errors import Problem
from drugkg.graph.namespaces import PREFIXES, iri, literal, term

__all__ = ["Bound", "bound", "misfit", "unfit"]

_PREFIXES = "".join(f"PREFIX {name}: <{home}>\n" for name, home in PREFIXES.items())
#: By what a decision is about: the prefix of its names, and a property that every such node has.
_KINDS = {
    "claim": ("claim", "dkg:stance"),
    "document": ("doc", "dct:isVersionOf"),
    "finding": ("find", "dkg:findingType"),
}
_WHOLE_ID = 26
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """A decision with the nodes of a graph that its name fits: one where all is well."""

    decision: Decision
    nodes: tuple[str, ...]

    @property
    def node(self) -> str | None:
        """The node that the decision is about, None where none or several fit."""
        return self.nodes[0] if len(self.nodes) == 1 else None


def bound(decisions: Iterable[Decision], ask: Ask, base: str) -> tuple[Bound, ...]:
    """Return decisions with what they fit in a graph."""
    return tuple(Bound(each, tuple(_nodes(each, ask, base))) for each in decisions)


def misfit(each: Bound) -> str:
    """Return why a decision has no effect: none or several of the graph have its name. Empty where it has one."""
    kind = each.decision.status.kind
    if not each.nodes:
        return f"the graph has no such {kind}"
    if each.node is None:
        shown = ", ".join(each.nodes[:_SHOWN]) + (", ..." if len(each.nodes) > _SHOWN else "")
        return f"the graph has {len(each.nodes)} such {kind}s ({shown})"
    return ""


def unfit(bounds: Iterable[Bound]) -> Iterator[Problem]:
    """Yield a problem for each decision that has no effect."""
    for each in bounds:
        if what := misfit(each):
            remedy = "name one of them, by its IRI" if each.nodes else "remove the entry, or name anew what it is about"
            yield each.decision.problem(f"{what}, so it has no effect", remedy)


def _nodes(decision: Decision, ask: Ask, base: str) -> list[str]:
    if isinstance(decision.about, Words):
        return _by_words(decision.about, ask, base)
    return _by_name(decision.about, decision.status.kind, ask, base)


def _by_name(name: str, kind: str, ask: Ask, base: str) -> list[str]:
    """Return the nodes of a kind that a name fits, in order."""
    prefix, property = _KINDS[kind]
    id = name.removeprefix(f"{prefix}:")
    if "://" in name:
        wanted = f"VALUES ?node {{ {iri(name)} }} ?node {property} ?any"
    elif kind == "document" and id == name:
        wanted = f"?node {property} ?any ; dkg:fileName {literal(name)}"
    elif len(id) == _WHOLE_ID:
        wanted = f"VALUES ?node {{ {iri(f'{base}{kind}/{id}')} }} ?node {property} ?any"
    else:
        wanted = f"?node {property} ?any FILTER(STRSTARTS(STR(?node), {literal(f'{base}{kind}/{id}')}))"
    return sorted({str(row[0].value) for row in ask(f"{_PREFIXES}SELECT DISTINCT ?node {{ {wanted} }}")})


def _by_words(words: Words, ask: Ask, base: str) -> list[str]:
    """Return the claims that words fit: those whose quote is the words, or else those whose quote has them."""
    documents = _by_name(words.document, "document", ask, base)
    equal: set[str] = set()
    part: set[str] = set()
    for document in documents:
        query = _CLAIMS % (iri(document), term(f"dkg:{words.relation}"))
        for claim, object, label, scope, quote in (map(_text, row) for row in ask(_PREFIXES + query)):
            names = {_folded(label), _folded(object.rpartition("/")[2])}
            told = " ".join(quote.split())
            if _folded(words.object) in names and words.scope in (None, scope) and words.quote in told:
                (equal if told == words.quote else part).add(claim)
    return sorted(equal or part)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _text(cell: object) -> str:
    return str(getattr(cell, "value", ""))


_CLAIMS = """SELECT ?claim ?object ?label ?scope ?quote {
  ?claim dct:source %s ; dkg:proposition ?proposition .
  ?proposition dkg:relation %s ; dkg:object ?object ; dkg:scopeKey ?scope . ?evidence oa:hasBody ?claim ;
    oa:hasTarget/oa:hasSelector/oa:exact ?quote OPTIONAL { ?object skos:prefLabel|skos:altLabel ?label } }"""
