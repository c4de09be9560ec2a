"""Whether what was read of a damaged document may be published, figure by figure, by the truth of its generator."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dagster_project.extraction.extract import Extraction
from tests.made.as_read import YUAN_PER_WAN, is_own, meaning_of_cell, meaning_of_figure
from tests.made.damage import DamagedDocument
from tests.made.truth import StatedMeaning, TableMeaning


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A figure that was read as what it is not: the id of its cell within the document, its line, and what it was read as."""

    cell_id: str
    line_no: int
    text: str
    read_as: str


@dataclass(slots=True)
class Verdict:
    """What became of a damaged document.

    `n_right` counts figures read as they should be, `rejected` those that are missing and were rejected, `lost` the
    texts of those that are missing and were not, `unseen` those of added figures that nothing accounts for.
    """

    refused: str = ""
    identity: str = ""
    n_right: int = 0
    rejected: list[str] = field(default_factory=list)
    wrong: list[WrongFigure] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def verdict_on(document: DamagedDocument, extraction: Extraction) -> Verdict:
    """Judges what was read of a document."""
    read = extraction.documents[0]
    if read.read_outcome != "read":
        return Verdict(refused=read.reason or "no reason")
    verdict = Verdict()
    if (read.unit_name, read.fiscal_year) != (document.unit, document.year):
        verdict.identity = f"read as {read.unit_name} {read.fiscal_year}"
    tables, stated = Counter(document.tables), Counter(document.stated)
    for cell in extraction.cells:
        _take(verdict, tables, meaning_of_cell(cell), cell.text, f"{cell.table_no}:{cell.row_no}:{cell.column_no}", cell.line_no)
    for figure in extraction.figures:
        if (figure.measure_code, figure.text) in document.beside:
            verdict.n_right += 1
        elif is_own(figure):
            _take(verdict, stated, meaning_of_figure(figure), figure.text, figure.figure_id, figure.line_no)
    _judge_missing(verdict, [*(+tables).elements(), *(+stated).elements()], [each.text for each in extraction.rejected])
    accounted = [*(each.text for each in extraction.rejected), *(each.text for each in (*extraction.cells, *extraction.figures))]
    verdict.unseen = [text for text in document.planted if not any(_digits(text) in _digits(other) for other in accounted)]
    return verdict


def _take(verdict: Verdict, truth: Counter, meaning: tuple, text: str, cell_id: str, line_no: int) -> None:
    if truth[meaning] > 0:
        truth[meaning] -= 1
        verdict.n_right += 1
    else:
        verdict.wrong.append(WrongFigure(cell_id, line_no, text, " ".join(f"{part}" for part in meaning if part is not None)))


def _judge_missing(verdict: Verdict, missing: Iterable[TableMeaning | StatedMeaning], rejected: list[str]) -> None:
    left = [_digits(text) for text in rejected]
    for meaning in missing:
        value = meaning.amount_yuan / YUAN_PER_WAN if isinstance(meaning, TableMeaning) else meaning.value
        digits = _digits(
            f"{abs(value):.2f}"
            if isinstance(meaning, TableMeaning) or meaning.kind not in {"target", "weight", "quantity"}
            else f"{abs(value)}"
        )
        found = next(
            (place for place, other in enumerate(left) if other and (digits in other or other in digits or digits[:-2] == other)),
            None,
        )
        if found is None:
            verdict.lost.append(" ".join(f"{part}" for part in meaning if part is not None))
        else:
            verdict.rejected.append(digits)
            left[found] = left[found].replace(digits, "", 1) if len(left[found]) > len(digits) else ""


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in re.sub(r"\s", "", text) if sign.isdecimal())
