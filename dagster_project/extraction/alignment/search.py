"""The search for the moves of rows under which everything agrees.

It goes down the levels of a list: first where the figures of the total row may stand, then those of the rows
below it, so that they add up to it, and so on. What does not fit a total is never looked into further.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from dagster_project.extraction.alignment.identities import ColumnSum, Comparison, Sums
from dagster_project.extraction.alignment.moves import RowSums, arrangements
from dagster_project.extraction.alignment.sheets import Arrangement, Row, Sheet
from dagster_project.extraction.vocabulary import Vocabulary

# Rows that are moved, with where their figures stand then.
Moves = dict[Row, Arrangement]

_NONE = Decimal(0)
# So many steps are taken in a list, and so many ways are kept: where they do not suffice, nothing is decided.
_MOST_STEPS = 20_000
_MOST_WAYS = 64
# Columns of a sum that a wrong figure elsewhere may have broken.
_MOST_EXEMPT = 2


@dataclass(frozen=True, slots=True)
class Mended:
    """An identity that is broken as read and holds as repaired, in a column where it is one of columns."""

    identity: ColumnSum | Comparison
    column: str
    before: Sums
    after: Sums


@dataclass(frozen=True, slots=True)
class Solution:
    """Moves under which everything that they touch agrees, and what they mend."""

    moves: Moves
    mended: list[Mended]

    @property
    def places_mended(self) -> set[tuple[ColumnSum | Comparison, str]]:
        """The identities that are mended, each with its column."""
        return {(mended.identity, mended.column) for mended in self.mended}

    @property
    def columns(self) -> set[str]:
        """The columns that a figure was moved out of or into."""
        return {column for row, to in self.moves.items() for column in changed_columns(row, to)}


@dataclass(slots=True)
class Search:
    """The solutions of a list; `is_complete` says that there are no others."""

    solutions: list[Solution] = field(default_factory=list)
    is_complete: bool = True


class _OutOfStepsError(Exception):
    """The search takes too long."""


def changed_columns(row: Row, to: Arrangement) -> set[str]:
    """The columns in which a row prints another figure, or none, when it is arranged anew."""
    return {column for column in row.as_read.keys() | to.keys() if row.as_read.get(column) is not to.get(column)}


def search(sheet: Sheet, sums: Sequence[ColumnSum], compared: Sequence[Comparison], vocabulary: Vocabulary) -> Search:
    """The ways to set a list right: those that mend the most, each with no row moved that explains nothing.

    `sums` are all sums down its columns, `compared` the comparisons that it takes part in. Its rows are as read.
    """
    finder = _Finder(sheet, sums, compared, vocabulary)
    found = Search()
    judge = _Judge(sheet, sums, compared)
    try:
        for moves in finder.ways():
            solution = judge.solution(moves)
            if solution:
                found.solutions.append(solution)
    except _OutOfStepsError:
        found.is_complete = False
    found.is_complete &= finder.is_complete
    found.solutions = [solution for solution in found.solutions if not _is_surpassed(solution, found.solutions)]
    return found


def _is_surpassed(solution: Solution, others: Sequence[Solution]) -> bool:
    """Whether another solution mends all that it mends, and more, or the same by some of its moves alone."""
    mended = solution.places_mended
    return any(
        mended < other.places_mended or (mended == other.places_mended and other.moves.items() < solution.moves.items())
        for other in others
    )


class _Judge:
    """Whether moves leave anything broken that they touch, and whether they mend what shows that rows slipped."""

    def __init__(self, sheet: Sheet, sums: Sequence[ColumnSum], compared: Sequence[Comparison]) -> None:
        self._sums = sums
        self._compared = [(comparison, {column for _, column in comparison.slots_in(sheet)}) for comparison in compared]

    def solution(self, moves: Moves) -> Solution | None:
        solution = Solution(moves, [])
        columns = solution.columns
        before = self._sides(columns)
        for row, to in moves.items():
            row.at = to
        after = self._sides(columns)
        for row in moves:
            row.at = row.as_read
        if not all(sides.holds for sides in after.values()) or any(_is_evaded(before[place], after[place]) for place in after):
            return None
        solution.mended.extend(Mended(*place, before[place], after[place]) for place in before if not before[place].holds)
        return solution if any(_is_evidence(mended.identity) for mended in solution.mended) else None

    def _sides(self, columns: set[str]) -> dict[tuple[ColumnSum | Comparison, str], Sums]:
        """What all identities that the columns take part in say at present."""
        sides: dict[tuple[ColumnSum | Comparison, str], Sums] = {
            (identity, column): identity.sums(column) for identity in self._sums for column in sorted(columns)
        }
        sides |= {(comparison, ""): comparison.sums() for comparison, own in self._compared if own & columns}
        return sides


def _is_evaded(before: Sums, after: Sums) -> bool:
    """Whether figures that were compared no longer are, one of the sides having left: that mends nothing."""
    return after.is_void and not before.is_void and not after.agrees


def _is_evidence(identity: ColumnSum | Comparison) -> bool:
    """Whether an identity can show that rows slipped. A sentence cannot by itself: it may be what is wrong."""
    return isinstance(identity, ColumnSum) or identity.is_between_tables


class _Finder:
    """Finds the moves under which the rows of a list add up level by level."""

    def __init__(self, sheet: Sheet, sums: Sequence[ColumnSum], compared: Sequence[Comparison], vocabulary: Vocabulary) -> None:
        self._sheet = sheet
        self._row_sums = RowSums(sheet, vocabulary)
        self._compared = _by_row(sheet, compared)
        self._groups: dict[Row, list[ColumnSum]] = {}
        for each in sums:
            if each.parts is not sheet.leaves:
                self._groups.setdefault(each.total, []).append(each)
        self._broken = {id(each): each.broken_columns() for groups in self._groups.values() for each in groups}
        self._has_negative = any(cell.amount_yuan < 0 for row in sheet.rows for cell in row.cells)
        self._troubled: dict[Row, bool] = {}
        self._options: dict[Row, list[Arrangement]] = {}
        self._found: dict[tuple[Row, int], list[Moves]] = {}
        self._steps = 0
        self.is_complete = True

    def ways(self) -> Iterator[Moves]:
        """Moves that may be a solution; every solution is among them, if `is_complete`."""
        roots = self._sheet.totals[:1] or self._sheet.tops
        together: list[Moves] = [{}]
        for root in roots:
            options = self._options_of(root) if self._is_troubled(root) else [root.as_read]
            own = [moves for option in range(len(options)) for moves in self._moves(root, option)]
            together = self._product(together, own)
        yield from (moves for moves in together if moves)

    def _is_troubled(self, row: Row) -> bool:
        """Whether anything from a row down is broken as read."""
        if row not in self._troubled:
            self._troubled[row] = any(not comparison.holds() for comparison, _ in self._compared.get(row, ())) or any(
                self._broken[id(group)] or any(map(self._is_troubled, group.parts)) for group in self._groups.get(row, ())
            )
        return self._troubled[row]

    def _options_of(self, row: Row) -> list[Arrangement]:
        """Where the figures of a row may stand as far as it alone can tell; as read is the first."""
        if row not in self._options:
            others = (to for to in arrangements(row) if self._row_sums.hold(to) and self._agrees(row, to))
            self._options[row] = [row.as_read, *others]
        return self._options[row]

    def _agrees(self, row: Row, to: Arrangement) -> bool:
        """Whether the comparisons of the columns that change hold when a row is arranged anew."""
        changed = changed_columns(row, to)
        row.at = to
        holds = all(comparison.holds() for comparison, columns in self._compared.get(row, ()) if columns & changed)
        row.at = row.as_read
        return holds

    def _moves(self, row: Row, option: int) -> list[Moves]:
        """The moves of a row, arranged in one of its ways, and of the rows below it; none if they do not add up."""
        if (row, option) not in self._found:
            own: Moves = {row: self._options_of(row)[option]} if option else {}
            ways: list[Moves] = [own]
            if option or self._is_troubled(row):
                for group in self._groups.get(row, []):
                    ways = self._product(ways, self._group_moves(group, option))
            self._found[row, option] = ways
        return self._found[row, option]

    def _group_moves(self, group: ColumnSum, option: int) -> list[Moves]:
        """The moves of the rows of a sum and of those below them, under which it holds.

        A column that is broken as read may stay so where nothing is moved in it: a figure of it may be wrong. As few
        as possible stay so. If all do, no move mends anything here, and the rows stay as read.
        """
        to = self._options_of(group.total)[option]
        changed = changed_columns(group.total, to) if option else set()
        broken = [column for column in self._broken[id(group)] if column not in changed]
        for n_exempt in range(min(len(broken), _MOST_EXEMPT) + 1):
            if n_exempt and n_exempt == len(broken) and not option:
                break
            ways = [moves for exempt in combinations(broken, n_exempt) for moves in self._exempting(group, to, set(exempt))]
            if ways:
                return self._kept(ways)
        return [] if option else self._all(group.parts, [0] * len(group.parts))

    def _exempting(self, group: ColumnSum, to: Arrangement, exempt: set[str]) -> list[Moves]:
        """The moves under which a sum holds in all columns but some, and nothing is moved in those."""
        if not self._has_same_amounts(group, to, exempt):
            return []
        # The largest first: they leave the least room.
        rows = sorted(group.parts, key=lambda row: max(cell.amount_yuan for cell in row.cells), reverse=True)
        options = [
            [
                option
                for option, arrangement in enumerate(self._options_of(row))
                if self._fits(row, arrangement, to, exempt) and self._moves(row, option)
            ]
            for row in rows
        ]
        choices = [[self._options[row][option] for option in own] for row, own in zip(rows, options, strict=True)]
        ways: list[Moves] = []
        for chosen in _Addition(choices, to, exempt, self._step).choices():
            ways += self._all(rows, [own[choice] for own, choice in zip(options, chosen, strict=True)])
            if len(ways) > _MOST_WAYS:
                break
        return self._kept(ways)

    def _has_same_amounts(self, group: ColumnSum, to: Arrangement, exempt: set[str]) -> bool:
        """Whether the figures, columns apart, add up: moving them changes nothing in that."""
        totals = [cell for column, cell in to.items() if column not in exempt]
        parts = [cell for row in group.parts for column, cell in row.as_read.items() if column not in exempt]
        difference = sum((cell.amount_yuan for cell in totals), _NONE) - sum((cell.amount_yuan for cell in parts), _NONE)
        return abs(difference) <= sum((cell.half_width_yuan for cell in (*totals, *parts)), _NONE)

    def _fits(self, row: Row, arrangement: Arrangement, to: Arrangement, exempt: set[str]) -> bool:
        """Whether a total that is arranged so leaves room for a row: nothing adds up to a blank but nothing."""
        if exempt and exempt & changed_columns(row, arrangement):
            return False
        return self._has_negative or all(
            column in to or column in exempt or cell.amount_yuan <= cell.half_width_yuan for column, cell in arrangement.items()
        )

    def _all(self, rows: Sequence[Row], options: Sequence[int]) -> list[Moves]:
        """The moves of several rows, each arranged in one of its ways, and of all rows below them."""
        ways: list[Moves] = [{}]
        for row, option in zip(rows, options, strict=True):
            if option or self._is_troubled(row):
                ways = self._product(ways, self._moves(row, option))
        return ways

    def _product(self, ways: list[Moves], others: list[Moves]) -> list[Moves]:
        """Each of the ways together with each of the others, which are of other rows."""
        return self._kept([moves | more for moves in ways for more in others])

    def _kept(self, ways: list[Moves]) -> list[Moves]:
        """As many ways as are kept; where that is not all of them, the search is not complete."""
        if len(ways) > _MOST_WAYS:
            self.is_complete = False
        return ways[:_MOST_WAYS]

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _OutOfStepsError


def _by_row(sheet: Sheet, compared: Sequence[Comparison]) -> dict[Row, list[tuple[Comparison, set[str]]]]:
    """The comparisons that take figures of one row of a list, with the columns, by that row."""
    by_row: dict[Row, list[tuple[Comparison, set[str]]]] = {}
    for comparison in compared:
        slots = list(comparison.slots_in(sheet))
        if len({row for row, _ in slots}) == 1:
            by_row.setdefault(slots[0][0], []).append((comparison, {column for _, column in slots}))
    return by_row


class _Addition:
    """The choices of an arrangement for each of several rows under which they add up to a total, column by column."""

    def __init__(
        self, choices: Sequence[Sequence[Arrangement]], total: Arrangement, exempt: set[str], step: Callable[[], None]
    ) -> None:
        columns = {column for own in choices for choice in own for column in choice} | total.keys()
        self._columns = sorted(columns - exempt)
        self._choices = choices
        self._total = total
        self._step = step
        self._amounts = [[self._vector(choice) for choice in own] for own in choices]
        self._low, self._high = self._bounds()
        widths = [cell.half_width_yuan for cell in total.values()]
        widths += [max(cell.half_width_yuan for cell in own[0].values()) for own in choices if own]
        self._slack = sum(widths, _NONE)
        self._target = self._vector(total)

    def choices(self) -> Iterator[list[int]]:
        """The numbers of the arrangements chosen, one a row."""
        if all(self._choices):
            yield from self._extend([], [_NONE] * len(self._columns))

    def _extend(self, chosen: list[int], sums: list[Decimal]) -> Iterator[list[int]]:
        self._step()
        depth = len(chosen)
        if depth == len(self._choices):
            if self._adds_up(chosen):
                yield chosen
            return
        low, high = self._low[depth + 1], self._high[depth + 1]
        for choice, amounts in enumerate(self._amounts[depth]):
            new = [before + amount for before, amount in zip(sums, amounts, strict=True)]
            is_within = all(
                at + least - self._slack <= target <= at + most + self._slack
                for at, least, most, target in zip(new, low, high, self._target, strict=True)
            )
            if is_within:
                yield from self._extend([*chosen, choice], new)

    def _adds_up(self, chosen: Sequence[int]) -> bool:
        taken = [own[choice] for own, choice in zip(self._choices, chosen, strict=True)]
        for column in self._columns:
            parts = [arrangement[column] for arrangement in taken if column in arrangement]
            totals = [self._total[column]] if column in self._total else []
            difference = sum((cell.amount_yuan for cell in totals), _NONE) - sum((cell.amount_yuan for cell in parts), _NONE)
            if abs(difference) > sum((cell.half_width_yuan for cell in (*totals, *parts)), _NONE):
                return False
        return True

    def _vector(self, arrangement: Arrangement) -> list[Decimal]:
        return [arrangement[column].amount_yuan if column in arrangement else _NONE for column in self._columns]

    def _bounds(self) -> tuple[list[list[Decimal]], list[list[Decimal]]]:
        """The least and the most that the rows from each on can come to in each column."""
        low = [[_NONE] * len(self._columns)]
        high = [[_NONE] * len(self._columns)]
        for own in reversed(self._amounts):
            columns = list(zip(*own, strict=True)) or [(_NONE,)] * len(self._columns)
            low.append([before + min(amounts) for before, amounts in zip(low[-1], columns, strict=True)])
            high.append([before + max(amounts) for before, amounts in zip(high[-1], columns, strict=True)])
        return low[::-1], high[::-1]
