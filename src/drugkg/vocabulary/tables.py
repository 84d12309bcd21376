"""Tables of numbers and strings inside one block of bytes, read in place without decoding the whole."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

__all__ = ["Strings", "pack_numbers", "pack_strings", "unpack_numbers"]


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return numbers below 2**32 as bytes, in the byte order of this machine."""
    return array("I", numbers).tobytes()


def unpack_numbers(data: memoryview) -> Sequence[int]:
    """Return what `pack_numbers` wrote, without a copy.

    >>> list(unpack_numbers(memoryview(pack_numbers([7, 4_000_000_000]))))
    [7, 4000000000]
    """
    return data.cast("I")


def pack_strings(strings: Iterable[str]) -> tuple[bytes, bytes]:
    """Return the strings as (their ends, all their bytes)."""
    ends, blob = array("I"), bytearray()
    for string in strings:
        blob += string.encode()
        ends.append(len(blob))
    return ends.tobytes(), bytes(blob)


class Strings:
    """Strings by their number; where they are sorted, also the numbers of a string.

    >>> ends, blob = pack_strings(["gout", "rash", "rash"])
    >>> strings = Strings(memoryview(ends), memoryview(blob))
    >>> len(strings), strings[0], strings.find("rash"), strings.find("pain")
    (3, 'gout', range(1, 3), range(1, 1))
    """

    __slots__ = ("_blob", "_ends")

    def __init__(self, ends: memoryview, blob: memoryview) -> None:
        """Take what `pack_strings` returned."""
        self._ends = unpack_numbers(ends)
        self._blob = blob

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode()

    def find(self, string: str) -> range:
        """Return the numbers at which the string stands; the strings must be sorted."""
        # The order of UTF-8 is that of the code points: nothing needs to be decoded.
        wanted = string.encode(errors="surrogatepass")
        start = end = bisect_left(range(len(self)), wanted, key=self._bytes)
        while end < len(self) and self._bytes(end) == wanted:
            end += 1
        return range(start, end)

    def _bytes(self, number: int) -> bytes:
        return bytes(self._blob[self._ends[number - 1] if number else 0 : self._ends[number]])
