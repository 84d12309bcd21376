"""Three documents about one drug, in words of our own, for tests of audits."""

from __future__ import annotations

from pathlib import Path

import drugkg

__all__ = ["DOCUMENTS", "built"]

DOCUMENTS = {
    "handbook.md": """# Baclofen

## Uses

Baclofen is used to treat spasticity.

## Side effects

Common: drowsiness, nausea. Up to 11 % of patients had confusion.

## Contraindications

Do not use baclofen in epilepsy.
""",
    "leaflet.md": """# Baclofen

## Side effects

Rare: confusion. Common: drowsiness.

## Precautions

Use with caution in epilepsy.
""",
    "letter.md": """# Baclofen

## Side effects

Baclofen does not cause nausea.

## The building

Our own house was painted green last year. Nobody knows why.
""",
}
_CATALOG = """documents:
  handbook.md: {id: handbook, title: The handbook, publisher: Harbour Press, issued: '2019-05'}
  leaflet.md: {id: leaflet, title: The leaflet, publisher: Mill Leaflets, modified: '2024-02-01'}
  letter.md: {id: letter, title: A letter, publisher: Old Letters}
"""


def built(folder: Path, documents: dict[str, str] | None = None, catalog: str = _CATALOG) -> Path:
    """Build a graph of documents by file name and return its store."""
    for name, text in (documents or DOCUMENTS).items():
        (folder / name).write_text(text, encoding="utf-8")
    if documents is None:
        (folder / "catalog.yaml").write_text(catalog, encoding="utf-8")
    drugkg.build([folder], folder / "store")
    return folder / "store"
