"""Whether a disclosure of a place ties out: sums taken anew from what its tables print, without looking at the truth."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tests.made.places.tables import NO_AMOUNTS, FormTable
from tests.made.printed import Cell, PrintedDisclosure

_LENGTHS_ABOVE = {7: 5, 5: 3}
_LISTS = ("overview", "appropriation")


def contradictions(printed: PrintedDisclosure) -> list[str]:
    """What of the tables cannot all be right."""
    tables = [table for table in printed.tables if isinstance(table, FormTable)]
    return [*(found for table in tables for found in _down(table)), *_both_sides(tables), *_between(tables)]


def _cells(table: FormTable) -> Iterator[Cell]:
    return (
        cell
        for row in table.rows
        for cell in row.cells
        if cell.meaning and cell.text and not cell.meaning.column_code.startswith(NO_AMOUNTS)
    )


def _number(cell: Cell) -> Decimal:
    return Decimal(cell.text.replace(",", ""))


def _agree(whole: Decimal, parts: list[Decimal]) -> bool:
    """Each figure is right to half a unit of its second decimal."""
    difference = abs(whole - sum(parts))
    return difference == 0 or 200 * difference < 1 + len(parts)


def _down(table: FormTable) -> Iterator[str]:
    """Subjects against those within them, and all classes against the total, column by column."""
    by_column: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for cell in _cells(table):
        assert cell.meaning
        if cell.meaning.subject_code or (cell.meaning.row_kind == "total" and table.code not in _LISTS):
            by_column[cell.meaning.column_code][cell.meaning.subject_code or ""] = _number(cell)
    for column, amounts in by_column.items():
        parts: dict[str, list[Decimal]] = defaultdict(list)
        for code, amount in amounts.items():
            above = "" if len(code) == 3 else code[: _LENGTHS_ABOVE.get(len(code), 3)]
            # Economic subjects of five digits stand below classes.
            above = above if above in amounts else code[:3] if code[:3] in amounts and len(code) > 3 else above
            if code and above in amounts:
                parts[above].append(amount)
        for code, below in parts.items():
            if not _agree(amounts[code], below):
                yield f"{table.title}, {column}: {code or 'total'} {amounts[code]} is no sum of {below}"


def _both_sides(tables: list[FormTable]) -> Iterator[str]:
    """What comes in against what goes out."""
    for table in tables:
        if table.code in _LISTS:
            totals = {
                cell.meaning.side: _number(cell)
                for cell in _cells(table)
                if cell.meaning
                and cell.meaning.row_kind == "total"
                and cell.meaning.column_code in {"income_amount", "expenditure_amount", "expenditure_total"}
            }
            if len(set(totals.values())) > 1:
                yield f"{table.title}: {totals}"


def _between(tables: list[FormTable]) -> Iterator[str]:
    """The classes of the overview against those of the table of expenditure, where that prints classes."""
    classes: list[dict[str, Decimal]] = []
    for code, column in (("overview", "expenditure_amount"), ("expenditure", "total")):
        table = next(table for table in tables if table.code == code)
        classes.append(
            {
                cell.meaning.subject_code: number
                for cell in _cells(table)
                if cell.meaning
                and cell.meaning.subject_code
                and len(cell.meaning.subject_code) == 3
                and cell.meaning.column_code == column
                and (number := _number(cell))
            }
        )
    if classes[1] and classes[0] != classes[1]:
        yield f"overview and expenditure: {classes}"
