"""The endpoint: one question to a server that speaks the chat-completions form, with every bound that a stranger needs.

The key comes from the environment and goes into one header; it stands in no message, file or representation.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from drugkg import __version__
from drugkg.errors import ExtractorError, Problem, UsageError

__all__ = ["KEY_VARIABLE", "Endpoint"]

KEY_VARIABLE = "DRUGKG_LLM_KEY"
#: A question is asked so often, with pauses that double from this one on.
_ATTEMPTS = 3
_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_LONGEST_TIMEOUT = 86_400.0
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
#: So many bytes of an answer are read; more is no list of claims.
_MOST_BYTES = 4 << 20
_CHUNK = 1 << 16
_SHOWN = 200
_KEY = re.compile(r"[!-~]+")
_REMEDIES = {
    401: f"set {KEY_VARIABLE} to a key that the server takes",
    403: f"set {KEY_VARIABLE} to a key that may use this model",
    404: "check `--llm-url` (it ends in /v1 as a rule) and `--llm-model`",
}


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: documents and key go to the server that was named, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """Return no request."""
        del req, fp, code, msg, headers, newurl
        return None


class _Failed(Exception):  # noqa: N818 (it never leaves this module)
    """One attempt that failed; `again` tells whether another may do better, `pause` how many seconds to wait."""

    def __init__(self, what: str, remedy: str = "", *, again: bool = False, pause: float = 0.0) -> None:
        super().__init__(what)
        self.what, self.remedy, self.again, self.pause = what, remedy, again, pause


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server, by the address of its chat completions, and how many seconds one answer may take."""

    url: str
    timeout: float

    @classmethod
    def of(cls, base: str, timeout: float) -> Endpoint:
        """Return the endpoint under a base address.

        >>> Endpoint.of("http://localhost:11434/v1/", 60).url
        'http://localhost:11434/v1/chat/completions'

        Raises:
            UsageError: if the address is none, would send documents in clear, or holds a password; or the key is none.
        """
        try:
            parts = urlsplit(base)
            host, named = parts.hostname or "", parts.port
        except ValueError:
            host, named, parts = "", None, urlsplit("")
        del named  # a port that is no number raises where it is asked for
        if parts.username is not None or parts.password is not None:
            # The address is not shown: what it holds is a secret.
            raise _wrong("the address", "holds a name or password", f"leave it out, and set {KEY_VARIABLE}")
        if not host or not re.fullmatch(r"[!-~]+", base) or parts.query or parts.fragment:
            raise _wrong(base, "this is no address of a server", "give one like https://example.org/v1")
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
            raise _wrong(base, "documents would be sent in clear", "use https; http only for a server on this machine")
        if not 0 < timeout <= _LONGEST_TIMEOUT:
            what = "an answer may take some time, and at most a day"
            raise UsageError(Problem(f"--llm-timeout {timeout:g}", what, "give it in seconds"))
        _key()
        return cls(f"{base.rstrip('/')}/chat/completions", timeout)

    def ask(self, question: Mapping[str, Any]) -> str:
        """Return the text of the answer to a question; a busy or failing server is asked again.

        Raises:
            ExtractorError: if no attempt gave an answer.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return _content(self._answer(question))
            except _Failed as failed:
                if not failed.again or attempt == _ATTEMPTS:
                    tried = f", {attempt} times" if attempt > 1 else ""
                    remedy = failed.remedy or "check that the server runs, and build again"
                    raise ExtractorError(Problem(self.url, f"{failed.what}{tried}", remedy)) from None
                time.sleep(min(max(_PAUSE * 2 ** (attempt - 1), failed.pause), _LONGEST_PAUSE))
        raise AssertionError("the last attempt returns or raises")

    def _answer(self, question: Mapping[str, Any]) -> bytes:
        key = _key()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"User-Agent": f"drugkg/{__version__}"}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        request = Request(self.url, json.dumps(question).encode(), headers, method="POST")  # noqa: S310 (checked in `of`)
        ends = time.monotonic() + self.timeout
        try:
            with _opener(self.url).open(request, timeout=self.timeout) as response:
                return _body(response, ends)
        except HTTPError as error:
            with error:
                raise _refused(error, key, ends) from None
        except TimeoutError:
            raise _late() from None
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", None) or error
            if isinstance(reason, TimeoutError):
                raise _late() from None
            # A connection that was lost may hold the next time; a server that is not there will not be there at once.
            again = isinstance(reason, (ConnectionResetError, BrokenPipeError, HTTPException))
            what = f"the server cannot be reached ({type(reason).__name__})"
            raise _Failed(what, "check `--llm-url`, and that the server runs", again=again) from None


def _wrong(place: str, what: str, remedy: str) -> UsageError:
    return UsageError(Problem(f"--llm-url {place}", what, remedy))


def _late() -> _Failed:
    return _Failed("the server did not answer in time", "give it more with `--llm-timeout`")


def _key() -> str:
    """Return the key, empty where none is set.

    Raises:
        UsageError: if it can be no key; the message does not show it.
    """
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if key and not _KEY.fullmatch(key):
        raise UsageError(Problem(KEY_VARIABLE, "this is no key: it has spaces or letters beyond ASCII", "set it anew"))
    return key


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _opener(url: str) -> OpenerDirector:
    # What is meant for this machine goes through no proxy, which would see it in clear.
    proxies = [ProxyHandler({})] if url.startswith("http:") else []
    return build_opener(_NoRedirect, *proxies)


def _body(response: HTTPResponse, ends: float) -> bytes:
    """Return the body of an answer, within bounds of size and time."""
    found = bytearray()
    while chunk := response.read1(_CHUNK):
        found += chunk
        if len(found) > _MOST_BYTES:
            raise _Failed(f"the answer is longer than {_MOST_BYTES >> 20} MiB", "name another model or server")
        if time.monotonic() > ends:
            raise _late()
    if response.length:
        raise _Failed("the connection ended in the middle of the answer", again=True)
    return bytes(found)


def _refused(error: HTTPError, key: str, ends: float) -> _Failed:
    if 300 <= error.code < 400:
        return _Failed("the server sends to another address, which is not followed", "name the right one")
    said = "" if error.code in (401, 403) else _said(error, key, ends)
    asked = str(error.headers.get("Retry-After", "")) if error.headers else ""
    pause = float(asked) if re.fullmatch(r"\d{1,6}", asked) else 0.0
    what = f"the server answers {error.code}{f' ({said})' if said else ''}"
    return _Failed(what, _REMEDIES.get(error.code, ""), again=error.code in _AGAIN, pause=pause)


def _said(error: HTTPError, key: str, ends: float) -> str:
    """Return what a server says of its refusal, as one short line without the key."""
    try:
        read = _body(error, ends)  # type: ignore[arg-type] # an HTTPError reads as its response does
        told = json.loads(read)
        message = told.get("error", told) if isinstance(told, dict) else ""
        message = message.get("message", "") if isinstance(message, dict) else message
    except (_Failed, OSError, HTTPException, ValueError, RecursionError):
        return ""
    if not isinstance(message, str):
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    line = line.replace(key, "***") if key else line
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."


def _content(body: bytes) -> str:
    """Return the text of an answer in the chat-completions form."""
    try:
        (choice, *_) = json.loads(body)["choices"]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what = "the answer has not the form of chat completions"
        raise _Failed(what, _REMEDIES[404]) from None
    if ended == "length":
        raise _Failed("the model's reply was cut off", "let the server give longer replies, or name another model")
    if not isinstance(content, str):
        raise _Failed("the model's reply is no text", "name another model")
    return content
