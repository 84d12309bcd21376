"""A language model beside the rules, from the command line and from Python, against a server on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.extractors.page import CLAIM, PAGE, claim, write
from tests.extractors.server import Server, closes, says, serving, status

import drugkg
from drugkg.cli.root import root
from drugkg.errors import ExtractorError, UsageError
from drugkg.extractors import Choice, endpoint, replies
from drugkg.extractors.endpoint import KEY_VARIABLE
from drugkg.extractors.llm import prompt_hash
from drugkg.pipeline import extract_file
from drugkg.pipeline.make import Extracted

SOURCE = Path(__file__).parents[2] / "src"
MANUAL = SOURCE.parent / "docs" / "llm.md"
SECRET = "sk-very-secret"  # noqa: S105 (made up)
GOOD = {"claims": [CLAIM, claim("may cause nausea", "nausea")]}
TAG = f"llm:a/model@{prompt_hash()}"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("DRUGKG_CACHE", str(folder))
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.setattr(endpoint, "_PAUSE", 0.01)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "documents")


def choice(served: Server | None = None, model: str = "a/model") -> Choice:
    return Choice("llm", served.url if served else "", model, 5.0)


def extracted(file: Path, *answers: object) -> Extracted:
    """Return what rules and model find, the model replying so."""
    with serving(*(says(answer) for answer in answers)) as served:
        return extract_file(file, "baclofen", choice(served))


def by_model(found: Extracted) -> set[str]:
    return {claim.object.label for claim in found.claims if claim.evidence[0].rule == TAG}


def test_what_the_model_finds_stands_beside_the_rules(file: Path) -> None:
    rules = extract_file(file, "baclofen")
    assert (rules.extractor, by_model(rules)) == (None, set())
    found = extracted(file, GOOD)
    assert found.extractor == TAG
    assert by_model(found) == {"hiccups"}
    assert {claim for claim in rules.claims if claim not in found.claims} == set()
    assert found.rejected == {"the rules found it there already": 1}


def test_only_text_headings_and_drug_are_sent_and_nothing_is_left_to_chance(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, SECRET)
    with serving(says({"claims": []})) as served:
        extract_file(file, "baclofen", choice(served))
        (asked,) = served.asked
    assert set(asked.body) == {"model", "messages", "temperature", "seed", "stream"}
    assert (asked.body["model"], asked.body["temperature"], asked.body["seed"]) == ("a/model", 0, 0)
    assert [message["role"] for message in asked.body["messages"]] == ["system", "user"]
    assert set(asked.told) == {"drug", "passages"}
    assert asked.told["drug"] == "baclofen"
    first, *_ = asked.told["passages"]
    assert first["passage"] == 1
    assert first["above"] == ["Baclofen", "What takers told us"]
    assert first["text"] in PAGE
    sent = json.dumps(asked.body)
    assert "Author. A work" not in sent  # references make no claims
    assert file.name not in sent
    assert SECRET not in sent
    # What looks like an instruction is sent as data only.
    assert "cures all" in asked.body["messages"][1]["content"]
    assert "cures all" not in asked.body["messages"][0]["content"]


HOSTILE: list[tuple[object, str]] = [
    ("a claim", "a claim that is not of the form asked for"),
    (None, "a claim that is not of the form asked for"),
    (7, "a claim that is not of the form asked for"),
    ([], "a claim that is not of the form asked for"),
    ({}, "a claim that is not of the form asked for"),
    (CLAIM | {"quote": None}, "a claim that is not of the form asked for"),
    (CLAIM | {"quote": ["x"]}, "a claim that is not of the form asked for"),
    (CLAIM | {"object": 3}, "a claim that is not of the form asked for"),
    (CLAIM | {"passage": "1"}, "a claim that is not of the form asked for"),
    (CLAIM | {"passage": True}, "a claim that is not of the form asked for"),
    (CLAIM | {"passage": 1.0}, "a claim that is not of the form asked for"),
    (CLAIM | {"qualifiers": "7%"}, "a claim that is not of the form asked for"),
    (CLAIM | {"qualifiers": {"frequency": 7}}, "a claim that is not of the form asked for"),
    (CLAIM | {"passage": 99}, "no such passage"),
    (CLAIM | {"passage": -1}, "no such passage"),
    (CLAIM | {"relation": "curesAll"}, "no such relation"),
    (CLAIM | {"relation": "<script>alert(1)</script>"}, "no such relation"),
    (CLAIM | {"stance": "shouts"}, "no such stance"),
    (CLAIM | {"qualifiers": {"dose": "7%"}}, "a qualifier that the relation does not have"),
    (CLAIM | {"quote": "Many grumbled of hiccups"}, "the quote is not in the passage"),
    (CLAIM | {"quote": "<b>hiccups</b>"}, "the quote is not in the passage"),
    (CLAIM | {"quote": "\ud800"}, "the quote is not in the passage"),
    (CLAIM | {"quote": "Sore throat", "object": "Sore throat"}, "the quote is not in the passage"),
    (CLAIM | {"object": "cancer"}, "the object is neither in the quote nor above it"),
    (CLAIM | {"object": ""}, "the object is neither in the quote nor above it"),
    (CLAIM | {"qualifiers": {"frequency": "99%"}}, "a qualifier is neither in the quote nor above it"),
    (
        claim("Tizanidine left many with a dry mouth", "dry mouth"),
        "another drug is spoken of, or the drug itself is the object",
    ),
]


@pytest.mark.parametrize(("item", "reason"), HOSTILE)
def test_what_is_invented_or_malformed_is_counted_and_not_taken(file: Path, item: object, reason: str) -> None:
    found = extracted(file, {"claims": [item, CLAIM], "more": "ignored"})
    assert by_model(found) == {"hiccups"}
    assert found.rejected == {reason: 1}
    assert found.problems == ()


@pytest.mark.parametrize("wrapped", ["```json\n{}\n```", "\n```\n{}\n```\n", " {} "])
def test_a_code_fence_around_the_reply_does_no_harm(file: Path, wrapped: str) -> None:
    assert by_model(extracted(file, wrapped.replace("{}", json.dumps(GOOD)))) == {"hiccups"}


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I am sorry, I cannot help with that.",
        '{"claims": [',
        '{"claims": {"a": 1}}',
        "[]",
        "null",
        '{"claim": []}',
        json.dumps(GOOD) + " Done.",
        "[" * 100_000,
        '{"claims": [' + "9" * 10_000 + "]}",
        json.dumps({"claims": [CLAIM] * 1001}),
    ],
)
def test_a_reply_that_is_not_what_was_asked_for_leaves_the_rules(file: Path, cache: Path, reply: str) -> None:
    found = extracted(file, reply)
    assert found.claims == extract_file(file, "baclofen").claims
    assert found.extractor is None
    (problem,) = found.problems
    assert problem.place == str(file)
    assert "only rules read it" in problem.what
    assert TAG in problem.what
    assert "not the JSON" in problem.what
    assert list(cache.glob("replies/*/*")) == []


def test_a_reply_is_asked_for_once(file: Path, cache: Path) -> None:
    first = extracted(file, GOOD)
    (kept,) = cache.glob("replies/*/*")
    assert json.loads(kept.read_text("utf-8"))["reply"] == json.dumps(GOOD)
    assert extract_file(file, "baclofen", choice()) == first
    with serving(status(500)) as served:
        assert extract_file(file, "baclofen", choice(served)) == first
        assert served.asked == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"reply": 7}', '{"document": "x", "prompt": "y", "reply": "{}"}'])
def test_a_reply_that_was_damaged_is_asked_for_again(file: Path, cache: Path, content: str) -> None:
    first = extracted(file, GOOD)
    (kept,) = cache.glob("replies/*/*")
    kept.write_text(content, encoding="utf-8")
    assert extracted(file, GOOD) == first
    assert json.loads(kept.read_text("utf-8"))["reply"] == json.dumps(GOOD)


def test_another_document_model_or_drug_is_asked_anew(file: Path) -> None:
    with serving(says({"claims": []})) as served:
        extract_file(file, "baclofen", choice(served))
        extract_file(file, "tizanidine", choice(served))
        extract_file(file, "baclofen", choice(served, "another"))
        write(file.parent, PAGE + "\nOne more line.\n")
        extract_file(file, "baclofen", choice(served))
        assert len(served.asked) == 4


def test_without_a_kept_reply_and_a_server_the_rules_stand(file: Path) -> None:
    found = extract_file(file, "baclofen", choice())
    assert found.claims == extract_file(file, "baclofen").claims
    (problem,) = found.problems
    assert "no server is named" in problem.what
    assert "DRUGKG_LLM_URL" in problem.remedy


def test_replies_that_cannot_be_kept_are_not_asked_for(file: Path, cache: Path) -> None:
    cache.mkdir()
    (cache / "replies").write_text("in the way")
    with serving(says(GOOD)) as served:
        found = extract_file(file, "baclofen", choice(served))
        assert served.asked == []
    assert "DRUGKG_CACHE" in found.problems[0].remedy


def test_a_long_document_is_shown_in_parts_that_end_with_a_block(tmp_path: Path) -> None:
    sections = [f"## Part {number}\n\n" + "Words without any claim in them. " * 60 + "\n\n" for number in range(6)]
    giant = "## Giant\n\n" + "Words without any claim in them. " * 400 + "\n\n" + "claim " * 2000 + "\n\n"
    file = write(tmp_path / "documents", f"# Baclofen\n\n{''.join(sections)}{giant}## End\n\nSome had gout.\n")
    with serving(says({"claims": []})) as served:
        found = extract_file(file, "baclofen", choice(served))
        shown = [asked.told["passages"] for asked in served.asked]
    assert found.problems == ()
    text = file.read_text()
    assert len(shown) > 3
    assert all(passage["text"] in text for part in shown for passage in part)
    assert max(sum(len(passage["text"]) for passage in part) for part in shown) <= 5000
    numbers = [passage["passage"] for part in shown for passage in part]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sum(passage["text"].count("claim") for part in shown for passage in part) == 6 * 60 + 400 + 2000
    assert shown[-1][-1]["text"] == "Some had gout."


def test_a_document_is_read_whole_or_not_at_all_and_what_was_answered_is_kept(tmp_path: Path) -> None:
    sections = [f"## Part {number}\n\n" + "Words without any claim in them. " * 130 + "\n\n" for number in range(3)]
    file = write(tmp_path / "documents", f"# Baclofen\n\n{''.join(sections)}")
    with serving(says({"claims": []}), says({"claims": []}), status(400)) as served:
        assert extract_file(file, "baclofen", choice(served)).problems
        served.answers[:] = [says({"claims": []})]
        assert not extract_file(file, "baclofen", choice(served)).problems
        assert len(served.asked) == 4


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*args: object, **environment: str) -> Result:
        held = {"COLUMNS": "100", "DRUGKG_STORE": str(tmp_path / "store"), **environment}
        return CliRunner().invoke(root, list(map(str, args)), env=held)

    return call


def test_extract_from_the_command_line(run: Run, file: Path) -> None:
    plain = run("extract", file, "--drug", "baclofen")
    with serving(says({"claims": [CLAIM, CLAIM | {"passage": 99}]})) as served:
        options = ("--extractor", "llm", "--llm-url", served.url, "--llm-model", "a/model", "--llm-timeout", 5)
        shown = run("extract", file, "--drug", "baclofen", *options)
    assert shown.exit_code == 0
    new = set(shown.stdout.splitlines()) - set(plain.stdout.splitlines())
    (line,) = map(json.loads, new)
    assert set(plain.stdout.splitlines()) < set(shown.stdout.splitlines())
    assert line["evidence"][0]["rule"] == TAG
    assert PAGE[line["evidence"][0]["start"] : line["evidence"][0]["end"]] == line["evidence"][0]["quote"]
    assert line["qualifiers"] == {"frequency": {"high": 7, "unit": "%"}, "population": "elderly"}
    assert shown.stderr == "not taken from the extractor: 1 (1 no such passage)\n"


def test_the_environment_may_name_server_and_model(run: Run, file: Path) -> None:
    with serving(says(GOOD)) as served:
        named = {"DRUGKG_LLM_URL": served.url, "DRUGKG_LLM_MODEL": "a/model"}
        assert TAG not in run("extract", file, "--drug", "baclofen", **named).stdout
        assert served.asked == []
        assert TAG in run("extract", file, "--drug", "baclofen", "--extractor", "llm", **named).stdout


def test_a_failing_server_is_told_and_the_rules_stand(run: Run, file: Path) -> None:
    plain = run("extract", file, "--drug", "baclofen")
    with serving(closes) as served:
        options = ("--extractor", "llm", "--llm-url", served.url, "--llm-model", "m")
        shown = run("extract", file, "--drug", "baclofen", *options)
        assert len(served.asked) == 3
    assert (shown.exit_code, shown.stdout) == (1, plain.stdout)
    assert f"error: {file}: only rules read it: llm:m@" in shown.stderr
    assert shown.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--extractor", "none"), "no such extractor. Choose one of llm"),
        (("--extractor", "llm"), "--llm-model: no model is named"),
        (("--extractor", "llm", "--llm-model", "a model"), "no name of a model"),
        (("--extractor", "llm", "--llm-model", "m", "--llm-url", "http://example.org"), "in clear"),
        (("--llm-model", "m"), "add `--extractor llm`"),
        (("--llm-url", "https://example.org"), "add `--extractor llm`"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(
    run: Run, file: Path, tmp_path: Path, options: tuple[str, ...], reason: str
) -> None:
    for command in ("extract", "build"):
        shown = run(command, file, *options)
        assert shown.exit_code == 2, shown.output
        assert reason.lower() in shown.stderr.lower()
        assert shown.stdout == ""
    assert not (tmp_path / "store" / "current").exists()


def trees(store: Path) -> dict[str, str]:
    """Return the hash of each file that a store publishes or keeps for its documents, without the database."""
    files = (path for path in store.rglob("*") if path.is_file() and path.name in ("graph.nq", "claims.jsonl"))
    return {path.name + path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def exported(run: Run, store: Path) -> str:
    shown = run("export", "--format", "trig", "--store", store)
    assert shown.exit_code == 0, shown.output
    return shown.stdout


def test_a_built_graph_names_the_model_and_is_the_same_without_a_server(run: Run, file: Path, tmp_path: Path) -> None:
    named = ("build", file.parent, "--drug", "baclofen", "--extractor", "llm", "--llm-model", "a/model")
    with serving(says(GOOD)) as served:
        built = run(*named, "--llm-url", served.url, "--store", tmp_path / "one", **{KEY_VARIABLE: SECRET})
        assert built.exit_code == 0, built.output
        again = run(*named, "--llm-url", served.url, "--store", tmp_path / "one")
        assert "1 unchanged" in again.stdout
        assert len(served.asked) == 1
    offline = run(*named, "--store", tmp_path / "two", "--workers", 2)
    assert (offline.exit_code, offline.stderr) == (0, built.stderr)
    whole = exported(run, tmp_path / "one")
    assert exported(run, tmp_path / "two") == whole
    assert trees(tmp_path / "one") == trees(tmp_path / "two")
    agent = f"<https://w3id.org/drugkg/rule/llm%3Aa%2Fmodel%40{prompt_hash()}>"
    assert f"{agent} a prov:SoftwareAgent" in whole
    assert f"prov:wasAssociatedWith {agent}" in whole
    assert f"dkg:rule {agent}" in whole
    (question,) = re.findall(r"```sparql\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    found = run("sparql", question, "--store", tmp_path / "one", "--format", "csv")
    assert len(found.stdout.splitlines()) == 2, found.output
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()
    graph = drugkg.open(tmp_path / "one")
    with graph:
        (row,) = graph.query("effects", drug="baclofen", effect="hiccups")
        assert TAG in {passage.rule for passage in graph.explain(str(row["claim"])).passages}


def test_turtle_of_such_a_graph_comes_back_as_it_was(run: Run, file: Path, tmp_path: Path) -> None:
    with serving(says(GOOD)) as served:
        drugkg.build([file], tmp_path / "one", drug="baclofen", extractor=choice(served))
    turtle = run("export", "--format", "turtle", "--store", tmp_path / "one").stdout
    (tmp_path / "graph.ttl").write_text(turtle, encoding="utf-8")
    drugkg.build([tmp_path / "graph.ttl"], tmp_path / "two")
    assert exported(run, tmp_path / "two") == exported(run, tmp_path / "one")


def test_a_build_with_a_failing_server_is_the_build_of_the_rules(run: Run, file: Path, tmp_path: Path) -> None:
    drugkg.build([file], tmp_path / "rules", drug="baclofen")
    named = ("build", file, "--drug", "baclofen", "--extractor", "llm", "--llm-model", "a/model")
    with serving(status(400)) as served:
        failed = run(*named, "--llm-url", served.url, "--store", tmp_path / "store")
        assert (failed.exit_code, failed.stderr.count("error:")) == (1, 1)
        assert exported(run, tmp_path / "store") == exported(run, tmp_path / "rules")
        assert trees(tmp_path / "store") == trees(tmp_path / "rules")
        served.answers[:] = [says(GOOD)]
        mended = run(*named, "--llm-url", served.url, "--store", tmp_path / "store")
    assert (mended.exit_code, "unchanged" in mended.stdout) == (0, False)
    assert TAG.replace("/", "%2F").replace(":", "%3A").replace("@", "%40") in exported(run, tmp_path / "store")


def test_python_gets_the_claims_or_an_error(file: Path) -> None:
    with serving(says(GOOD)) as served:
        found = drugkg.extract(file, "baclofen", choice(served))
    assert "hiccups" in {claim.object.label for claim in found}
    with serving(status(401)) as served, pytest.raises(ExtractorError, match=KEY_VARIABLE):
        drugkg.extract(file, "baclofen", choice(served, "another"))
    with pytest.raises(UsageError, match="no such extractor"):
        drugkg.extract(file, "baclofen", Choice("other"))


def test_no_part_of_it_is_imported_unless_it_is_asked_for(file: Path, tmp_path: Path) -> None:
    code = f"""import sys, drugkg
drugkg.extract({str(file)!r}, "baclofen")
drugkg.build([{str(file)!r}], {str(tmp_path / "store")!r}, drug="baclofen")
print([m for m in sys.modules if m.startswith("drugkg.extractors") or m in ("urllib.request", "http.client", "ssl")])"""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    assert (shown.stdout, shown.stderr) == ("[]\n", "")


def test_replies_lie_in_the_cache(cache: Path) -> None:
    assert replies.folder() == cache / "replies"
