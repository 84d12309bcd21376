"""Audit packs: one archive with a graph, its passages and texts, and a checker that needs nothing but Python.

The same graph gives the same bytes: members stand in order, with one time, and are stored as they are, for compressors
differ between machines.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from drugkg import __version__
from drugkg.audit.material import Material, Node, full, loaded
from drugkg.errors import DrugKGError
from drugkg.graph.rights import FORBIDDEN, allows_copies
from drugkg.query.export import export, selection
from drugkg.query.opened import DEFAULT_STORE
from drugkg.store import Store, open_store

__all__ = ["FORMAT", "Pack", "pack", "packed"]

#: Version of the form of packs; the checker in a pack knows its own.
FORMAT = 1

#: The earliest time that an archive can tell.
_TIME = (1980, 1, 1, 0, 0, 0)
#: A file that all may read and its owner may write, in the form of archives.
_MODE = 0o100644 << 16

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Pack:
    """An archive, and the names of the documents whose text it leaves out."""

    data: bytes
    documents: int
    without_text: tuple[str, ...]


def pack(store: str | Path = DEFAULT_STORE, *, drugs: Iterable[str] = (), texts: bool | None = None) -> Pack:
    """Return the audit pack of a store, or of the documents about some drugs.

    Args:
        store: the folder of the built graph.
        drugs: names of drugs; with none, all documents are packed.
        texts: whether the documents' texts are packed; by default those whose licence allows copies.

    Raises:
        DrugKGError: if there is no such store or drug.
    """
    with open_store(store) as graph:
        return packed(graph, drugs, texts)


def packed(store: Store, drugs: Iterable[str] = (), texts: bool | None = None) -> Pack:
    """Return the audit pack of an open store; see `pack`."""
    nquads = export(store, "nquads", selection(store, drugs))
    with TemporaryDirectory(prefix="drugkg-") as folder:
        file = Path(folder) / "graph.nq"
        file.write_text(nquads, encoding="utf-8", newline="")
        with loaded([file]) as graph:
            documents = [graph.node(iri) for iri in sorted(set(graph.of("rdf:type", full("dkg:Document"))))]
            told, kept = [], {}
            for document in documents:
                text = _text(store, document)
                member = f"texts/{_last(document.iri)}.txt"
                packs = text is not None and _packs(graph, document, texts)
                if text is not None and packs:
                    kept[member] = text.encode()
                told.append(_document(graph, document, text, member if packs else None))
            quoted = (_passages(graph, node, each["textHash"]) for node, each in zip(documents, told, strict=True))
            passages = "".join(f"{_json(record)}\n" for records in quoted for record in records)
    members = {
        "README.txt": _resource("pack_readme.txt"),
        "check.py": _resource("pack_check.py"),
        "graph.nq": nquads.encode(),
        "passages.jsonl": passages.encode(),
        **kept,
    }
    without = tuple(str(each["fileName"]) for each in told if each["text"] is None)
    return Pack(_archive({**members, "manifest.json": _manifest(store.base, told, members)}), len(told), without)


def _manifest(base: str, documents: list[Json], members: Mapping[str, bytes]) -> bytes:
    listed = [{"name": name, "bytes": len(data), "sha256": _hash(data)} for name, data in sorted(members.items())]
    head = {"format": FORMAT, "software": f"drugkg {__version__}", "base": base}
    return (
        json.dumps({**head, "documents": documents, "members": listed}, ensure_ascii=False, indent=2) + "\n"
    ).encode()


def _archive(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(members.items()):
            info = zipfile.ZipInfo(name, _TIME)
            # Else an archive tells on which kind of system it was made.
            info.create_system, info.external_attr = 3, _MODE
            archive.writestr(info, data)
    return buffer.getvalue()


def _text(store: Store, document: Node) -> str | None:
    """Return the text of a document, None where the store was built from its graph alone."""
    try:
        return store.text(document.iri)
    except DrugKGError:
        return None


def _packs(graph: Material, document: Node, wanted: bool | None) -> bool:
    """Tell whether the text of a document is packed: never where its words may not be passed on."""
    source = graph.node(document.one("dct:isVersionOf") or "")
    quoting = source.one("dkg:quoting")
    if quoting == FORBIDDEN or wanted is False:
        return False
    return wanted or allows_copies(source.all("dc:rights"), quoting)


def _document(graph: Material, document: Node, text: str | None, member: str | None) -> Json:
    source = graph.node(document.one("dct:isVersionOf") or "")
    text_hash = document.one("dkg:textHash")
    return {
        "document": document.iri,
        "source": source.iri,
        "publisher": source.one("rdfs:label"),
        "title": document.one("dct:title"),
        "fileName": document.one("dkg:fileName"),
        "format": document.one("dkg:format"),
        "rights": list(source.all("dc:rights")),
        "issued": document.one("dct:issued"),
        "version": document.one("pav:version"),
        "contentHash": document.one("dkg:contentHash"),
        "textHash": text_hash or (document.one("dkg:contentHash") if text is None else _hash(text.encode())),
        "textIsFile": text_hash is None,
        "text": member,
    }


def _passages(graph: Material, document: Node, text_hash: object) -> Iterator[Json]:
    """Yield what ties the claims of a document to its words, in the order of the text."""
    found = []
    for claim in map(graph.node, graph.of("dct:source", document.iri)):
        for evidence in map(graph.node, graph.of("oa:hasBody", claim.iri)):
            passage = graph.node(evidence.one("oa:hasTarget") or "")
            selectors = {
                name: value for each in passage.all("oa:hasSelector") for name, value in _selected(graph, each)
            }
            record: Json = {
                "claim": claim.iri,
                "proposition": claim.one("dkg:proposition"),
                "stance": _last(claim.one("dkg:stance") or ""),
                "evidence": evidence.iri,
                "passage": passage.iri,
                "document": document.iri,
                "textHash": text_hash,
                "section": passage.one("dkg:section"),
                "start": int(selectors.get("start", "0")),
                "end": int(selectors.get("end", "0")),
                "quote": selectors.get("exact"),
                "prefix": selectors.get("prefix", ""),
                "suffix": selectors.get("suffix", ""),
            }
            found.append(((record["start"], record["end"], claim.iri, evidence.iri), record))
    yield from (record for _, record in sorted(found, key=lambda pair: pair[0]))


def _selected(graph: Material, selector: str) -> Iterator[tuple[str, str]]:
    node = graph.node(selector)
    for name in ("start", "end", "exact", "prefix", "suffix"):
        value = node.one(f"oa:{name}")
        if value is not None:
            yield name, value


def _resource(name: str) -> bytes:
    return (files(__package__) / name).read_bytes()


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _last(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _json(record: Json) -> str:
    return json.dumps(record, ensure_ascii=False)
