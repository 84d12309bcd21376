"""Every node of the graph at its address: a page for people, RDF for programs."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from drugkg.audit.page import policy
from drugkg.audit.page_reading import page_of
from drugkg.errors import Problem
from drugkg.graph.namespaces import DKG, PREFIXES
from drugkg.serve.answers import aside, failure, page, snapshot_of
from drugkg.serve.caching import OPEN, fresh, headers, tag
from drugkg.serve.current import Snapshot
from drugkg.serve.describe import FORMS, described
from drugkg.serve.negotiate import chosen, prefers_page
from drugkg.serve.views import claim, concept, document, drug, finding, node
from drugkg.serve.views.overview import known_names
from drugkg.serve.views.paths import KINDS, Paths
from drugkg.serve.views.rows import exists
from drugkg.serve.views.shown import NOTHING, Asked, Shown, words

__all__ = ["ROUTES", "show"]

_PAGE = "page"
_ALWAYS = {"vary": "Accept", **OPEN}
#: The media types by form; what takes anything gets Turtle.
_MEDIA = {**{form: held.media_type for form, held in FORMS.items()}, _PAGE: "text/html"}
#: What a page offers of the same: the form, its media type and what people call it.
_NAMED = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("rdfxml", "RDF/XML"), ("ntriples", "N-Triples"))
_DATA = tuple((form, _MEDIA[form], name) for form, name in _NAMED)
_ALIASES = {"ttl": "turtle", "json-ld": "jsonld", "nt": "ntriples", "xml": "rdfxml", "html": _PAGE}

#: The pages of nodes by class, the first that fits.
_PAGES: tuple[tuple[str, Callable[[Snapshot, str, Asked], Shown]], ...] = (
    (f"{DKG}Claim", claim.claim),
    (f"{DKG}Document", document.document),
    (f"{DKG}EvidenceSource", document.source),
    (f"{DKG}Proposition", claim.proposition),
    (f"{DKG}findingType", finding.finding),
    (f"{PREFIXES['oa']}SpecificResource", claim.passage),
    (f"{PREFIXES['skos']}prefLabel", concept.concept),
    (f"{DKG}Reference", claim.resting),
)
#: What leads to a rule, of which nothing else is said.
_BY_RULE = ("rule", "byRule")


async def thing(request: Request) -> Response:
    """Answer with the page of a node, or with what the graph says of it."""
    snapshot = snapshot_of(request)
    paths = Paths(snapshot.store.base)
    candidates = paths.candidates(request.url.path, request.scope.get("raw_path") or b"")
    return await aside(request, _answer, request, snapshot, candidates)


async def ontology(request: Request) -> Response:
    """Answer with the terms of the ontology."""
    return await aside(request, _answer, request, snapshot_of(request), (DKG[:-1],))


async def audit(request: Request) -> Response:
    """Answer with the audit of a drug: one page that needs nothing else, as it can be saved."""
    snapshot = snapshot_of(request)
    paths = Paths(snapshot.store.base)
    candidates = paths.candidates(f"/concept/{request.path_params['key']}", b"")
    return await aside(request, _audit, request, snapshot, candidates[0])


def show(request: Request, make: Callable[[Snapshot], Shown]) -> Response:
    """Return a page of the graph, which is made only where the client has not the same already."""
    snapshot = snapshot_of(request)
    mark = tag(snapshot.name, request.url.path, request.url.query)
    known = fresh(request, mark)
    if known is not None:
        return known
    answer = _page(request, snapshot, make(snapshot))
    answer.headers.update(headers(mark))
    return answer


def _page(request: Request, snapshot: Snapshot, shown: Shown, **more: object) -> Response:
    return page(request, shown.template, shown.status, **words(snapshot.store.base), **shown.values, **more)


def _answer(request: Request, snapshot: Snapshot, candidates: tuple[str, ...]) -> Response:
    form = _form(request)
    if form is None:
        remedy = f"use one of {', '.join(sorted(set(_MEDIA.values())))}, or ?format= with {', '.join(_MEDIA)}"
        return failure(request, 406, Problem(request.url.path, "there is no such form of this", remedy), _ALWAYS)
    iri = next((iri for iri in candidates if exists(snapshot.store, iri)), None)
    if iri is None:
        return _missing(request, snapshot)
    mark = tag(snapshot.name, iri, form, request.url.query)
    known = fresh(request, mark)
    if known is not None:
        return known
    if form != _PAGE:
        return Response(described(snapshot.store, iri, form), headers=headers(mark), media_type=_MEDIA[form])
    answer = _page(request, snapshot, _shown(snapshot, iri, request.query_params), data=_DATA)
    answer.headers.update(headers(mark))
    return answer


def _form(request: Request) -> str | None:
    named = request.query_params.get("format")
    if named is not None:
        form = _ALIASES.get(named.lower(), named.lower())
        return form if form in _MEDIA else None
    accept = request.headers.get("accept", "")
    return _PAGE if prefers_page(accept) else chosen(accept, _MEDIA)


def _shown(snapshot: Snapshot, iri: str, asked: Asked) -> Shown:
    """Return the page of a node by its classes and properties."""
    if iri == DKG[:-1]:
        return node.terms(snapshot)
    told = set()
    for quad in snapshot.store.find(subject=iri):
        told |= {quad.predicate.value, str(getattr(quad.object, "value", ""))}
    if not told and any(next(snapshot.store.find(predicate=f"{DKG}{name}", object=iri), None) for name in _BY_RULE):
        return claim.resting(snapshot, iri, asked)
    make = next((make for mark, make in _PAGES if mark in told), node.node)
    if make is concept.concept and drug.speaks_of(snapshot, iri):
        make = drug.drug
    shown = make(snapshot, iri, asked)
    return node.node(snapshot, iri, asked) if shown is NOTHING else shown


def _audit(request: Request, snapshot: Snapshot, iri: str) -> Response:
    report = drug.report_for(snapshot, iri)
    if report is None:
        if drug.speaks_of(snapshot, iri):
            remedy = "write it with `drugkg audit`"
            return failure(request, 404, Problem(request.url.path, "this audit is too large for one page", remedy))
        return _missing(request, snapshot)
    headers = {"content-security-policy": f"{policy()}; frame-ancestors 'none'"}
    return Response(page_of(snapshot.store, report), media_type="text/html; charset=utf-8", headers=headers)


def _missing(request: Request, snapshot: Snapshot) -> Response:
    """Answer that the graph has no such node, with what has a name like it."""
    kind = next((kind for kind in KINDS if request.url.path.startswith(f"/{kind}")), "")
    name = request.url.path[len(kind) + 1 :].replace("-", " ").removesuffix("/audit")[:200]
    names = known_names(snapshot)
    near = (names.search(name, 6) or names.near(name)) if kind == "concept/" else []
    if prefers_page(request.headers.get("accept", "")):
        shown = Shown("missing.html", {"name": name, "what": kind.rstrip("/"), "near": near}, 404)
        answer = _page(request, snapshot, shown)
        answer.headers.update({**_ALWAYS, "cache-control": "no-store"})
        return answer
    remedy = f"near it are {', '.join(each.iri for each in near)}" if near else "search at /search?q="
    return failure(request, 404, Problem(request.url.path, "the graph has nothing of this name", remedy), _ALWAYS)


ROUTES = (
    Route("/concept/{key:path}/audit", audit, name="audit"),
    Route("/ontology", ontology, name="ontology"),
    Route("/alignments", thing, name="alignments"),
    *(Route(f"/{kind}{{key:path}}", thing, name=kind.rstrip("/")) for kind in KINDS),
)
