"""The wheel: built twice it is the same, it holds what it must, and it runs far from the checkout."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

import drugkg

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: What a folder of the checkout is called inside the wheel.
FOLDERS = {"src/drugkg": "drugkg"} | {name: f"drugkg/{name}" for name in ("ontology", "queries", "sources")}
#: Run times and caches of editors and interpreters are never part of a release.
JUNK = re.compile(r"__pycache__|\.pyc$|\.tmp$|~$|/\.")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of the checkout in its environment."""
    kept = {name: value for name, value in os.environ.items() if not re.match("PYTHON|DRUGKG|COVERAGE", name)}
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def build(target: str, checkout: Path, into: Path) -> Path:
    """Build one wheel or source archive with the build backend that is installed here."""
    done = run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", into, cwd=checkout)
    assert done.returncode == 0, done.stderr
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of a fresh environment that has the wheel, what it says it needs, and nothing else."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    (packages,) = (home / "lib").glob("python3.*/site-packages")
    for name in needed({canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}):
        for top in {file.parts[0] for file in distribution(name).files or () if file.parts[0] != ".."}:
            (packages / top).symlink_to(Path(str(distribution(name).locate_file(top))))
    programs = home / "bin"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        programs / "python",
    ]
    done = run(*pip, "install", "--no-index", "--no-deps", "--quiet", wheel, cwd=home)
    assert done.returncode == 0, done.stderr
    return programs


def needed(names: set[NormalizedName]) -> set[NormalizedName]:
    """Return the given distributions and all that they need on this machine."""
    requirements = {Requirement(text) for name in names for text in distribution(name).requires or ()}
    further = {canonicalize_name(r.name) for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})}
    return names if further <= names else needed(names | further)


def test_wheel_is_the_same_whenever_it_is_built(wheel: Path, tmp_path: Path) -> None:
    assert build("wheel", ROOT, tmp_path).read_bytes() == wheel.read_bytes()


def test_source_archive_is_complete(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", ROOT, tmp_path / "sdist")
    shutil.unpack_archive(archive, tmp_path, filter="data")
    (checkout,) = tmp_path.glob("drugkg-*")
    again = build("wheel", checkout, tmp_path / "wheel")
    assert names_in(again) == names_in(wheel)


def names_in(archive: Path) -> set[str]:
    return set(zipfile.ZipFile(archive).namelist())


def test_wheel_holds_every_file_of_its_folders_and_no_junk(wheel: Path) -> None:
    expected = {
        f"{inside}/{path.relative_to(ROOT / outside).as_posix()}"
        for outside, inside in FOLDERS.items()
        for path in (ROOT / outside).rglob("*")
        if path.is_file() and not JUNK.search(path.as_posix().removeprefix(ROOT.as_posix()))
    }
    names = {name for name in names_in(wheel) if ".dist-info/" not in name}
    assert names == expected
    assert {name.split("/")[1] for name in names} >= {"ontology", "queries", "sources", "cli"}


def test_wheel_carries_the_scripts_of_its_pages_as_they_were_released(wheel: Path) -> None:
    archive, folder = zipfile.ZipFile(wheel), "drugkg/serve/static/vendor"
    for package in json.loads(archive.read(f"{folder}/manifest.json")):
        for name, digest in package["files"].items():
            assert hashlib.sha256(archive.read(f"{folder}/{name}")).hexdigest() == digest


def test_wheel_tells_what_it_is(wheel: Path) -> None:
    (name,) = (name for name in names_in(wheel) if name.endswith(".dist-info/METADATA"))
    told = zipfile.ZipFile(wheel).read(name).decode().splitlines()
    assert {f"Version: {drugkg.__version__}", "License-Expression: MIT", "License-File: LICENSE"} <= set(told)
    assert any(member.endswith("licenses/LICENSE") for member in names_in(wheel))


def test_installed_program_tells_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "drugkg", "--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert drugkg.__version__ in done.stdout


def test_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "python", "-c", "import drugkg; print(drugkg.__file__)", cwd=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(installed.parent)


def test_installed_program_builds_its_samples_and_answers_every_saved_query(installed: Path, tmp_path: Path) -> None:
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    samples = "from drugkg.resources import folder; print(folder('sources') / 'samples')"
    folder = run(installed / "python", "-c", samples, cwd=tmp_path).stdout.strip()
    built = run(installed / "drugkg", "build", folder, "--store", "graph", cwd=tmp_path, **home)
    assert built.returncode == 0, built.stderr
    listed = run(installed / "drugkg", "query", cwd=tmp_path, **home)
    assert listed.returncode == 0, listed.stderr
    for path in sorted((ROOT / "queries").glob("*.rq")):
        assert path.stem in listed.stdout
        answer = run(installed / "drugkg", "query", path.stem, "--store", "graph", cwd=tmp_path, **home)
        assert answer.returncode == 0, answer.stderr
