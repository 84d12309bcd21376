"""Settings: flag, then variable, then file; what no setting can be is told with its place."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from drugkg.cli.root import root
from drugkg.errors import UsageError
from drugkg.resources import folder
from drugkg.serve.settings import Settings, from_json, settings, to_json

DOCS = folder("sources").parent / "docs" / "serving.md"


def test_nearer_places_outdo_farther_ones(tmp_path: Path) -> None:
    file = tmp_path / "serve.yaml"
    file.write_text("port: 1001\nworkers: 2\nthreads: 3\n", encoding="utf-8")
    environment = {"DRUGKG_SERVE_PORT": "1002", "DRUGKG_SERVE_WORKERS": "4", "PATH": "/bin", "DRUGKG_SERVING": "x"}
    chosen = settings({"port": "1003"}, environment, str(file))
    assert (chosen.port, chosen.workers, chosen.threads, chosen.host) == (1003, 4, 3, "127.0.0.1")
    assert from_json(to_json(chosen)) == chosen


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("port: soon", "serve.yaml: port", "'soon' is not a whole number"),
        ("port: 1.5", "serve.yaml: port", "1.5 is not a whole number"),
        ("port: true", "serve.yaml: port", "is not a whole number"),
        ("port: 70000", "serve.yaml: port", "70000 is out of bounds"),
        ("workers: -1", "serve.yaml: workers", "-1 is out of bounds"),
        ("log: loud", "serve.yaml: log", "is no kind of log"),
        ("host: 7", "serve.yaml: host", "7 is no text"),
        ("prot: 80", "serve.yaml: prot", "there is no such setting"),
        ("- port", "serve.yaml", "no list of names and values"),
        ("port: [", "serve.yaml", "the settings cannot be read"),
        ("1: 2", "serve.yaml", "no list of names and values"),
    ],
)
def test_what_no_setting_can_be_is_told_with_its_place(tmp_path: Path, text: str, place: str, what: str) -> None:
    file = tmp_path / "serve.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        settings({}, {}, str(file))
    (problem,) = told.value.problems
    assert problem.place.endswith(place)
    assert what in problem.what


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        settings({"port": "x"}, {"DRUGKG_SERVE_LOG": "y", "DRUGKG_SERVE_COLOUR": "z"})
    assert [problem.place for problem in told.value.problems] == ["DRUGKG_SERVE_LOG", "DRUGKG_SERVE_COLOUR", "--port"]
    with pytest.raises(UsageError, match="cannot be read"):
        settings({}, {}, str(tmp_path / "none.yaml"))


def test_the_command_line_tells_mistakes_without_a_traceback(tmp_path: Path) -> None:
    told = CliRunner().invoke(root, ["serve", "--port", "http", "--store", str(tmp_path)])
    assert told.exit_code == 2
    assert told.stderr.startswith("error: --port: 'http' is not a whole number")


def test_every_setting_is_documented_with_its_default() -> None:
    rows = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    expected = [
        f"| `{each.name}` | {f'`{each.default}`' if each.default != '' else 'none'} | {each.metadata['help']} |"
        for each in fields(Settings)
    ]
    assert rows == expected
