"""Refuse queries that would reach beyond the store: SERVICE calls another server, FROM asks for another data set.

The engine has no switch against them. So the query is read token by token, as the grammar of SPARQL 1.1 cuts it:
a word inside a text, a comment, an IRI, a variable or a prefixed name is not a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drugkg.errors import Problem, QueryError

__all__ = ["check"]

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

_REFUSED = {
    "SERVICE": ("SERVICE calls another server, which drugkg does not do", "ask that server itself"),
    "FROM": (
        "FROM asks for another data set; drugkg asks all graphs of the store",
        "name a graph with GRAPH <...> { ... }",
    ),
}


def check(sparql: str) -> None:
    """Pass a query that stays within the store.

    >>> check('SELECT * WHERE { ?s ?p "SERVICE" } # SERVICE')

    Raises:
        QueryError: if the query has a keyword that reaches beyond the store.
    """
    problems = [Problem(_place(sparql, position), *_REFUSED[word]) for position, word in sorted(set(_reaching(sparql)))]
    if problems:
        raise QueryError(problems)


def _reaching(sparql: str) -> Iterator[tuple[int, str]]:
    """Yield the keywords that reach beyond the store, with their positions.

    The engine needs no space around a keyword (`trueSERVICE<...>`), so a word is refused for what it contains.
    """
    tokens = [token for token in _TOKEN.finditer(sparql) if token.lastgroup not in ("comment", "space", "text")]
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else token
        before_group = following[0] == "{" or (following["word"] or "").upper().startswith(("WHERE", "FROM"))
        found = None
        if token["word"]:
            found = _KEYWORD.search(sparql, token.start(), token.end())
        elif token["prefix"] and before_group:
            # `SERVICEa:b {` may be read as a keyword and a name.
            found = _KEYWORD.search(sparql, token.start(), token.start() + len(token["prefix"]))
        elif token["iri"]:
            hidden = _BEHIND_BRACKET.search(token[0])
            found = _KEYWORD.match(sparql, token.start() + hidden.start(1)) if hidden else None
        elif sparql[token.start() : token.start() + 2] in ("\\u", "\\U"):
            place = _place(sparql, token.start())
            raise QueryError(
                Problem(place, "an escaped character stands outside of a text", "write the character itself")
            )
        if found:
            yield found.start(), found[0].upper()


def _place(sparql: str, position: int) -> str:
    return f"query:{sparql.count(chr(10), 0, position) + 1}"
