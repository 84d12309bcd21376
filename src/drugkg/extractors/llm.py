"""A language model as an extractor: it is asked part by part, and its replies are data to be checked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from drugkg.annotate.layers import Page
from drugkg.claims.relations import RELATIONS
from drugkg.errors import ExtractorError, Problem, UsageError
from drugkg.extractors import replies
from drugkg.extractors.endpoint import Endpoint
from drugkg.extractors.extractor import Choice, Extractor, Offer, Rejected, Statement
from drugkg.extractors.passages import LONGEST, Passage, parts, passages
from drugkg.extractors.slots import LONGEST_WORDS, OBJECTS

__all__ = ["EXTRACTOR", "prompt_hash"]

#: What is asked for beside the texts; no chance in it, as far as a server can do without.
_SETTINGS: Mapping[str, object] = {"temperature": 0, "seed": 0, "stream": False}
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL | re.IGNORECASE)
_MODEL = re.compile(r"[!-~]{1,200}")
#: More claims than this from one part are no reading of it.
_MOST_CLAIMS = 1000
_MALFORMED = Rejected("a claim that is not of the form asked for")


def start(choice: Choice) -> Extractor:
    """Return the extractor that asks the model of a choice.

    Raises:
        UsageError: if the model is not named, or the address is none to send documents to.
    """
    if not _MODEL.fullmatch(choice.model):
        what = "no model is named" if not choice.model else "this is no name of a model"
        raise UsageError(Problem("--llm-model", what, "name one that the server has, or set DRUGKG_LLM_MODEL"))
    endpoint = Endpoint.of(choice.url, choice.timeout) if choice.url else None
    return Extractor(f"llm:{choice.model}@{prompt_hash()}", lambda page: _statements(page, choice.model, endpoint))


@cache
def _prompt() -> str:
    text = resources.files(__package__).joinpath("llm_prompt.txt").read_text(encoding="utf-8")
    lines = []
    for name, types in OBJECTS.items():
        relation = RELATIONS[name]
        keys = ", ".join(dict.fromkeys(qualifier.key for qualifier in relation.qualifiers))
        kinds = " or ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.value).lower() for kind in types)
        lines.append(f"- {name}: the drug {relation.label} -> {kinds}" + (f" [{keys}]" if keys else ""))
    return text.replace("{longest}", str(LONGEST_WORDS)).replace("{relations}", "\n".join(lines))


@cache
def prompt_hash() -> str:
    """Return the hash (12 hex digits) of all that a model is told besides the document.

    >>> len(prompt_hash())
    12
    """
    told = json.dumps([_prompt(), dict(_SETTINGS), LONGEST], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _statements(page: Page, model: str, endpoint: Endpoint | None) -> Iterator[Statement | Rejected]:
    numbered = list(enumerate(passages(page), start=1))
    number_of = {id(passage): number for number, passage in numbered}
    for part in parts(passage for _, passage in numbered):
        shown = {number_of[id(passage)]: passage for passage in part}
        for item in _claims(_reply(page, model, endpoint, shown)):
            yield _statement(item, shown)


def _reply(page: Page, model: str, endpoint: Endpoint | None, shown: Mapping[int, Passage]) -> str:
    """Return the reply to a part, kept from an earlier run or else asked for.

    Raises:
        ExtractorError: if it can be had from nowhere, or is not of the form asked for.
    """
    told = {
        "drug": page.drug.label,
        "passages": [
            {"passage": number, "above": list(passage.above), "text": passage.text} for number, passage in shown.items()
        ],
    }
    question = json.dumps(told, ensure_ascii=False)
    key = replies.Key(page.document.content_hash, prompt_hash(), model, question)
    kept = replies.find(key)
    if kept is not None:
        return kept
    if endpoint is None:
        what = f"no reply of {model} to this document is kept, and no server is named"
        raise ExtractorError(Problem("--llm-url", what, "name one, or set DRUGKG_LLM_URL"))
    replies.prepare()
    messages = [{"role": "system", "content": _prompt()}, {"role": "user", "content": question}]
    reply = endpoint.ask({"model": model, "messages": messages, **_SETTINGS})
    try:
        _claims(reply)
    except ValueError as error:
        what = f"the model's reply is not the JSON that it was asked for ({error})"
        raise ExtractorError(Problem(endpoint.url, what, "try again, or name another model")) from None
    replies.keep(key, reply)
    return reply


def _claims(reply: str) -> Sequence[object]:
    """Return the items of a reply, whatever they are.

    Raises:
        ValueError: if the reply is no JSON object with a list of claims.
    """
    fenced = _FENCED.fullmatch(reply)
    try:
        told = json.loads(fenced[1] if fenced else reply)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    found = told.get("claims") if isinstance(told, dict) else None
    if not isinstance(found, list):
        raise ValueError('there is no list "claims"')  # noqa: TRY004 (one error for all that a reply can be)
    if len(found) > _MOST_CLAIMS:
        raise ValueError(f"there are {len(found)} claims")
    return found


def _statement(item: object, shown: Mapping[int, Passage]) -> Statement | Rejected:
    """Return an item of a reply as a statement, if it has the form of one."""
    if not isinstance(item, dict):
        return _MALFORMED
    number, qualifiers = item.get("passage"), item.get("qualifiers") or {}
    words = [item.get(key) for key in ("quote", "relation", "object", "stance")]
    if type(number) is not int or not isinstance(qualifiers, dict):
        return _MALFORMED
    held = {key: value for key, value in qualifiers.items() if value is not None}
    if not all(isinstance(word, str) for word in (*words, *held.values())):
        return _MALFORMED
    if number not in shown:
        return Rejected("no such passage")
    quote, relation, object, stance = map(str, words)
    return Statement(shown[number], quote, relation, object, stance, held)


EXTRACTOR = Offer("llm", start)
