"""Tables that print their items side by side (合计 · 因公出国（境）费 · 公务接待费 …): what their total adds up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from dagster_project.extraction.amounts import AmountError, PrintedAmount, parse_amount
from dagster_project.extraction.budget_tables.columns import Column
from dagster_project.extraction.budget_tables.subtotals import adds_up
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary

TOTAL_OF_SEVERAL = (
    "whether the total adds up the columns beside its items, too, cannot be told: no total of the items alone is printed"
)


class TotalTold(NamedTuple):
    """What the total of a table with items side by side adds up, and the sums that prove it."""

    told: str
    proof: tuple[str, ...]


def with_total_told(
    columns: Sequence[Column], rows: Iterable[GridRow], vocabulary: Vocabulary
) -> tuple[Sequence[Column], list[TotalTold]]:
    """The columns, with the total of all (合计) as that of the items where nothing but items is printed beside it.

    Where other columns are that could be its parts (会议费), the sums of its rows tell, if a total of the items stands nowhere:
    with their proofs. Where they do not, it is refused.
    """
    meanings = [column.meaning for column in columns if column.meaning]
    if not any(meaning.item_code for meaning in meanings):
        return columns, []
    proofs: list[TotalTold] = []
    rows = list(rows)
    return [_told(column, columns, meanings, rows, proofs, vocabulary) for column in columns], proofs


def _told(
    column: Column,
    columns: Sequence[Column],
    printed: Sequence[ColumnMeaning],
    rows: Sequence[GridRow],
    proofs: list[TotalTold],
    vocabulary: Vocabulary,
) -> Column:
    meaning = column.meaning
    if meaning is None or meaning.item_code or not meaning.is_amount:
        return column
    parts = [
        each for each in vocabulary.columns.values() if (each.table_code, each.part_of) == (meaning.table_code, meaning.column_code)
    ]
    left_out = [part for part in parts if not part.item_code and part not in printed and _has_parts(part, printed)]
    if len(left_out) != 1:
        return column
    if not any(part in printed for part in parts):
        return replace(column, meaning=left_out[0])
    items = [other for other in columns if other.meaning and other.meaning.part_of == left_out[0].column_code]
    others = [other for other in columns if other.meaning in parts]
    of_items, of_all = (_sums(column, addends, rows) for addends in (items, [*items, *others]))
    if bool(of_items) == bool(of_all):
        return replace(column, meaning=None, problem=TOTAL_OF_SEVERAL)
    proofs.append(
        TotalTold(f"{column.printed_path}: {'the items alone' if of_items else 'all columns'}", tuple(of_items or of_all))
    )
    return replace(column, meaning=left_out[0]) if of_items else column


def _sums(total: Column, parts: Sequence[Column], rows: Iterable[GridRow]) -> list[str]:
    """The sums of a total, in words, if in every row that prints it some of its parts add up to it; none else."""
    sums: list[str] = []
    for row in rows:
        whole = _amount(row, total)
        if whole is None or not whole.amount_yuan:
            continue
        amounts = [(part, amount) for part in parts if (amount := _amount(row, part)) and amount.amount_yuan]
        if len(amounts) <= 1 or not adds_up({0: whole}, ({0: amount} for _, amount in amounts)):
            return []
        sums.append(f"{row.cells[total.index]} = {' + '.join(row.cells[part.index] for part, _ in amounts)}")
    return sums


def _amount(row: GridRow, column: Column) -> PrintedAmount | None:
    """What a row prints in a column, in units of whatever measure."""
    try:
        return parse_amount(row.cells[column.index], 1, {}) if column.index < len(row.cells) else None
    except AmountError:
        return None


def _has_parts(meaning: ColumnMeaning, printed: Sequence[ColumnMeaning]) -> bool:
    return any(each.part_of == meaning.column_code for each in printed)
