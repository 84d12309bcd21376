"""Other tools read what drugkg wrote: statements as lines of N-Quads, and for tables their rows."""

from __future__ import annotations

import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph
import rdflib

__all__ = ["JENA", "READERS", "read"]

_JARS = Path("/usr/share/java")
#: The file by which one sees that Jena is there.
JENA = str(_JARS / "jena-cmds.jar")
#: What Jena's reader needs, without the versions in the names.
_NEEDED = (
    "jena-arq jena-base jena-cmds jena-core jena-iri commons-cli commons-codec commons-compress commons-csv commons-io "
    "commons-lang3 dexx.collection gson guava httpclient httpclient-cache httpcore jackson-annotations jackson-core "
    "jackson-databind jcl-over-slf4j jsonld-java protobuf slf4j-api slf4j-nop thrift"
)
_OXIGRAPH = {
    "jsonld": pyoxigraph.RdfFormat.JSON_LD, "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML, "trig": pyoxigraph.RdfFormat.TRIG, "turtle": pyoxigraph.RdfFormat.TURTLE,
}  # fmt: skip
_RDFLIB = {"jsonld": "json-ld", "nquads": "nquads", "rdfxml": "xml", "trig": "trig", "turtle": "turtle"}
_RAPPER = {"nquads": "nquads", "rdfxml": "rdfxml", "trig": "trig", "turtle": "turtle"}
_RIOT = {"jsonld": "jsonld10", "nquads": "nquads", "rdfxml": "rdfxml", "trig": "trig", "turtle": "turtle"}

#: Which formats each tool reads.
READERS: dict[str, Mapping[str, object]] = {"oxigraph": _OXIGRAPH, "rdflib": _RDFLIB, "rapper": _RAPPER, "riot": _RIOT}


def read(tool: str, format: str, path: Path) -> set[str]:
    """Return what a tool finds in a file, as lines of N-Quads in one and the same form."""
    if tool == "oxigraph":
        return set(map(_line, pyoxigraph.parse(path.read_bytes(), _OXIGRAPH[format])))
    if tool == "rdflib":
        told = rdflib.Dataset()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
            told.parse(data=path.read_bytes(), format=_RDFLIB[format])
            return _lines(told.serialize(format="nquads", encoding="utf-8"))
    if tool == "rapper":
        return _lines(_output("rapper", "-q", "-i", _RAPPER[format], "-o", "nquads", str(path)))
    jars = ":".join([_messages(), *(str(_JARS / f"{name}.jar") for name in _NEEDED.split())])
    line = ("java", "-cp", jars, "riotcmd.riot", f"--syntax={_RIOT[format]}", "--output=nquads")
    return _lines(_output(*line, str(path)))


@cache
def _messages() -> str:
    """Return a folder with the messages of Jena's XML library where Debian's build of Jena looks for them."""
    folder = Path(mkdtemp(prefix="drugkg-jena-"))
    home = "org/apache/jena/ext/"
    with zipfile.ZipFile(_JARS / "jena-core.jar") as archive:
        for name in archive.namelist():
            if name.startswith(f"{home}xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix(home)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))
    return str(folder)


def _output(*line: str) -> bytes:
    done = subprocess.run(line, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return done.stdout


def _lines(nquads: bytes) -> set[str]:
    return set(map(_line, pyoxigraph.parse(nquads, pyoxigraph.RdfFormat.N_QUADS)))


def _line(quad: pyoxigraph.Quad) -> str:
    # What a reader calls its graph without a name is its own affair.
    name = str(quad.graph_name)
    graph = "" if name in ("DEFAULT", "<urn:x-rdflib:default>") else f" {name}"
    return f"{quad.subject} {quad.predicate} {quad.object}{graph}"
