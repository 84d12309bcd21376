"""Putting statements in order, however many there are: runs that fit into memory, merged from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from tempfile import TemporaryFile

__all__ = ["in_order"]

#: Lines that are sorted in memory at a time, some forty megabytes of them.
_RUN = 1 << 17


def in_order(lines: Iterable[bytes], run: int = _RUN) -> Iterator[bytes]:
    r"""Yield lines in the order of their bytes, which is that of code points, each once.

    >>> list(in_order([b"b\n", b"c\n", b"a\n", b"b\n"], run=2))
    [b'a\n', b'b\n', b'c\n']
    """
    lines = iter(lines)
    held = sorted(islice(lines, run))
    if len(held) < run:
        yield from _once(held)
        return
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        while held:
            file = files.enter_context(TemporaryFile(prefix="drugkg-"))
            file.writelines(held)
            file.seek(0)
            runs.append(file)
            # Else two runs would be in memory while the next one is read.
            held.clear()
            held = sorted(islice(lines, run))
        yield from _once(merge(*runs))


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
            last = line
