"""Which rules hang together because they cross one another or meet, without comparing each with each."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from operator import itemgetter

from dagster_project.extraction.pages.rules import SAME_RULE
from dagster_project.extraction.pages.shapes import Rule

# How far from one another the ends of rules may be that meet.
NEAR = 2 * SAME_RULE


def connected(rules: Sequence[Rule]) -> list[int]:
    """For each rule a number that all rules share that hang together, over others too: those across with those that go down."""
    groups = _Groups(len(rules))
    beam = _Beam(groups)
    for _, step, at in sorted(_events(rules), key=itemgetter(0, 1)):
        rule = rules[at]
        if step == _BEGINS:
            beam.add((rule.at, at))
        elif step == _ENDS:
            beam.remove((rule.at, at))
        else:
            beam.cross(at, rule.start - NEAR, rule.end + NEAR)
    return [groups.of(at) for at in range(len(rules))]


_BEGINS, _CROSSES, _ENDS = range(3)


def _events(rules: Sequence[Rule]) -> Iterator[tuple[float, int, int]]:
    """From above to below, where each rule that goes down begins and ends, and where each one across lies."""
    for at, rule in enumerate(rules):
        if rule.is_horizontal:
            yield rule.at, _CROSSES, at
        else:
            yield rule.start - NEAR, _BEGINS, at
            yield rule.end + NEAR, _ENDS, at


class _Groups:
    """Numbers that are put together step by step."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def of(self, at: int) -> int:
        """The number that stands for the group."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Makes two groups one."""
        self._parent[self.of(one)] = self.of(other)


class _Beam:
    """The rules that go down at one height, from left to right.

    Those that a rule across has joined with the one to the left need not be joined again: `_heads` are the others, so that
    a rule across costs no more than it joins.
    """

    def __init__(self, groups: _Groups) -> None:
        self._groups = groups
        self._present: list[tuple[float, int]] = []
        self._heads: list[tuple[float, int]] = []

    def add(self, rule: tuple[float, int]) -> None:
        """A rule begins; what stands right of it has another neighbour now."""
        insort(self._present, rule)
        self._make_head(rule)
        self._make_head_after(rule)

    def remove(self, rule: tuple[float, int]) -> None:
        """A rule ends; if it was not joined with its left neighbour, the right one is not either."""
        at = bisect_left(self._heads, rule)
        if at < len(self._heads) and self._heads[at] == rule:
            self._make_head_after(rule)
            del self._heads[at]
        del self._present[bisect_left(self._present, rule)]

    def cross(self, number: int, start: float, end: float) -> None:
        """Joins a rule across with all that it meets between two places."""
        first = bisect_left(self._present, start, key=itemgetter(0))
        last = bisect_right(self._present, end, key=itemgetter(0))
        if first == last:
            return
        self._groups.join(number, self._present[first][1])
        heads = slice(bisect_right(self._heads, self._present[first]), bisect_right(self._heads, self._present[last - 1]))
        for _, head in self._heads[heads]:
            self._groups.join(number, head)
        del self._heads[heads]

    def _make_head_after(self, rule: tuple[float, int]) -> None:
        after = bisect_right(self._present, rule)
        if after < len(self._present):
            self._make_head(self._present[after])

    def _make_head(self, rule: tuple[float, int]) -> None:
        at = bisect_left(self._heads, rule)
        if at == len(self._heads) or self._heads[at] != rule:
            self._heads.insert(at, rule)
