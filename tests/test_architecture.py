"""The shape of the code: imports flow one way, modules stay small, names explain, knowledge stays in the vocabulary."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "drugkg"

#: A part may import itself and what stands before it.
FLOW = (
    "errors",
    "resources",
    "discover",
    "text",
    "vocabulary",
    "readers",
    "annotate",
    "claims",
    "merge",
    "graph",
    "schema",
    "curation",
    "findings",
    "store",
    "exports",
    "query",
    "extractors",
    "pipeline",
    "audit",
    "api",
    "serve",
    "cli",
    "__main__",
)
#: Substances that the vocabulary knows as drugs, and that every document may name without meaning one.
EVERYDAY_WORDS = {"alcohol", "milk"}
#: Names that say nothing of what is inside.
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}


def module_name(path: Path) -> str:
    """Return the dotted name of a module, its package for an `__init__`."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


def imported(name: str) -> set[str]:
    """Return the modules of drugkg that a module imports, anywhere in its code."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: write the import in full"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {module if module in MODULES else str(node.module) for module in inner}
    return {module for module in found if module.split(".")[0] == "drugkg"}


def part(module: str) -> str:
    return module.split(".")[1]


def docstrings(module: ast.Module) -> set[int]:
    """Return the identities of the nodes that are texts for people: strings that stand alone."""
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def words(text: str) -> list[str]:
    """Return the words of a text or identifier in lower case."""
    return re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())


@pytest.mark.parametrize("name", [name for name in MODULES if name != "drugkg"])
def test_module_has_a_place_in_the_flow_and_imports_leftwards(name: str) -> None:
    assert part(name) in FLOW, f"give `{part(name)}` a place in the flow"
    wrong = [
        module for module in sorted(imported(name) - {"drugkg"}) if FLOW.index(part(module)) > FLOW.index(part(name))
    ]
    assert not wrong, f"{name} imports what comes after it"


def test_package_imports_no_stage_by_itself() -> None:
    at_import = [node for node in tree("drugkg").body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [ast.unparse(node) for node in at_import if "drugkg" in ast.unparse(node)]


def test_imports_have_no_cycle() -> None:
    graph = {name: imported(name) - {"drugkg"} for name in MODULES if name != "drugkg"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])), pytrace=False)


@pytest.mark.parametrize("name", MODULES)
def test_module_is_small(name: str) -> None:
    lines = len(MODULES[name].read_text("utf-8").splitlines())
    assert lines <= (40 if MODULES[name].name == "__init__.py" else 300)


@pytest.mark.parametrize("name", MODULES)
def test_names_explain(name: str) -> None:
    classes = [node.name for node in ast.walk(tree(name)) if isinstance(node, ast.ClassDef)]
    assert not EMPTY_NAMES & {word for named in (name, *classes) for word in words(named)}


@pytest.mark.parametrize("name", [name for name in MODULES if MODULES[name].stat().st_size])
def test_module_says_what_it_is_and_what_it_offers(name: str) -> None:
    body = tree(name)
    assert ast.get_docstring(body)
    listed = {
        target.id
        for node in body.body
        for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
        if isinstance(target, ast.Name)
    }
    assert "__all__" in listed or name in {"drugkg", "drugkg.__main__"}


def names_of_drugs() -> dict[tuple[str, ...], str]:
    """Return every name of a drug or brand in the vocabulary, as its words."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted((ROOT / "ontology" / "vocabulary").glob("*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        if not any(re.fullmatch(r"#\+ type: *(Drug|Brand)", line.strip()) for line in lines):
            continue
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
        for _, label, synonyms, *_ in rows:
            found |= {tuple(words(name)): name for name in (label, *synonyms.split("|")) if words(name)}
    return {said: name for said, name in found.items() if name not in EVERYDAY_WORDS}


def yaml_texts(value: object) -> Iterator[str]:
    """Yield every text in a YAML value, keys included."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from yaml_texts(key)
            yield from yaml_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from yaml_texts(inner)
    elif isinstance(value, str):
        yield value


def code_texts(module: ast.Module) -> Iterator[str]:
    """Yield every identifier and text of a module, but for what it says to people."""
    told = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value
        for field in ("id", "attr", "arg", "name"):
            if isinstance(text := getattr(node, field, None), str):
                yield text


def test_code_and_rules_know_no_drug_by_name() -> None:
    drugs = names_of_drugs()
    assert len(drugs) > 100, "the vocabulary of drugs was not found"
    longest = max(map(len, drugs))
    texts = [(name, text) for name in MODULES for text in code_texts(tree(name))]
    for path in sorted(PACKAGE.rglob("*.yaml")):
        texts += [(path.name, text) for text in yaml_texts(yaml.safe_load(path.read_text("utf-8")))]
    found = set()
    for place, text in texts:
        said = words(text)
        for start in range(len(said)):
            for end in range(start + 1, min(start + longest, len(said)) + 1):
                if (name := drugs.get(tuple(said[start:end]))) is not None:
                    found.add(f"{place}: {name}")
    assert not sorted(found)


def own_files() -> list[Path]:
    """Return the files that belong to the project: those git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    if listing.returncode:
        pytest.skip("this is no git checkout, so that own files cannot be told from others")
    return sorted(path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file())


def test_no_file_names_a_machine_or_a_download_address() -> None:
    # Written in pieces, so that this file does not find itself.
    folder = r"(?<![\w.>-])/(?:work|root|home|Users|mnt|srv|opt)/[\w.]"
    host = r"(?:pypi|pythonhosted|npmjs|debian|crates|anaconda)" + r"\.(?:org|com|io)\b"
    setting = r"--(?:extra-)?index" + r"-url|find-" + r"links\b(?<!no-emit-find-links)"
    wrong = re.compile(f"{folder}|{host}|{setting}".encode())
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group().decode(errors='replace')}"
        for path in own_files()
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        if (match := wrong.search(line))
    ]
    assert not found


def test_every_pinned_package_has_hashes_and_no_address() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8")
        assert "://" not in text
        for requirement in re.split(r"(?<!\\)\n", text.strip()):
            assert re.match(r"[A-Za-z0-9._-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", requirement, re.DOTALL), requirement
