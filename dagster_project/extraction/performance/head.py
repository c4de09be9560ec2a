"""The head of a performance table: labels with their values, above the header of the indicators.

A value belongs to the nearest label to its left. What stands behind a label of a person is counted
and goes no further.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.amounts import AmountError, NoUnitOfMeasureError, PrintedAmount, parse_amount
from dagster_project.extraction.performance.ledger import Cell, Ledger, filled_cells, joined
from dagster_project.extraction.performance.words import PERSON, PerformanceWords, label_of
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.wording import clean, key

HEADING = "heading"
# A figure is kept to six decimals of its unit of measure.
_FINEST = 1_000_000
TEXT_FIELDS = ("unit_name", "project_name", "goal")
# Of a list of projects: a number or a code, which tells nothing of a project.
CODE = "code"
_TEXTS_THAT_PAGES_CUT = ("project_name", "goal")
# A text that may be cut into several cells; what stands behind a name is another thing under a label that is not known.
_TEXT_OF_CELLS = "goal"
_NO_LABEL = "no known label stands before it: add the label to seeds/vocabulary/performance_labels.csv"


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, the code of what it labels, and the unit of measure that it states."""

    text: str
    field_code: str
    measure: str


def list_label_of(text: str, words: PerformanceWords) -> Label | None:
    """The label that a cell is over a column of a list of projects; None for what is none."""
    known = label_of(text, words, "list") if text else None
    return Label(clean(text), known.field_code, known.measure) if known else None


@dataclass(slots=True)
class TextValue:
    """The text of a field of the head, with the cell that it begins in."""

    text: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class AmountValue:
    """An amount of the head as printed and as read, with its label and its unit of measure."""

    label: Label
    cell: Cell
    amount: PrintedAmount


@dataclass(slots=True)
class Head:
    """What the head of a table says, field by field."""

    texts: dict[str, TextValue] = field(default_factory=dict)
    amounts: dict[str, AmountValue] = field(default_factory=dict)

    def text(self, field_code: str) -> str | None:
        return clean(self.texts[field_code].text) or None if field_code in self.texts else None


class HeadReader:
    """Reads the rows of the head of one table, in reading order."""

    def __init__(self, words: PerformanceWords, ledger: Ledger) -> None:
        self.head = Head()
        self._words = words
        self._ledger = ledger
        self._values_above: dict[int, str] = {}
        self._measures_above: dict[str, None] = {}

    def claims(self, row: GridRow) -> bool:
        """Whether a row below the header belongs to a head: one that names a person, or begins with the label of a text."""
        codes = [code for code in map(self._label_code, row.cells) if code]
        first = next((self._label_code(cell) for cell in row.cells if cell), None)
        return PERSON in codes or first == HEADING or first in TEXT_FIELDS

    def read_row(self, row: GridRow, row_no: int, measure: str) -> None:
        """Reads a row; `measure` is the unit of measure printed over the table, or empty."""
        label: Label | None = None
        labels: list[Label] = []
        values: dict[int, str] = {}
        for cell in filled_cells(row, row_no):
            own, text = self._split_label(cell.text)
            if own:
                label = own
                labels.append(own)
                if not text:
                    self._ledger.n_structural += 1
                    continue
            if label is None:
                self._read_rest(cell)
            else:
                values[cell.index] = label.field_code
                self._read_value(label, labels, cell, text, measure)
        self._values_above = values or ({} if labels else self._values_above)
        stated = dict.fromkeys(each.measure for each in labels if each.measure)
        self._measures_above.update(stated)
        self._ledger.measures.update(stated)

    def read_listed(self, row: GridRow, row_no: int, labels: Sequence[Label | None], measure: str) -> GridRow:
        """Reads the cells of a row of a list that stand under `labels`, one a column; gives the row without them."""
        cells = [cell for cell in filled_cells(row, row_no) if cell.index < len(labels)]
        for cell in cells:
            label = labels[cell.index]
            if label is None:
                continue
            self._ledger.measures.update(dict.fromkeys(filter(None, [label.measure])))
            if label.field_code == CODE:
                self._ledger.n_structural += 1
            elif label.field_code in _TEXTS_THAT_PAGES_CUT and label.field_code in self.head.texts:
                self._read_rest_of_listed(label, cell)
            else:
                self._read_value(label, [label], cell, cell.text, measure)
        left = {cell.index for cell in cells if labels[cell.index]}
        return row._replace(cells=tuple("" if at in left else text for at, text in enumerate(row.cells)))

    def _read_rest_of_listed(self, label: Label, cell: Cell) -> None:
        """A text that is printed again on the next page of a list, or its rest, which a page break cut."""
        known = self.head.texts[label.field_code]
        if key(known.text) == key(cell.text):
            self._ledger.n_structural += 1
        else:
            known.text = joined(known.text, cell.text)
            self._ledger.n_loaded += 1

    def _label_code(self, text: str) -> str | None:
        own, _ = self._split_label(text) if text else (None, "")
        return own.field_code if own else None

    def _split_label(self, text: str) -> tuple[Label | None, str]:
        """(label, value) of a cell that holds a label, with its value behind a colon or without; (None, text) of another."""
        known = label_of(text, self._words)
        if known:
            return Label(clean(text), known.field_code, known.measure), ""
        printed, colon, value = text.replace("：", ":", 1).partition(":")
        known = label_of(printed, self._words) if colon and value.strip() else None
        return (Label(clean(printed), known.field_code, known.measure), value) if known else (None, text)

    def _read_value(self, label: Label, labels: list[Label], cell: Cell, text: str, measure: str) -> None:
        if label.field_code == PERSON:
            self._ledger.n_out_of_scope += 1
        elif label.field_code in TEXT_FIELDS:
            self._read_text(label, cell, text)
        elif key(text) in self._words.vocabulary.nil_marks:
            self._ledger.n_structural += 1
        elif label.field_code == HEADING:
            self._ledger.reject(cell, "label_not_recognised", f"{label.text} is a heading: nothing tells what the figure is")
        else:
            self._read_amount(label, labels, cell, text, measure)

    def _read_text(self, label: Label, cell: Cell, text: str) -> None:
        known = self.head.texts.get(label.field_code)
        if known is None:
            self.head.texts[label.field_code] = TextValue(text, cell)
            self._ledger.n_loaded += 1
        elif known.cell.row is cell.row and label.field_code == _TEXT_OF_CELLS:
            known.text = joined(known.text, text)
            self._ledger.n_loaded += 1
        elif key(known.text) == key(text):
            self._ledger.n_structural += 1
        elif known.cell.row is cell.row:
            self._ledger.reject(cell, "label_not_recognised", _NO_LABEL)
        else:
            self._ledger.reject(cell, "label_repeated", f"{label.text} is printed twice, with two texts")

    def _read_rest(self, cell: Cell) -> None:
        """A cell of a row without labels: the rest of the text above it, which a page break cut."""
        field_code = self._values_above.get(cell.index)
        is_near_person = field_code is None and PERSON in self._values_above.values()
        if field_code == PERSON or is_near_person:
            # What stands below a person's name in no column of its own may be the rest of the name.
            self._ledger.n_out_of_scope += 1
        elif field_code in self.head.texts and (field_code == _TEXT_OF_CELLS or len(list(filter(None, cell.row.cells))) == 1):
            known = self.head.texts[field_code]
            known.text = joined(known.text, cell.text)
            self._ledger.n_loaded += 1
        else:
            self._ledger.reject(cell, "label_not_recognised", _NO_LABEL)

    def _read_amount(self, label: Label, labels: list[Label], cell: Cell, text: str, measure: str) -> None:
        measures = self._words.vocabulary.measures
        unit = self._measure(labels) or measure
        try:
            amount = parse_amount(text, measures.get(unit), measures)
        except NoUnitOfMeasureError:
            reason = "neither its label nor a heading states a unit of measure (万元)"
            self._ledger.reject(cell, "no_unit_of_measure", reason)
        except AmountError as error:
            self._ledger.reject(cell, "amount_not_understood", str(error))
        else:
            if amount.amount_yuan * _FINEST % amount.yuan_per_unit:
                self._ledger.reject(cell, "amount_not_understood", "more than six decimals in its unit of measure")
            else:
                self._keep_amount(AmountValue(label, cell, amount))

    def _keep_amount(self, value: AmountValue) -> None:
        known = self.head.amounts.get(value.label.field_code)
        if known is None:
            self.head.amounts[value.label.field_code] = value
            self._ledger.n_loaded += 1
        elif known.cell.row is not value.cell.row and known.amount == value.amount:
            self._ledger.n_structural += 1
        else:
            self._ledger.reject(value.cell, "label_repeated", f"a second amount stands behind {value.label.text}")

    def _measure(self, labels: list[Label]) -> str:
        """The unit of measure that the nearest label of the row states, or else all headings above it alike."""
        nearest = next((each.measure for each in reversed(labels) if each.measure), "")
        above = list(self._measures_above)
        return nearest or (above[0] if len(above) == 1 else "")
