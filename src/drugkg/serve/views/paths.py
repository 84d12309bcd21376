"""IRIs and addresses: a node of the graph has its page at what follows the base in its IRI."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from drugkg.graph.namespaces import DATA_PREFIXES, DKG

__all__ = ["KINDS", "Paths"]

#: What the paths of nodes begin with, the longer before the shorter.
KINDS = tuple(sorted(DATA_PREFIXES.values(), key=len, reverse=True))
#: Nodes that are the only ones of their kind.
_ALONE = ("alignments",)
#: Characters that stand in a path as they are.
_SAFE = "/-._~!$&'()*+,;=:@%"


@dataclass(frozen=True, slots=True)
class Paths:
    """The addresses of the nodes of one graph, by what its IRIs begin with.

    >>> paths = Paths("https://example.org/")
    >>> paths.of("https://example.org/concept/nausea"), paths.of("https://example.org//evil.test"), paths.of("urn:x")
    ('/concept/nausea', '', '')
    """

    base: str

    def of(self, iri: str) -> str:
        """Return the address of what an IRI names: on this server, elsewhere on the web, or empty."""
        local = iri.removeprefix(self.base)
        if local != iri and (local.startswith(KINDS) or local in _ALONE):
            return "/" + local
        if iri.startswith(DKG) or iri == DKG[:-1]:
            return "/ontology" + iri.removeprefix(DKG[:-1])
        return iri if iri.startswith(("https://", "http://")) and not iri.startswith(self.base) else ""

    def candidates(self, path: str, raw: bytes) -> tuple[str, ...]:
        """Return the IRIs that an address may stand for, the likeliest first.

        Args:
            path: the path, without percent-encoding.
            raw: the path as the client sent it.

        >>> Paths("https://example.org/").candidates("/concept/a b", b"/concept/a%20b")
        ('https://example.org/concept/a%20b',)
        """
        kind = next((kind for kind in KINDS if path.startswith(f"/{kind}")), "")
        encoded = kind + quote(path[len(kind) + 1 :], safe="-._~")
        sent = quote(raw.decode("latin-1").partition("?")[0].removeprefix("/"), safe=_SAFE)
        return tuple(dict.fromkeys(self.base + local for local in (encoded, sent)))
