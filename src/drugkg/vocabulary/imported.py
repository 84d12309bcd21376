"""Terminologies of others as concepts: OBO, OBO graphs as JSON, SKOS, and tables with a column of labels."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph

from drugkg.errors import Problem, VocabularyError
from drugkg.vocabulary.concept import Concept, ConceptType, slug
from drugkg.vocabulary.files import Header
from drugkg.vocabulary.variants import plain

__all__ = ["FORMATS", "as_table", "read_terms"]

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)" EXACT\b')
_OBO_IRI = re.compile(r".*/([A-Za-z]+)_(\w+)")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_FIELDS = ("synonyms", "ids", "broader")


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as its file gives it; parents are ids."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    more_ids: tuple[str, ...] = ()


def read_terms(data: bytes, name: str, format: str, type: ConceptType, prefix: str = "") -> tuple[Concept, ...]:
    r"""Return the concepts of a terminology, ordered by key; exact synonyms only, obsolete terms left out.

    `prefix` makes a CURIE of an identifier that has none.

    >>> data = b'[Term]\nid: X:1\nname: Purple ear\nsynonym: "Violet ear" EXACT []\n'
    >>> [(c.key, c.synonyms, c.ids) for c in read_terms(data, "x.obo", "obo", ConceptType.FINDING)]
    [('purple-ear', ('Violet ear',), ('X:1',))]

    Raises:
        VocabularyError: if the file is not of the format, or holds no term.
    """
    try:
        terms = list(_READERS[format](data, prefix))
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError) as error:
        what = f"the file cannot be read as {format} ({error})"
        raise VocabularyError(Problem(name, what, f"name another of {', '.join(FORMATS)} with --format")) from error
    named = [term for term in terms if plain(term.label)]
    if not named:
        what = f"no term with a name was found as {format}"
        raise VocabularyError(Problem(name, what, f"name another of {', '.join(FORMATS)} with --format"))
    return _concepts(named, type)


def as_table(header: Header, concepts: Iterable[Concept]) -> str:
    """Return concepts as the text of a vocabulary file."""
    head = {key: getattr(header, key) for key in ("title", "type", "origin", "licence", "version")}
    lines = [*(f"#+ {key}: {value}" for key, value in head.items()), "key\tlabel\tsynonyms\tids\tbroader"]
    lines += [
        "\t".join((concept.key, concept.label, *("|".join(getattr(concept, name)) for name in _FIELDS)))
        for concept in concepts
    ]
    return "\n".join(lines) + "\n"


def _concepts(terms: Iterable[_Term], type: ConceptType) -> tuple[Concept, ...]:
    keys: dict[str, str] = {}
    made: dict[str, Concept] = {}
    owners: dict[str, str] = {}
    given = sorted(terms, key=lambda term: term.id)
    for term in given:
        label = _cell(term.label)
        owner = owners.get(plain(label))
        if owner is not None:  # the same name again: one concept with both identifiers
            keys[term.id] = owner
            made[owner] = replace(made[owner], ids=_once(*made[owner].ids, *_ids(term)))
            continue
        key = slug(label) or slug(term.id)
        key = key if key not in made else f"{key}-{slug(term.id)}"
        keys[term.id] = owners[plain(label)] = key
        made[key] = Concept(key, label, type, ids=_ids(term))
    for term in given:
        key = keys[term.id]
        names = [_cell(name) for name in term.synonyms if plain(name) and owners.setdefault(plain(name), key) == key]
        known = {plain(made[key].label), *map(plain, made[key].synonyms)}
        new = {plain(name): name for name in names if plain(name) not in known}
        broader = (keys[parent] for parent in term.parents if keys.get(parent, key) != key)
        made[key] = replace(
            made[key], synonyms=_once(*made[key].synonyms, *new.values()), broader=_once(*made[key].broader, *broader)
        )
    return tuple(made[key] for key in sorted(made))


def _ids(term: _Term) -> tuple[str, ...]:
    return _once(*(id for id in (term.id, *term.more_ids) if re.fullmatch(r"[A-Za-z][\w.-]*:[^\s:|]+", id)))


def _once(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _cell(name: str) -> str:
    """Return a name without what divides the cells of a table."""
    return " ".join(re.sub(r"[|\x00-\x1f\x7f]", " ", name).split())


def _obo(data: bytes, prefix: str) -> Iterator[_Term]:
    for stanza in re.split(r"\n\s*\n", data.decode().replace("\r\n", "\n")):
        lines = [line.strip() for line in stanza.strip().splitlines()]
        if lines[:1] != ["[Term]"] or "is_obsolete: true" in lines:
            continue
        tags = [line.partition(": ")[::2] for line in lines[1:]]
        one = dict(reversed(tags))
        exact = (_SYNONYM.match(value) for tag, value in tags if tag == "synonym")
        synonyms = tuple(match[1].replace('\\"', '"') for match in exact if match)
        parents = tuple(_curie(value.partition(" ! ")[0].strip(), prefix) for tag, value in tags if tag == "is_a")
        yield _Term(_curie(one["id"], prefix), one.get("name", ""), synonyms, parents)


def _obograph(data: bytes, prefix: str) -> Iterator[_Term]:
    for graph in json.loads(data)["graphs"]:
        parents: dict[str, list[str]] = {}
        for edge in graph.get("edges", ()):
            if edge["pred"] == "is_a":
                parents.setdefault(edge["sub"], []).append(_curie(edge["obj"], prefix))
        for node in graph["nodes"]:
            meta: Mapping[str, Any] = node.get("meta") or {}
            if node.get("type", "CLASS") == "CLASS" and not meta.get("deprecated"):
                exact = tuple(s["val"] for s in meta.get("synonyms", ()) if s["pred"] == "hasExactSynonym")
                above = tuple(parents.get(node["id"], ()))
                yield _Term(_curie(node["id"], prefix), node.get("lbl") or "", exact, above)


def _skos(data: bytes, prefix: str) -> Iterator[_Term]:
    xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<rdf:RDF"))
    format = pyoxigraph.RdfFormat.RDF_XML if xml else pyoxigraph.RdfFormat.TURTLE
    store = pyoxigraph.Store()
    store.load(data, format=format)

    def objects(subject: Any, name: str) -> list[Any]:
        return [
            quad.object for quad in store.quads_for_pattern(subject, pyoxigraph.NamedNode(_SKOS + name), None, None)
        ]

    label = pyoxigraph.NamedNode(_SKOS + "prefLabel")
    for subject in sorted({quad.subject for quad in store.quads_for_pattern(None, label, None, None)}, key=str):
        if not isinstance(subject, pyoxigraph.NamedNode):
            continue
        wider = [_curie(parent.value, prefix) for parent in objects(subject, "broader")]
        wider += [
            _curie(quad.subject.value, prefix)
            for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(_SKOS + "narrower"), subject, None)
            if isinstance(quad.subject, pyoxigraph.NamedNode)
        ]
        names = _english(objects(subject, "prefLabel"))
        synonyms = tuple(_english(objects(subject, "altLabel")))
        yield _Term(_curie(subject.value, prefix), names[0] if names else "", synonyms, tuple(sorted(set(wider))))


def _english(literals: Iterable[Any]) -> list[str]:
    """Return texts in English or in no named language, sorted."""
    found = (one for one in literals if isinstance(one, pyoxigraph.Literal))
    return sorted(one.value for one in found if (one.language or "en").lower().split("-")[0] == "en")


def _tsv(data: bytes, prefix: str) -> Iterator[_Term]:
    lines = [line for line in data.decode("utf-8-sig").splitlines() if line.strip() and not line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "label" not in (rows.fieldnames or ()):
        raise ValueError("the first line has no column `label`")
    for row in rows:
        synonyms, ids, broader = (tuple(filter(None, (row.get(name) or "").split("|"))) for name in _FIELDS)
        curies = tuple(_curie(id, prefix) for id in ids)
        yield _Term(row.get("key") or slug(row["label"]), row["label"] or "", synonyms, broader, curies)


def _curie(id: str, prefix: str) -> str:
    """Return an identifier as a CURIE: an OBO IRI, the last part of another, or as it is."""
    if match := _OBO_IRI.fullmatch(id):
        return f"{match[1]}:{match[2]}"
    if "://" in id:
        local = re.split(r"[/#]", id.rstrip("/#"))[-1]
        return f"{prefix}:{local}" if prefix else local
    return id if ":" in id or not prefix else f"{prefix}:{id}"


_READERS: dict[str, Callable[[bytes, str], Iterator[_Term]]] = {
    "obo": _obo, "obograph": _obograph, "skos": _skos, "tsv": _tsv,
}  # fmt: skip
#: The formats that `read_terms` takes.
FORMATS = tuple(_READERS)
