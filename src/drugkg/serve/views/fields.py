"""The form of a saved query: a field for each value, with what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drugkg.query.resolve import Index, Names, fixed
from drugkg.query.run import default_of
from drugkg.query.saved import Parameter, ParameterType, SavedQuery

__all__ = ["Field", "fields"]

#: So many things to choose from are a drop-down; more are suggested as one types.
_CHOICE = 60
#: So many names are suggested by the page itself.
_SUGGESTED = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """A field for one value of a parameter.

    `kind` is choice, name, text or number; `options` are values with what is shown for them; `classes` are those of
    the things that can be named. `required` tells that the query cannot be asked without a value.
    """

    name: str
    number: int
    kind: str
    value: str
    help: str
    options: tuple[tuple[str, str], ...] = ()
    classes: tuple[str, ...] = ()
    required: bool = False

    @property
    def id(self) -> str:
        """What labels and lists refer to."""
        return f"{self.name}-{self.number}"


def fields(names: Names, query: SavedQuery, values: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """Return the fields of a form that holds `values`; a parameter that has none holds its default."""
    found = []
    for parameter in query.parameters:
        default = default_of(names, parameter)
        for number, value in enumerate(values.get(parameter.name) or (default or "",)):
            found.append(_field(names, parameter, number, value))
    return tuple(found)


def _field(names: Names, parameter: Parameter, number: int, value: str) -> Field:
    required = parameter.default is not None
    if parameter.type is not ParameterType.IRI:
        kind = "number" if parameter.type is ParameterType.INTEGER else "text"
        return Field(parameter.name, number, kind, value, parameter.help, required=required)
    index = names.of(parameter.classes)
    options = _options(index, declared=fixed(parameter.classes)) if len(index.things) <= _SUGGESTED else ()
    told = (parameter.classes, required)
    if not options or len(options) > _CHOICE:
        return Field(parameter.name, number, "name", value, parameter.help, options, *told)
    meant = index.find(value)
    chosen = next((own for own, _ in options if own == value or index.find(own) == meant), value)
    if value and chosen not in {own for own, _ in options}:
        options = ((value, value), *options)  # what means nothing stays, so that its error can be seen
    return Field(parameter.name, number, "choice", chosen, parameter.help, options, *told)


def _options(index: Index, *, declared: bool) -> tuple[tuple[str, str], ...]:
    """Return what may be chosen: the value that means a thing and no other, and what is shown for it."""
    # What drugkg declares is named by its short name first, by its label last.
    shown = {name.iri: name.name for name in (index.names if declared else reversed(index.names))}
    labels = {iri: index.label(iri) for iri in shown}
    found = [(label if index.find(label) == (iri,) else iri, shown[iri]) for iri, label in labels.items()]
    return tuple(sorted(found, key=lambda option: option[1].casefold()))
