"""The folders of drugkg are found in a checkout and in an installation, and missed with a clear word."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from drugkg.errors import DrugKGError
from drugkg.resources import FolderName, folder

NAMES: tuple[FolderName, ...] = get_args(FolderName)
CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", NAMES)
def test_checkout_folder_is_the_top_level_one(name: FolderName) -> None:
    assert folder(name) == CHECKOUT / name


@pytest.mark.parametrize("name", NAMES)
def test_installed_folder_lies_inside_the_package(tmp_path: Path, name: FolderName) -> None:
    package = tmp_path / "site-packages" / "drugkg"
    (package / name).mkdir(parents=True)
    assert folder(name, package) == package / name


def test_installed_folder_is_never_one_that_happens_to_lie_above(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "site-packages" / "drugkg"
    package.mkdir(parents=True)
    (tmp_path / "lib" / "queries").mkdir()
    with pytest.raises(DrugKGError, match="`queries` of drugkg is missing"):
        folder("queries", package)


def test_missing_folder_says_where_and_what_to_do(tmp_path: Path) -> None:
    package = tmp_path / "src" / "drugkg"
    package.mkdir(parents=True)
    with pytest.raises(DrugKGError) as caught:
        folder("sources", package)
    (problem,) = caught.value.problems
    assert problem.place == str(package / "sources")
    assert "install drugkg again" in problem.remedy
