"""The file of shapes: what is written by hand, and what follows from the table of relations."""

from __future__ import annotations

from collections.abc import Iterator

from drugkg.claims.relations import RELATIONS, Kind, Qualifier, ValueType
from drugkg.graph.claims import word_name
from drugkg.schema.files import SHAPES, path_of

__all__ = ["shapes_text"]

_RULER = "# --- From the table of relations "
_WIDTH = 119


def shapes_text() -> str:
    """Return the text of the file of shapes.

    >>> "sh:targetSubjectsOf dkg:frequency" in shapes_text()
    True
    """
    written = path_of(f"parts/{SHAPES}").read_text(encoding="utf-8").partition("\n\n")[2]
    head = "# What the nodes of a graph must have (SHACL). Made from parts/shapes.ttl and the table of relations."
    return "\n\n".join([head, written.rstrip("\n"), _RULER.ljust(_WIDTH, "-"), *_derived()]) + "\n"


def _derived() -> Iterator[str]:
    yield _proposition()
    qualifiers: dict[str, Qualifier] = {}
    takers: dict[str, list[str]] = {}
    for relation in RELATIONS.values():
        for qualifier in relation.qualifiers:
            qualifiers[qualifier.property] = qualifier
            takers.setdefault(qualifier.property, []).append(relation.name)
    for name, qualifier in qualifiers.items():
        yield _qualifier(qualifier, takers[name])


def _proposition() -> str:
    one = "sh:minCount 1 ; sh:maxCount 1"
    parts = [
        f'[ sh:path dkg:{name} ; {one} ; sh:class dkg:Concept ;\n    sh:message "it must have one dkg:{name}, '
        f'a concept that the graph describes" ]'
        for name in ("subject", "object")
    ]
    listed = "\n      ".join(f"dkg:{name}" for name in RELATIONS)
    core = 'sh:message "it must have one dkg:core, a proposition that the graph describes"'
    told = 'sh:message "it must have one dkg:relation, of those in the ontology"'
    parts += [
        f"[ sh:path dkg:relation ; {one} ;\n    sh:in (\n      {listed}\n    ) ;\n    {told} ]",
        '[ sh:path rdfs:label ; sh:minCount 1 ; sh:minLength 1 ; sh:message "it must have an rdfs:label" ]',
        f'[ sh:path dkg:scopeKey ; {one} ; sh:message "it must have one dkg:scopeKey, empty where there is no scope" ]',
        f"[ sh:path dkg:core ; {one} ; sh:class dkg:Proposition ;\n    {core} ]",
    ]
    return _shape(
        "proposition", "sh:targetClass dkg:Proposition", "a proposition has subject, relation and object", parts
    )


def _qualifier(qualifier: Qualifier, takers: list[str]) -> str:
    """Return the shape of what has a scope, value or note: which relations take it, and what it can be."""
    name = qualifier.property
    scope = qualifier.kind is Kind.SCOPE
    path = "dkg:relation" if scope else "( dkg:proposition dkg:relation )"
    taken = " ".join(f"dkg:{relation}" for relation in takers)
    told = ", ".join(takers)
    of = "dkg:Proposition" if scope else "dkg:Claim"
    constraint, what = _held(qualifier)
    parts = [
        f'[ sh:path {path} ; sh:in ( {taken} ) ;\n    sh:message "only these relations take dkg:{name}: {told}" ]',
        f'[ sh:path dkg:{name} ; {constraint} ;\n    sh:message "its dkg:{name} must be {what}" ]',
    ]
    if not scope:
        parts.append(f'[ sh:path dkg:{name} ; sh:maxCount 1 ; sh:message "it must have no more than one dkg:{name}" ]')
    sentence = f"{name} stands with relations that take it, and is {what}"
    what_has_it = f'sh:class {of} ;\n  sh:message "only a {of} has dkg:{name}"'
    return _shape(name, f"sh:targetSubjectsOf dkg:{name} ; {what_has_it}", sentence, parts)


def _held(qualifier: Qualifier) -> tuple[str, str]:
    """Return what a value must be, for SHACL and for people."""
    if qualifier.holds is ValueType.WORD:
        listed = " ".join(f"dkg:{word_name(qualifier, word)}" for word in qualifier.words)
        return f"sh:in ( {listed} )", f"one of {', '.join(word_name(qualifier, word) for word in qualifier.words)}"
    return {
        ValueType.QUANTITY: ("sh:class dkg:Quantity", "a quantity that the graph describes"),
        ValueType.CONCEPT: ("sh:class dkg:Concept", "a concept that the graph describes"),
        ValueType.TRUE: ("sh:in ( true )", "true, or absent"),
        ValueType.TEXT: ("sh:nodeKind sh:Literal", "words"),
    }[qualifier.holds]


def _shape(name: str, target: str, sentence: str, parts: list[str]) -> str:
    properties = " ;\n".join(f"  sh:property {part}" for part in parts)
    return f'shape:{name} a sh:NodeShape ; {target} ;\n  rdfs:comment "{sentence}" ;\n{properties} .'
