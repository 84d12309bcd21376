"""Where things lie in a store, and whether a folder is one that this version reads.

- `drugkg-store.json`: the version of this layout
- `current`: the name of the generation that readers take
- `generations/<name>/`: `graph/` (the database) and `manifest.json`
- `shards/<2 letters>/<key>/`: one document as `graph.nq`, `claims.jsonl`, `shard.json`; its text as `text.txt`, the
  blocks and sentences of the text as `outline.json`, and what leads from the text to the file as `origin.json`,
  where its text is not the file
- `curation`: the curation files of the last build, one a line, whether they exist or not
- `lock`: held by the one process that builds
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from drugkg.errors import Problem, StoreError

__all__ = ["FORMAT", "Layout"]

#: Version of the layout; a store of another version is built anew.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a store; `root` is what `--store` names."""

    root: Path

    @property
    def marker(self) -> Path:
        """The file that makes a folder a store."""
        return self.root / "drugkg-store.json"

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self.root / "current"

    @property
    def curation(self) -> Path:
        """The file that names the curation files."""
        return self.root / "curation"

    @property
    def generations(self) -> Path:
        """The folder of the generations."""
        return self.root / "generations"

    @property
    def shards(self) -> Path:
        """The folder of the shards."""
        return self.root / "shards"

    def shard(self, key: str) -> Path:
        """Return the folder of a shard."""
        return self.shards / key[:2] / key

    def create(self) -> None:
        """Make the folder a store, if it is not one yet.

        Raises:
            StoreError: if it is something else, a store of another version, or cannot be written.
        """
        if self.marker.exists():
            return self.check()
        try:
            if self.root.exists() and (not self.root.is_dir() or any(self.root.iterdir())):
                what, remedy = "this is not a store of drugkg", "name another folder with `--store`, or empty this one"
                raise StoreError(Problem(str(self.root), what, remedy))
            self.generations.mkdir(parents=True)
            self.shards.mkdir()
            replace_text(self.marker, json.dumps({"format": FORMAT}) + "\n")
        except OSError as error:
            what = f"the store cannot be written ({error.strerror or error})"
            raise StoreError(Problem(str(self.root), what, "name another folder with `--store`")) from error

    def check(self) -> None:
        """Check that there is a store that this version reads.

        Raises:
            StoreError: if there is none, or one of another version.
        """
        try:
            found = json.loads(self.marker.read_text(encoding="utf-8"))["format"]
        except FileNotFoundError:
            what, remedy = (
                "there is no store here",
                "run `drugkg build PATH...` first, or name it with `--store`",
            )
            raise StoreError(Problem(str(self.root), what, remedy)) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            what, remedy = f"the store's marker cannot be read ({error})", "remove the folder and build again"
            raise StoreError(Problem(str(self.marker), what, remedy)) from error
        if found != FORMAT:
            what = f"the store has format {found}, this version of drugkg reads format {FORMAT}"
            raise StoreError(Problem(str(self.root), what, "remove the folder and build again"))

    def current(self) -> str | None:
        """Return the name of the current generation, None before the first build has ended."""
        try:
            return self.pointer.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that readers see the old text or the new one, whenever the process dies."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
