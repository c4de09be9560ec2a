"""The header of a list of projects: which columns are of indicators, which tell what the head of a table of one project does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dagster_project.extraction.performance.alignment import BLANK, NAME, TARGET, UNKNOWN
from dagster_project.extraction.performance.head import CODE, TEXT_FIELDS, Label, list_label_of
from dagster_project.extraction.performance.words import PERSON, PerformanceWords
from dagster_project.extraction.readers import GridRow

PROJECT = "project_name"
GOAL = "goal"
# How far rules may stand apart that are one, in points.
SAME_EDGE = 2.5
_MOST_ROWS = 3
_NO_AMOUNTS = frozenset({*TEXT_FIELDS, CODE, PERSON})


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The header of a list. `labels` has for each column the label of a project's head, and None over any other; `columns` has the
    codes of the columns of indicators, '' over those of the head. `lefts` are the left edges of the columns, where they have some.
    """

    rows: tuple[GridRow, ...]
    labels: tuple[Label | None, ...]
    columns: tuple[str, ...]
    lefts: tuple[float | None, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """What the columns stand for, those that are blank aside: what a header that is repeated repeats."""
        pairs = zip(self.labels, self.columns, strict=True)
        return tuple(code for label, column in pairs if (code := label.field_code if label else column))

    @property
    def amounts(self) -> tuple[str, ...]:
        """The measures of its amounts."""
        return tuple(label.field_code for label in self.labels if label and label.field_code not in _NO_AMOUNTS)

    @property
    def indicator_indexes(self) -> tuple[int, ...]:
        return tuple(at for at, column in enumerate(self.columns) if column)

    @property
    def is_told_by_itself(self) -> bool:
        """Whether no title need tell what it heads: project, amount and goal, and no heading that is not known."""
        fields = {label.field_code for label in self.labels if label}
        return {PROJECT, GOAL} <= fields and bool(self.amounts) and not any(self.columns)

    def label(self, at: int) -> Label | None:
        """The label over a column of the head."""
        return self.labels[at] if at < len(self.labels) else None

    def index(self, field_code: str) -> int:
        """The column of a field of the head; behind the last one where it has none."""
        codes = [label.field_code if label else "" for label in self.labels]
        return codes.index(field_code) if field_code in codes else len(codes)

    def moved_to(self, rows: Sequence[GridRow]) -> "ListHeader | None":
        """The header over rows of another grid, which may lack a blank column at its side; None where their columns differ."""
        n_columns = max((len(row.cells) for row in rows), default=0)
        lefts = _lefts(rows, n_columns)
        if not any(lefts) and not any(self.lefts):
            return replace(self, rows=()) if n_columns <= len(self.labels) else None
        places = [self._column_at(left) for left in lefts]
        found = [at for at in places if at is not None]
        headed = {at for at, column in enumerate(self.columns) if column or self.labels[at]}
        if len(found) < len(places) or not headed <= set(found):
            return None
        return ListHeader((), tuple(self.labels[at] for at in found), tuple(self.columns[at] for at in found), lefts)

    def _column_at(self, left: float | None) -> int | None:
        """The column that begins at a place on the page."""
        return next((at for at, own in enumerate(self.lefts) if _is_same_edge(own, left)), None)


def list_header(rows: Sequence[GridRow], words: PerformanceWords) -> ListHeader | None:
    """The header that rows begin with; None where they begin with none.

    It heads the name of a project, and its goal beside an amount, or indicators. The rows below its first one leave the column of
    the name blank, and head the parts of a heading above them (其中 · 财政资金 · 其他资金).
    """
    codes = [label.field_code if label else "" for label in (list_label_of(cell, words) for cell in rows[0].cells)] if rows else []
    if PROJECT not in codes:
        return None
    name_at = codes.index(PROJECT)
    n_rows = 1
    while n_rows < min(_MOST_ROWS, len(rows)) and _heads_parts(rows[n_rows], name_at, words):
        n_rows += 1
    header = _header(tuple(rows[:n_rows]), words)
    fields = {label.field_code for label in header.labels if label}
    has_goals = GOAL in fields and bool(header.amounts)
    return header if has_goals or {NAME, TARGET} <= set(header.columns) else None


def _heads_parts(row: GridRow, name_at: int, words: PerformanceWords) -> bool:
    """Whether a row goes on with the header above it."""
    if name_at < len(row.cells) and row.cells[name_at]:
        return False
    return any(list_label_of(cell, words) or words.vocabulary.performance_field("column", cell) for cell in row.cells if cell)


def _header(rows: tuple[GridRow, ...], words: PerformanceWords) -> ListHeader:
    """The columns of a header by their lowest headings; of two with one heading the first is meant."""
    labels: list[Label | None] = []
    columns: list[str] = []
    n_columns = max(len(row.cells) for row in rows)
    for at in range(n_columns):
        heading = next((row.cells[at] for row in reversed(rows) if at < len(row.cells) and row.cells[at]), "")
        column = words.vocabulary.performance_field("column", heading) if heading else BLANK
        label = None if column or not heading else list_label_of(heading, words)
        is_second = column in columns if column else any(each and label and each.field_code == label.field_code for each in labels)
        labels.append(None if is_second else label)
        columns.append(UNKNOWN if is_second or (heading and not column and not label) else column)
    return ListHeader(rows, tuple(labels), tuple(columns), _lefts(rows, n_columns))


def _lefts(rows: Sequence[GridRow], n_columns: int) -> tuple[float | None, ...]:
    """Where the columns of rows begin on the page; None for one without a place."""
    boxes = [[row.box(at) for row in rows if at < len(row.cells)] for at in range(n_columns)]
    return tuple(next((box.left for box in column if box), None) for column in boxes)


def _is_same_edge(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= SAME_EDGE
