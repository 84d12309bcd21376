"""Word lists and patterns that stand beside the code as YAML, checked when they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["alternatives", "load"]


def load(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """Return a YAML file of this package that has exactly the keys and types of `shape`.

    `[str]` in a shape means a list of strings, a dictionary a mapping with just these keys.

    >>> "week" in load("citations.yaml", {"number_words": [str]})["number_words"]
    True
    """
    data = yaml.load(files("drugkg.readers").joinpath(name).read_text("utf-8"), yaml.CSafeLoader)
    _check(data, shape, name)
    return dict(data)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first.

    >>> alternatives(["is", "isn't"])
    "(?:isn't|is)"
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def _check(value: object, shape: object, place: str) -> None:
    if isinstance(shape, list):
        if not isinstance(value, list):
            raise TypeError(f"{place}: a list is wanted, not {value!r}")
        for number, item in enumerate(value):
            _check(item, shape[0], f"{place}[{number}]")
    elif isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            raise TypeError(f"{place}: the keys {sorted(shape)} are wanted, not {value!r}")
        for key, inner in shape.items():
            _check(value[key], inner, f"{place}.{key}")
    elif isinstance(shape, type) and not isinstance(value, shape):
        raise TypeError(f"{place}: {shape.__name__} is wanted, not {value!r}")
