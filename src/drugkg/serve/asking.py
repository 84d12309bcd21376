"""What a request asks of a saved query: its values and the form of the answer, by `?format=` or `Accept`."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from drugkg.errors import Problem, QueryError
from drugkg.query.saved import SavedQuery
from drugkg.serve.negotiate import chosen

__all__ = ["MEDIA", "Asked", "asked", "forms_of"]

#: The forms of an answer, as `?format=` names them, with their media types.
MEDIA = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "jsonl": "application/jsonl",
    "turtle": "text/turtle",
    "sparql": "application/sparql-query",
    "html": "text/html",
}
#: Further media types that mean these forms.
_ALSO = {"application/json": "json", "application/x-ndjson": "jsonl", "application/xhtml+xml": "html"}
#: What stands beside the parameters of a query.
_OWN = ("format", "page")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: values by parameter, in the order given, the form, and the page of a table."""

    values: tuple[tuple[str, tuple[str, ...]], ...]
    form: str
    page: int = 1

    def parts(self) -> tuple[str, ...]:
        """Return all that tells this from other requests to the same query."""
        return (self.form, str(self.page), *(part for name, values in self.values for part in ("", name, *values)))


def forms_of(query: SavedQuery) -> tuple[str, ...]:
    """Return the forms in which a query is answered, the default first."""
    return ("turtle", "jsonl", "sparql", "html") if query.graph else ("json", "csv", "tsv", "jsonl", "sparql", "html")


def asked(request: Request, query: SavedQuery) -> Asked | None:
    """Return what a request asks for; None where the client takes none of the forms that there are.

    Empty values are those of fields that nobody filled in.

    Raises:
        QueryError: if `format` or `page` has no value that it can have, or several.
    """
    values: dict[str, list[str]] = {}
    own: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in _OWN:
            if name in own:
                raise QueryError(Problem(name, "it is given more than once", "give it once"))
            own[name] = value
        elif value.strip():
            values.setdefault(name, []).append(value)
    forms = forms_of(query)
    form = own.get("format") or chosen(request.headers.get("accept", ""), _media(forms))
    if form is None:
        return None
    form = form.partition(" ")[0]
    if form not in forms:
        raise QueryError(Problem(f"format={form}", "this query has no such form", f"use {', '.join(forms)}"))
    page = own.get("page") or "1"
    if not page.isascii() or not page.isdecimal() or len(page) > _MOST_DIGITS or int(page) < 1:
        raise QueryError(Problem(f"page={page}", "this is no number of a page", "use a whole number from 1 on"))
    return Asked(tuple((name, tuple(given)) for name, given in values.items()), form, int(page))


_MOST_DIGITS = 9


def _media(forms: tuple[str, ...]) -> dict[str, str]:
    also = {f"{form} {number}": media for number, (media, form) in enumerate(_ALSO.items()) if form in forms}
    return {form: MEDIA[form] for form in forms} | also
