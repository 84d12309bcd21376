"""What may come from a server, and what may go to it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from tests.extractors import server
from tests.extractors.server import Answer, closes, drips, hangs_up, says, serving, status, waits

from drugkg.errors import ExtractorError, UsageError
from drugkg.extractors import endpoint
from drugkg.extractors.endpoint import KEY_VARIABLE, Endpoint

SECRET = "sk-very-secret"  # noqa: S105 (made up)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_PAUSE", 0.01)
    monkeypatch.delenv(KEY_VARIABLE, raising=False)


def ask(served: server.Server, timeout: float = 5.0) -> str:
    return Endpoint.of(served.url, timeout).ask({"model": "m"})


def failure(*answers: Answer, timeout: float = 5.0) -> tuple[str, int]:
    """Return what a failing question says, and how often it was asked."""
    with serving(*answers) as served:
        with pytest.raises(ExtractorError) as caught:
            ask(served, timeout)
        (problem,) = caught.value.problems
        assert problem.place == f"{served.url}/chat/completions"
        assert problem.remedy
        return problem.what, len(served.asked)


def test_a_question_goes_to_chat_completions_and_its_text_comes_back() -> None:
    with serving(says("hello")) as served:
        assert ask(served) == "hello"
        (asked,) = served.asked
    assert (asked.path, asked.body) == ("/v1/chat/completions", {"model": "m"})
    assert "Authorization" not in asked.headers


def test_the_key_goes_into_a_header_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, f" {SECRET}\n")
    with serving(says("hello")) as served:
        used = Endpoint.of(served.url, 5)
        assert used.ask({"model": "m"}) == "hello"
        (asked,) = served.asked
    assert asked.headers["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in repr(used) + asked.path + str(asked.body)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel"])
def test_what_can_be_no_key_is_refused_and_not_shown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, key)
    with pytest.raises(UsageError) as caught:
        Endpoint.of("http://localhost/v1", 5)
    assert KEY_VARIABLE in str(caught.value)
    assert key not in str(caught.value)


@pytest.mark.parametrize("url", ["http://localhost:1/v1", "http://127.8.9.1/v1", "http://[::1]:8/v1/", "https://x.org"])
def test_addresses_that_are_taken(url: str) -> None:
    assert Endpoint.of(url, 5).url == f"{url.rstrip('/')}/chat/completions"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.org/v1", "in clear"),
        ("http://127.0.0.1.example.org/v1", "in clear"),
        ("http://localhost.example.org/v1", "in clear"),
        ("http://10.0.0.1/v1", "in clear"),
        ("file:///etc/passwd", "no address"),
        ("ftp://localhost/v1", "in clear"),
        ("localhost:8000/v1", "no address"),
        ("https://", "no address"),
        ("https://[half/v1", "no address"),
        ("https://example.org:many/v1", "no address"),
        ("https://example.org/v1?key=1", "no address"),
        ("https://example.org/a b", "no address"),
        ("https://example.org/v1\r\nX: y", "no address"),
    ],
)
def test_addresses_that_are_refused(url: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        Endpoint.of(url, 5)


def test_an_address_with_a_password_is_refused_and_not_shown() -> None:
    with pytest.raises(UsageError, match="password") as caught:
        Endpoint.of(f"https://me:{SECRET}@example.org/v1", 5)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("timeout", [0.0, -1.0, float("nan"), float("inf")])
def test_an_answer_needs_some_time(timeout: float) -> None:
    with pytest.raises(UsageError, match="time"):
        Endpoint.of("https://example.org/v1", timeout)


@pytest.mark.parametrize("first", [status(429), status(500), status(503, b"<html>"), closes, hangs_up])
def test_a_busy_or_failing_server_is_asked_again(first: Answer) -> None:
    with serving(first, says("hello")) as served:
        assert ask(served) == "hello"
        assert len(served.asked) == 2


def test_the_server_says_how_long_to_wait() -> None:
    with serving(status(429, Retry_After="1"), says("hello")) as served:
        began = time.monotonic()
        assert ask(served) == "hello"
        assert time.monotonic() - began >= 1


def test_a_wait_that_a_server_asks_for_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_LONGEST_PAUSE", 0.01)
    with serving(status(429, Retry_After="999999"), says("hello")) as served:
        assert ask(served) == "hello"


@pytest.mark.parametrize(
    ("answer", "says_so", "times"),
    [
        (status(500), "answers 500, 3 times", 3),
        (status(429), "answers 429, 3 times", 3),
        (closes, "connection ended", 3),
        (hangs_up, "cannot be reached (RemoteDisconnected), 3 times", 3),
        (waits(0.6), "did not answer in time", 1),
        (drips, "did not answer in time", 1),
        (status(400, b'{"error": {"message": "no\\nsuch \\u001b[2Jsetting"}}'), "answers 400 (no such [2Jsetting)", 1),
        (status(404, b'{"error": "no such model"}'), "answers 404 (no such model)", 1),
        (status(404, b"<html>" + b"x" * 100_000), "answers 404", 1),
        (status(400, b"[" * 100_000), "answers 400", 1),
        (status(200, b"<html>hello</html>"), "not the form", 1),
        (status(200, b""), "not the form", 1),
        (status(200, b"[" * 100_000), "not the form", 1),
        (status(200, b'{"choices": []}'), "not the form", 1),
        (status(200, b'{"choices": {"message": 1}}'), "not the form", 1),
        (status(200, b'{"choices": [{"message": {"content": null}}]}'), "no text", 1),
        (status(200, b'{"choices": [{"message": {"content": ["a"]}}]}'), "no text", 1),
        (status(200, b"\xff\xfe\x00"), "not the form", 1),
        (says("half", finish="length"), "cut off", 1),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(answer: Answer, says_so: str, times: int) -> None:
    told, asked = failure(answer, timeout=0.25)
    assert says_so in told
    assert asked == times


def test_an_answer_without_end_is_not_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_MOST_BYTES", 1 << 20)
    told, asked = failure(says("x" * (2 << 20)))
    assert "longer than 1 MiB" in told
    assert asked == 1


def test_a_refusal_never_shows_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, SECRET)
    body = f'{{"error": {{"message": "bad key {SECRET}"}}}}'.encode()
    told, asked = failure(status(401, body))
    assert (told, asked) == ("the server answers 401", 1)
    told, _ = failure(status(400, body))
    assert told == "the server answers 400 (bad key ***)"


@pytest.fixture
def elsewhere() -> Iterator[server.Server]:
    with serving(says("stolen")) as served:
        yield served


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(code: int, elsewhere: server.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, SECRET)
    told, asked = failure(status(code, Location=f"{elsewhere.url}/chat/completions"))
    assert "another address" in told
    assert (asked, elsewhere.asked) == (1, [])


def test_what_is_meant_for_this_machine_goes_through_no_proxy(
    elsewhere: server.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", elsewhere.url)
    monkeypatch.setenv("no_proxy", "")
    with serving(says("hello")) as served:
        assert ask(served) == "hello"
    assert elsewhere.asked == []


def test_nobody_there_is_told() -> None:
    with serving(says("hello")) as served:
        pass
    with pytest.raises(ExtractorError, match=r"cannot be reached \(ConnectionRefusedError\)\. "):
        ask(served)
