"""Which reader reads what, and that the folder of readers is the list of readers."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from drugkg.discover import discover
from drugkg.readers import File, Reader, choose, read, readers
from drugkg.text import Source


def test_readers_are_found_and_sorted_by_name() -> None:
    assert list(readers()) == sorted(readers())
    assert {"markdown", "plain"} <= set(readers())
    assert all(name == reader.name for name, reader in readers().items())


@pytest.mark.parametrize(
    ("text", "file_name", "name"),
    [
        ("# A\n\n## B\n\ntext", "a.txt", "markdown"),
        ("---\ntitle: a\n---\ntext", "a.txt", "markdown"),
        ("A\n===\n\nB\n---\n\ntext", "a.txt", "markdown"),
        ("Just text.", "a.md", "plain"),
        ("# One mark", "a.md", "markdown"),
        ("# One mark\n\nplain text after", "a.txt", "plain"),
        ("Just text.", "a", "plain"),
    ],
)
def test_content_comes_before_the_suffix(text: str, file_name: str, name: str) -> None:
    assert choose(File(text.encode(), file_name)).name == name
    assert read(text.encode(), Source("x"), file_name).format == name


def _package(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, modules: dict[str, str]
) -> ModuleType:
    folder = tmp_path_factory.mktemp("found")
    for name, code in modules.items():
        (folder / f"{name}.py").write_text(code, "utf-8")
    package = ModuleType("found_package")
    package.__path__ = [str(folder)]
    for name in ("found_package", *(f"found_package.{module}" for module in modules)):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "found_package", package)
    return package


def _code(name: str) -> str:
    return f"from drugkg.readers import Reader\nREADER = Reader({name!r}, {name!r}, frozenset(), len, None)\n"


def test_two_of_one_name_are_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    package = _package(monkeypatch, tmp_path_factory, {"one": _code("same"), "two": _code("same")})
    with pytest.raises(ValueError, match="two are named 'same'"):
        discover(package, "READER", Reader, "drugkg.readers.none")


def test_order_is_that_of_names_not_of_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    package = _package(monkeypatch, tmp_path_factory, {"aa": _code("z"), "bb": _code("a"), "cc": "X = 1\n"})
    assert list(discover(package, "READER", Reader, "drugkg.readers.none")) == ["a", "z"]


def test_an_object_of_another_kind_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    package = _package(monkeypatch, tmp_path_factory, {"odd": "READER = 3\n"})
    with pytest.raises(TypeError, match="3 is no Reader"):
        discover(package, "READER", Reader, "drugkg.readers.none")
