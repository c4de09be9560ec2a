"""The rows below the header of a performance table, put together to indicators.

A row is an indicator of its own, or the rest of the one above that a page break cut. Levels are
carried down from above where a row leaves them blank.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.extraction.amounts import DIGITS_APART, digits_apart
from dagster_project.extraction.performance.alignment import (
    EVIDENCE,
    NAME,
    OPERATOR,
    RULE,
    RULE_AND_EVIDENCE,
    TARGET,
    TARGET_UNIT,
    UNKNOWN,
    WEIGHT,
    Alignment,
    align,
)
from dagster_project.extraction.performance.ledger import Cell, Ledger, joined
from dagster_project.extraction.performance.words import (
    LEVEL_KINDS,
    LEVEL_PARTS,
    LEVELS,
    PERSON,
    CellKind,
    PerformanceWords,
    kind_of,
    label_of,
)
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.wording import key

# The value first, as it is put together of them.
_PARTS_OF_TARGET = (TARGET, OPERATOR, TARGET_UNIT)
_WORD_KINDS = frozenset({CellKind.TEXT, *LEVEL_PARTS})
_RULE_KINDS = frozenset({CellKind.RULE, CellKind.RULE_AND_EVIDENCE})
_EVIDENCE_KINDS = frozenset({CellKind.EVIDENCE, CellKind.RULE_AND_EVIDENCE})
_LARGEST_WEIGHT = 100
_NUMBER_ALONE = re.compile(r"[0-9][0-9,.]*")
_CUT_OFF = "the file ends in the row below it, which may be the rest of its name or the beginning of another indicator"
# What the rest of a cell may look like, by its column. A weight is never cut.
_REST_KINDS = {
    NAME: _WORD_KINDS | LEVEL_KINDS,
    TARGET: _WORD_KINDS | {CellKind.NUMBER, CellKind.SCORE},
    "basis": _WORD_KINDS,
    "prior_value": _WORD_KINDS | {CellKind.NUMBER, CellKind.SCORE},
}


@dataclass(slots=True)
class Level:
    """A word of a level, shared by the indicators below it: a page break may cut it, and its rest come later."""

    text: str


@dataclass(slots=True)
class Indicator:
    """An indicator as printed: the text of each column, put together, and the cells that it was printed in.

    `problem` says why it is refused, and is empty where it is not.
    """

    row: GridRow
    row_no: int
    alignment: Alignment
    levels: dict[str, Level]
    texts: dict[str, str] = field(default_factory=dict)
    target_cells: list[Cell] = field(default_factory=list)
    other_cells: list[Cell] = field(default_factory=list)
    problem: str = ""


def _is_on_the_page_of(above: Indicator, row: GridRow) -> bool:
    """Whether no page ends between an indicator and a row; a page that is not told may end anywhere."""
    return row.page_no is not None and row.page_no == above.row.page_no


class IndicatorRows:
    """Reads the rows below the headers of one table, in reading order.

    Where the file ends in `last_row`, what goes on in it may have been cut off.
    """

    def __init__(self, words: PerformanceWords, ledger: Ledger, last_row: GridRow | None) -> None:
        self.indicators: list[Indicator] = []
        self._words = words
        self._ledger = ledger
        self._last_row = last_row
        self._columns: tuple[str, ...] = ()
        self._levels: dict[str, Level] = {}
        self._above: Indicator | None = None

    def begin(self, columns: tuple[str, ...]) -> None:
        """Takes the columns of a header; the one of the page before may be repeated."""
        self._columns = columns

    def left_of(self, row: GridRow) -> Sequence[str]:
        """The cells of a row that stand left of all columns of indicators."""
        first = next((at for at, code in enumerate(self._columns) if code in LEVELS or code == NAME), 0)
        return row.cells[:first]

    def is_level(self, text: str) -> bool:
        """Whether a cell holds the word of a level, or a part of one."""
        return self._kind(text) in LEVEL_KINDS | LEVEL_PARTS

    def read_indicator(self, row: GridRow, row_no: int) -> bool:
        """Reads a row that is an indicator of its own; tells whether it is one."""
        alignment = self._align(row)
        if alignment is None or self._names_person(row, alignment):
            return False
        levels = self._levels_of(row, alignment)
        if levels is None:
            return False
        self._levels = levels
        self._above = Indicator(row, row_no, alignment, levels)
        self.indicators.append(self._above)
        self._keep_all(self._above)
        return True

    def read_rest(self, row: GridRow, row_no: int) -> bool:
        """Reads a row that holds the rest of cells of the indicator above; tells whether it does."""
        above = self._above
        if above is None or _is_on_the_page_of(above, row):
            return False
        nominal = Alignment((), self._columns, 0, 0)
        filled = [index for index, text in enumerate(row.cells) if text]
        ways = {tuple(way.column_at(index) for index in filled) for way in (above.alignment, nominal)}
        fitting = [
            codes for codes in ways if all(self._is_rest(above, row.cells[at], code) for at, code in self._pairs(filled, codes))
        ]
        if not filled or len(fitting) != 1:
            return False
        for index, code in self._pairs(filled, fitting[0]):
            self._keep_rest(above, Cell(row, row_no, index), code)
        if self._last_row and row.line_no == self._last_row.line_no:
            above.problem = _CUT_OFF
        return True

    def give_up(self, row: GridRow) -> None:
        """Forgets what stands above a row that was not understood, so that nothing is carried past it."""
        self._above = None
        if any(self._kind(cell) in LEVEL_KINDS for cell in row.cells):
            self._levels = {}

    def level(self, indicator: Indicator, code: str) -> str | None:
        """The word of a level that an indicator stands under, as the vocabulary spells it."""
        level = indicator.levels.get(code)
        return (self._words.level_word(level.text) or key(level.text)) if level else None

    def _align(self, row: GridRow) -> Alignment | None:
        cells = row.cells
        end = len(cells)
        while end and not cells[end - 1]:
            end -= 1
        # A row slips by one place to the right at most, and the header may have lost one column.
        if not self._columns or end > len(self._columns) + 2:
            return None
        return align(tuple([kind_of(text, self._words) for text in cells[:end]]), self._columns)

    def _kind(self, text: str) -> CellKind:
        return kind_of(text, self._words)

    def _names_person(self, row: GridRow, alignment: Alignment) -> bool:
        """Whether what looks like an indicator may be a person behind a label: only a figure is sure to be a target."""
        target = row.cells[alignment.codes.index(TARGET)]
        if self._kind(target) is CellKind.TARGET:
            return False
        label = label_of(row.cells[alignment.codes.index(NAME)], self._words)
        return label is not None and label.field_code == PERSON

    def _levels_of(self, row: GridRow, alignment: Alignment) -> dict[str, Level] | None:
        """The levels of a row's indicator: its own, those carried down, or those above whose rest the row prints."""
        levels = dict(self._levels)
        rests: list[tuple[Level, str]] = []
        for code in LEVELS:
            if code not in alignment.codes:
                continue
            text = row.cells[alignment.codes.index(code)]
            if self._kind(text) in LEVEL_PARTS and self._completes(levels.get(code), text):
                rests.append((levels[code], text))
            elif self._kind(text) is CellKind.LEVEL_END:
                return None
            else:
                if code == LEVELS[0] and not self._is_same(levels.get(code), text):
                    levels = {}
                levels[code] = Level(text)
        for level, rest in rests:
            level.text += rest
        return levels

    def _completes(self, level: Level | None, rest: str) -> bool:
        return level is not None and key(level.text + rest) in self._words.levels

    def _is_same(self, level: Level | None, text: str) -> bool:
        return level is not None and key(level.text) == key(text)

    def _is_rest(self, above: Indicator, text: str, code: str) -> bool:
        """Whether a cell can be the rest of what the indicator above has in a column."""
        if code in LEVELS:
            return self._completes(above.levels.get(code), text)
        code = self._printed_code(above, code)
        begun = above.texts.get(code, "")
        whole = joined(begun, text)
        if not begun or (code == TARGET and TARGET_UNIT in above.texts):
            return False
        if code in (RULE, RULE_AND_EVIDENCE):
            return self._kind(whole) in _RULE_KINDS
        if code == EVIDENCE:
            return self._kind(whole) in _EVIDENCE_KINDS
        if code == "basis" and self._kind(begun) is CellKind.BASIS:
            return False
        return self._kind(text) in _REST_KINDS.get(code, ())

    def _keep_all(self, indicator: Indicator) -> None:
        """Puts the cells of an indicator's own row with it: they are told as loaded or rejected once it is whole."""
        row, row_no = indicator.row, indicator.row_no
        for index, code in enumerate(indicator.alignment.codes):
            text = row.cells[index]
            if code in _PARTS_OF_TARGET:
                indicator.texts[code] = text
                indicator.target_cells.append(Cell(row, row_no, index))
            elif code == UNKNOWN:
                reason = "its heading is not known: add the heading to seeds/vocabulary/performance_labels.csv"
                self._ledger.reject(Cell(row, row_no, index), "column_not_recognised", reason)
            elif code == WEIGHT and (problem := self._problem_of_weight(text)):
                self._ledger.reject(Cell(row, row_no, index), "amount_not_understood", problem)
            elif code:
                indicator.other_cells.append(Cell(row, row_no, index))
                if code not in LEVELS:
                    indicator.texts[code] = text
            elif text:
                # Signs that are not seen in print.
                self._ledger.n_structural += 1
        # Where the target is told from: its value's cell is the first.
        indicator.target_cells.sort(key=lambda cell: indicator.alignment.codes[cell.index] != TARGET)
        indicator.texts[TARGET] = self._whole_target(indicator.texts)

    def _whole_target(self, texts: Mapping[str, str]) -> str:
        """A target with its operator and its unit, where these stand in columns of their own; a word for a target stays alone."""
        value, operator, unit = (texts.get(code, "") for code in _PARTS_OF_TARGET)
        own = next((start for start in self._words.operator_starts if key(value).startswith(start)), "")
        number = key(value).removeprefix(own)
        if not number[:1].isdigit():
            return value
        if own or key(operator) in self._words.qualitative:
            operator = ""
        if not _NUMBER_ALONE.fullmatch(number) or key(unit) in self._words.vocabulary.nil_marks:
            unit = ""
        return operator + value + unit

    def _problem_of_weight(self, text: str) -> str:
        """Why a weight cannot be told; empty where it can."""
        if digits_apart(text):
            return DIGITS_APART
        is_too_large = Decimal(self._words.number_of(text)) > _LARGEST_WEIGHT
        return "larger than 100, which all weights of a table sum to at most: digits may have run together" if is_too_large else ""

    def _keep_rest(self, indicator: Indicator, cell: Cell, code: str) -> None:
        """Puts the rest of a cell with the indicator that it belongs to."""
        (indicator.target_cells if code == TARGET else indicator.other_cells).append(cell)
        if code in LEVELS:
            indicator.levels[code].text += cell.text
        else:
            code = self._printed_code(indicator, code)
            indicator.texts[code] = joined(indicator.texts[code], cell.text)

    def _printed_code(self, indicator: Indicator, code: str) -> str:
        """What a column holds in an indicator's row: one cell may hold both rule and evidence."""
        is_both = code in (RULE, EVIDENCE) and code not in indicator.texts and RULE_AND_EVIDENCE in indicator.texts
        return RULE_AND_EVIDENCE if is_both else code

    def _pairs(self, indexes: Iterable[int], codes: Iterable[str]) -> Iterator[tuple[int, str]]:
        return zip(indexes, codes, strict=True)
