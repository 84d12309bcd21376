"""The measure of effort itself: it passes even growth and tells steep growth."""

from tests.effort import grows_evenly, stays_below


def test_even_growth_passes_and_steep_growth_does_not() -> None:
    def steps(number: int) -> int:
        return sum(range(number))

    assert grows_evenly(lambda: steps(40_000), lambda: steps(8 * 40_000), spare=0)
    assert not grows_evenly(lambda: steps(20_000), lambda: steps(64 * 20_000), spare=0)


def test_a_bound_is_told_when_it_is_broken() -> None:
    assert stays_below(60, lambda: None)
    assert not stays_below(0, lambda: None)
