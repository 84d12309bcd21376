"""A test whose program is missing is skipped with a reason; where everything must run, it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.mark.parametrize(("setting", "outcome"), [("", "skipped"), ("false", "skipped"), ("true", "errors")])
def test_missing_program(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, setting: str, outcome: str
) -> None:
    monkeypatch.setenv("CI", setting)
    monkeypatch.setenv("PATH", str(pytester.path))
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers = needs_program(name): the program")
    pytester.makepyfile("import pytest\n@pytest.mark.needs_program('rapper')\ndef test_it(): pass")
    result = pytester.runpytest_inprocess("-rs")
    assert result.parseoutcomes() == {outcome: 1}
    result.stdout.fnmatch_lines("*rapper is not installed (Debian package raptor2-utils)*")


def test_program_that_is_there(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    program = pytester.path / "rapper"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(pytester.path))
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers = needs_program(name): the program")
    pytester.makepyfile("import pytest\n@pytest.mark.needs_program('rapper')\ndef test_it(): pass")
    pytester.runpytest_inprocess().assert_outcomes(passed=1)
