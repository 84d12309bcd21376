"""A head that is known only when the body is written: the prefixes that were used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile

__all__ = ["headed"]

_BLOCK = 1 << 20


def headed(head: Callable[[], str], body: Iterable[str]) -> Iterator[bytes]:
    """Yield the head and then the body, which waits in a file.

    >>> told = []
    >>> list(headed(lambda: f"{len(told)} ", (told.append(text) or text for text in "ab")))
    [b'2 ', b'ab']
    """
    with TemporaryFile(prefix="drugkg-") as file:
        file.writelines(text.encode() for text in body)
        yield head().encode()
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block
