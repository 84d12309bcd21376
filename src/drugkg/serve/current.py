"""The graph that is served: the newest that was built, looked for with every request.

A request keeps the graph that it began with, whatever is built meanwhile; the old one is let go when the last request
that reads it has ended.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from drugkg.errors import DrugKGError
from drugkg.store import Layout, Store, open_store

__all__ = ["Current", "Snapshot"]

_LOG = logging.getLogger("drugkg.serve")

Made = TypeVar("Made")


class Snapshot:
    """One state of the graph, with what was derived from it: derived once, and gone with it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        #: The name of this state: the same for the same graph.
        self.name: str = store.generation
        #: How many statements it has; the engine counts them one by one, so that they are counted only once.
        self.statements: int = len(store)
        self._made: dict[object, Any] = {}
        #: One for each key: what takes long holds up only those who ask for the same.
        self._locks: defaultdict[object, threading.Lock] = defaultdict(threading.Lock)

    def once(self, key: object, make: Callable[[Store], Made]) -> Made:
        """Return what `make` derives from the graph, derived at the first call with this key.

        Meant for few, fixed keys: nothing is ever thrown away.
        """
        if key not in self._made:
            with self._locks[key]:
                if key not in self._made:
                    self._made[key] = make(self.store)
        return self._made[key]  # type: ignore[no-any-return]


class Current:
    """Gives the newest state of a store; while that is being opened, the one before."""

    def __init__(self, path: str | Path, memory_statements: int = 0) -> None:
        self._layout, self._held = Layout(Path(path)), memory_statements
        self._newest = Snapshot(open_store(path, memory_statements))
        self._pointer = str(self._layout.pointer)
        self._opening = threading.Lock()
        #: What told the pointer apart when it was last read, and what it said.
        self._seen: tuple[tuple[int, int], str | None] = ((0, 0), None)
        #: The last state that could not be opened, so that it is told once.
        self._failed: str | None = None

    def snapshot(self) -> Snapshot:
        """Return the newest state that could be opened."""
        named = self._named()
        if named not in (None, self._newest.name, self._failed) and self._opening.acquire(blocking=False):
            threading.Thread(target=self._open, args=(named,), daemon=True).start()
        return self._newest

    def _named(self) -> str | None:
        """Return the name of the state to read; its file is read again when it is another file only."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 (with every request, and a third of the time)
        except OSError:
            return None
        stamp = (found.st_ino, found.st_mtime_ns)
        if stamp != self._seen[0]:
            self._seen = (stamp, self._layout.current())
        return self._seen[1]

    def _open(self, named: str) -> None:
        try:
            self._newest = Snapshot(open_store(self._layout.root, self._held))
        except DrugKGError as error:
            self._failed = named
            _LOG.warning("the new graph cannot be opened, the old one stays: %s", error)
        finally:
            self._opening.release()
