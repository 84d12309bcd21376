"""The SPARQL editor: YASGUI over `/sparql`, with the saved queries as examples."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph
from starlette.requests import Request
from starlette.responses import Response

from drugkg.graph.namespaces import DATA_PREFIXES, PREFIXES
from drugkg.query.names import with_prefixes
from drugkg.query.run import bundled, saved_queries
from drugkg.query.saved import SavedQuery
from drugkg.serve.answers import aside, page, snapshot_of
from drugkg.serve.current import Snapshot
from drugkg.serve.shield import POLICY
from drugkg.store import Store

__all__ = ["editor"]

#: Two styles that YASGUI writes into the page, each allowed by the hash of its text and no other: the lines between the
#: columns of a result, and the underlined words of a mistake. Scripts and requests come from and go to this server.
_POLICY = POLICY.replace(
    "style-src 'self'",
    "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
    "style-src-attr 'unsafe-hashes' 'sha256-EntWS0hFrz2vH7susM+dPUxvHlL6sBswmM8K80E5oUk='",
)


async def editor(request: Request) -> Response:
    """Answer with the page on which people write queries."""
    snapshot = snapshot_of(request)
    queries, words = await aside(request, _material, snapshot)
    answer = page(request, "editor.html", queries=queries, words=words)
    answer.headers["content-security-policy"] = _POLICY
    return answer


def _material(snapshot: Snapshot) -> tuple[list[SavedQuery], Mapping[str, object]]:
    return snapshot.once("editor.queries", lambda _: [bundled(name) for name in saved_queries()]), snapshot.once(
        "editor.words", _words
    )


def _words(store: Store) -> Mapping[str, object]:
    """Return what the editor completes: prefixes, and the classes and properties that the ontology declares."""
    prefixes = {prefix: f"{store.base}{inside}" for prefix, inside in DATA_PREFIXES.items()} | PREFIXES
    return {"base": store.base, "prefixes": prefixes} | {
        name: _declared(store, kinds) for name, kinds in _KINDS.items()
    }


def _declared(store: Store, kinds: str) -> list[str]:
    found = store.query(with_prefixes(_DECLARED.format(kinds)))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sorted(str(row["term"].value) for row in found)


_DECLARED = "SELECT DISTINCT ?term {{ VALUES ?kind {{ {} }} ?term a ?kind FILTER(isIRI(?term)) }}"
_KINDS = {
    "classes": "owl:Class",
    "properties": "owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty",
}
