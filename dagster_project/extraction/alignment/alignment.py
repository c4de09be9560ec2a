"""Which lists are set right: those that leave one way only, where no other list could explain the same contradiction.

A row that may have slipped in several ways stays as read and is marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dagster_project.extraction.alignment.identities import Comparison, column_sums, comparisons
from dagster_project.extraction.alignment.rewriting import Decision, rewritten_cells, row_repairs
from dagster_project.extraction.alignment.search import Search, search
from dagster_project.extraction.alignment.sheets import Row, Sheet, sheets_of
from dagster_project.extraction.budget_tables.rows import LoadedTable
from dagster_project.extraction.records import CellRecord, FigureRecord, RepairRecord
from dagster_project.extraction.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Alignment:
    """The figures of all tables, those of repaired rows under their right columns, and a record of each such row."""

    cells: list[CellRecord]
    repairs: list[RepairRecord]


def align(tables: Sequence[LoadedTable], figures: Iterable[FigureRecord], unit_key: str, vocabulary: Vocabulary) -> Alignment:
    """Sets the rows of a document's budget tables right that slipped sideways.

    `figures` are those of its sentences, `unit_key` is the key of the name of the unit that drew it up. A wrong figure
    is never set right: a move changes no figure, and all that it touches must agree.
    """
    sheets = sheets_of(tables, unit_key, vocabulary)
    decisions = _Suspects(sheets, comparisons(sheets, figures, vocabulary), vocabulary).decide()
    rewritten = rewritten_cells(decisions)
    repairs = [repair for table in tables for repair in table.repairs]
    repairs += [repair for decision in decisions for repair in row_repairs(decision)]
    return Alignment(
        [rewritten.get(id(cell), cell) for table in tables for cell in table.cells],
        sorted(repairs, key=lambda repair: (repair.table_no, repair.row_no, repair.side or "")),
    )


class _Suspects:
    """The lists of a document in which something is broken that slipped rows may have broken."""

    def __init__(self, sheets: Sequence[Sheet], compared: Sequence[Comparison], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._compared = compared
        self._sums = {sheet: column_sums(sheet) for sheet in sheets if sheet.is_movable}
        contradicted = {
            row.sheet
            for comparison in compared
            if not comparison.holds()
            for _, row, _ in (*comparison.totals, *comparison.parts)
            if isinstance(row, Row)
        }
        self._open = [
            sheet for sheet, sums in self._sums.items() if sheet in contradicted or any(each.broken_columns() for each in sums)
        ]

    def decide(self) -> list[Decision]:
        """What becomes of the lists, where anything does.

        A list that was set right may tell what became of another: those that are left are searched again.
        """
        decisions: list[Decision] = []
        while self._open:
            found = {sheet: self._search(sheet) for sheet in self._open}
            sheet = next((sheet for sheet in found if _is_decided(sheet, found)), None)
            if sheet is None:
                return [*decisions, *(Decision(sheet, search.solutions, None) for sheet, search in found.items())]
            (accepted,) = found[sheet].solutions
            for row, to in accepted.moves.items():
                row.at = to
            decisions.append(Decision(sheet, [accepted], accepted))
            self._open.remove(sheet)
        return decisions

    def _search(self, sheet: Sheet) -> Search:
        compared = [comparison for comparison in self._compared if any(comparison.slots_in(sheet))]
        return search(sheet, self._sums[sheet], compared, self._vocabulary)


def _is_decided(sheet: Sheet, found: dict[Sheet, Search]) -> bool:
    """Whether there is one way to set a list right, and no other list explains as much of what it mends."""
    own = found[sheet]
    if not own.is_complete or len(own.solutions) != 1:
        return False
    mended = {each.identity for each in own.solutions[0].mended}
    others = (
        {each.identity for each in solution.mended}
        for other, search in found.items()
        if other is not sheet
        for solution in search.solutions
    )
    # What explains a part of it alone leaves the rest unexplained.
    return all(other < mended or not other & mended for other in others)
