"""Refuse queries that would reach beyond the store (SERVICE calls another server), or change it.

The engine has no switch against them. So the query is read token by token, as the grammar of SPARQL 1.1 cuts it:
a word inside a text, a comment, an IRI, a variable or a prefixed name is not a keyword. FROM, which the engine looks up
in the store and nowhere else, may stand; but it must be known, as it replaces the union of all graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drugkg.errors import Problem, QueryError

__all__ = ["RefusedError", "check", "is_update"]

_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?\#@%]"
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
  | (?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\"|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?:(?:[\w:%]|{_ESCAPE})(?:[\w:.%-]|{_ESCAPE})*)?)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KEYWORD = re.compile("service|from", re.IGNORECASE)
#: After a bracket inside what looks like an IRI: its `<` may have been the operator "less than".
_BEHIND_BRACKET = re.compile(r"\).*?(service|from)", re.IGNORECASE)

#: Without any of these there is nothing to look for: an escape may stand for any letter.
_NEEDED = re.compile(r"service|from|\\u", re.IGNORECASE)
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())


class RefusedError(QueryError):
    """A query that asks for what drugkg does for nobody."""


def check(sparql: str) -> bool:
    """Pass a query that stays within the store; tell whether it names its graphs itself, by FROM.

    >>> check('SELECT * WHERE { ?s ?p "SERVICE" } # SERVICE'), check("ASK FROM <http://example.org/> {}")
    (False, True)

    Raises:
        RefusedError: if the query has a keyword that reaches beyond the store.
        QueryError: if it cannot be told whether a keyword is one.
    """
    if not _NEEDED.search(sparql):
        return False
    tokens = [token for token in _TOKEN.finditer(sparql) if token.lastgroup not in ("comment", "space", "text")]
    found = sorted(set(_keywords(sparql, tokens)))
    services = [_place(sparql, position) for position, word, _ in found if word == "SERVICE"]
    if services:
        what, remedy = "SERVICE calls another server, which drugkg does not do", "ask that server itself"
        raise RefusedError([Problem(place, what, remedy) for place in services])
    doubtful = [_place(sparql, position) for position, _, sure in found if not sure]
    if doubtful:
        what, remedy = "it cannot be told whether FROM is a keyword here", "set spaces before and behind it"
        raise QueryError([Problem(place, what, remedy) for place in doubtful])
    return bool(found)


def is_update(sparql: str) -> bool:
    """Tell whether a text that is no query would be an update: by the first keyword behind the prologue.

    >>> is_update("PREFIX insert: <http://example.org/> DELETE WHERE { ?s ?p ?o }"), is_update("SELECT nothing")
    (True, False)
    """
    words = (token["word"].upper() for token in _TOKEN.finditer(sparql) if token["word"])
    return next((word for word in words if word not in ("BASE", "PREFIX", "VERSION")), "") in _UPDATES


def _keywords(sparql: str, tokens: Sequence[re.Match[str]]) -> Iterator[tuple[int, str, bool]]:
    """Yield SERVICE and FROM where they may be keywords, with their positions, and whether they are for sure.

    The engine needs no space around a keyword (`trueSERVICE<...>`), so a word is taken for what it contains.
    """
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else token
        before_group = following[0] == "{" or (following["word"] or "").upper().startswith(("WHERE", "FROM"))
        if token["word"]:
            for found in _KEYWORD.finditer(sparql, token.start(), token.end()):
                yield found.start(), found[0].upper(), True
        elif token["prefix"] and before_group:
            # `SERVICEa:b {` may be read as a keyword and a name.
            for found in _KEYWORD.finditer(sparql, token.start(), token.start() + len(token["prefix"])):
                yield found.start(), found[0].upper(), False
        elif token["iri"]:
            for hidden in _BEHIND_BRACKET.finditer(token[0]):
                yield token.start() + hidden.start(1), hidden[1].upper(), False
        elif sparql[token.start() : token.start() + 2] in ("\\u", "\\U"):
            place = _place(sparql, token.start())
            raise QueryError(
                Problem(place, "an escaped character stands outside of a text", "write the character itself")
            )


def _place(sparql: str, position: int) -> str:
    return f"query:{sparql.count(chr(10), 0, position) + 1}"
