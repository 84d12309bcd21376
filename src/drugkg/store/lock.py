"""Locks between processes: one builds at a time, and what is being read is not removed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from drugkg.errors import Problem, StoreError
from drugkg.store.layout import Layout

__all__ = ["building", "in_use", "read_lock"]

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes], shared: bool) -> None:
        """Take the lock; a shared one is not needed, for Windows removes no file that is open."""
        if not shared:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes], shared: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


@contextmanager
def building(layout: Layout) -> Iterator[None]:
    """Hold the store's lock for building; the system lets go of it when the process dies.

    Raises:
        StoreError: if another process builds.
    """
    with (layout.root / "lock").open("ab") as file:
        try:
            _lock(file, shared=False)
        except OSError:
            what, remedy = (
                "another process is building this store",
                "wait until it has ended, or name another `--store`",
            )
            raise StoreError(Problem(str(layout.root), what, remedy)) from None
        yield


def read_lock(generation: Path) -> IO[bytes]:
    """Return an open file that keeps a generation from being removed until it is closed.

    Raises:
        OSError: if the generation is gone, or about to go.
    """
    file = (generation / "manifest.json").open("rb")
    try:
        _lock(file, shared=True)
    except OSError:
        file.close()
        raise
    return file


def in_use(generation: Path) -> bool:
    """Tell whether somebody reads a generation."""
    try:
        with (generation / "manifest.json").open("rb") as file:
            _lock(file, shared=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
