"""Find the one registered object of each module of a package, and what other packages offer."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Protocol, TypeVar

__all__ = ["discover"]


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Found = TypeVar("Found", bound=_Named)


def discover(package: ModuleType, attribute: str, kind: type[Found], group: str) -> dict[str, Found]:
    """Return the objects that modules of a package hold under `attribute`, and those of an entry-point group.

    The result is sorted by the objects' names; two objects of one name are an error of the programmer.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow to import, and wanted only where documents are read)

    found: dict[str, Found] = {}
    modules = (import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__))
    offered = [getattr(module, attribute) for module in modules if hasattr(module, attribute)]
    offered += [entry.load() for entry in sorted(entry_points(group=group), key=lambda entry: entry.name)]
    for item in offered:
        if not isinstance(item, kind):
            raise TypeError(f"{group}: {item!r} is no {kind.__name__}")
        if item.name in found:
            raise ValueError(f"{group}: two are named {item.name!r}")
        found[item.name] = item
    return dict(sorted(found.items()))
