"""Drawn rules as a person sees them: pieces joined, doubled ones taken for one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dagster_project.extraction.pages.shapes import Rule

# Rules that are no further apart than this are one to the eye: half the height of the smallest letters.
SAME_RULE = 2.5
# Pieces of a rule that are parted by no more than this are one: corners are often left open.
_GAP = 4.0
_SHORTEST = 6.0


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, each whole and once, those across first and then those that go down."""
    found = list(rules)
    return [
        *_joined_of_direction([rule for rule in found if rule.is_horizontal]),
        *_joined_of_direction([rule for rule in found if not rule.is_horizontal]),
    ]


def _joined_of_direction(rules: Sequence[Rule]) -> Iterator[Rule]:
    for together in _clusters(sorted(rules, key=lambda rule: rule.at)):
        # The middle of what is longest: short pieces are often ends of other rules.
        at = max(together, key=lambda rule: rule.end - rule.start).at
        for start, end in _spans(together):
            if end - start >= _SHORTEST:
                yield Rule(together[0].is_horizontal, at, start, end)


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at - cluster[0].at > SAME_RULE:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def _spans(rules: Iterable[Rule]) -> Iterator[tuple[float, float]]:
    spans = sorted((rule.start, rule.end) for rule in rules)
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start > end + _GAP:
            yield start, end
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    yield start, end


def positions(values: Iterable[float], apart: float = SAME_RULE) -> list[float]:
    """Sorted positions, each once: what lies no further apart than `apart` is one."""
    found = sorted(values)
    kept = found[:1]
    kept += [value for before, value in pairwise(found) if value - before > apart]
    return kept


def nearest(edges: Sequence[float], at: float) -> int:
    """Which of some sorted positions, of which there is at least one, lies nearest to a place; of two as near, the first."""
    after = bisect_left(edges, at)
    around_it = range(max(after - 1, 0), min(after + 1, len(edges)))
    return min(around_it, key=lambda edge: abs(edges[edge] - at))
