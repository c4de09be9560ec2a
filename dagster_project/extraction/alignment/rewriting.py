"""What is written of a decision: the figures under their right columns, and each row as read, as repaired, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from dagster_project.extraction.alignment.identities import ColumnSum, Sums
from dagster_project.extraction.alignment.search import Mended, Moves, Solution, changed_columns
from dagster_project.extraction.alignment.sheets import Arrangement, Row, Sheet
from dagster_project.extraction.budget_tables.rows import REPAIRED
from dagster_project.extraction.records import CellRecord, RepairRecord

_AMBIGUOUS = "ambiguous"
LONGEST_PROOF = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """What was found for a list: the solution that is accepted, or else all that there may be."""

    sheet: Sheet
    solutions: list[Solution]
    accepted: Solution | None


def rewritten_cells(decisions: Iterable[Decision]) -> dict[int, CellRecord]:
    """The figures of the rows that were set right or are doubtful, by the `id` of the record that they replace."""
    rewritten: dict[int, CellRecord] = {}
    for decision in decisions:
        paths = {column.column_code: column.column_path for column in decision.sheet.columns}
        outcome = REPAIRED if decision.accepted else _AMBIGUOUS
        for row in _moved_rows(decision):
            for column, cell in row.at.items():
                path = cell.column_path if column == cell.column_code else paths[column]
                rewritten[id(cell)] = replace(cell, column_code=column, column_path=path, alignment=outcome)
    return rewritten


def row_repairs(decision: Decision) -> Iterator[RepairRecord]:
    """The records of the rows of a decision."""
    for row in _moved_rows(decision):
        first = row.cells[0]
        to = decision.accepted.moves[row] if decision.accepted else None
        shift, n_moved = _shift(row, to) if to else (None, None)
        yield RepairRecord(
            content_sha256=first.content_sha256,
            table_no=first.table_no,
            table_code=first.table_code,
            side=first.side,
            row_no=first.row_no,
            page_no=first.page_no,
            line_no=first.line_no,
            row_label=first.row_label,
            outcome=REPAIRED if to else _AMBIGUOUS,
            as_read=in_words(row.as_read, decision.sheet),
            as_repaired=in_words(to, decision.sheet) if to else None,
            shift=shift,
            n_moved=n_moved,
            n_solutions=len(decision.solutions),
            proof=_proof(row, decision),
        )


def _moved_rows(decision: Decision) -> list[Row]:
    moved = {row for solution in decision.solutions for row in solution.moves}
    return [row for row in decision.sheet.rows if row in moved]


def _shift(row: Row, to: Arrangement) -> tuple[int, int]:
    """By how many columns figures of a row are moved, to the right where positive, and how many of them."""
    codes = [column.column_code for column in row.sheet.columns]
    shifts = [codes.index(column) - codes.index(cell.column_code) for column, cell in to.items()]
    moved = [shift for shift in shifts if shift]
    return moved[0], len(moved)


def in_words(arrangement: Arrangement, sheet: Sheet) -> str:
    """The figures of a row with their headings, in the order of the columns."""
    codes = [column.column_code for column in sheet.columns if column.column_code in arrangement]
    return " | ".join(f"{heading_of(code, sheet)} {arrangement[code].text}" for code in codes)


def heading_of(column_code: str, sheet: Sheet) -> str:
    """The lowest printed heading of a column, with those above it where another column has the same."""
    paths = {column.column_code: column.column_path for column in sheet.columns}
    lowest = [path.split(" > ")[-1] for path in paths.values()]
    path = paths[column_code]
    own = path.split(" > ")[-1]
    return own if lowest.count(own) == 1 else path


def _proof(row: Row, decision: Decision) -> list[str]:
    """What is broken as read and holds after the moves: first what the row itself takes part in, then the rest."""
    moves_of = [(mended, solution.moves) for solution in decision.solutions for mended in solution.mended]
    own = [mended for mended, moves in moves_of if row in moves and _concerns(mended, row, moves)]
    rest = [mended for mended, moves in moves_of if row in moves and _shares_column(mended, row, moves)]
    told = dict.fromkeys(_told(mended, decision) for mended in (*own, *rest))
    return list(told)[:LONGEST_PROOF]


def _concerns(mended: Mended, row: Row, moves: Moves) -> bool:
    """Whether an identity takes a figure of a row that is moved."""
    identity = mended.identity
    if isinstance(identity, ColumnSum):
        is_part = row is identity.total or any(row is part for part in identity.parts)
        return is_part and mended.column in changed_columns(row, moves[row])
    return any(own is row for own, _ in identity.slots_in(row.sheet))


def _shares_column(mended: Mended, row: Row, moves: Moves) -> bool:
    """Whether an identity is of a column in which figures of a row are moved."""
    identity = mended.identity
    columns = {mended.column} if isinstance(identity, ColumnSum) else {column for _, column in identity.slots_in(row.sheet)}
    return bool(columns & changed_columns(row, moves[row]))


def _told(mended: Mended, decision: Decision) -> str:
    """An identity in words: the rule, what it is about, as read, and, of a list that was set right, as repaired."""
    identity, sheet = mended.identity, decision.sheet
    if isinstance(identity, ColumnSum):
        label = identity.total.cells[0].subject_code or identity.total.cells[0].row_label
        about = f"{label} {heading_of(mended.column, sheet)}"
    else:
        about = identity.key
    sides = sides_in_words(mended.before, sheet)
    if decision.accepted:
        sides = f"{sides} → {sides_in_words(mended.after, sheet)}"
    return f"{identity.rule_id} {about}".strip() + f": {sides}"


def sides_in_words(sums: Sums, sheet: Sheet) -> str:
    """The two sides of a sum, in the unit of measure of a list."""
    unit = Decimal(sheet.rows[0].cells[0].yuan_per_unit)
    return f"{sums.total / unit:,.2f} {sums.sign} {sums.parts / unit:,.2f}"
