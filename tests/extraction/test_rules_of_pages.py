"""Rules of a page: which hang together, and which fields they part, as comparing each with each would tell."""

from collections.abc import Sequence
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from dagster_project.extraction.pages.crossings import NEAR, connected
from dagster_project.extraction.pages.grids import regions_of, table_of
from dagster_project.extraction.pages.shapes import Rule

places = st.integers(0, 120).map(lambda number: number / 2)
rules = st.builds(
    lambda is_horizontal, at, ends: Rule(is_horizontal, at, min(ends), max(ends)), st.booleans(), places, st.tuples(places, places)
)


def meet(one: Rule, other: Rule) -> bool:
    return one.is_horizontal != other.is_horizontal and all(
        a.start - NEAR <= b.at <= a.end + NEAR for a, b in ((one, other), (other, one))
    )


def plainly_connected(drawn: Sequence[Rule]) -> set[frozenset[int]]:
    groups = [{at} for at in range(len(drawn))]
    for one, other in product(range(len(drawn)), repeat=2):
        if meet(drawn[one], drawn[other]) and groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for at in groups[other]:
                groups[at] = groups[one]
    return {frozenset(group) for group in groups}


@given(st.lists(rules, max_size=40))
def test_rules_hang_together_that_meet_over_others_too(drawn: list[Rule]) -> None:
    numbers = connected(drawn)

    found = {frozenset(at for at, other in enumerate(numbers) if other == number) for number in numbers}
    assert found == plainly_connected(drawn)


@given(st.lists(rules, max_size=40))
def test_fields_are_parted_where_rules_run_along_most_of_their_edge(drawn: list[Rule]) -> None:
    for region in regions_of(drawn):
        table = table_of(region, [])
        for cell in table.cells:
            for left, right in pairwise([x for x in table.xs if cell.box.left <= x <= cell.box.right]):
                for y in table.ys:
                    if cell.box.top < y < cell.box.bottom:
                        assert not plainly_runs_along(region, table.ys, y, left, right)


def plainly_runs_along(region: list[Rule], edges: Sequence[float], at: float, start: float, end: float) -> bool:
    along = [rule for rule in region if rule.is_horizontal and min(edges, key=lambda edge: abs(edge - rule.at)) == at]
    return sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in along) >= 0.6 * (end - start)
