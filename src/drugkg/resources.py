"""Where the folders lie that drugkg reads: its ontology, its saved queries, its sample sources.

In a checkout they stand beside `src`; a wheel carries them inside the package. Nobody else asks
where a file of drugkg is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from drugkg.errors import DrugKGError, Problem

__all__ = ["FolderName", "folder"]

#: The folders that are installed with the package.
FolderName = Literal["ontology", "queries", "sources"]


def folder(name: FolderName, package: Path | None = None) -> Path:
    """Return a folder of drugkg; `package` is where the package lies, by default where this module does.

    >>> folder("ontology").name
    'ontology'

    Raises:
        DrugKGError: if the installation lacks the folder.
    """
    home = package or Path(__file__).resolve().parent
    installed, checkout = home / name, home.parent.parent / name
    if installed.is_dir():
        return installed
    if home.parent.name == "src" and checkout.is_dir():
        return checkout
    what, remedy = f"the folder `{name}` of drugkg is missing", "install drugkg again, or complete the checkout"
    raise DrugKGError(Problem(str(installed), what, remedy))
