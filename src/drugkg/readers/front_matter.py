"""Front matter: YAML between two lines of dashes, with the exact place of every word.

Nothing is built from the YAML but its tree of nodes, so that no tag or alias can do anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from drugkg.errors import DocumentError, Problem
from drugkg.readers.blocks import Draft
from drugkg.readers.dates import date
from drugkg.readers.inline import holes
from drugkg.readers.lines import lines
from drugkg.readers.readings import reading, united
from drugkg.readers.yaml_nodes import compose
from drugkg.text import BlockKind, Metadata, Span

__all__ = ["FrontMatter", "front_matter"]

#: Longest front matter, in code points: far above what a page needs.
LIMIT = 256 * 1024

_BLOCK = re.compile(r"(?:\ufeff)?---[ \t]*(?:\r\n|\n|\r)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)")
_ANSWER = re.compile(r"(?:\*\*)?\bA(?:nswer)?\s?:(?:\*\*)?\s*")
_QUESTION = re.compile(r"(?:\*\*)?\bQ(?:uestion)?\s?\d{0,3}\s?[:.](?:\*\*)?\s*")
_BACKSLASH = re.compile(r"\\[\"\\/]")
_TWO_QUOTES = re.compile("''")
_TITLE, _AUTHOR = ("title", "name"), ("author", "authors")
_MODIFIED = ("lastmodified", "last_modified", "modified", "updated", "date_modified", "lastmod", "date")
_REVIEWED = ("reviewed", "last_reviewed", "lastreviewed", "date_reviewed")
_QUESTION_KEYS, _ANSWER_KEYS = ("q", "question"), ("a", "answer")
#: Fields that describe the page, not the drug.
_OTHER = tuple("layout slug url image permalink keywords tags categories canonical source license licence".split())
#: A value of fewer words is a label, not text.
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter holds, and where the document goes on after it."""

    drafts: tuple[Draft, ...] = ()
    metadata: Metadata = field(default=Metadata())
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Field:
    path: tuple[str, ...]
    value: str
    span: Span


def front_matter(text: str, file_name: str) -> FrontMatter:
    r"""Return the front matter at the start of a text, empty where there is none.

    >>> found = front_matter("---\ntitle: Aspirin\nuses: It is used to treat pain.\n---\n", "a.md")
    >>> found.metadata.title, found.drafts[0].topic
    ('Aspirin', 'uses')
    """
    opening = _BLOCK.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter()
    if closing.start() - opening.end() > LIMIT:
        what = f"front matter of more than {LIMIT:,} characters"
        raise DocumentError(Problem(f"{file_name}:1", what, "make the front matter shorter"))
    inside = text[opening.end() : closing.start()]
    first_line = text.count("\n", 0, opening.end()) + 1
    fields = tuple(_fields(compose(inside, file_name, first_line), opening.end()))
    return FrontMatter(tuple(_drafts(text, fields)), _metadata(fields), closing.end())


def _fields(node: yaml.Node | None, offset: int, path: tuple[str, ...] = ()) -> Iterator[_Field]:
    """Yield the scalars of a tree; a list's items count as `0`, `1`, ... in the path."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _fields(value, offset, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _fields(value, offset, (*path, str(number)))
    elif isinstance(node, yaml.ScalarNode):
        yield _Field(path, node.value, Span(node.start_mark.index + offset, node.end_mark.index + offset))


def _metadata(fields: tuple[_Field, ...]) -> Metadata:
    top = {field.path[0].lower(): field.value.strip() for field in fields if len(field.path) == 1}
    authors = tuple(field.value.strip() for field in fields if field.path and field.path[0].lower() in _AUTHOR)
    return Metadata(
        title=next((top[key] for key in _TITLE if top.get(key)), None),
        authors=tuple(author for author in authors if author),
        modified=next((found for key in _MODIFIED if (found := date(top.get(key, "")))), None),
        reviewed=next((found for key in _REVIEWED if (found := date(top.get(key, "")))), None),
    )


def _drafts(text: str, fields: tuple[_Field, ...]) -> Iterator[Draft]:
    questions: dict[tuple[str, ...], str] = {}
    for item in fields:
        name = item.path[-1].lower() if item.path else ""
        key = item.path[0].lower() if item.path else ""
        if key in _TITLE + _AUTHOR + _MODIFIED + _REVIEWED + _OTHER:
            continue
        stretches, escapes = _stretches(text, item.span), _escapes(text, item.span)
        if name in _QUESTION_KEYS and len(item.path) > 1:
            questions[item.path[:-1]], stretches = _asked(text, stretches, escapes)
            if stretches:
                yield _draft(text, stretches, escapes, questions[item.path[:-1]])
        elif name in _ANSWER_KEYS and len(item.path) > 1:
            yield _draft(text, stretches, escapes, questions.get(item.path[:-1]))
        elif len(item.value.split()) >= _FEWEST_WORDS:
            topic = next((part for part in reversed(item.path) if not part.isdigit()), None)
            yield _draft(text, stretches, escapes, topic)


def _draft(text: str, stretches: tuple[Span, ...], escapes: list[Span], topic: str | None) -> Draft:
    found = [*escapes, *(hole for part in stretches for hole in holes(text, *part))]
    label = _ANSWER.match(text, *stretches[0]) if stretches else None
    if label:
        found.append(Span(*label.span()))
    return Draft(BlockKind.PARAGRAPH, stretches, holes=tuple(found), topic=topic)


def _asked(text: str, stretches: tuple[Span, ...], escapes: list[Span]) -> tuple[str, tuple[Span, ...]]:
    """Split a question from an answer that stands with it."""
    answers = (number for number, part in enumerate(stretches) if number and _ANSWER.match(text, *part))
    end = next(answers, len(stretches))
    return _question(text, stretches[:end], escapes), stretches[end:]


def _question(text: str, stretches: tuple[Span, ...], escapes: list[Span]) -> str:
    found = [*escapes, *(hole for part in stretches for hole in holes(text, *part))]
    label = _QUESTION.match(text, *stretches[0]) if stretches else None
    if label:
        found.append(Span(*label.span()))
    return reading(text, stretches, united(found)).text


def _stretches(text: str, span: Span) -> tuple[Span, ...]:
    """Return the lines of a scalar, without its quotes or the sign that opens a block."""
    header = _BLOCK_HEADER.match(text, *span)
    start, end = header.end() if header else span.start, span.end
    if not header and end - start >= 2 and text[start] in "'\"":
        start, end = start + 1, end - 1
    return tuple(line.span for line in lines(text, start, end))


def _escapes(text: str, span: Span) -> list[Span]:
    """Return what escapes another sign in a quoted scalar: a backslash, or the first of two quotes."""
    sign = {'"': _BACKSLASH, "'": _TWO_QUOTES}.get(text[span.start : span.start + 1])
    return (
        [Span(match.start(), match.start() + 1) for match in sign.finditer(text, span.start + 1, span.end - 1)]
        if sign
        else []
    )
