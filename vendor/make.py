"""Copy the scripts that the pages of `drugkg serve` carry from their releases at npm: `make vendor`.

The list is `packages.yaml`; `manifest.json`, beside the copies, tells what was copied, with hashes and licences.
Only this script needs npm: building, installing and testing do not.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
INTO = HERE.parent / "src" / "drugkg" / "serve" / "static" / "vendor"
LICENCE = re.compile(r"(licen[cs]e|copying)(-mpl)?(\.(txt|md))?", re.IGNORECASE)


def main() -> None:
    """Write the copies, their licences and the manifest anew."""
    INTO.mkdir(exist_ok=True)
    for old in INTO.iterdir():
        old.unlink()
    told = []
    for name, wanted in yaml.safe_load((HERE / "packages.yaml").read_text("utf-8")).items():
        with tempfile.TemporaryDirectory() as folder:
            package = packed(name, wanted["version"], Path(folder))
            copied = {path.name: path.read_bytes() for path in (package / given for given in wanted["files"])}
            carried = [(name, wanted["version"], *licence_of(package))]
        for inner, version in wanted.get("carries", {}).items():
            with tempfile.TemporaryDirectory() as folder:
                carried.append((inner, version, *licence_of(packed(inner, version, Path(folder)))))
        text = "\n".join(
            f"{inner} {version}: {kind}\n\n{words}\n\n{'=' * 80}" for inner, version, kind, words in carried
        )
        copied[f"{name.rpartition('/')[2]}.licences.txt"] = f"{text}\n".encode()
        for file, data in copied.items():
            (INTO / file).write_bytes(data)
        hashes = {file: hashlib.sha256(data).hexdigest() for file, data in copied.items()}
        told.append(
            {"name": name, "version": wanted["version"], "licence": carried[0][2], "files": hashes}
            | {"carries": {inner: f"{version} {kind}" for inner, version, kind, _ in carried[1:]}}
        )
    (INTO / "manifest.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def packed(name: str, version: str, folder: Path) -> Path:
    """Return the folder of a package, unpacked from its release."""
    subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as held:
        held.extractall(folder, filter="data")
    return folder / "package"


def licence_of(package: Path) -> tuple[str, str]:
    """Return the licence that a package declares, and its text."""
    declared: Any = json.loads((package / "package.json").read_text("utf-8")).get("license", "see the text")
    texts = [path.read_text("utf-8").strip() for path in sorted(package.iterdir()) if LICENCE.fullmatch(path.name)]
    return str(declared), "\n\n".join(texts).replace("\r\n", "\n") or "The package has no text of its licence."


if __name__ == "__main__":
    main()
