"""A vocabulary is compiled once for its content; a bad cache costs time, never a result."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.vocabulary.making import file_text

from drugkg import vocabulary
from drugkg.vocabulary import cache, load


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("DRUGKG_CACHE", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    write(folder, "rash")
    return folder


def write(folder: Path, name: str) -> None:
    (folder / "signs.tsv").write_text(file_text("ClinicalFinding", f"sign\t{name}"), encoding="utf-8", newline="\n")


def forbid_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(_: object) -> bytes:
        pytest.fail("the files were read again, although the cache was good")

    monkeypatch.setattr(vocabulary, "build", build)


def test_the_second_load_reads_the_cache_only(
    cache_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load([folder])
    assert len(list(cache_folder.iterdir())) == 1
    forbid_building(monkeypatch)
    second = load([folder])
    assert second.find("a rash") == first.find("a rash") != []
    assert (second.hash, second.files) == (first.hash, first.files)


def test_other_content_is_another_vocabulary(cache_folder: Path, folder: Path) -> None:
    first = load([folder])
    write(folder, "hives")
    second = load([folder])
    assert first.hash != second.hash
    assert second.find("rash or hives") == [(8, 13, second.lookup("hives"))]
    write(folder, "rash")
    assert load([folder]).hash == first.hash
    assert len(list(cache_folder.iterdir())) == 2


def test_the_name_of_a_file_is_part_of_the_content(cache_folder: Path, folder: Path) -> None:
    first = load([folder])
    (folder / "signs.tsv").rename(folder / "other.tsv")
    assert load([folder]).hash != first.hash
    assert len(list(cache_folder.iterdir())) == 2


@pytest.mark.parametrize("at", [0, 5, 25, 100, 180, -1])
def test_a_damaged_byte_is_noticed_and_repaired(
    cache_folder: Path, folder: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([folder])
    (file,) = cache_folder.iterdir()
    good = file.read_bytes()
    damaged = bytearray(good)
    damaged[at] ^= 1
    file.write_bytes(damaged)
    assert load([folder]).lookup("rash")
    assert file.read_bytes() == good
    forbid_building(monkeypatch)
    assert load([folder]).lookup("rash")


@pytest.mark.parametrize("length", [0, 10, 100, 200, -1])
def test_a_file_cut_short_is_noticed(cache_folder: Path, folder: Path, length: int) -> None:
    load([folder])
    (file,) = cache_folder.iterdir()
    good = file.read_bytes()
    file.write_bytes(good[:length])
    assert load([folder]).lookup("rash")
    assert file.read_bytes() == good


def test_a_cache_that_cannot_be_written_changes_nothing(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("DRUGKG_CACHE", str(blocked / "cache"))
    assert load([folder]).lookup("rash")
    assert blocked.read_text() == "no folder"


def test_only_the_newest_files_are_kept(cache_folder: Path, folder: Path) -> None:
    for number in range(12):
        write(folder, f"rash {number}")
        load([folder])
    assert len(list(cache_folder.iterdir())) == 8
    assert load([folder]).lookup("rash 11")


def test_without_a_choice_the_cache_of_the_user_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRUGKG_CACHE", raising=False)
    assert cache.folder().is_absolute()
    assert "drugkg" in cache.folder().parts


def test_every_process_compiles_the_same_bytes(tmp_path: Path) -> None:
    text = file_text("ClinicalFinding", "pain\tpain\tache|oedema|MS\tX:1|Y:2", "sign\tsign\tsigns of x\t\tpain")
    (tmp_path / "signs.tsv").write_text(text, encoding="utf-8", newline="\n")
    code = "import sys; from pathlib import Path; from drugkg.vocabulary import load; load([Path(sys.argv[1])])"
    compiled = []
    for seed in ("1", "2"):
        chosen = tmp_path / f"cache{seed}"
        environment = {"DRUGKG_CACHE": str(chosen), "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=os.environ | environment)
        (file,) = chosen.iterdir()
        compiled.append(file.read_bytes())
    assert compiled[0] == compiled[1]
