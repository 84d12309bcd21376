"""The whole way: from files and folders to a built graph.

What is named here is imported when it is first used: where nothing has changed nothing is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drugkg.pipeline.make import extract_all, extract_file
    from drugkg.pipeline.run import BuildReport, build

__all__ = ["BuildReport", "build", "extract_all", "extract_file"]

_HOMES = {"BuildReport": "run", "build": "run", "extract_all": "make", "extract_file": "make"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
