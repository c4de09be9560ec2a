"""Tables that print their items side by side (合计 · 因公出国（境）费 · 公务接待费 …): what their total adds up."""

from collections.abc import Sequence
from dataclasses import replace

from dagster_project.extraction.budget_tables.columns import Column
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary

_SEVERAL = "whether the total adds up the columns beside its items, too, cannot be told: no total of the items alone is printed"


def with_total_told(columns: Sequence[Column], vocabulary: Vocabulary) -> Sequence[Column]:
    """The columns, with the total of all (合计) as that of the items where nothing but items is printed beside it.

    Where other columns are that could be its parts (会议费), it is refused, unless a total of the items stands beside them.
    """
    meanings = [column.meaning for column in columns if column.meaning]
    if not any(meaning.item_code for meaning in meanings):
        return columns
    return [_told(column, meanings, vocabulary) for column in columns]


def _told(column: Column, printed: Sequence[ColumnMeaning], vocabulary: Vocabulary) -> Column:
    meaning = column.meaning
    if meaning is None or meaning.item_code or not meaning.is_amount:
        return column
    parts = [
        each for each in vocabulary.columns.values() if (each.table_code, each.part_of) == (meaning.table_code, meaning.column_code)
    ]
    left_out = [part for part in parts if not part.item_code and part not in printed and _has_parts(part, printed)]
    if len(left_out) != 1:
        return column
    if any(part in printed for part in parts):
        return replace(column, meaning=None, problem=_SEVERAL)
    return replace(column, meaning=left_out[0])


def _has_parts(meaning: ColumnMeaning, printed: Sequence[ColumnMeaning]) -> bool:
    return any(each.part_of == meaning.column_code for each in printed)
