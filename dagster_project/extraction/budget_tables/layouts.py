"""The columns of a part of a table by the lists that they belong to: the labels and the amounts of each.

What a heading means is the business of `columns`; here are what the columns beside it, and the rows below it, say of a column.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from dagster_project.extraction.budget_tables.columns import WIDER, Column, is_number_row
from dagster_project.extraction.budget_tables.items_across import TotalTold, with_total_told
from dagster_project.extraction.budget_tables.recognition import TablePart
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary
from dagster_project.extraction.wording import key

_FEWEST_NUMBERS = 3
_BEFORE_ITS_LABELS = "the labels of its list stand right of it, those of another list left: whose amounts it holds cannot be told"


class KnownColumn(NamedTuple):
    """A column whose meaning is known, at a place of the printed row, counted from 0, with the units of measure over it."""

    at: int
    meaning: ColumnMeaning
    path: str
    measures: frozenset[str]


class ColumnBeside(NamedTuple):
    """A column beside those that are added up, whose figures measure something all the same, with the units over it."""

    column: Column
    measures: frozenset[str]


@dataclass
class ListOfColumns:
    """One list of a table: its label columns and its amount columns. Several may stand side by side.

    `side` tells it from the others of its table; `is_beside_others` says that these are of the same kind, with no other side.
    Lists under one heading (list 2.1, list 2.2) may have one total, that of `total_side` (list 2).
    """

    side: str
    labels: list[KnownColumn]
    amounts: list[KnownColumn]
    is_beside_others: bool = False

    @property
    def total_side(self) -> str:
        """The side of all lists under its heading; its own where it alone stands there."""
        return self.side.partition(".")[0]

    def is_followed_by(self, other: "ListOfColumns") -> bool:
        """Whether the list right of it may print the figure of its total: under the same heading, of one amount column each."""
        if not (self.labels and other.labels and len(self.amounts) == len(other.amounts) == 1):
            return False
        headings = {known.path.partition(" > ")[0] for known in (*self.labels, *self.amounts, *other.labels, *other.amounts)}
        return self.total_side == other.total_side or len(headings) == 1

    def with_figures_of(self, other: "ListOfColumns") -> "ListOfColumns":
        """The list with the places where another prints its figures, and no labels."""
        figures = [known._replace(meaning=own.meaning) for own, known in zip(self.amounts, other.amounts, strict=True)]
        return replace(self, labels=[], amounts=figures)

    @cached_property
    def prints_items_across(self) -> bool:
        """Whether its items are its columns, so that its figures are those of one row."""
        return any(known.meaning.item_code for known in self.amounts)

    @cached_property
    def needs_no_label(self) -> bool:
        """Whether nothing but its columns says what the figures of its row are of."""
        return not self.labels and self.prints_items_across


class Layout(NamedTuple):
    """The columns of a part: how many, in which lists, those without a known heading, those that number the rows.

    Those beside are of the one list that there is.
    """

    width: int
    lists: list[ListOfColumns]
    unheaded: list[Column]
    numbering: list[Column]
    beside: list[ColumnBeside]
    totals_told: list[TotalTold]

    @property
    def amounts(self) -> Iterator[KnownColumn]:
        """The columns of amounts of all lists."""
        return (known for each in self.lists for known in each.amounts)

    def n_labels_behind(self, known: KnownColumn) -> int:
        """How many label columns stand right of a column, one after another: those of the list beside its own."""
        labels = {label.at for each in self.lists for label in each.labels}
        return next(count for count in range(self.width + 1) if known.at + 1 + count not in labels)


def layout_of(part: TablePart, vocabulary: Vocabulary) -> Layout:
    """The columns of a part by the side of the table that they belong to, each side a list."""
    printed = _with_labels_continued(_without_split(part, vocabulary), part.rows, vocabulary)
    told = _without_amounts_before_their_labels(_without_wider(printed, part.rows, vocabulary))
    columns, totals_told = with_total_told(told, part.rows, vocabulary)
    sides: dict[str, ListOfColumns] = {}
    for column in columns:
        meaning = column.meaning
        if meaning and not meaning.numbers_rows:
            side = f"list {column.list_no}" if column.list_no else meaning.side
            each = sides.setdefault(side, ListOfColumns(side, [], [], is_beside_others=bool(column.list_no)))
            known = KnownColumn(column.index, meaning, column.printed_path, _measures_over(column, part))
            (each.amounts if meaning.is_amount else each.labels).append(known)
    numbering = [column for column in columns if _numbers_rows(column, part.rows)]
    unheaded = [column for column in columns if column.meaning is None and column not in numbering]
    beside = [column for column in unheaded if column.measure_code and len(sides) == 1]
    return Layout(
        len(columns),
        list(sides.values()),
        [column for column in unheaded if column not in beside],
        numbering,
        [ColumnBeside(column, _measures_over(column, part)) for column in beside],
        totals_told,
    )


def _measures_over(column: Column, part: TablePart) -> frozenset[str]:
    return frozenset({*part.measures, column.measure}) - {""}


def texts_of_subjects(parts: Sequence[TablePart], layouts: Sequence[Layout], side: str) -> Iterator[str]:
    """The cells in the columns of subjects of a list, part by part."""
    for part, layout in zip(parts, layouts, strict=True):
        labels = [known for each in layout.lists if each.side == side for known in each.labels]
        places = [known.at for known in labels if known.meaning.column_role == "subject"]
        for row in part.rows:
            yield from (row.cells[at] for at in places if at < len(row.cells) and row.cells[at])


def _numbers_rows(column: Column, rows: Iterable[GridRow]) -> bool:
    """Whether a column numbers the rows of a part: by its heading (行次), or by whole numbers, one after another."""
    if column.meaning:
        return column.meaning.numbers_rows
    words = [key(row.cells[column.index]) for row in rows if column.index < len(row.cells) and row.cells[column.index]]
    if len(words) < _FEWEST_NUMBERS or not all(word.isdecimal() and word.isascii() for word in words):
        return False
    return all(int(word) == int(words[0]) + place for place, word in enumerate(words))


def _without_split(part: TablePart, vocabulary: Vocabulary) -> list[Column]:
    """The columns of a part, less the meaning of those below whose headings rows of words stand: they are split further.

    The words are headings that are not known, and the column is one of those that the known heading spans.
    """
    words: dict[int, str] = {}
    for row in takewhile(lambda row: _is_row_of_words(row, part, vocabulary), part.rows):
        words |= {at: cell for at, cell in enumerate(row.cells) if cell}
    return [
        replace(column, meaning=None, problem=f"a heading below the column's own is not known: {words[column.index]}")
        if column.meaning and column.meaning.is_amount and column.index in words
        else column
        for column in part.columns
    ]


def _with_labels_continued(columns: Sequence[Column], rows: Sequence[GridRow], vocabulary: Vocabulary) -> list[Column]:
    """The columns, one without a heading as what the labels of items left of it are, where nothing but words stands in it.

    The heading of items over two columns (项目名称) is printed over the first of them.
    """
    continued: list[Column] = []
    for column in columns:
        left = continued[-1] if continued else None
        is_label = left is not None and left.meaning is not None and left.meaning.column_role == "item"
        if left and is_label and not column.path and _holds_words(column.index, rows, vocabulary):
            continued.append(replace(column, path=left.path, meaning=left.meaning, problem=""))
        else:
            continued.append(column)
    return continued


def _holds_words(at: int, rows: Iterable[GridRow], vocabulary: Vocabulary) -> bool:
    words = [key(row.cells[at]) for row in rows if at < len(row.cells) and row.cells[at]]
    return bool(words) and not any(
        word.isdecimal() or word in vocabulary.nil_marks or vocabulary.figure.fullmatch(word) for word in words
    )


def _without_wider(columns: Sequence[Column], rows: Sequence[GridRow], vocabulary: Vocabulary) -> list[Column]:
    """The columns, less the meaning of amounts right of which figures stand in columns without a heading: it may span them, too."""
    unheaded = [column.index for column in columns if not column.path]
    if not unheaded:
        return list(columns)
    of_figures = [row for row in rows if not is_number_row(row, vocabulary)]
    spanned = {at - 1 for at in unheaded if any(any(map(str.isdigit, "".join(row.cells[at : at + 1]))) for row in of_figures)}
    return [
        replace(column, meaning=None, problem=WIDER)
        if column.meaning and column.meaning.is_amount and column.index in spanned
        else column
        for column in columns
    ]


def _without_amounts_before_their_labels(columns: Sequence[Column]) -> list[Column]:
    """The columns, less the meaning of amounts whose labels all stand right of them while another list's stand left.

    The heading of the next list is drawn over them, too: they may be amounts of either.
    """
    first_labels: dict[str, int] = {}
    for column in columns:
        if column.meaning and not column.meaning.is_amount:
            first_labels.setdefault(column.meaning.side, column.index)
    first_of_all = min(first_labels.values(), default=len(columns))
    return [
        replace(column, meaning=None, problem=_BEFORE_ITS_LABELS)
        if column.meaning
        and column.meaning.is_amount
        and first_of_all < column.index < first_labels.get(column.meaning.side, column.index)
        else column
        for column in columns
    ]


def _is_row_of_words(row: GridRow, part: TablePart, vocabulary: Vocabulary) -> bool:
    """Whether a row has no label, and in its amount columns nothing but words without a digit."""
    if any(map(str.isdigit, "".join(row.cells))):
        return False
    amounts = {column.index for column in part.columns if column.meaning is None or column.meaning.is_amount}
    filled = [at for at, cell in enumerate(row.cells) if cell]
    return (
        bool(filled)
        and len(amounts) < len(part.columns)
        and amounts.issuperset(filled)
        and not any(key(row.cells[at]) in vocabulary.nil_marks for at in filled)
    )
