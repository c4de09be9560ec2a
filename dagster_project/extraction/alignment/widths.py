"""Rows with fewer or more cells than the header: set under their columns where their sums leave one way only, else refused.
Of a header that has them the table is refused.

Converting a page may lose a cell of a row, or add a blank one. Where the table prints its blanks, the length of the row tells
that it happened, and every place where it may have is tried. A row of the right length is never touched here: what does not
add up in it is the office's, or the business of `search`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, combinations_with_replacement
from typing import NamedTuple

from dagster_project.extraction.alignment.identities import column_sums
from dagster_project.extraction.alignment.moves import RowSums
from dagster_project.extraction.alignment.rewriting import LONGEST_PROOF, heading_of, in_words, sides_in_words
from dagster_project.extraction.alignment.sheets import Row, Sheet, sheets_of
from dagster_project.extraction.budget_tables.ledger import count_cells
from dagster_project.extraction.budget_tables.recognition import RecognisedTable, TablePart
from dagster_project.extraction.budget_tables.rows import REPAIRED, LoadedTable, cut_rows
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.records import FigureRecord, RepairRecord
from dagster_project.extraction.vocabulary import Vocabulary

Load = Callable[[RecognisedTable], LoadedTable]
# The figures that a row is read as, each with its list, its column and its text; those beside what is added up with their measure.
_Figures = frozenset[tuple[str, ...]]

# Of more cells than these that were lost or added, not every way is tried: the row may only stand as it is.
_MOST_OFF = 2
# Rows that are read in all trials of a table; those that are left then are refused.
_MOST_ROWS_READ = 50_000
_NOWHERE = -1
# This year's total, what its column of last year's ends with, and what changes measure.
_TOTAL, _PRIOR, _CHANGE = "total", frozenset({"_prior_actual", "_prior_budget"}), "change_"
_UNEVEN_HEADER = "a row of the header lost a cell or got one: which heading stands over which column cannot be told"
_TOO_LONG = "the row has more cells than the header"
_TOO_SHORT = "the row has fewer cells than the header: which of them are missing its sums do not tell"
# Why a cell is refused for its column, whatever row it stands in.
_OF_COLUMNS = frozenset({"column_not_recognised", "column_of_another_time"})


class _Place(NamedTuple):
    """A row of a table: its part, its place among the rows below the header of that, its number in the table."""

    part_no: int
    at: int
    row_no: int


class _Reading(NamedTuple):
    """A way to set a row, as it was read: its lines, one a list, and all their figures. The lists are kept with their lines."""

    row: GridRow
    sheets: Sequence[Sheet]
    lines: Sequence[Row]
    figures: _Figures


def load_with_rows_set_right(table: RecognisedTable, load: Load, unit_key: str, vocabulary: Vocabulary) -> LoadedTable:
    """Loads a table, those of its rows set right or refused that are shorter or longer than its header.

    `unit_key` is the key of the name of the unit that drew it up. A row is set right where all of its sums, across it and down
    its columns, hold in one way only.
    """
    places = _uneven_rows(table, vocabulary)
    return _Trials(table, load, unit_key, vocabulary).loaded(places) if places else load(table)


def refuse_tables_of_uneven_headers(tables: Iterable[RecognisedTable], vocabulary: Vocabulary) -> None:
    """Refuses budget tables whose header lost a cell or got one too many: all columns right of it have the heading of another."""
    for table in tables:
        kind = vocabulary.kinds.get(table.table_code or "")
        if kind is not None and kind.reader == "budget_table" and any(map(_has_uneven_header, table.parts)):
            table.refuse("column_not_recognised", _UNEVEN_HEADER)


def _has_uneven_header(part: TablePart) -> bool:
    """Whether the rows of a header differ in length, in a table that prints its blanks."""
    is_uneven = len({len(row.cells) for row in part.header}) > 1
    return is_uneven and any(not row.cells[-1] for row in (*part.header, *part.rows))


def _uneven_rows(table: RecognisedTable, vocabulary: Vocabulary) -> list[_Place]:
    """The rows whose length tells that a cell was lost or added.

    Half of the rows or more are as long as the header. A shorter one tells something where others print the blank that they end
    with.
    """
    places: list[_Place] = []
    row_no = 0
    for part_no, part in enumerate(table.parts if table.table_code and not table.problem else ()):
        width = len(part.columns)
        even = [row for row in part.rows if len(row.cells) == width]
        is_told = len(even) < len(part.rows) <= 2 * len(even)
        prints_blanks = any(len(row.cells) == width and not row.cells[-1] for row in (*part.header, *even))
        cut = cut_rows(part.rows, width, vocabulary) if is_told else ()
        for at, row in enumerate(part.rows):
            row_no += 1
            is_off = len(row.cells) > width or (prints_blanks and len(row.cells) < width)
            if is_told and is_off and at not in cut and not row.is_loose:
                places.append(_Place(part_no, at, row_no))
    return places


class _Trials:
    """The trials of one table: each way to set a row is read with the table as it is."""

    def __init__(self, table: RecognisedTable, load: Load, unit_key: str, vocabulary: Vocabulary) -> None:
        self._table = table
        self._load = load
        self._unit_key = unit_key
        self._vocabulary = vocabulary
        self._n_rows = sum(len(part.rows) for part in table.parts)
        self._n_rows_read = 0

    def loaded(self, places: Sequence[_Place]) -> LoadedTable:
        """The table with its uneven rows settled. One that was set right may tell how another is: those left are tried again."""
        as_read = self._load(self._table)
        left = places
        while found := next(((place, row) for place in left if (row := self._only_way(place))), None):
            settled, row = found
            self._table = self._with_row(settled, row)
            left = [place for place in left if place is not settled]
        refused = Counter(cell.row_no for cell in as_read.rejected)
        for place in left:
            row = self._row(place)
            if refused[place.row_no] == count_cells([row]):
                continue
            problem = _TOO_SHORT if len(row.cells) < self._width(place) else _TOO_LONG
            self._table = self._with_row(place, row._replace(problem=problem))
        loaded = self._load(self._table)
        loaded.repairs.extend(self._repairs(loaded, as_read))
        return loaded

    def _row(self, place: _Place) -> GridRow:
        return self._table.parts[place.part_no].rows[place.at]

    def _width(self, place: _Place) -> int:
        return len(self._table.parts[place.part_no].columns)

    def _with_row(self, place: _Place, row: GridRow) -> RecognisedTable:
        parts = list(self._table.parts)
        rows = list(parts[place.part_no].rows)
        rows[place.at] = row
        parts[place.part_no] = replace(parts[place.part_no], rows=tuple(rows))
        return replace(self._table, parts=parts)

    def _only_way(self, place: _Place) -> GridRow | None:
        """The row as it should stand, where there is one way in which all agrees; ways that read the same figures are one."""
        ways = list(_ways(self._row(place), self._width(place)))
        self._n_rows_read += len(ways) * self._n_rows
        if self._n_rows_read > _MOST_ROWS_READ:
            return None
        readings = list(filter(None, (self._read(place, way) for way in ways)))
        columns = {(line.sheet.side, column) for reading in readings for line in reading.lines for column in line.at}
        holding = [reading for reading in readings if _adds_up(reading, columns)]
        if len({reading.figures for reading in holding}) != 1:
            return None
        only = holding[0]
        return only.row if only.lines and (not only.row.places or all(map(self._is_proved, only.lines))) else None

    def _read(self, place: _Place, way: GridRow) -> _Reading | None:
        """A row as one of its ways is read; None where a cell of it is refused then, or a sum across it is broken."""
        loaded = self._load(self._with_row(place, way))
        if any(cell.row_no == place.row_no and cell.reason_code not in _OF_COLUMNS for cell in loaded.rejected):
            return None
        sheets = self._sheets(loaded)
        lines = [line for sheet in sheets for line in sheet.rows if line.cells[0].row_no == place.row_no]
        if not all(RowSums(line.sheet, self._vocabulary).hold(line.at) for line in lines):
            return None
        added_up = {(line.sheet.side, column, cell.text) for line in lines for column, cell in line.at.items()}
        beside = [each for each in loaded.figures if each.row_no == place.row_no]
        if not all(_may_change_by(line, each) for line in lines for each in beside):
            return None
        return _Reading(way, sheets, lines, frozenset(added_up | {(each.measure_code, each.text) for each in beside}))

    def _sheets(self, loaded: LoadedTable) -> list[Sheet]:
        return sheets_of([loaded], self._unit_key, self._vocabulary)

    def _repairs(self, loaded: LoadedTable, as_read: LoadedTable) -> Iterator[RepairRecord]:
        """The records of the lines that were set right."""
        sheets, before = self._sheets(loaded), self._sheets(as_read)
        read = {(sheet.side, line.cells[0].row_no): in_words(line.at, sheet) for sheet in before for line in sheet.rows}
        for sheet in sheets:
            for line in sheet.rows:
                first = line.cells[0]
                if first.alignment != REPAIRED:
                    continue
                shifts = self._shifts(line, loaded)
                yield RepairRecord(
                    content_sha256=first.content_sha256,
                    table_no=first.table_no,
                    table_code=first.table_code,
                    side=first.side,
                    row_no=first.row_no,
                    page_no=first.page_no,
                    line_no=first.line_no,
                    row_label=first.row_label,
                    outcome=REPAIRED,
                    as_read=read.get((sheet.side, first.row_no)) or " | ".join(cell.text for cell in line.cells),
                    as_repaired=in_words(line.at, sheet),
                    shift=shifts[-1],
                    n_moved=len(shifts),
                    n_solutions=1,
                    proof=self._proof(line)[:LONGEST_PROOF],
                )

    def _shifts(self, line: Row, loaded: LoadedTable) -> list[int]:
        """By how many places the figures of a row were moved, to the right where positive, those beside its sums among them."""
        row_no = line.cells[0].row_no
        places = [row for part in self._table.parts for row in part.rows][row_no - 1].places
        printed = {cell.column_no for cell in line.cells}
        printed |= {cell.column_no for cell in loaded.rejected if cell.row_no == row_no and cell.column_no}
        printed |= {figure.column_no for figure in loaded.figures if figure.row_no == row_no and figure.column_no}
        return [shift for column_no in sorted(printed) if (shift := places.index(column_no - 1) - (column_no - 1))]

    @staticmethod
    def _is_proved(line: Row) -> bool:
        """Whether a line that was set right takes part in a sum down its list."""
        return any(line is each.total or line in each.parts for each in column_sums(line.sheet))

    def _proof(self, line: Row) -> list[str]:
        """The sums that a line takes part in and that hold: across it, and down the columns that it prints a figure in."""
        sheet, label = line.sheet, line.cells[0].subject_code or line.cells[0].row_label
        across = RowSums(sheet, self._vocabulary).sums(line.at)
        proof = [f"row.total {label} {heading_of(total, sheet)}: {sides_in_words(sums, sheet)}" for total, sums in across]
        for each in column_sums(sheet):
            if line is each.total or line in each.parts:
                about = each.total.cells[0].subject_code or each.total.cells[0].row_label
                proof += [
                    f"{each.rule_id} {about} {heading_of(column, sheet)}: {sides_in_words(each.sums(column), sheet)}"
                    for column in line.at
                ]
        return proof


def _may_change_by(line: Row, beside: FigureRecord) -> bool:
    """Whether a change that stands beside a line is that of its totals of both years, where it prints both."""
    last_years = [cell for column, cell in line.at.items() if column.removeprefix(_TOTAL) in _PRIOR]
    if not beside.measure_code.startswith(_CHANGE) or _TOTAL not in line.at or len(last_years) != 1:
        return True
    this_year, last_year = line.at[_TOTAL], last_years[0]
    change, slack = this_year.amount_yuan - last_year.amount_yuan, this_year.half_width_yuan + last_year.half_width_yuan
    if beside.amount_yuan is not None:
        return abs(change - beside.amount_yuan) <= slack + (beside.half_width_yuan or 0)
    of_last_year = beside.half_width * abs(last_year.amount_yuan) + last_year.half_width_yuan * (
        abs(beside.value) + beside.half_width
    )
    return abs(100 * change - beside.value * last_year.amount_yuan) <= 100 * slack + of_last_year


def _adds_up(reading: _Reading, columns: Iterable[tuple[str, str]]) -> bool:
    """Whether all sums down the columns that a row takes part in hold, in all columns that it may print a figure in."""
    return all(
        each.sums(column).holds
        for line in reading.lines
        for each in column_sums(line.sheet)
        if line is each.total or line in each.parts
        for side, column in columns
        if side == line.sheet.side
    )


def _ways(row: GridRow, width: int) -> Iterator[GridRow]:
    """The row as it stands, and all other ways to set it under as many columns: with blanks put in, or left out."""
    n_off = width - len(row.cells)
    if not any(row.cells[width:]):
        yield row
    seen = {(row.cells + ("",) * n_off)[:width]}
    places = range(len(row.cells))
    if 0 < n_off <= _MOST_OFF:
        settings = (_with_gaps(places, gaps) for gaps in combinations_with_replacement(range(len(places) + 1), n_off))
    elif 0 < -n_off <= _MOST_OFF:
        blanks = [at for at in places if not row.cells[at]]
        settings = (tuple(at for at in places if at not in dropped) for dropped in combinations(blanks, -n_off))
    else:
        return
    for setting in settings:
        cells = tuple("" if at == _NOWHERE else row.cells[at] for at in setting)
        if cells not in seen:
            seen.add(cells)
            yield row._replace(cells=cells, places=setting)


def _with_gaps(places: Iterable[int], gaps: Iterable[int]) -> tuple[int, ...]:
    """The places of a row with blanks put in before some of them, the first of these first."""
    setting = list(places)
    for gap in reversed(list(gaps)):
        setting.insert(gap, _NOWHERE)
    return tuple(setting)
