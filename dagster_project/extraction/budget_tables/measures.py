"""The unit of measure of a table that prints none: told only where figures that it shares with other tables prove it.

A table of the same document prints the same totals in a unit that is printed. Where they are the same amounts in one unit of
measure and in no other, the table is in that unit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.amounts import AmountError, PrintedAmount, parse_amount
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.vocabulary import Vocabulary

# A figure of fewer digits may be alike by chance; and so may be one figure alone.
_FEWEST_DIGITS = 4
_FEWEST_FIGURES = 3


class ToldMeasure(NamedTuple):
    """The unit of measure that figures prove, and the figures that do."""

    measure: str
    proof: tuple[str, ...]


class _Figure(NamedTuple):
    """A printed figure of a table, where it stands, and what it is in yuan."""

    text: str
    line_no: int
    amount: PrintedAmount


def tell_measures(tables: Sequence[RecognisedTable], vocabulary: Vocabulary) -> None:
    """Tells tables without a unit of measure the one that they are in, where the other tables prove it."""
    read = [table for table in tables if table.table_code and not table.problem and _is_of_amounts(table, vocabulary)]
    printed = {table.table_no: _figures(table, vocabulary.measures[table.measures[0]]) for table in read if _is_measured(table)}
    for table in read:
        others = [figure for figures in printed.values() for figure in figures]
        if others and not table.measures and not any(column.measure for part in table.parts for column in part.columns):
            told = _told(table, others, vocabulary)
            if told:
                table.told_measure = told
                table.parts = [replace(part, measures=(told.measure,)) for part in table.parts]


def _is_of_amounts(table: RecognisedTable, vocabulary: Vocabulary) -> bool:
    return vocabulary.kinds[table.table_code or ""].reader == "budget_table"


def _is_measured(table: RecognisedTable) -> bool:
    return len(table.measures) == 1 and all(part.measures for part in table.parts)


def _told(table: RecognisedTable, others: Iterable[_Figure], vocabulary: Vocabulary) -> ToldMeasure | None:
    """The one unit of measure in which figures of a table are those of others: its greatest, and more than half of the rest."""
    by_amount = {figure.amount.amount_yuan: figure for figure in others}
    # Several words may be one unit of measure.
    words = {yuan: word for word, yuan in reversed(vocabulary.measures.items())}
    shared = {word: list(_shared(table, yuan, by_amount)) for yuan, word in words.items()}
    found = {word: pairs for word, pairs in shared.items() if pairs}
    if len(found) != 1:
        return None
    word, pairs = next(iter(found.items()))
    own = {abs(figure.amount.amount_yuan) for figure in _figures(table, vocabulary.measures[word])} - {Decimal(0)}
    amounts = {abs(figure.amount.amount_yuan) for figure, _ in pairs}
    if len(amounts) < _FEWEST_FIGURES or max(own) not in amounts or 2 * len(amounts) <= len(own):
        return None
    proof = {f"{figure.text} = {other.text} (line {other.line_no})": None for figure, other in pairs}
    return ToldMeasure(word, tuple(proof))


def _shared(table: RecognisedTable, yuan_per_unit: int, by_amount: Mapping[Decimal, _Figure]) -> Iterator[tuple[_Figure, _Figure]]:
    """The figures of a table that others print, if it is in a unit of measure; those of few digits aside."""
    for figure in _figures(table, yuan_per_unit):
        other = by_amount.get(figure.amount.amount_yuan)
        if other and len(str(abs(figure.amount.amount_yuan)).replace(".", "").strip("0")) >= _FEWEST_DIGITS:
            yield figure, other


def _figures(table: RecognisedTable, yuan_per_unit: int) -> list[_Figure]:
    """The figures in the columns of amounts of a table."""
    found: list[_Figure] = []
    for part in table.parts:
        places = [column.index for column in part.columns if column.meaning and column.meaning.is_amount]
        for row in part.rows:
            for at in places:
                text = row.cells[at] if at < len(row.cells) else ""
                if text:
                    try:
                        found.append(_Figure(text, row.line_no, parse_amount(text, yuan_per_unit, {})))
                    except AmountError:
                        continue
    return found
