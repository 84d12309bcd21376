"""Three documents about one drug, in words of our own, for tests of audits."""

from __future__ import annotations

from pathlib import Path

import drugkg
from drugkg.audit.page_reading import page_of
from drugkg.audit.report_reading import audit_of
from drugkg.store import open_store

__all__ = ["DOCUMENTS", "HOSTILE", "built", "page_in"]

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
#: A document that would like to be a page.
HOSTILE = """# Baclofen <script>alert(1)</script>

## Side effects

Common: nausea, <img src=x onerror=alert(2)> drowsiness. It may cause "rash"'>{{ 7 * 7 }} {% raw %} &lt;b&gt; </script>.

## Storage \u202e evil \u0007 <style>*{display:none}</style>

</article></main></body><form action=x><input autofocus onfocus=alert(3)>

"""
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


def page_in(store: Path) -> str:
    """Return the page of the audit of baclofen."""
    with open_store(store) as graph:
        return page_of(graph, audit_of(graph, "baclofen"))
