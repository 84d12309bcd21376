"""Whether an ontology is consistent, and whether each of its classes can have a member: owlready2 asks HermiT.

The reasoner gets the ontology and, of a graph, what its concepts are. It never gets claims: documents may disagree.
"""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from drugkg.errors import DocumentError, Problem, UsageError
from drugkg.graph.iri import Iris
from drugkg.graph.namespaces import DKG, PREFIXES, RDF_TYPE, Quad, term
from drugkg.schema.files import ALIGNMENTS, ONTOLOGY, path_of, statements

__all__ = ["Verdict", "concepts", "judged", "own", "read"]

#: What is said of concepts that a reasoner can use; names and identifiers say nothing to it.
_CONCEPTS = f"""SELECT ?concept ?property ?value {{
  VALUES ?property {{ <{PREFIXES["rdf"]}type> <{PREFIXES["skos"]}broader> <{PREFIXES["dkg"]}hasIngredient> }}
  GRAPH <$graph> {{ ?concept ?property ?value }} }}"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was loaded, and what a reasoner finds.

    `reasoned` is False where there is no Java, without which HermiT does not run. `unsatisfiable` are the IRIs of the
    classes that nothing can be a member of. It is true where nothing is wrong.
    """

    classes: int
    properties: int
    individuals: int
    reasoned: bool
    consistent: bool = True
    unsatisfiable: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.consistent and not self.unsatisfiable


def own() -> Iterator[Quad]:
    """Yield drugkg's ontology and its alignments."""
    for name in (ONTOLOGY, ALIGNMENTS):
        yield from statements(path_of(name).read_bytes())


def read(file: str | Path) -> Iterator[Quad]:
    """Yield what a Turtle file says.

    Raises:
        DrugKGError: if there is no such file, or it is no Turtle.
    """
    try:
        yield from statements(Path(file).read_bytes())
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or error})"
        raise UsageError(Problem(str(file), what, "name an ontology in Turtle")) from None
    except SyntaxError as error:
        place = f"{file}:{error.lineno}" if error.lineno else str(file)
        raise DocumentError(Problem(place, f"this is not well-formed Turtle ({error.msg})", "mend the file")) from None


def concepts(ask: Callable[[str], Any], base: str) -> Iterator[Quad]:
    """Yield what a graph says of its concepts; `ask` answers queries over it."""
    for row in ask(_CONCEPTS.replace("$graph", Iris(base).graph("vocabulary"))):
        concept, property, value = map(str, row)
        yield Quad(concept, property, value)
        yield Quad(concept, RDF_TYPE, term("owl:NamedIndividual"))


def judged(triples: Iterable[Quad]) -> Verdict:
    """Load an ontology, and let HermiT judge it where there is Java.

    Raises:
        DocumentError: if it cannot be loaded, or HermiT does not take it.
    """
    # It takes half a second, and nothing else needs it.
    import owlready2  # noqa: PLC0415

    # It warns of each relation that is an individual too, which OWL 2 DL allows.
    with contextlib.redirect_stderr(io.StringIO()):
        return _judged(sorted({f"{s} {p} {o} .\n" for s, p, o, _ in triples}), owlready2)


def _judged(lines: list[str], owlready2: ModuleType) -> Verdict:
    world = owlready2.World()
    try:
        world.get_ontology(DKG).load(fileobj=io.BytesIO("".join(lines).encode()))
    except owlready2.OwlReadyOntologyParsingError as error:
        raise DocumentError(Problem("ontology", f"owlready2 cannot load it ({error})", "mend it")) from None
    classes, properties, individuals = (
        len(list(found)) for found in (world.classes(), world.properties(), world.individuals())
    )
    verdict = Verdict(classes, properties, individuals, reasoned=True)
    if shutil.which(owlready2.JAVA_EXE) is None:
        return replace(verdict, reasoned=False)
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return replace(verdict, consistent=False)
    except owlready2.OwlReadyJavaError as error:
        what = f"HermiT cannot reason over it ({' '.join(str(error).split())[:400]})"
        raise DocumentError(Problem("ontology", what, "keep it within OWL 2 DL")) from None
    nothing = sorted(each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing)
    return replace(verdict, unsatisfiable=tuple(nothing))
