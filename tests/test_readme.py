"""What the documentation shows is true: commands run on the samples, output is real, links lead to files."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from tests.serve.serving import serving

from drugkg.cli.root import root
from drugkg.query.opened import Graph

ROOT = Path(__file__).parents[1]
#: Pages whose commands run on the samples; the generated ones are tested where they are made.
RUN = (
    "README.md",
    "docs/audit.md",
    "docs/checking.md",
    "docs/curation.md",
    "docs/extraction.md",
    "docs/graph.md",
    "docs/other-tools.md",
    "docs/serving.md",
)
LINKED = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")))
#: A fenced block: the language it names, and its lines.
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The terminal that the pages show; the folder of the code is named for processes that a command starts.
ENVIRONMENT = {"COLUMNS": "100", "DRUGKG_STORE": None, "PYTHONPATH": str(ROOT / "src")}


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of a page, and the output that the page shows for it."""

    command: str
    output: tuple[str, ...]


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, *languages: str) -> list[str]:
    return [body for language, body in BLOCK.findall(page(name)) if language in languages]


def commands(name: str) -> Iterator[Shown]:
    for body in blocks(name, "sh"):
        yield from (Shown(line, ()) for line in body.splitlines() if line.startswith("drugkg "))
    for body in blocks(name, "console"):
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, *output = part.rstrip().splitlines()
            yield Shown(command, tuple(output))


def in_reading_order(name: str) -> list[Shown]:
    """Return the commands of a page as a reader meets them, so that a graph is built before it is asked."""
    text = page(name)
    return sorted(commands(name), key=lambda shown: text.index(shown.command))


@pytest.fixture(scope="module", params=RUN)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return a page, and a folder of its own with the samples, where its commands run."""
    folder = Path(tmp_path_factory.mktemp("page"))
    shutil.copytree(ROOT / "sources", folder / "sources")
    return request.param, folder


def run(command: str) -> str:
    program, *arguments = shlex.split(command, comments=True)
    assert program == "drugkg"
    if arguments[0] == "serve":
        with serving(Path(".drugkg"), *arguments[1:]) as server:
            return server.get("/").text
    result = CliRunner().invoke(root, arguments, env=ENVIRONMENT, catch_exceptions=False)
    # What differs is no mistake of the page.
    assert result.exit_code == int(arguments[0] == "diff"), f"{command}\n{result.output}"
    return result.stdout


def pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.split("...")))


def assert_shows(output: str, shown: tuple[str, ...], command: str) -> None:
    """Check that the lines shown are lines of the output, in order; `...` stands for what was left out."""
    lines = iter(output.splitlines())
    for line in shown:
        if line != "...":
            assert any(re.fullmatch(pattern(line), real) for real in lines), (
                f"{command} does not say {line!r}:\n{output}"
            )


def test_commands_run_and_say_what_the_page_shows(place: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    name, folder = place
    monkeypatch.chdir(folder)
    found = in_reading_order(name)
    assert found
    if not found[0].command.startswith("drugkg build"):
        run("drugkg build sources/samples")
    for shown in found:
        assert_shows(run(shown.command), shown.output, shown.command)
    if blocks(name, "trig"):
        assert_stand_in_graph(blocks(name, "trig"), run("drugkg export --format trig"))


def assert_stand_in_graph(excerpts: list[str], whole: str) -> None:
    header = "".join(line for line in whole.splitlines(keepends=True) if line.startswith("@prefix"))
    known = set(pyoxigraph.parse(whole, pyoxigraph.RdfFormat.TRIG))
    for excerpt in excerpts:
        told = set(pyoxigraph.parse(header + excerpt, pyoxigraph.RdfFormat.TRIG))
        assert told
        assert sorted(map(str, told - known)) == []


def test_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    monkeypatch.chdir(tmp_path)
    (body,) = blocks("README.md", "python")
    exec(compile(body, "README.md", "exec"), {})  # noqa: S102 - this is what is tested
    assert "treats" in capsys.readouterr().out


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    store = Path(tmp_path_factory.mktemp("graph")) / "store"
    run(f"drugkg build {shlex.quote(str(ROOT / 'sources' / 'samples'))} --store {shlex.quote(str(store))}")
    with Graph(store) as opened:
        yield opened


def test_queries_of_the_graph_page_find_something(graph: Graph) -> None:
    queries = blocks("docs/graph.md", "sparql")
    assert len(queries) >= 3
    assert [query for query in queries if not len(graph.sparql(query))] == []


@pytest.mark.parametrize("name", LINKED)
def test_links_lead_to_files(name: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page(name))
    files = [link.partition("#")[0] for link in links if "://" not in link]
    assert [link for link in files if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_and_folders_exist(name: str) -> None:
    text, targets = page(name), re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    made = set(re.findall(r"\bmake ([a-z]+)\b(?= {2,}#|`| [A-Z]+=)", text))
    assert made
    assert made <= set(targets)
    paths = re.findall(r"`((?:src|tests|docs|queries|ontology|decisions|sources|requirements)/[\w./-]*)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
