"""Readers: bytes to documents. Each format is a module of this package that holds a `READER`."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from drugkg.readers.base import File, Parsed, Reader
from drugkg.readers.choice import choose, readers
from drugkg.readers.decode import check_size
from drugkg.readers.language import check_catalog, check_language
from drugkg.text import Document, Source

__all__ = ["File", "Parsed", "Reader", "choose", "read", "readers"]


def read(data: bytes, source: Source, file_name: str, start: int = 0) -> Document:
    r"""Return the document in a file's bytes. Raise DocumentError where they hold none.

    Of a document in a file that holds several, `start` tells how many code points of the file stand in front of it.

    >>> read(b"Aspirin\n\nIt relieves pain.\n", Source("a"), "a.txt").blocks[1].text
    'It relieves pain.'
    """
    check_size(data, file_name)
    check_catalog(source.language, file_name)
    file = File(data, file_name, start)
    reader = choose(file)
    parsed, digest, name = reader.read(file), "sha256:" + hashlib.sha256(data).hexdigest(), PurePath(file_name).name
    check_language(parsed.text, source.language, file_name)
    return Document(parsed.text, name, digest, reader.name, source, parsed.blocks, parsed.metadata, parsed.origin)
