"""Where the figures of a row may stand: all from one of them on moved sideways, if the sums across the row allow it."""

from collections.abc import Iterator
from decimal import Decimal

from dagster_project.extraction.alignment.identities import Sums, sums_of
from dagster_project.extraction.alignment.sheets import Arrangement, Row, Sheet
from dagster_project.extraction.vocabulary import Vocabulary

# A lost or added empty cell moves what stands right of it by one column, sometimes by two.
_SHIFTS = (-1, 1, -2, 2)
_NONE = Decimal(0)


class RowSums:
    """The sums across the rows of a list: which columns each total column adds up."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self._columns = {column.column_code: _totals_above(column.part_of, sheet, vocabulary) for column in sheet.columns}
        self._printed = frozenset(column for row in sheet.rows for column in row.as_read)
        self._parts: dict[frozenset[str], dict[str, list[str]]] = {}

    def hold(self, arrangement: Arrangement) -> bool:
        """Whether in an arrangement every total column is the sum of its parts. A blank counts as 0."""
        return all(self._holds(total, parts, arrangement) for total, parts in self._parts_of(arrangement).items())

    def sums(self, arrangement: Arrangement) -> Iterator[tuple[str, Sums]]:
        """The sides of the sum of each total column that prints a figure."""
        for total, parts in self._parts_of(arrangement).items():
            if total in arrangement:
                cells = [(1, arrangement[column]) for column in parts if column in arrangement]
                yield total, sums_of([(1, arrangement[total])], cells, "interval")

    def _holds(self, total: str, parts: list[str], arrangement: Arrangement) -> bool:
        cells = [arrangement[column] for column in parts if column in arrangement]
        difference = sum((cell.amount_yuan for cell in cells), _NONE)
        slack = sum((cell.half_width_yuan for cell in cells), _NONE)
        if total in arrangement:
            difference -= arrangement[total].amount_yuan
            slack += arrangement[total].half_width_yuan
        return abs(difference) <= slack

    def _parts_of(self, arrangement: Arrangement) -> dict[str, list[str]]:
        """Each total column with its parts. A subtotal column of which the list prints nothing gives way to its parts."""
        printed = self._printed.union(arrangement)
        if printed not in self._parts:
            parts: dict[str, list[str]] = {}
            for column, totals in self._columns.items():
                nearest = next((total for total in totals if total in printed), None)
                if column in printed and nearest:
                    parts.setdefault(nearest, []).append(column)
            self._parts[printed] = parts
        return self._parts[printed]


def arrangements(row: Row) -> Iterator[Arrangement]:
    """Every other way to set the figures of a row: those from one of them on moved together, none beyond the columns.

    A row whose length told how it stands has no other.
    """
    if row.cells[0].alignment:
        return
    codes = [column.column_code for column in row.sheet.columns]
    cells = sorted(row.cells, key=lambda cell: cell.column_no)
    places = [codes.index(cell.column_code) for cell in cells]
    seen = {tuple(places)}
    for start in range(len(places)):
        for shift in _SHIFTS:
            moved = (*places[:start], *(place + shift for place in places[start:]))
            is_apart = moved[start] > (moved[start - 1] if start else -1)
            if is_apart and moved[-1] < len(codes) and moved not in seen:
                seen.add(moved)
                yield {codes[place]: cell for place, cell in zip(moved, cells, strict=True)}


def _totals_above(part_of: str, sheet: Sheet, vocabulary: Vocabulary) -> list[str]:
    """The total columns that a column is added up in, the nearest first."""
    totals: list[str] = []
    while part_of and part_of not in totals:
        totals.append(part_of)
        part_of = vocabulary.columns_of_all_times[sheet.table_code, part_of].part_of
    return totals
