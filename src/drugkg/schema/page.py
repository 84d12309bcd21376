"""The ontology for people: what `drugkg ontology` prints, and the page of the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from drugkg.schema.terms import Kind, Term, terms

__all__ = ["listing", "page"]

_WIDTH = 100
_HEAD = """# The ontology

What every term of the graph means. `dkg:` is `https://w3id.org/drugkg/ontology#`. This page is made from
[ontology/drugkg.ttl](../ontology/drugkg.ttl), which is OWL 2 DL and loads into Protégé and any other tool as it is;
[ontology/alignments.ttl](../ontology/alignments.ttl) relates the terms to PROV-O, Web Annotation, PAV, SKOS, ECO, CiTO,
Biolink and schema.org. Built graphs hold both.

```sh
drugkg ontology                     # classes and relations
drugkg ontology --format turtle     # the file
drugkg ontology --check             # is it consistent, with the concepts of your graph?
```

`--check` loads it with owlready2 and, where there is Java, asks the reasoner HermiT whether it is consistent and
whether each class can have a member. The reasoner gets the ontology and what the graph says of its concepts. It never
gets claims: documents may disagree, and a graph that tells so is consistent. For the same reason denials are properties
of their own (`dkg:treatsDenied`), and `dkg:excludes` only describes. Ontologies of your own are checked with it:
`drugkg ontology --check mine.ttl`.

What the nodes of a graph must have is not told by the ontology, but by [shapes](checking.md#shapes).
"""
_TITLES = {
    Kind.CLASS: "Classes",
    Kind.RELATION: "Relations",
    Kind.NODE_PROPERTY: "Properties whose values are nodes",
    Kind.LITERAL_PROPERTY: "Properties whose values are literals",
    Kind.ANNOTATION: "Annotations",
    Kind.INDIVIDUAL: "Stances, words and other individuals",
}


def listing() -> str:
    """Return classes, narrower ones below wider ones, and relations with what they relate, for a terminal."""
    by_kind = _by_kind()
    lines = [f"{_TITLES[Kind.CLASS]}", ""]
    lines += _tree(by_kind[Kind.CLASS])
    lines += ["", f"{_TITLES[Kind.RELATION]}", ""]
    for each in by_kind[Kind.RELATION]:
        lines.append(f"  {each.name}: {_local(each.domain)} -> {_local(each.range)}")
        lines += textwrap.wrap(each.definition, _WIDTH, initial_indent="    ", subsequent_indent="    ")
        told = (("inverse", (each.inverse,)), ("excludes", each.excludes))
        lines += [f"    {name}: {', '.join(map(_local, held))}" for name, held in told if any(held)]
    others = [f"  {_TITLES[kind]}: {len(by_kind[kind])}" for kind in list(Kind)[2:]]
    return "\n".join([*lines, "", "Further terms; --format json has all", "", *others, ""])


def page() -> str:
    """Return the page of the documentation.

    >>> "### dkg:treats" in page()
    True
    """
    parts = [_HEAD]
    for kind, members in _by_kind().items():
        parts.append(f"## {_TITLES[kind]}\n")
        parts += [_section(each) for each in members]
    return "\n".join(parts)


def _by_kind() -> dict[Kind, list[Term]]:
    return {kind: [each for each in terms() if each.kind is kind] for kind in Kind}


def _tree(classes: Iterable[Term], above: str = "", depth: int = 1) -> Iterator[str]:
    classes = list(classes)
    for each in classes:
        if (above in each.above) if above else not each.above:
            indent = "  " * depth
            text = f"{each.name}: {each.definition}"
            yield from textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ")
            yield from _tree(classes, f"dkg:{each.name}", depth + 1)


def _section(each: Term) -> str:
    rows = [
        ("label", each.label),
        ("for example", each.example),
        ("is one of", ", ".join(each.of)),
        ("kind of", ", ".join(each.above)),
        ("from", each.domain),
        ("to", each.range),
        ("inverse", each.inverse),
        ("excludes", ", ".join(each.excludes)),
        ("source", ", ".join(f"<{source}>" if "://" in source else source for source in each.sources)),
    ]
    told = "\n".join(f"- {name}: {value}" for name, value in rows if value)
    return f"### dkg:{each.name}\n\n{each.definition}\n\n{told}\n"


def _local(name: str) -> str:
    return name.removeprefix("dkg:")
