"""drugkg: one knowledge graph from many drug documents, in which every claim names its source and its words."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drugkg.api import (
        build,
        check,
        diff,
        explain,
        export,
        export_to,
        extract,
        open,  # noqa: A004 (the verb of the public face)
        pack,
        read,
    )

__all__ = [
    "audit", "build", "check", "diff", "explain", "export", "export_to", "extract", "open", "pack", "query", "read",
]  # fmt: skip

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import a verb when it is first used, so that `import drugkg` costs nothing."""
    if name in ("audit", "query"):
        return import_module(f"drugkg.{name}")
    if name in __all__:
        return getattr(import_module("drugkg.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
