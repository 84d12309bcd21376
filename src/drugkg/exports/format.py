"""What a format of exports is: its name, what it holds, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from drugkg.exports.part import Part

__all__ = ["ONE_FILE", "Format", "Writer"]

#: Writes one file, piece by piece.
Writer = Callable[[Part], Iterator[bytes]]

#: The name under which a format of one file has its writer: the file is named by who asks for it.
ONE_FILE = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `about` says in one line what a file of it holds, `suffix` is what its file names end in.

    `files` has a writer for each file; a format of several files is written into a folder.
    """

    name: str
    about: str
    files: Mapping[str, Writer]
    suffix: str = ""
    binary: bool = False

    @property
    def is_folder(self) -> bool:
        """Tell whether it takes several files."""
        return ONE_FILE not in self.files
