from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import drugkg
from drugkg.audit import pack_check
from drugkg.audit.pack import Pack
from drugkg.cli.root import root

PAGE = """# Baclofen

## Side effects

Baclofen may cause drowsiness – “often” – and nausea. It does not cause thirst.
"""
LABEL = """<html lang="en"><head><title>Baclofen</title></head><body><main><h1>Baclofen</h1>
<h2>Side effects</h2><p>Baclofen may cause dry&nbsp;mouth &amp; weakness.</p></main></body></html>
"""
OTHER = """# Tizanidine

## Side effects

Tizanidine may cause dry mouth.
"""
CATALOG = """documents:
  page.md: {id: house, publisher: The House, licence: CC-BY-4.0}
  label.html: {id: label-house, publisher: The Label House, licence: Public domain}
  other.md: {id: other, publisher: Another, licence: All rights reserved}
"""
Members = dict[str, bytes]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(root, list(map(str, args)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `documents`, the `store` built from them, and its pack `audit.zip`."""
    home = Path(tmp_path_factory.mktemp("pack"))
    folder = home / "documents"
    folder.mkdir()
    for name, text in (("page.md", PAGE), ("label.html", LABEL), ("other.md", OTHER), ("catalog.yaml", CATALOG)):
        (folder / name).write_text(text, encoding="utf-8")
    assert run("build", folder, "--store", home / "store").exit_code == 0
    shown = run("export", "--store", home / "store", "-o", home / "audit.zip")
    assert shown.exit_code == 0, shown.output
    assert shown.stderr.startswith("without the texts of 1 of 3 documents: no licence in the catalog allows copies")
    return home


def members(pack: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archived(parts: Members, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def checked(*args: str | Path) -> tuple[int, str]:
    """Run the checker as an auditor would: another process, nothing of this environment."""
    script = Path(pack_check.__file__)
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, *args], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_pack_holds_what_it_tells(built: Path) -> None:
    parts = members((built / "audit.zip").read_bytes())
    manifest = json.loads(parts["manifest.json"])
    assert [member["name"] for member in manifest["members"]] == sorted(set(parts) - {"manifest.json"})
    assert {"README.txt", "check.py", "graph.nq", "passages.jsonl"} < set(parts)
    told = {document["fileName"]: document for document in manifest["documents"]}
    assert parts[told["page.md"]["text"]].decode() == PAGE
    assert "dry mouth & weakness" in parts[told["label.html"]["text"]].decode()
    assert told["other.md"]["text"] is None
    assert told["page.md"]["rights"] == ["CC-BY-4.0"]
    assert told["label.html"]["textIsFile"] is False
    assert parts["check.py"] == Path(pack_check.__file__).read_bytes()
    graph = built / "graph.nq"
    run("export", "--store", built / "store", "-o", graph)
    assert parts["graph.nq"] == graph.read_bytes()


def test_checker_finds_a_pack_sound(built: Path, tmp_path: Path) -> None:
    pack = built / "audit.zip"
    code, told = checked(pack)
    assert code == 0, told
    lines = (members(pack.read_bytes())["passages.jsonl"]).decode().splitlines()
    mine = [line for line in lines if json.loads(line)["section"] and "Tizanidine" not in line]
    assert f"quotes: {len(mine)} of {len(lines)} compared with their texts, letter by letter\n" in told
    assert "texts: 2 of 3 documents" in told
    assert told.endswith("sound: everything fits\n")
    # The checker that lies in an unpacked pack checks that.
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-I", "-S", str(tmp_path / "check.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, told.splitlines()[1:])


def test_texts_are_looked_for_where_the_pack_has_none(built: Path, tmp_path: Path) -> None:
    pack, folder = tmp_path / "bare.zip", tmp_path / "found"
    assert run("export", "--store", built / "store", "--no-texts", "-o", pack).stderr == ""
    code, told = checked(pack)
    assert (code, "texts: 0 of 3" in told, "give a folder" in told) == (0, True, True)
    folder.mkdir()
    (folder / "renamed.txt").write_text(PAGE, encoding="utf-8")
    (folder / "marked.md").write_bytes(b"\xef\xbb\xbf" + OTHER.encode())
    (folder / "label.html").write_text(LABEL, encoding="utf-8")
    code, told = checked(pack, folder)
    assert (code, "texts: 2 of 3" in told) == (0, True)
    assert "files: 2 of 3 documents lie in" in told
    (folder / "label.txt").write_text(run("text", "label.html", "--store", built / "store").stdout, encoding="utf-8")
    code, told = checked(pack, folder)
    assert (code, "texts: 3 of 3" in told, "give a folder" in told) == (0, True, False)


def test_all_texts_are_packed_where_asked(built: Path) -> None:
    made = drugkg.pack(built / "store", texts=True)
    assert (made.documents, made.without_text) == (3, ())
    assert OTHER.encode() in members(made.data).values()
    chosen = drugkg.pack(built / "store", drugs=["tizanidine"])
    assert (chosen.documents, chosen.without_text) == (1, ("other.md",))
    assert b"/concept/drowsiness>" not in members(chosen.data)["graph.nq"]


def test_the_same_documents_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    files = sorted((built / "documents").glob("*.*"), reverse=True)
    named = [file for file in files if file.suffix != ".yaml"]
    assert run("build", *named, "--store", tmp_path / "store").exit_code == 0
    again: Pack = drugkg.pack(tmp_path / "store")
    assert again.data == (built / "audit.zip").read_bytes()


def rehashed(parts: Members) -> Members:
    """Return members with a manifest that tells of them as they are, as one writes it who hides a change."""
    manifest = json.loads(parts["manifest.json"])
    manifest["members"] = [
        {"name": name, "bytes": len(data), "sha256": pack_check.sha256(data)}
        for name, data in sorted(parts.items())
        if name != "manifest.json"
    ]
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


def replaced(name: str, old: str, new: str, *, hidden: bool = True) -> Callable[[Members], Members]:
    """Return a damage to one member; `name` is a pattern."""

    def damage(parts: Members) -> Members:
        hit = next(each for each in parts if re.fullmatch(name, each) and re.search(old, parts[each].decode()))
        changed = {**parts, hit: re.sub(old, new, parts[hit].decode(), count=1).encode()}
        return rehashed(changed) if hidden else changed

    return damage


def manifested(change: Callable[[Any], object]) -> Callable[[Members], Members]:
    """Return a damage to the manifest."""

    def damage(parts: Members) -> Members:
        manifest = json.loads(parts["manifest.json"])
        change(manifest)
        return {**parts, "manifest.json": json.dumps(manifest).encode()}

    return damage


def without(name: str) -> Callable[[Members], Members]:
    return lambda parts: {each: data for each, data in parts.items() if each != name}


#: One kind of damage each, and what the checker says of it.
DAMAGES: dict[str, tuple[Callable[[Members], Members], str]] = {
    "a text": (
        replaced(r"texts/.*", "drowsiness", "sleepiness", hidden=False),
        r"texts/\S+: has the hash sha256:\w+, the manifest tells sha256:",
    ),
    "a text, hidden": (replaced(r"texts/.*", "drowsiness", "sleepiness"), r"page.md \(\w+\): its text has the hash"),
    "a hash of a file": (
        manifested(lambda manifest: manifest["documents"][0].update(contentHash="sha256:00")),
        r"document \w+: manifest and graph tell two hashes of its file",
    ),
    "a text that is none": (
        lambda parts: rehashed({n: b"\xff" if n.startswith("texts/") else d for n, d in parts.items()}),
        r"its text is no UTF-8",
    ),
    "a quote": (
        replaced(r"passages.jsonl", r'("quote": "[^"]*)nausea', r"\1vomits"),
        r"passage \w+: quotes '.*vomits.*', but at \d+-\d+ the text has '.*nausea",
    ),
    "a quote in the graph": (
        replaced(r"graph.nq", r'(oa#exact> "[^"]*)nausea', r"\1vomits"), r"passage \w+: its quote is '.*nausea",
    ),
    "a longer quote": (replaced(r"passages.jsonl", r'"quote": "', '"quote": "So '), r"its quote has \d+"),
    "a position": (replaced(r"passages.jsonl", r'"start": \d+', '"start": 3'), r"its start is 3, the graph tells"),
    "a prefix": (replaced(r"passages.jsonl", r'"prefix": "', '"prefix": "So '), r"the words before or after its quote"),
    "a stance": (replaced(r"graph.nq", "#asserts>", "#denies>"), r"its stance is 'asserts', the graph tells 'denies'"),
    "a passage's proposition": (
        replaced(r"passages.jsonl", r"proposition/\w+", "proposition/none"), r"its proposition is '\S+none', the graph",
    ),
    "a claim without a passage": (
        replaced(r"passages.jsonl", r"\A.*\n", ""), r"claim \w+: the graph has it, no passage of the pack is its own",
    ),
    "a passage without a claim": (
        replaced(r"graph.nq", r"<\S+/claim/\w+> <\S+#type> .*\n", ""), r"claim \w+: a passage .* has no such claim",
    ),
    "evidence of nothing": (
        replaced(r"passages.jsonl", r"evidence/\w+", "evidence/none"), r"evidence \w+: the graph has it, the pack",
    ),
    "a claim of another document": (
        replaced(r"graph.nq", r"(/claim/\w+> <\S+terms/source> <\S+/document/)\w+", r"\1other"),
        r"passage \w+: its claim is made by another document",
    ),
    "a line of the graph": (replaced(r"graph.nq", r"\A<", "<<"), r"graph.nq:1: is no statement"),
    "a document left out": (
        manifested(lambda manifest: manifest["documents"].pop()), r"document \w+: the graph has it",
    ),
    "a source of a document": (
        replaced(r"graph.nq", r"(isVersionOf> <\S+source/)house", r"\1mouse"), r"its name does not follow from its",
    ),
    "a member more": (lambda parts: {**parts, "more.txt": b""}, r"more.txt: the manifest does not tell of it"),
    "a member less": (without("README.txt"), r"README.txt: cannot be read"),
    "no graph": (without("graph.nq"), r"graph.nq: cannot be read"),
    "no manifest": (without("manifest.json"), r"manifest.json: cannot be read"),
    "a manifest that is none": (
        replaced(r"manifest.json", r"\A\{", "(", hidden=False), r"is not made as a pack must be",
    ),
    "a manifest without documents": (
        manifested(lambda manifest: manifest.pop("documents")), r"is not made as a pack must be \(KeyError",
    ),
    "a way out of the pack": (
        manifested(lambda manifest: manifest["members"][0].update(name="../README.txt")), r"is no name of a member",
    ),
    "another format": (manifested(lambda manifest: manifest.update(format=2)), r"this checker knows packs of format 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_checker_names_each_damage(built: Path, tmp_path: Path, name: str) -> None:
    damage, message = DAMAGES[name]
    pack = archived(damage(members((built / "audit.zip").read_bytes())), tmp_path / "damaged.zip")
    code, told = checked(pack)
    assert code == 1, told
    assert re.search(rf"^FAULT .*{message}", told, re.MULTILINE), told
    assert re.search(r"^\d+ faults$", told, re.MULTILINE)
    assert "Traceback" not in told


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_checker_names_a_member_that_is_there_twice(built: Path, tmp_path: Path) -> None:
    pack = tmp_path / "twice.zip"
    pack.write_bytes((built / "audit.zip").read_bytes())
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("graph.nq", b"")
    code, told = checked(pack)
    assert (code, "FAULT graph.nq: is there more than once" in told) == (1, True)


def test_checker_names_broken_archives(built: Path, tmp_path: Path) -> None:
    pack = tmp_path / "broken.zip"
    data = (built / "audit.zip").read_bytes()
    for broken in (b"", data[:5000], data.replace(b"drowsiness", b"sleepiness", 1)):
        pack.write_bytes(broken)
        code, told = checked(pack)
        assert (code, "FAULT" in told) == (1, True), told
    assert checked(tmp_path / "none.zip")[0] == 1
    assert checked("--help")[0] == 0
    assert checked("--fast")[0] == 2


def test_checker_needs_an_older_python_alone() -> None:
    tree = ast.parse(Path(pack_check.__file__).read_text("utf-8"), feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names
    keywords = {each.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for each in node.keywords}
    assert "strict" not in keywords


def test_texts_are_a_matter_of_packs(built: Path) -> None:
    shown = run("export", "--store", built / "store", "--format", "trig", "--texts")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "trig holds no texts" in shown.stderr
