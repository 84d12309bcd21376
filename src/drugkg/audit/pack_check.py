"""Check an audit pack of drugkg, with nothing but Python's standard library (3.9 or newer).

    python check.py                     the pack in the folder where this file lies
    python check.py PACK.zip            a pack as it came
    python check.py PACK.zip FOLDER     the same; documents that the pack has no text of are looked for in FOLDER

It reads; it changes nothing, runs nothing else and needs no network. It prints what it compared. The exit code is 0
where all of it fits, 1 where something does not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any, Dict, Set

__all__ = ["main"]

DKG = "https://w3id.org/drugkg/ontology#"
OA = "http://www.w3.org/ns/oa#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SOURCE = "http://purl.org/dc/terms/source"
VERSION_OF = "http://purl.org/dc/terms/isVersionOf"
MARK = b"\xef\xbb\xbf"
IRI = r"<([^<>\s]*)>"
LITERAL = r'"((?:[^"\\]|\\.)*)"(?:@[A-Za-z0-9-]+|\^\^<[^<>\s]*>)?'
LINE = re.compile(f"{IRI} {IRI} (?:{IRI}|{LITERAL})(?: {IRI})? \\.")
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


#: What is said of each node: its values by property.
Nodes = Dict[str, Dict[str, Set[str]]]
#: An object of a JSON file.
Json = Dict[str, Any]


class Pack:
    """The members of a pack, in an archive or a folder, and the faults found so far."""

    def __init__(self, path: Path) -> None:
        self.faults: list[str] = []
        self.archive = None if path.is_dir() else zipfile.ZipFile(path)
        self.folder = path

    def fault(self, place: object, what: str) -> None:
        """Remember something that does not fit."""
        self.faults.append(f"FAULT {place}: {what}")

    def names(self) -> list[str]:
        """Return the names of the members."""
        if self.archive is not None:
            return [info.filename for info in self.archive.infolist()]
        files = (path for path in self.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return [path.relative_to(self.folder).as_posix() for path in files]

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a member, None where it cannot be read."""
        try:
            return self.archive.read(name) if self.archive is not None else (self.folder / name).read_bytes()
        except (OSError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
            self.fault(name, f"cannot be read ({error})")
            return None


def sha256(data: bytes) -> str:
    """Return the hash of bytes as the manifest writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def name_of(kind: str, *parts: object) -> str:
    """Return the id of a node: what drugkg makes of the content that it stands for."""
    array = json.dumps([kind, 1, *parts], ensure_ascii=False, separators=(",", ":"))
    return base64.b32encode(hashlib.sha256(array.encode()).digest()[:16]).decode().rstrip("=").lower()


def last(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]


def unescaped(text: str) -> str:
    """Return the words of a literal."""
    return ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else SIGNS.get(m[3], m[3]), text)


def graph_of(pack: Pack, data: bytes) -> Nodes:
    """Return what the graph says of each node: its values by property."""
    nodes: Nodes = {}
    for number, line in enumerate(data.decode().split("\n")[:-1], 1):
        found = LINE.fullmatch(line)
        if found is None:
            pack.fault(f"graph.nq:{number}", "is no statement")
            continue
        value = found[3] if found[3] is not None else unescaped(found[4])
        nodes.setdefault(found[1], {}).setdefault(found[2], set()).add(value)
    return nodes


def one(nodes: Nodes, node: str, *path: str) -> str | None:
    """Return the one value that a path of properties leads to, None where there is none, or more than one."""
    found = {node}
    for step in path:
        found = {value for each in found for value in nodes.get(each, {}).get(step, ())}
    return found.pop() if len(found) == 1 else None


def check_members(pack: Pack, manifest: Json) -> None:
    """Every member is told in the manifest, with its hash; and the other way round."""
    told = {member["name"]: member for member in manifest["members"]}
    there = pack.names()
    for name in sorted(set(there) - set(told) - {"manifest.json"}):
        pack.fault(name, "the manifest does not tell of it")
    for name in sorted({name for name in there if there.count(name) > 1}):
        pack.fault(name, "is there more than once")
    sound = 0
    for name, member in sorted(told.items()):
        if name.startswith(("/", "\\")) or ".." in name or ":" in name:
            pack.fault(name, "is no name of a member")
            continue
        data = pack.read(name)
        if data is not None and (sha256(data), len(data)) != (member["sha256"], member["bytes"]):
            pack.fault(name, f"has the hash {sha256(data)}, the manifest tells {member['sha256']}")
        elif data is not None:
            sound += 1
    print(f"members: {sound} of {len(told)} have the hash that the manifest tells")


def texts_of(pack: Pack, manifest: Json, folder: Path | None) -> dict[str, str]:
    """Return the texts of the documents that are here, each compared with its hash."""
    files: dict[str, bytes] = {}
    whole: set[str] = set()
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            data = path.read_bytes()
            whole.add(sha256(data))
            for part in {data, data.removeprefix(MARK)}:
                files.setdefault(sha256(part), part)
    texts: dict[str, str] = {}
    originals = 0
    for document in manifest["documents"]:
        place = f"{document['fileName']} ({last(document['document'])})"
        text = pack.read(document["text"]) if document["text"] else files.get(document["textHash"])
        originals += document["contentHash"] in whole
        if text is None:
            continue
        # Where the text is the file, a byte order mark in front of it belongs to the file alone.
        hashes = {sha256(text), sha256(MARK + text)} if document["textIsFile"] else {sha256(text)}
        wanted = document["contentHash"] if document["textIsFile"] else document["textHash"]
        if wanted not in hashes:
            pack.fault(place, f"its text has the hash {sha256(text)}, not {wanted}")
        try:
            texts[document["document"]] = text.decode()
        except UnicodeDecodeError as error:
            pack.fault(place, f"its text is no UTF-8 ({error})")
    print(f"texts: {len(texts)} of {len(manifest['documents'])} documents; each compared with its hash")
    if folder:
        print(f"files: {originals} of {len(manifest['documents'])} documents lie in {folder} as they were read")
    return texts


def check_quotes(pack: Pack, passages: list[Json], texts: dict[str, str]) -> None:
    """Every quote stands in its text, and so do the words around it."""
    compared = withheld = 0
    for each in passages:
        place, start, end = f"passage {last(each['passage'])}", each["start"], each["end"]
        text = texts.get(each["document"])
        if each["quote"] is None:
            withheld += 1
            continue
        if end - start != len(each["quote"]):
            pack.fault(place, f"{start}-{end} are {end - start} characters, its quote has {len(each['quote'])}")
        if text is None:
            continue
        compared += 1
        if text[start:end] != each["quote"]:
            pack.fault(place, f"quotes {each['quote']!r}, but at {start}-{end} the text has {text[start:end]!r}")
        if not text[:start].endswith(each["prefix"]) or not text[end:].startswith(each["suffix"]):
            pack.fault(place, f"the words before or after its quote do not stand around {start}-{end}")
    print(f"quotes: {compared} of {len(passages)} compared with their texts, letter by letter")
    if withheld:
        print(f"        {withheld} are withheld: their source does not let its words be passed on")
    if compared + withheld < len(passages):
        print("        for the others give a folder with their documents; see README.txt")


def check_graph(pack: Pack, manifest: Json, passages: list[Json], nodes: Nodes) -> None:
    """Every claim of the graph has passages, and they are those of the pack; so are the documents."""
    claims = {node for node, held in nodes.items() if DKG + "Claim" in held.get(TYPE, ())}
    evidence = {node for node, held in nodes.items() if OA + "Annotation" in held.get(TYPE, ())}
    quoted, listed = {each["claim"] for each in passages}, {each["evidence"] for each in passages}
    for claim in sorted(claims - quoted):
        pack.fault(f"claim {last(claim)}", "the graph has it, no passage of the pack is its own")
    for claim in sorted(quoted - claims):
        pack.fault(f"claim {last(claim)}", "a passage is told to be its own, but the graph has no such claim")
    for node in sorted(evidence - listed):
        pack.fault(f"evidence {last(node)}", "the graph has it, the pack has no passage of it")
    for each in passages:
        check_passage(pack, each, nodes)
    documents = {document["document"]: document for document in manifest["documents"]}
    for node in sorted({n for n, held in nodes.items() if DKG + "Document" in held.get(TYPE, ())} - set(documents)):
        pack.fault(f"document {last(node)}", "the graph has it, the manifest does not tell of it")
    for iri, document in sorted(documents.items()):
        if one(nodes, iri, DKG + "contentHash") != document["contentHash"]:
            pack.fault(f"document {last(iri)}", "manifest and graph tell two hashes of its file")
        source = one(nodes, iri, VERSION_OF) or ""
        if name_of("document", last(source), document["contentHash"][len("sha256:") :]) != last(iri):
            pack.fault(f"document {last(iri)}", "its name does not follow from its source and the hash of its file")
    print(f"graph: {len(claims)} claims, {len(evidence)} times tied to a passage; {len(documents)} documents")


def check_passage(pack: Pack, each: Json, nodes: Nodes) -> None:
    """A passage says what the graph says of it, and its name follows from its place."""
    place, evidence, passage, claim = (
        f"passage {last(each['passage'])}",
        each["evidence"],
        each["passage"],
        each["claim"],
    )
    graph = {
        "claim": one(nodes, evidence, OA + "hasBody"),
        "passage": one(nodes, evidence, OA + "hasTarget"),
        "document": one(nodes, passage, OA + "hasSource"),
        "start": one(nodes, passage, OA + "hasSelector", OA + "start"),
        "end": one(nodes, passage, OA + "hasSelector", OA + "end"),
        "quote": one(nodes, passage, OA + "hasSelector", OA + "exact"),
        "prefix": one(nodes, passage, OA + "hasSelector", OA + "prefix") or "",
        "suffix": one(nodes, passage, OA + "hasSelector", OA + "suffix") or "",
        "stance": (one(nodes, claim, DKG + "stance") or "").replace(DKG, ""),
        "proposition": one(nodes, claim, DKG + "proposition"),
    }
    for key, value in graph.items():
        if value != (None if each[key] is None else str(each[key])):
            pack.fault(place, f"its {key} is {each[key]!r}, the graph tells {value!r}")
    if one(nodes, claim, SOURCE) != each["document"]:
        pack.fault(place, "its claim is made by another document")
    if name_of("passage", last(each["document"]), each["start"], each["end"]) != last(passage):
        pack.fault(place, "its name does not follow from its document and its position")
    if name_of("evidence", last(claim), last(passage)) != last(evidence):
        pack.fault(f"evidence {last(evidence)}", "its name does not follow from its claim and its passage")


def checked(pack: Pack, folder: Path | None) -> None:
    """Check everything; what is read first is what the rest is compared with."""
    data = pack.read("manifest.json")
    if data is None:
        return
    print(f"manifest: {sha256(data)}")
    manifest = json.loads(data)
    if manifest["format"] != 1:
        pack.fault("manifest.json", f"this checker knows packs of format 1, not {manifest['format']}")
        return
    check_members(pack, manifest)
    graph, lines = pack.read("graph.nq"), pack.read("passages.jsonl")
    if graph is None or lines is None:
        return
    passages = [json.loads(line) for line in lines.decode().split("\n") if line]
    check_quotes(pack, passages, texts_of(pack, manifest, folder))
    check_graph(pack, manifest, passages, graph_of(pack, graph))


def main(arguments: list[str]) -> int:
    """Check a pack, tell what was compared and what does not fit; return the exit code."""
    if len(arguments) > 2 or any(argument.startswith("-") for argument in arguments):
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    folder = Path(arguments[1]) if len(arguments) > 1 else None
    missing = next((each for each in (path, folder) if each is not None and not each.exists()), None)
    if missing is not None:
        print(f"FAULT {missing}: there is no such file or folder")
        return 1
    try:
        pack = Pack(path)
    except (OSError, zipfile.BadZipFile) as error:
        print(f"FAULT {path}: is no pack ({error})")
        return 1
    print(f"pack: {path}")
    try:
        checked(pack, folder)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        pack.fault(path, f"is not made as a pack must be ({type(error).__name__}: {error})")
    for line in pack.faults:
        print(line)
    print(f"{len(pack.faults)} faults" if pack.faults else "sound: everything fits")
    return 1 if pack.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
