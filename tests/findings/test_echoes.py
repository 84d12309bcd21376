"""Echoes: what counts as one witness, and that this depends on the passages alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drugkg.findings.echo_quads import echo_quads
from drugkg.findings.echoes import THRESHOLD, Basis, Echo, echoes
from drugkg.findings.witnesses import Witness, Witnesses
from drugkg.findings.wording import Excerpt, likeness, shared_words, wording
from drugkg.graph import Iris, to_nquads

MONOGRAPH = (
    "Examplin eases stiff legs after an injury of the spine {01}.\n\nUnwanted effects\n- ringing in the ears\n"
    "- thirst that does not go away\n- cramps at night\n- cold hands {02}\n- a rash on arms or legs\n- vivid dreams\n\n"
    "Grown-ups begin with a small amount at bedtime."
)
#: The list stands as in the monograph, but for marks and spelling; all else is the author's own.
COPY = (
    "What is examplin? A tablet for people whose legs are stiff.\n\nIt can cause: ringing in the ears, thirst that "
    "does not go away, cramps at night, cold hands, a rash on arms or legs, vivid dreams.\n\nStart low."
)
OWN = "Patients told us of cold hands, and of thirst. Stiff legs became better within a week in most of them."


def excerpt_of(text: str, start: int, end: int, name: str, document: str, works: tuple[str, ...] = ()) -> Excerpt:
    return Excerpt(
        name, document, start, end, text[start:end], text[max(0, start - 100) : start], text[end:][:100], works
    )


def excerpt(text: str, quote: str, document: str, works: tuple[str, ...] = ()) -> Excerpt:
    start = text.index(quote)
    return excerpt_of(text, start, start + len(quote), f"{document}/{quote}", document, works)


def members(found: tuple[Echo, ...]) -> list[tuple[str, ...]]:
    return [echo.members for echo in found]


def test_items_of_a_copied_list_are_echoes_of_each_other_alone() -> None:
    passages = [excerpt(MONOGRAPH, item, "monograph") for item in ("cold hands", "cramps at night")]
    passages += [excerpt(COPY, item, "copy") for item in ("cold hands", "cramps at night")]
    passages.append(excerpt(OWN, "cold hands", "own"))
    found = echoes(passages)
    assert members(found) == [
        ("copy/cold hands", "monograph/cold hands"),
        ("copy/cramps at night", "monograph/cramps at night"),
    ]
    assert {echo.basis for echo in found} == {Basis.WORDING}
    shared = "thirst that does not go away, cramps at night, cold hands, a rash on arms or legs, vivid dreams"
    assert found[0].words == shared


def test_few_words_that_everyone_uses_are_no_echo() -> None:
    assert not echoes([excerpt(MONOGRAPH, "cold hands", "monograph"), excerpt(OWN, "cold hands", "own")])
    stock = "Take the missed dose as soon as you remember, unless it is almost time for your next dose"
    assert not echoes([excerpt(f"{name}: {stock}. {name}", stock, name) for name in ("one", "other")])


def test_without_a_text_prefix_and_suffix_are_compared() -> None:
    quote = "a burning feeling in the soles of the feet that comes and goes through the night"
    passages = [Excerpt(name, name, 40, 120, quote, "s and ", " or ") for name in ("p", "q")]
    assert members(echoes(passages)) == [("p", "q")]
    assert not echoes([Excerpt(name, name, 40, 46, "thirst", "s and ", " or ") for name in ("p", "q")])


def test_passages_that_cite_the_same_work_are_an_echo() -> None:
    one = excerpt(MONOGRAPH, "cold hands", "monograph", ("Doe J. On cold hands. J Ex 2020. doi:10.1000/xyz.1",))
    other = excerpt(OWN, "cold hands", "own", ("Doe, J: Cold hands (2020), https://doi.org/10.1000/XYZ.1",))
    found = echoes([one, other])
    assert [(echo.basis, echo.members) for echo in found] == [(Basis.REFERENCE, (one.passage, other.passage))]
    assert not echoes([excerpt(MONOGRAPH, "cold hands", "monograph", ("Label, 2020",)), other])


def test_support_is_counted_by_echo_and_by_source() -> None:
    told = Witnesses([Echo(Basis.WORDING, ("p", "q"), ""), Echo(Basis.REFERENCE, ("q", "r"), "")])
    assert told.count([]) == 0
    assert told.count([Witness("p", "a"), Witness("r", "c")]) == 2
    assert told.count([Witness("p", "a"), Witness("q", "b"), Witness("r", "c")]) == 1
    assert told.count([Witness("s", "a"), Witness("t", "a"), Witness("u", "b")]) == 2


def test_an_echo_in_the_graph() -> None:
    iris = Iris()
    passages = [iris.of("passage", name) for name in "pq"]
    quads = to_nquads(echo_quads([Echo(Basis.WORDING, tuple(passages), "cold hands", 2 / 3)], iris))
    assert quads.count("/graph/findings> .\n") == quads.count("\n") == 7
    assert '"0.66"^^<http://www.w3.org/2001/XMLSchema#decimal>' in quads


WORDS = st.lists(st.sampled_from("ache burn cold dry ear fever gout hand itch jaw knee leg".split()), max_size=60)


@st.composite
def corpora(draw: st.DrawFn) -> list[Excerpt]:
    """Return passages of documents that were put together from the same few pieces."""
    pieces = draw(st.lists(WORDS, min_size=1, max_size=4))
    passages = []
    for number in range(draw(st.integers(1, 4))):
        text = " ".join(word for piece in draw(st.lists(st.sampled_from(pieces), max_size=3)) for word in piece)
        for start in draw(st.sets(st.integers(0, max(0, len(text) - 1)), max_size=4)):
            end = min(len(text), start + draw(st.integers(1, 80)))
            if end > start:
                passages.append(excerpt_of(text, start, end, f"{number}/{start}", f"document {number}"))
    return passages


@given(corpora(), st.randoms())
def test_order_and_repetition_change_nothing(passages: list[Excerpt], random: object) -> None:
    mixed = passages * 2
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert echoes(mixed) == echoes(passages)


@given(corpora())
def test_likeness_is_symmetric_and_a_share(passages: list[Excerpt]) -> None:
    for one in passages:
        for other in passages:
            alike = likeness(wording(one), wording(other))
            assert alike == likeness(wording(other), wording(one))
            assert 0 <= alike <= 1
            if alike:
                assert shared_words(one, other)


@given(corpora())
def test_a_document_never_echoes_itself(passages: list[Excerpt]) -> None:
    document = {passage.passage: passage.document for passage in passages}
    for echo in echoes(passages):
        assert len({document[member] for member in echo.members}) > 1
        assert all(document[pair.one] != document[pair.other] for pair in echo.pairs)
    assert not echoes([passage for passage in passages if passage.document == "document 0"])


@given(corpora(), st.sampled_from([0.5, 0.6, 0.75]), st.sampled_from([0.8, 0.9, 1.0]))
def test_a_higher_threshold_only_splits(passages: list[Excerpt], low: float, high: float) -> None:
    wide, narrow = (echoes(passages, threshold=threshold) for threshold in (low, high))
    assert all(any(set(echo.members) <= set(other.members) for other in wide) for echo in narrow)
    assert all(echo.similarity is None or echo.similarity >= low for echo in wide)


@given(corpora())
def test_echoes_are_those_of_comparing_every_pair(passages: list[Excerpt]) -> None:
    told = {passage.passage: wording(passage) for passage in passages}
    joined = {name: {name} for name in told}
    for one in passages:
        for other in passages:
            if one.document != other.document and likeness(told[one.passage], told[other.passage]) >= THRESHOLD:
                whole = joined[one.passage] | joined[other.passage]
                joined |= dict.fromkeys(whole, whole)
    expected = {tuple(sorted(whole)) for whole in joined.values() if len(whole) > 1}
    assert set(members(echoes(passages))) == expected


@given(corpora(), corpora())
def test_passages_of_another_shard_never_part_an_echo(here: list[Excerpt], there: list[Excerpt]) -> None:
    moved = [Excerpt(f"x{p.passage}", f"x{p.document}", p.start, p.end, p.quote, p.before, p.after) for p in there]
    both = echoes([*here, *moved])
    assert all(any(set(echo.members) <= set(other.members) for other in both) for echo in echoes(here))
