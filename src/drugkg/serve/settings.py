"""The settings of the server: one frozen value, from flags, environment and one YAML file, in that order.

Every setting is a field of `Settings` with its help; the command line, the environment (`DRUGKG_SERVE_` and the name in
capitals), the file and the documentation all follow from these fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from drugkg.errors import Problem, UsageError

__all__ = ["ENVIRONMENT", "Settings", "from_json", "settings", "to_json"]

#: What the names of the variables begin with that hold settings.
ENVIRONMENT = "DRUGKG_SERVE_"


def _setting(default: Any, help: str, *, least: int | None = None, most: int | None = None) -> Any:
    return field(default=default, metadata={"help": help, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server serves."""

    store: str = _setting(".drugkg", "the folder of the built graph")
    host: str = _setting("127.0.0.1", "the address to listen at; only this machine reaches the default")
    port: int = _setting(8000, "the port to listen at", least=1, most=65535)
    workers: int = _setting(1, "processes that answer", least=1, most=256)
    public_url: str = _setting("", "the address that users see, where a proxy stands before the server")
    memory_statements: int = _setting(500_000, "graphs of up to so many statements are held in memory", least=0)
    threads: int = _setting(4, "saved queries and pages that one process works on at a time", least=1, most=256)
    waiting: int = _setting(64, "saved queries and pages that may wait for their turn in one process", least=0)
    query_processes: int = _setting(2, "queries of users that one process runs at a time", least=1, most=64)
    query_waiting: int = _setting(32, "queries of users that may wait for their turn", least=0)
    query_seconds: int = _setting(30, "a query is stopped after so many seconds", least=1)
    query_rows: int = _setting(1_000_000, "a query is stopped after so many rows or triples", least=1)
    query_megabytes: int = _setting(1024, "a query is stopped when it needs more memory than so many MiB", least=64)
    page_rows: int = _setting(200, "rows of an answer that a page shows at a time", least=1, most=10_000)
    request_kilobytes: int = _setting(1024, "the longest body of a request, in KiB", least=1)
    header_kilobytes: int = _setting(32, "the longest head of a request, in KiB", least=8, most=408)
    request_seconds: int = _setting(20, "a request must have arrived after so many seconds", least=1)
    log: str = _setting("text", "what is written of each request: text, json or none")


def settings(given: Mapping[str, Any], environment: Mapping[str, str], file: str | None = None) -> Settings:
    """Return the settings: what is given first, then the environment, then the file, then the defaults.

    >>> settings({"port": 9000}, {"DRUGKG_SERVE_PORT": "8080", "DRUGKG_SERVE_LOG": "json"})
    Settings(store='.drugkg', host='127.0.0.1', port=9000, ..., log='json')

    Raises:
        UsageError: with every value that no setting can have, each with its place.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for place, found in (
        *((f"{file}: {key}", (key, value)) for key, value in _of_file(file).items()),
        *(
            (key, (key.removeprefix(ENVIRONMENT).lower(), value))
            for key, value in environment.items()
            if key.startswith(ENVIRONMENT)
        ),
        *((f"--{key.replace('_', '-')}", (key, value)) for key, value in given.items()),
    ):
        try:
            values[found[0]] = _checked(place, *found)
        except UsageError as error:
            problems += error.problems
    if problems:
        raise UsageError(problems)
    return Settings(**values)


def to_json(chosen: Settings) -> str:
    """Return settings as the text that `from_json` reads."""
    return json.dumps(asdict(chosen))


def from_json(text: str) -> Settings:
    """Return the settings that `to_json` wrote."""
    return Settings(**json.loads(text))


def _of_file(file: str | None) -> Mapping[str, Any]:
    if file is None:
        return {}
    try:
        held = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(Problem(file, f"the settings cannot be read ({' '.join(str(error).split())})")) from error
    if held is None:
        return {}
    if not isinstance(held, dict) or not all(isinstance(key, str) for key in held):
        raise UsageError(Problem(file, "the settings are no list of names and values", "write lines like `port: 8000`"))
    return held


def _checked(place: str, name: str, value: object) -> object:
    """Return a value as its setting holds it."""
    known = {each.name: each for each in fields(Settings)}
    if name not in known:
        raise UsageError(Problem(place, "there is no such setting", f"there are {', '.join(known)}"))
    setting = known[name]
    if name == "log" and value not in ("text", "json", "none"):
        raise UsageError(Problem(place, f"{value!r} is no kind of log", "use text, json or none"))
    if not isinstance(setting.default, int):
        if not isinstance(value, str):
            raise UsageError(Problem(place, f"{value!r} is no text", "put it in quotes"))
        return value
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", str(value)):
        raise UsageError(Problem(place, f"{value!r} is not a whole number", f"it is {setting.metadata['help']}"))
    number = int(str(value))
    least, most = setting.metadata["least"], setting.metadata["most"]
    if (least is not None and number < least) or (most is not None and number > most):
        allowed = f"from {least} to {most}" if most is not None else f"from {least} on"
        raise UsageError(Problem(place, f"{number} is out of bounds", f"use a number {allowed}"))
    return number
