"""Labels as XML: the same in every encoding, exact in every place, and closed to what XML can do beyond telling."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from tests.effort import grows_evenly, stays_below

from drugkg.errors import DocumentError, Problem
from drugkg.readers import read
from drugkg.readers.base import File
from drugkg.readers.xml_tree import parse
from drugkg.text import BlockKind, Document, Source

GOLDEN = Path(__file__).parent.parent / "golden" / "readers"
LABEL = (GOLDEN / "label.xml").read_text("utf-8")
FACTS = (GOLDEN / "drugfacts.xml").read_text("windows-1252")


def _label(inside: str, title: str = "<title>Uses</title>") -> bytes:
    return (
        '<document xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>'
        f"<code code='34067-9'/>{title}{inside}</section></component></structuredBody></component></document>"
    ).encode()


def _read(data: bytes) -> Document:
    return read(data, Source("x"), "label.xml")


def _problem(data: bytes) -> Problem:
    with pytest.raises(DocumentError) as caught:
        _read(data)
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + FACTS.replace("windows-1252", "utf-8").encode(),
        FACTS.replace("windows-1252", "utf-16").encode("utf-16"),
        b"\xfe\xff" + FACTS.replace("windows-1252", "UTF-16").encode("utf-16-be"),
        FACTS.partition("?>")[2].strip().encode(),
        FACTS.replace("\n", "\r\n").encode("windows-1252"),
    ],
)
def test_the_encoding_of_the_file_does_not_show(data: bytes) -> None:
    same = _read(FACTS.encode("windows-1252"))
    assert _texts(_read(data)) == _texts(same)
    assert _read(data).text == same.text
    assert "Frühlingstraum" in same.text


@pytest.mark.parametrize("source", [LABEL, FACTS.replace("windows-1252", "utf-8")])
def test_every_piece_leads_to_its_words_in_the_file(source: str) -> None:
    document = _read(source.encode())
    assert document.origin is not None
    for piece in document.origin.pieces:
        words, there = document.text[piece.start : piece.end], source[piece.at : piece.at_end]
        assert words == there or html.unescape(there).split() == words.split()
        assert piece.even or words == " " or there.startswith("&")
    # What the reader adds is white space between blocks and cells, and the names of what products have.
    covered = {place for piece in document.origin.pieces for place in range(piece.start, piece.end)}
    added = "".join(sign for place, sign in enumerate(document.text) if place not in covered)
    for name in ("Brand name:", "Generic name:", "Dosage form:", "Active ingredient:", "Route of administration:"):
        added = added.replace(name, "")
    assert set(added.replace(" in ", " ").replace(" in", " ")) <= set(" \n\t")


def test_what_the_label_says_of_itself_is_metadata() -> None:
    told = _read(LABEL.encode()).metadata
    assert (told.version, told.modified, told.kind) == ("7", "2025-03-14", "HUMAN PRESCRIPTION DRUG LABEL")
    assert told.series == "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
    assert told.authors == ("Example Remedies & Sons, Inc.",)
    assert told.title == "EXAMPLOR® (baclofen) tablets, for oral use"
    assert told.drugs == ("baclofen",)


def test_an_excerpt_is_kept_and_makes_no_claim() -> None:
    (excerpt,) = [block for block in _read(LABEL.encode()).blocks if block.silent == "excerpt"]
    assert excerpt.text == "EXAMPLOR is for spasticity."


def test_what_stands_behind_a_table_does_not_belong_to_its_last_row() -> None:
    document = _read(LABEL.encode())
    food = next(block for block in document.blocks if block.text == "Take it with food.")
    assert document.section(food) == "2.1 By age"


@pytest.mark.parametrize(
    ("inside", "texts"),
    [
        ("<text>a<br/>b</text>", ["Uses", "a b"]),
        ("<text><paragraph>x<sub>2</sub>y <sup>®</sup></paragraph> tail</text>", ["Uses", "x2y ®", "tail"]),
        ("<text><paragraph/><list><item/></list><table/></text>", []),
        ("<text><list><item><table><tr><td>a</td><td>b</td></tr></table></item></list></text>", ["Uses", "a", "b"]),
        ("<text><table><tr><td><table><tr><td>a</td></tr></table></td></tr></table></text>", ["Uses", "a"]),
        ("<text><paragraph>a [see <linkHtml href='#x'>B (1)</linkHtml>].</paragraph></text>", ["Uses", "a."]),
        ("<text><paragraph>5 mg (<linkHtml href='http://x'>2</linkHtml>)</paragraph></text>", ["Uses", "5 mg (2)"]),
        ("<text><paragraph>a<footnote>b</footnote> c</paragraph></text>", ["Uses", "a c", "b"]),
        ("<text><paragraph>pain • fever: • rash</paragraph></text>", ["Uses", "pain", "fever:", "rash"]),
        ("<text><table><tr><td colspan='3000000000'>a</td><td>b</td></tr></table></text>", ["Uses", "a", "b"]),
    ],
)
def test_markup(inside: str, texts: list[str]) -> None:
    assert _texts(_read(_label(inside))) == (texts or ["Uses"])


def test_a_title_with_nothing_below_is_an_item() -> None:
    block = _read(_label("", "<title>4.1 Gout</title>")).blocks[-1]
    assert (block.kind, block.text) == (BlockKind.ITEM, "Gout")


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (_label("<text>a</text>").replace(b"</title>", b"</titel>"), "label.xml:1:", "mismatched tag"),
        (_label("<text>\n\n  a &nbsp; b</text>"), "label.xml:3:5", "undefined entity"),
        (_label("<text>a</text>")[:-4], "label.xml:1:", "unclosed token"),
        (b"<?xml version='1.0'?><a/>", "label.xml", "XML whose root is <a>"),
        (b"<?xml version='1.0' encoding='rot13'?>" + _label(""), "label.xml", "encoding 'rot13' is not known"),
        (_label("", ""), "label.xml", "the label has no text"),
        (b"<?xml version='1.0'?><!DOCTYPE a>" + _label(""), "label.xml:1:", "document type declaration"),
        (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'>" + _label(""), "label.xml:1:", "document type declaration"),
        (_label("<text>" + "<content>" * 300 + "</content>" * 300 + "</text>"), "label.xml:1:", "nested deeper"),
        (_label("<text>" + "<br/>" * 400_001 + "</text>"), "label.xml:1:", "elements"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(data: bytes, place: str, what: str) -> None:
    problem = _problem(data)
    assert problem.place.startswith(place)
    assert what in problem.what


def test_entities_are_never_expanded() -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{layers}]>'.encode() + _label("<text>&e9;</text>")
    assert "document type declaration" in _problem(bomb).what
    assert stays_below(1, lambda: _problem(bomb))


@pytest.mark.parametrize("tag", ["content", "list><item", "table><tr><td", "excerpt><highlight><text", "paragraph"])
def test_deep_nesting_is_read(tag: str) -> None:
    names = tag.split("><")
    depth = 150 // len(names)
    inside = f"<{tag}>" * depth + "word" + "".join(f"</{name}>" for name in reversed(names)) * depth
    assert "word" in _read(_label(f"<text>{inside}</text>")).text


@pytest.mark.parametrize(
    "unit",
    [
        "<paragraph>a • b</paragraph>", "<list><item>a</item></list>", "(see ", "[see a (1)", "<br/>", "&amp;", "é",
        "<table><tr><td>a</td><td>1</td></tr></table>", "<footnote>a</footnote>", "<linkHtml href='#a'>(1)</linkHtml>",
        "<content styleCode='bold'>a</content>", "• ", "<![CDATA[a]]>", "<!-- a -->", " \n",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_label(unit: str) -> None:
    small, large = (_label(f"<text>x{unit * (size // len(unit))}</text>") for size in (20_000, 160_000))
    assert grows_evenly(lambda: _read(small), lambda: _read(large))


def test_the_tree_tells_where_its_words_stand() -> None:
    source = '<?xml version="1.0"?>\r\n<a>x &amp; é<b>😀</b>\r\n&#x3b1;<![CDATA[<&amp;]]></a>'
    text, root = parse(File(source.encode(), "a.xml"))
    found = [(run.text, text[run.at : run.at_end]) for run in root.runs()]
    assert found == [
        ("x ", "x "), ("&", "&amp;"), (" é", " é"), ("😀", "😀"), ("\n", "\r\n"), ("α", "&#x3b1;"),
        ("<&amp;", "<&amp;"),
    ]  # fmt: skip
