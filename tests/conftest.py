"""What all tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["pytester"]

#: The Debian package that has a program.
DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "java": "default-jre-headless",
    "rapper": "raptor2-utils",
    "/usr/share/java/jena-cmds.jar": "libapache-jena-java",
}

# Properties are tried on the same cases everywhere, and never fail because a machine is slow.
hypothesis.settings.register_profile("drugkg", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("drugkg")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`, the only way by which golden files change."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; read them before a commit"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `needs_program(name)` where the program is missing; fail it where CI is set."""
    for marker in item.iter_markers("needs_program"):
        (program,) = marker.args
        if shutil.which(program) is None and not Path(program).is_file():
            reason = f"{program} is not installed (Debian package {DEBIAN_PACKAGES[program]})"
            if os.environ.get("CI", "").lower() in {"", "0", "false"}:
                pytest.skip(reason)
            pytest.fail(reason, pytrace=False)
