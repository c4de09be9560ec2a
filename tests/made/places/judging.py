"""Whether what was read of a disclosure of a place is what its generator meant: figure by figure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord
from tests.made.as_read import YUAN_PER_WAN, is_own
from tests.made.judging import Finding
from tests.made.places.mistakes import Mistake
from tests.made.places.sentences import Told
from tests.made.places.tables import BESIDE, NO_AMOUNTS, FormTable
from tests.made.printed import Meaning, Paragraph, PrintedDisclosure, Table

_OF_SENTENCES = frozenset({"narrative", "disclosure", "over_time"})
# Measures that a fund source belongs to; with others it is not told, or told by the section.
_BY_FUND = frozenset({"income", "income_carryover", "appropriation_income"})


class FormCell(NamedTuple):
    """What a figure of a table is, and what it is worth."""

    table_code: str
    subject_code: str | None
    item_code: str | None
    column_code: str
    amount_yuan: Decimal
    others: tuple[str, ...] = ()


class FormFigure(NamedTuple):
    """What a figure of a sentence is, and its value; money in 万元, a decrease negative."""

    kind: str
    measure_code: str
    subject_code: str | None
    fund: str | None
    value: Decimal


Known = FormCell | FormFigure


@dataclass(slots=True)
class Reading:
    """What became of the figures of a disclosure: of tables and of sentences how many are printed and read rightly.

    `wrong` are figures that were read as what they are not, `missing` those that were not read.
    """

    n_cells: int = 0
    n_cells_right: int = 0
    n_told: int = 0
    n_told_right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def judge(printed: PrintedDisclosure, extraction: Extraction) -> Reading:
    """Judges what was read of a disclosure. Figures that are not to be loaded count neither as printed nor as missing."""
    reading = Reading()
    cells = [
        FormCell(cell.table_code, cell.subject_code, cell.item_code, cell.column_code, cell.amount_yuan, _others(cell))
        for cell in extraction.cells
    ]
    true_cells = list(_true_cells(printed))
    reading.n_cells = len(true_cells)
    reading.n_cells_right = _take(reading, true_cells, cells)
    figures = [
        FormFigure(
            figure.figure_kind,
            figure.measure_code,
            figure.subject_code,
            figure.fund_source_code if figure.measure_code in _BY_FUND else None,
            figure.value if figure.amount_yuan is None else figure.amount_yuan / YUAN_PER_WAN,
        )
        for figure in extraction.figures
        if is_own(figure)
    ]
    told = list(_true_figures(printed))
    reading.n_told = len(told)
    reading.n_told_right = _take(reading, told, figures)
    return reading


def _take(reading: Reading, true: Iterable[tuple[str, frozenset[Known]]], read: Iterable[Known]) -> int:
    """Takes each figure that was printed out of those that were read, whatever it may rightly be called."""
    left = Counter(read)
    n_right = 0
    # What may be called in one way only comes first, so that nothing else takes it.
    for text, meanings in sorted(true, key=lambda each: len(each[1])):
        found = next((meaning for meaning in sorted(meanings) if left[meaning] > 0), None)
        if found is None:
            reading.missing.append(f"{text}: {min(meanings)}")
        else:
            left[found] -= 1
            n_right += 1
    reading.wrong += [str(each) for each in left.elements()]
    return n_right


def _true_cells(printed: PrintedDisclosure) -> Iterator[tuple[str, frozenset[Known]]]:
    for table in printed.tables:
        assert isinstance(table, FormTable)
        per_unit = Decimal(YUAN_PER_WAN if "万元" in "".join(table.left_and_right) else 1)
        for row in table.rows:
            for cell in row.cells:
                if cell.meaning and cell.text and not cell.meaning.column_code.startswith(NO_AMOUNTS):
                    amount = Decimal(cell.text.replace(",", "")) * per_unit
                    yield cell.text, frozenset(_meanings(cell.meaning, amount))


def _meanings(meaning: Meaning, amount: Decimal) -> Iterator[FormCell]:
    items = meaning.item_code.split("|") if meaning.item_code else [None]
    for item, column in product(items, meaning.column_code.split("|")):
        yield FormCell(meaning.table_code, meaning.subject_code, item, column, amount, meaning.others)


def _others(cell: CellRecord) -> tuple[str, ...]:
    """What a row that was read is of besides its own subject or item."""
    subjects = (cell.economic_subject_code, cell.government_subject_code)
    details = (cell.detail_project, cell.detail_economic, cell.detail_item, cell.detail_method)
    return tuple(each for each in (*subjects, *details) if each)


def _true_figures(printed: PrintedDisclosure) -> Iterator[tuple[str, frozenset[Known]]]:
    yield from (each for table in printed.tables for each in _figures_beside(table))
    for block in printed.blocks:
        if not isinstance(block, Paragraph):
            continue
        for part in block.parts:
            if isinstance(part, Told):
                yield (
                    f"{block.text[:40]} … {part.text}",
                    frozenset(
                        FormFigure(part.role, measure, part.subject, part.fund if measure in _BY_FUND else None, part.value)
                        for measure in part.measures
                    ),
                )


def _figures_beside(table: Table) -> Iterator[tuple[str, frozenset[Known]]]:
    """The figures of a table that stand beside its amounts: changes in money or in percent."""
    for cell in (cell for row in table.rows for cell in row.cells if cell.meaning and cell.text):
        assert cell.meaning
        measure = cell.meaning.column_code.removeprefix(BESIDE)
        if measure != cell.meaning.column_code:
            kind = "quantity" if measure.endswith("_pct") else "amount"
            value = Decimal(cell.text.replace(",", "").removesuffix("%"))
            yield cell.text, frozenset({FormFigure(kind, measure, cell.meaning.subject_code, None, value)})


def is_pointed_at(mistake: Mistake, findings: Iterable[Finding]) -> bool:
    """Whether a finding compares the table of a mistake, or is about sentences where it stands in one."""
    if mistake.table_code:
        return any(mistake.table_code in each.table_codes for each in findings)
    return any(each.family in _OF_SENTENCES for each in findings)
