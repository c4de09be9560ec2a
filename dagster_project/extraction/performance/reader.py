"""From a recognised performance table to its records."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from itertools import repeat

from dagster_project.extraction.amounts import AmountError, PrintedAmount, parse_amount
from dagster_project.extraction.budget_tables.columns import is_number_row
from dagster_project.extraction.budget_tables.ledger import count_cells
from dagster_project.extraction.budget_tables.recognition import TARGETS_OF_A_PROJECT, RecognisedTable
from dagster_project.extraction.performance.alignment import (
    EVIDENCE,
    NAME,
    RULE,
    RULE_AND_EVIDENCE,
    TARGET,
    WEIGHT,
    header_columns,
)
from dagster_project.extraction.performance.head import AmountValue, Head, HeadReader
from dagster_project.extraction.performance.indicators import Indicator, IndicatorRows
from dagster_project.extraction.performance.ledger import Cell, Ledger
from dagster_project.extraction.performance.list_headers import ListHeader
from dagster_project.extraction.performance.lists import ListedProject
from dagster_project.extraction.performance.targets import SEVERAL_TARGETS, Target, half_width, parse_target
from dagster_project.extraction.performance.words import PerformanceWords, label_of, performance_words
from dagster_project.extraction.privacy import without_people
from dagster_project.extraction.readers import GridRow, TextLine
from dagster_project.extraction.records import FigureRecord, IndicatorRecord, PerformanceTableRecord, RejectedRecord, TableRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

_ANOTHER_TABLE = "below the indicators another project is named: the title of its table is lost"
_SEVERAL_BELOW_EACH_OTHER = "the table lists projects or units one below another: whose the row is is not told"
_NOT_UNDERSTOOD = "its cells fit the columns of the header in no way, or in two ways that differ"
_FINEST_HALF_WIDTH = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class LoadedPerformanceTable:
    """A performance table as records; `performance` is None where nothing in it was understood.

    `goal` is the goal as printed, for a reader of the figures in it, and the other fields say in which cell it begins.
    """

    table: TableRecord
    performance: PerformanceTableRecord | None
    indicators: list[IndicatorRecord]
    figures: list[FigureRecord]
    rejected: list[RejectedRecord]
    goal: TextLine | None = None
    goal_row_no: int | None = None
    goal_column_no: int | None = None


class PerformanceReader:
    """Reads the performance tables of one document; `last_row` is the row that its file ends in, where it ends in one."""

    def __init__(self, content_sha256: str, vocabulary: Vocabulary, last_row: GridRow | None = None) -> None:
        self._sha256 = content_sha256
        self._last_row = last_row
        self._words = performance_words(vocabulary)

    def read(self, table: RecognisedTable) -> LoadedPerformanceTable:
        """The records of a table. Never raises: what is not understood is rejected with its reason."""
        return _TableReading(table, self._sha256, self._words, self._last_row).read()


class _TableReading:
    """The reading of one table: first its rows, then the records that they make."""

    def __init__(self, table: RecognisedTable, content_sha256: str, words: PerformanceWords, last_row: GridRow | None) -> None:
        self._table = table
        self._words = words
        self._ledger = Ledger(table, content_sha256, words.vocabulary)
        self._head_reader = HeadReader(words, self._ledger)
        self._rows = IndicatorRows(words, self._ledger, last_row)
        self._is_in_head = True
        self._is_another = False
        self._is_list = False
        self._project_name: str | None = None
        self._project_name_key: str | None = None

    def read(self) -> LoadedPerformanceTable:
        self._read_rows()
        head = self._head_reader.head
        if self._table.table_code == TARGETS_OF_A_PROJECT:
            name = head.text("project_name")
            self._project_name = without_people(name, self._words.vocabulary) if name else None
            self._project_name_key = key(self._project_name) if self._project_name else None
        figures = [self._amount_figure(code, value) for code, value in head.amounts.items()]
        indicators = []
        for indicator_no, indicator in enumerate(self._told_indicators(), start=1):
            target = self._target(indicator)
            money = _money(target, self._words)
            indicators.append(self._indicator_record(indicator_no, indicator, target, money))
            figures.extend(self._indicator_figures(indicator, target, money))
        is_understood = bool(indicators or head.texts or head.amounts)
        goal = head.texts.get("goal")
        return LoadedPerformanceTable(
            table=self._ledger.table_record(),
            performance=self._performance_record(head) if is_understood else None,
            indicators=indicators,
            figures=figures,
            rejected=self._ledger.rejected,
            goal=goal.cell.row.line_of(goal.cell.index, goal.text) if goal else None,
            goal_row_no=goal.cell.row_no if goal else None,
            goal_column_no=goal.cell.column_no if goal else None,
        )

    def _read_rows(self) -> None:
        self._ledger.n_structural += count_cells(self._table.furniture)
        row_no = 0
        headers = self._table.headers if isinstance(self._table, ListedProject) else repeat(None)
        for part, header in zip(self._table.parts, headers, strict=False):
            if header:
                self._is_in_head = False
                self._rows.begin(header.columns)
            for row in (*part.header, *part.rows):
                row_no += 1
                if header is None:
                    self._read_row(self._without_label_beside(row), row_no, part.measure)
                else:
                    self._read_listed_row(row, row_no, header, part.measure)

    def _read_listed_row(self, row: GridRow, row_no: int, header: ListHeader, measure: str) -> None:
        """Reads a row of a list of projects: what it tells of the project, then the indicator that stands beside it."""
        indicator = self._head_reader.read_listed(row, row_no, header.labels, measure)
        if (
            any(indicator.cells)
            and not self._rows.read_indicator(indicator, row_no)
            and not self._rows.read_rest(indicator, row_no)
        ):
            self._read_other_row(indicator, row_no)

    def _without_label_beside(self, row: GridRow) -> GridRow:
        """A row of an indicator less the label of all of them that stands left of it (绩效指标), which is counted as structural."""
        left = self._rows.left_of(row)
        beside = [at for at, cell in enumerate(left) if cell and self._words.vocabulary.performance_field("beside", cell)]
        if not beside:
            return row
        self._ledger.n_structural += len(beside)
        return row._replace(cells=tuple("" if at in beside else cell for at, cell in enumerate(row.cells)))

    def _read_row(self, row: GridRow, row_no: int, measure: str) -> None:
        if self._begins_another(row):
            self._ledger.reject_row(row, row_no, "row_not_understood", _ANOTHER_TABLE)
        elif self._lists_several(row):
            self._ledger.reject_row(row, row_no, "row_not_understood", _SEVERAL_BELOW_EACH_OTHER)
        elif self._rows.read_indicator(row, row_no):
            self._is_in_head = False
        elif columns := header_columns(row.cells, self._words):
            self._is_in_head = False
            self._rows.begin(columns)
            self._ledger.n_structural += count_cells([row])
        elif _is_rule(row):
            self._ledger.n_structural += count_cells([row])
        elif self._is_in_head or self._head_reader.claims(row):
            # Also below the header, and before it can be taken for the rest of an indicator: it may name a person.
            self._is_in_head = True
            self._head_reader.read_row(row, row_no, measure)
        elif not self._rows.read_rest(row, row_no):
            self._read_other_row(row, row_no)

    def _begins_another(self, row: GridRow) -> bool:
        """Whether a row stands in another table, whose title was lost: below indicators a project is named for the second time."""
        if not self._is_another and self._rows.indicators and self._head_reader.head.text("project_name"):
            labels = [label for cell in row.cells if cell and (label := label_of(cell, self._words))]
            self._is_another = any(label.field_code == "project_name" for label in labels)
        return self._is_another

    def _lists_several(self, row: GridRow) -> bool:
        """Whether a row stands in a list of projects: it, or one above, prints words left of the columns of indicators."""
        self._is_list = self._is_list or any(
            cell and not self._rows.is_level(cell) and not label_of(cell, self._words) for cell in self._rows.left_of(row)
        )
        return self._is_list

    def _read_other_row(self, row: GridRow, row_no: int) -> None:
        """Tells of a row below the header that is neither an indicator nor the rest of one."""
        if is_number_row(row, self._words.vocabulary):
            self._ledger.n_structural += count_cells([row])
        else:
            self._rows.give_up(row)
            self._ledger.reject_row(row, row_no, "row_not_understood", _NOT_UNDERSTOOD)

    def _told_indicators(self) -> Iterator[Indicator]:
        """The indicators that are kept; their cells but the target's are told as loaded, all cells of others as rejected."""
        for indicator in self._rows.indicators:
            if indicator.problem:
                for cell in (*indicator.other_cells, *indicator.target_cells):
                    self._ledger.reject(cell, "row_not_understood", indicator.problem)
            else:
                self._ledger.n_loaded += len(indicator.other_cells)
                yield indicator

    def _target(self, indicator: Indicator) -> Target:
        """The target of an indicator; its cells are told as loaded or rejected."""
        target = parse_target(indicator.texts[TARGET], self._words)
        if target.problem:
            for cell in indicator.target_cells:
                self._ledger.reject(
                    cell, "several_targets" if target.problem == SEVERAL_TARGETS else "target_not_understood", target.problem
                )
        else:
            self._ledger.n_loaded += len(indicator.target_cells)
        return target

    def _performance_record(self, head: Head) -> PerformanceTableRecord:
        goal = head.texts.get("goal")
        first = next((row for part in self._table.parts for row in (*part.header, *part.rows)), None)
        return PerformanceTableRecord(
            content_sha256=self._ledger.content_sha256,
            table_no=self._table.table_no,
            scope="project" if self._table.table_code == TARGETS_OF_A_PROJECT else "unit",
            page_no=first.page_no if first else None,
            line_no=first.line_no if first else 0,
            unit_name=head.text("unit_name") or self._table.unit_name or None,
            project_name=self._project_name,
            project_name_key=self._project_name_key,
            goal=clean(without_people(goal.text, self._words.vocabulary)) or None if goal else None,
        )

    def _indicator_record(
        self, indicator_no: int, indicator: Indicator, target: Target, money: PrintedAmount | None
    ) -> IndicatorRecord:
        rule, evidence = self._rule_and_evidence(indicator)
        weight = indicator.texts.get(WEIGHT)
        return IndicatorRecord(
            content_sha256=self._ledger.content_sha256,
            table_no=self._table.table_no,
            indicator_no=indicator_no,
            row_no=indicator.row_no,
            page_no=indicator.row.page_no,
            line_no=indicator.row.line_no,
            target_figure_id=self._place(indicator.target_cells[0]),
            level_1=self._rows.level(indicator, "level_1"),
            level_2=self._rows.level(indicator, "level_2"),
            indicator_name=self._shown(indicator, NAME) or "",
            operator=target.operator,
            target_value=target.value,
            target_unit=target.unit,
            target_yuan=money.amount_yuan if money else None,
            target_text=self._shown(indicator, TARGET) or "",
            basis=self._shown(indicator, "basis"),
            prior_value_text=self._shown(indicator, "prior_value"),
            weight=Decimal(self._words.number_of(weight)) if weight else None,
            scoring_rule=rule,
            evidence=evidence,
        )

    def _rule_and_evidence(self, indicator: Indicator) -> tuple[str | None, str | None]:
        both = self._shown(indicator, RULE_AND_EVIDENCE)
        if both is None:
            return self._shown(indicator, RULE), self._shown(indicator, EVIDENCE)
        rule, evidence = self._words.split_rule(both)
        return rule or None, evidence or None

    def _indicator_figures(self, indicator: Indicator, target: Target, money: PrintedAmount | None) -> Iterator[FigureRecord]:
        """The figures of an indicator: its target, where that is a number, and its weight."""
        label = self._shown(indicator, NAME) or ""
        if target.value is not None:
            yield self._figure(
                cell=indicator.target_cells[0],
                kind="target",
                measure_code="performance_target",
                label=label,
                text=clean(indicator.texts[TARGET]),
                value=target.value,
                unit=target.unit,
                width=half_width(target.number),
                money=money,
            )
        weight = indicator.texts.get(WEIGHT)
        if weight:
            number = self._words.number_of(weight)
            yield self._figure(
                cell=Cell(indicator.row, indicator.row_no, indicator.alignment.codes.index(WEIGHT)),
                kind="weight",
                measure_code="performance_weight",
                label=label,
                text=clean(weight),
                value=Decimal(number),
                unit=None,
                width=half_width(number),
                money=None,
            )

    def _amount_figure(self, field_code: str, value: AmountValue) -> FigureRecord:
        amount = value.amount
        unit = next((word for word, yuan in self._words.vocabulary.measures.items() if yuan == amount.yuan_per_unit), None)
        return self._figure(
            cell=value.cell,
            kind="amount",
            measure_code=field_code,
            label=value.label.text,
            text=value.cell.text,
            value=amount.amount_yuan / amount.yuan_per_unit,
            unit=unit,
            width=(amount.half_width_yuan / amount.yuan_per_unit).quantize(_FINEST_HALF_WIDTH, ROUND_UP),
            money=amount,
        )

    def _figure(
        self,
        *,
        cell: Cell,
        kind: str,
        measure_code: str,
        label: str,
        text: str,
        value: Decimal,
        unit: str | None,
        width: Decimal,
        money: PrintedAmount | None,
    ) -> FigureRecord:
        return FigureRecord(
            content_sha256=self._ledger.content_sha256,
            figure_id=self._place(cell),
            section_no=None,
            section_code=None,
            sentence_no=None,
            table_no=self._table.table_no,
            table_code=self._table.table_code,
            row_no=cell.row_no,
            column_no=cell.column_no,
            # Sentences count their statements upwards from 1.
            statement_no=-self._table.table_no,
            figure_kind=kind,
            measure_code=measure_code,
            label=label,
            subject_code=None,
            subject_name=None,
            fund_source_code=None,
            project_name=self._project_name,
            project_name_key=self._project_name_key,
            direction=None,
            reason=None,
            purpose=None,
            page_no=cell.row.page_no,
            line_no=cell.row.line_no,
            text=text,
            value=value,
            unit_of_measure=unit,
            half_width=width,
            amount_yuan=money.amount_yuan if money else None,
            half_width_yuan=money.half_width_yuan if money else None,
            yuan_per_unit=money.yuan_per_unit if money else None,
            box=cell.row.box(cell.index),
        )

    def _shown(self, indicator: Indicator, code: str) -> str | None:
        """The text of a column of an indicator, as it may be shown; None where it is blank."""
        text = indicator.texts.get(code)
        return without_people(clean(text), self._words.vocabulary) or None if text else None

    def _place(self, cell: Cell) -> str:
        return f"{self._table.table_no}:{cell.row_no}:{cell.column_no}"


def _money(target: Target, words: PerformanceWords) -> PrintedAmount | None:
    """A target in yuan, where its unit is a unit of money, and not a rate."""
    measures = words.vocabulary.measures
    if target.unit not in measures:
        return None
    try:
        return parse_amount(target.number, measures[target.unit], measures)
    except AmountError:
        # Finer than a cent, or larger than any budget: its value in its own unit is kept all the same.
        return None


def _is_rule(row: GridRow) -> bool:
    """Whether a row is a line that Markdown draws under a header (---)."""
    words = [cell for cell in row.cells if cell]
    return all("--" in word and not word.strip("-:") for word in words)
