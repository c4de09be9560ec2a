"""One mistake in a disclosure of a place: a figure of a table or of a sentence that is not what it should be."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tests.made.places.sentences import Told
from tests.made.places.tables import NO_AMOUNTS, FormTable
from tests.made.printed import Cell, Paragraph, PrintedDisclosure

# More than the rounding of any sum in these documents, in 万元 and in yuan.
_SMALLEST_ERROR = Decimal(1)
_IN_YUAN = Decimal(10_000)
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """A planted mistake: of which kind, in which table or in which paragraph, what was right and what is printed."""

    kind: str
    table_code: str | None
    paragraph: str | None
    what: str
    true_text: str
    printed_text: str


Planter = Callable[[PrintedDisclosure, random.Random], Mistake | None]


def _wrong_text(text: str, rng: random.Random, *, is_more: bool = False) -> str:
    """Another figure, off by more than rounding, with as many separators. Large ones are yuan, of which sentences round."""
    number = Decimal(text.replace(",", ""))
    error = max(_IN_YUAN if number > _IN_YUAN * _PERCENT else _SMALLEST_ERROR, number * rng.randint(5, 40) / _PERCENT)
    wrong = number - error if rng.random() < 0.5 and number > 2 * error and not is_more else number + error
    return f"{wrong:,.2f}" if "," in text or number < 1000 else f"{wrong:.2f}"


def _cells(disclosure: PrintedDisclosure, wanted: Callable[[FormTable, Cell], bool]) -> list[tuple[FormTable, Cell]]:
    return [
        (table, cell)
        for table in disclosure.tables
        if isinstance(table, FormTable)
        for row in table.rows
        for cell in row.cells
        if cell.meaning and cell.text.strip("0.") and not cell.meaning.column_code.startswith(NO_AMOUNTS) and wanted(table, cell)
    ]


def _in_tables(kind: str, wanted: Callable[[FormTable, Cell], bool]) -> Planter:
    def plant(disclosure: PrintedDisclosure, rng: random.Random) -> Mistake | None:
        found = _cells(disclosure, wanted)
        if not found:
            return None
        table, cell = rng.choice(found)
        assert cell.meaning
        true_text, cell.text = cell.text, _wrong_text(cell.text, rng)
        what = f"{table.title}, {cell.meaning.row_label}, {cell.meaning.column_code}"
        return Mistake(kind, table.code, None, what, true_text, cell.text)

    return plant


def _row_kind(*kinds: str, lists: bool) -> Callable[[FormTable, Cell], bool]:
    """Figures in rows of these kinds, of the tables with lists side by side or of the others."""

    def wanted(table: FormTable, cell: Cell) -> bool:
        is_list = table.code in {"overview", "appropriation"}
        return is_list == lists and table.code != "three_public" and cell.meaning is not None and cell.meaning.row_kind in kinds

    return wanted


def _told(disclosure: PrintedDisclosure, *kinds: str) -> Iterator[tuple[Paragraph, Told]]:
    for block in disclosure.blocks:
        if isinstance(block, Paragraph):
            for part in block.parts:
                if isinstance(part, Told) and part.role in kinds and part.value:
                    yield block, part


def _in_sentences(kind: str, wanted: Callable[[Told], bool], *roles: str) -> Planter:
    def plant(disclosure: PrintedDisclosure, rng: random.Random) -> Mistake | None:
        found = [(paragraph, told) for paragraph, told in _told(disclosure, *roles) if wanted(told)]
        if not found:
            return None
        paragraph, told = rng.choice(found)
        # A lower budget of an item contradicts nothing: not all items that had one need be listed.
        is_more = "general_public_item_initial" in told.measures
        true_text, told.text = told.text, _wrong_text(told.text, rng, is_more=is_more)
        return Mistake(kind, None, paragraph.text, f"{told.measure} ({told.role})", true_text, told.text)

    return plant


def _is_completion(told: Told) -> bool:
    return any(measure.endswith("_completion") for measure in told.measures)


def _is_change(told: Told) -> bool:
    return any(measure.startswith("change_against") for measure in told.measures)


def _is_budget_of_final(told: Told) -> bool:
    return any(measure.endswith("_initial") for measure in told.measures)


PLANTERS: dict[str, Planter] = {
    "total": _in_tables("total", _row_kind("total", "unit", lists=False)),
    "class_or_section": _in_tables("class_or_section", _row_kind("class", "section", lists=False)),
    "item": _in_tables("item", _row_kind("item", lists=False)),
    "total_of_lists": _in_tables("total_of_lists", _row_kind("total", lists=True)),
    "entry_of_lists": _in_tables("entry_of_lists", _row_kind("item", "class", "section", lists=True)),
    "three_public": _in_tables("three_public", lambda table, cell: table.code == "three_public"),
    "told_amount": _in_sentences(
        "told_amount", lambda told: not _is_change(told) and not _is_budget_of_final(told) and not _is_completion(told), "amount"
    ),
    "told_budget_of_final": _in_sentences("told_budget_of_final", _is_budget_of_final, "amount"),
    "told_share": _in_sentences("told_share", lambda told: True, "share"),
    "told_percentage": _in_sentences("told_percentage", lambda told: True, "change_pct"),
    "told_completion": _in_sentences("told_completion", _is_completion, "quantity"),
}
