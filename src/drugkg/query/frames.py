"""How a question and its answer travel between processes: frames of a kind, a length and so many bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum

__all__ = ["Frames", "Kind", "packed"]

_HEAD = struct.Struct("!BI")


class Kind(IntEnum):
    """What a frame holds."""

    ASKED = 1
    HEAD = 2
    DATA = 3
    END = 4
    TROUBLE = 5


def packed(kind: Kind, data: bytes = b"") -> bytes:
    r"""Return a frame as bytes.

    >>> packed(Kind.DATA, b"hi")
    b'\x03\x00\x00\x00\x02hi'
    """
    return _HEAD.pack(kind, len(data)) + data


class Frames:
    r"""Cuts a stream of bytes into frames.

    >>> frames = Frames()
    >>> list(frames.add(b"\x03\x00\x00\x00\x02h")), list(frames.add(b"i\x04\x00\x00\x00\x00"))
    ([], [(<Kind.DATA: 3>, b'hi'), (<Kind.END: 4>, b'')])
    """

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Yield the frames that are whole now."""
        self._held += data
        at = 0
        while len(self._held) - at >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._held, at)
            end = at + _HEAD.size + length
            if len(self._held) < end:
                break
            yield Kind(kind), bytes(self._held[at + _HEAD.size : end])
            at = end
        del self._held[:at]
