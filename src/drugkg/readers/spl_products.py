"""The products of a label: names, ingredients, forms, strengths and routes, as its data elements list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drugkg.readers.flow import Flow
from drugkg.readers.xml_tree import Element, attribute
from drugkg.text import BlockKind

__all__ = ["Product", "products", "write_products"]


@dataclass(frozen=True, slots=True)
class Product:
    """A product: its names, its active substances, and the element that describes it."""

    name: str
    generic: str
    substances: tuple[str, ...]
    element: Element


def products(root: Element) -> tuple[Product, ...]:
    """Return the products of a label, the parts of kits included."""
    found = []
    for element in root.descendants():
        if element.name in ("manufacturedProduct", "manufacturedMedicine", "partProduct", "partMedicine"):
            active = tuple(dict.fromkeys(_moiety(ingredient) for ingredient in _ingredients(element)))
            if active or element.find("formCode"):
                name, generic = element.find("name"), element.find("asEntityWithGeneric/genericMedicine/name")
                words = [" ".join("".join(part[0] for part in _inside(found)).split()) for found in (name, generic)]
                found.append(Product(words[0], words[1], tuple(filter(None, active)), element))
    return tuple(found)


def write_products(flow: Flow, source: str, made: tuple[Product, ...]) -> None:
    """Write a few lines on each product; what several products share is written once."""
    seen: set[tuple[str, ...]] = set()
    for product in made:
        for label, parts in _lines(source, product):
            key = (label, *(words for words, _, _ in parts))
            if key in seen or not any(words.strip() for words, at, _ in parts if at >= 0):
                continue
            seen.add(key)
            flow.open(BlockKind.PARAGRAPH)
            flow.write(label)
            for words, at, at_end in parts:
                if at < 0:
                    flow.write(words)
                else:
                    flow.add(words, at, at_end)
            flow.close()


#: Words, and where they stand in the file; -1 where they do not.
_Part = tuple[str, int, int]


def _lines(source: str, product: Product) -> Iterator[tuple[str, list[_Part]]]:
    """Yield the lines on a product, each a label and its words."""
    element = product.element
    yield "Brand name: ", list(_inside(element.find("name")))
    yield "Generic name: ", list(_inside(element.find("asEntityWithGeneric/genericMedicine/name")))
    form = list(_named(source, element.find("formCode")))
    actives = list(_ingredients(element))
    strength = list(_strength(source, actives[0])) if len(actives) == 1 else []
    if strength:
        form += [(" ", -1, -1), *strength]
    yield "Dosage form: ", form
    routes = [route for path in _ROUTES for route in element.all(path)]
    for ingredient in actives:
        amount = list(_strength(source, ingredient))
        substance = [*_inside(ingredient.find("ingredientSubstance/name")), *_inside(_old(ingredient))]
        yield "Active ingredient: ", [*substance, *([(" ", -1, -1), *amount] if amount else [])]
    for route in routes:
        yield "Route of administration: ", list(_named(source, route))


_ROUTES = ("consumedIn/substanceAdministration/routeCode", "consumedIn/substanceAdministration1/routeCode")


def _old(ingredient: Element) -> Element | None:
    return ingredient.find("activeIngredientSubstance/name")


def _ingredients(element: Element) -> Iterator[Element]:
    """Yield the active ingredients of a product."""
    for ingredient in element.children("ingredient", "activeIngredient"):
        if ingredient.name == "activeIngredient" or ingredient.attributes.get("classCode", "").startswith("ACTI"):
            yield ingredient


def _moiety(ingredient: Element) -> str:
    """Return the name of an ingredient's active moiety, else of its substance, in lower case where all is upper."""
    for path in ("ingredientSubstance", "activeIngredientSubstance"):
        for name in (f"{path}/activeMoiety/activeMoiety/name", f"{path}/name"):
            found = ingredient.find(name)
            if found and (words := found.words()):
                return words.lower() if words.isupper() else words
    return ""


def _inside(element: Element | None) -> Iterator[_Part]:
    if element is not None:
        before = False
        for part in element.inside:
            runs = [part] if not isinstance(part, Element) else list(part.runs())
            if isinstance(part, Element) and before:
                yield " ", -1, -1
            for run in runs:
                before = before or bool(run.text.strip())
                yield run.text, run.at, run.at_end


def _named(source: str, element: Element | None) -> Iterator[_Part]:
    """Yield the name of a code, as it stands in the file."""
    words = element.attributes.get("displayName", "") if element else ""
    span = attribute(source, element, "displayName") if element else None
    if span and words.strip():
        yield words, span.start, span.end


def _strength(source: str, ingredient: Element) -> Iterator[_Part]:
    """Yield how much of an ingredient a product has: `10 mg`, or `6.25 mg in 5 mL`."""
    for path, before in (("quantity/numerator", ""), ("quantity/denominator", " in ")):
        amount = ingredient.find(path)
        value, unit = (amount.attributes.get(name, "") if amount else "" for name in ("value", "unit"))
        if amount is None or not value or (before and unit in ("", "1") and value == "1"):
            return
        places = [attribute(source, amount, name) for name in ("value", "unit")]
        if before:
            yield before, -1, -1
        for number, (words, place) in enumerate(zip((value, unit), places, strict=True)):
            if place and (not number or words not in ("", "1")):
                if number:
                    yield " ", -1, -1
                yield words, place.start, place.end
