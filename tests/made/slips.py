"""Rows whose amounts moved sideways: planted, and judged whether only one way of moving them back is right.

A row slips to the left where a blank cell before an amount is lost, and to the right where one is added.
The grand total of a row, its first amount, never moves.

A slip counts as uniquely repairable where, of many ways of moving rows of the table, the true one is the only
one under which all sums of the table hold and every figure that is printed elsewhere too is as it is there.
The ways tried: the slipped rows back; any single row, by any one blank; and, all by the same blank, the total
alone, the rows of total and unit, the ancestors of a slipped row, a slipped row with its ancestors, each class
with all below it, all leaf rows, all rows but total and unit, all rows, and all but those that slipped; and the
slipped rows back, then all rows by the same blank.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.made.faults import ChangedCell, Fault, Planter, with_connected
from tests.made.printed import PrintedDisclosure, Row, Table, in_hundredths

Direction = Literal["left", "right"]
Texts = tuple[str, ...]
# The texts of the amounts of some rows, by the place of the row in its table.
Moved = dict[int, Texts]

_TABLES = (
    "income", "expenditure", "general_public_expenditure", "basic_expenditure", "project_expenditure",
    "government_fund_expenditure", "state_capital_expenditure", "three_public", "entrusted_service", "carryover",
)  # fmt: skip
_WITH_ANCESTORS = _TABLES[:7]
_HEADS = frozenset({"total", "unit"})
_GROUPS = frozenset({"class", "section"})
_SOME_ROWS = (2, 5)

_FUNDS = (
    "general_public",
    "general_public_transfer",
    "government_fund",
    "government_fund_transfer",
    "state_capital",
    "state_capital_transfer",
)
_KINDS = ("basic_personnel", "basic_operating", "project")
# What adds up across a row: the column of the sum, and those of its parts.
_ACROSS: dict[str, dict[str, tuple[str, ...]]] = {
    "income": {
        "total": ("appropriation_subtotal", "fiscal_special_account", "unit_funds", "fiscal_carryover", "non_fiscal_carryover"),
        "appropriation_subtotal": _FUNDS,
    },
    "carryover": {
        "total": ("fiscal_subtotal", "non_fiscal_subtotal"),
        "fiscal_subtotal": tuple(f"fiscal_{kind}" for kind in _KINDS),
        "non_fiscal_subtotal": tuple(f"non_fiscal_{kind}" for kind in _KINDS),
    },
}
# Columns whose figure in the total row is printed in another table or in a sentence too; None stands for all.
_TOTALS_ELSEWHERE: dict[str, frozenset[str] | None] = {
    "income": None,
    "expenditure": None,
    "general_public_expenditure": None,
    "basic_expenditure": None,
    "project_expenditure": frozenset({"total"}),
    "government_fund_expenditure": frozenset({"total"}),
    "state_capital_expenditure": frozenset({"total"}),
    "three_public": frozenset({"total"}),
    "entrusted_service": frozenset({"total"}),
    "carryover": frozenset({"total", "fiscal_subtotal", "non_fiscal_subtotal"}),
}
# Columns whose figure in any other row is printed elsewhere too.
_ROWS_ELSEWHERE = {"general_public_expenditure": frozenset({"total", "project"})}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table as it should be: what is needed to judge rows of it that moved."""

    table: Table
    columns: tuple[str, ...]
    texts: tuple[Texts, ...]

    @property
    def rows(self) -> list[Row]:
        return self.table.rows

    def places(self, *kinds: str) -> list[int]:
        return [place for place, row in enumerate(self.rows) if row.kind in kinds]

    def leaves(self) -> list[int]:
        """The rows that have no rows below them."""
        return [place for place in self.places("item", "project") if self.rows[place].code != "vehicles"]

    def subject(self, place: int) -> str:
        return self.rows[place].code.split(" ", 1)[0] if self.table.code in _WITH_ANCESTORS else ""

    def below(self, place: int) -> list[int]:
        """The rows next below a row."""
        row, code = self.rows[place], self.rows[place].code
        if row.code == "vehicles":
            return [other for other in self.leaves() if self.rows[other].code.startswith("vehicle_")]
        if row.kind in _HEADS:
            return self.places("class") or [
                other for other in self.places("item", "project") if not self.rows[other].code.startswith("vehicle_")
            ]
        groups = self.places("section") if row.kind == "class" else []
        return [other for other in groups or self.leaves() if self.subject(other).startswith(code)]

    def ancestors(self, place: int) -> list[int]:
        """The class and the section of a row."""
        subject = self.subject(place)
        return [other for other in self.places(*_GROUPS) if other != place and subject.startswith(self.rows[other].code)]


def _sheet(table: Table) -> _Sheet:
    columns = tuple(cell.meaning.column_code for cell in table.rows[0].amounts if cell.meaning)
    return _Sheet(table, columns, tuple(tuple(cell.text for cell in row.amounts) for row in table.rows))


def moves(texts: Texts) -> dict[tuple[Direction, int], Texts]:
    """How the amounts of a row can move, by direction and by the place of the blank that is lost or added."""
    found: dict[tuple[Direction, int], Texts] = {}
    for place in range(1, len(texts)):
        if not texts[place] and any(texts[place:]):
            found["left", place] = (*texts[:place], *texts[place + 1 :], "")
        if not texts[-1] and any(texts[place:]):
            found["right", place] = (*texts[:place], "", *texts[place:-1])
    return found


def _moved_alike(sheet: _Sheet, texts: Mapping[int, Texts], rows: Iterable[int]) -> Iterator[Moved]:
    """The ways of moving rows all by the same blank; rows without a figure behind it stay."""
    rows = list(rows)
    options = {row: moves(texts[row]) for row in rows}
    for way in sorted({way for found in options.values() for way in found}):
        moved = {row: options[row][way] for row in rows if way in options[row]}
        if all(row in moved or not any(texts[row][way[1] :]) for row in rows):
            yield moved


def _holds(sheet: _Sheet, moved: Moved) -> bool:
    """Whether, with some rows moved, all sums hold and all figures that are printed elsewhere stand where they should."""
    if not _is_as_elsewhere(sheet, moved):
        return False
    texts = [moved.get(place, texts) for place, texts in enumerate(sheet.texts)]
    return _adds_up_across(sheet, texts) and _adds_up_down(sheet, texts)


def _is_as_elsewhere(sheet: _Sheet, moved: Moved) -> bool:
    others = _ROWS_ELSEWHERE.get(sheet.table.code, frozenset({"total"}))
    of_total = _TOTALS_ELSEWHERE[sheet.table.code]
    for place, texts in moved.items():
        is_total = sheet.rows[place].kind == "total"
        for column, text, true_text in zip(sheet.columns, texts, sheet.texts[place], strict=True):
            is_elsewhere = (of_total is None or column in of_total) if is_total else column in others
            if is_elsewhere and text != true_text:
                return False
    return True


def _adds_up_across(sheet: _Sheet, texts: Sequence[Texts]) -> bool:
    sums = _ACROSS.get(sheet.table.code) or {"total": tuple(column for column in sheet.columns if column != "total")}
    for place in range(len(sheet.rows)):
        by_column = dict(zip(sheet.columns, texts[place], strict=True))
        for whole, parts in sums.items():
            if not agrees(by_column[whole], (by_column[part] for part in parts if part in by_column)):
                return False
    return True


def _adds_up_down(sheet: _Sheet, texts: Sequence[Texts]) -> bool:
    leaves = sheet.leaves()
    for place, row in enumerate(sheet.rows):
        below = sheet.below(place) if row.kind in _HEADS | _GROUPS or row.code == "vehicles" else []
        sums = [below, leaves] if row.kind == "total" else [below] if below else []
        for parts in sums:
            for column in range(len(sheet.columns)):
                if not agrees(texts[place][column], (texts[part][column] for part in parts)):
                    return False
    heads = sheet.places(*_HEADS)
    return all(texts[place] == texts[heads[0]] for place in heads)


def agrees(whole: str, parts: Iterable[str]) -> bool:
    """Whether a printed sum and its printed parts can both be right: blanks are nothing and leave no room."""
    printed = [in_hundredths(part) for part in parts if part]
    difference = (in_hundredths(whole) if whole else 0) - sum(printed)
    # Half a hundredth for each figure, the bound itself left out; a sum of nothing is nothing.
    return difference == 0 or 2 * abs(difference) < len(printed) + bool(whole)


def is_uniquely_repairable(table: Table, slipped: Moved) -> bool:
    """Whether, of a table as it should be, slipped rows can be moved back in one way only; see the module's docstring."""
    sheet = _sheet(table)
    printed = {place: slipped.get(place, texts) for place, texts in enumerate(sheet.texts)}
    truth = {place: sheet.texts[place] for place in slipped}
    for moved in _repairs(sheet, printed, slipped):
        outcome = {**slipped, **moved}
        is_true = all(texts == sheet.texts[place] for place, texts in outcome.items())
        if not is_true and _holds(sheet, outcome):
            return False
    return _holds(sheet, truth)


def _repairs(sheet: _Sheet, printed: Mapping[int, Texts], slipped: Moved) -> Iterator[Moved]:
    for place in range(len(sheet.rows)):
        yield from ({place: texts} for texts in moves(printed[place]).values())
    for group in _groups(sheet, slipped):
        yield from _moved_alike(sheet, printed, group)
    truth = {place: sheet.texts[place] for place in slipped}
    for moved in _moved_alike(sheet, dict(enumerate(sheet.texts)), range(len(sheet.rows))):
        yield {**truth, **moved}


def _groups(sheet: _Sheet, slipped: Moved) -> list[list[int]]:
    total, heads = sheet.places("total"), sheet.places(*_HEADS)
    rest = [place for place in range(len(sheet.rows)) if place not in heads]
    others = [place for place in range(len(sheet.rows)) if place not in slipped]
    groups = [total, heads, sheet.leaves(), rest, [*rest, *heads], others]
    for place in slipped:
        ancestors = sheet.ancestors(place)
        groups += [ancestors, [*ancestors, *heads], [place, *ancestors], [place, *ancestors, *heads]]
    for place in sheet.places("class"):
        groups.append([other for other in rest if sheet.subject(other).startswith(sheet.subject(place))])
    return groups


def _slip_one(sheet: _Sheet, rng: random.Random) -> Moved | None:
    options = [(place, way) for place in sheet.leaves() for way in moves(sheet.texts[place])]
    if not options:
        return None
    place, way = rng.choice(options)
    return {place: moves(sheet.texts[place])[way]}


def _slip_some(sheet: _Sheet, rng: random.Random) -> Moved | None:
    first = _slip_one(sheet, rng)
    if first is None:
        return None
    ((place, texts),) = first.items()
    way = next(way for way, moved in moves(sheet.texts[place]).items() if moved == texts)
    others = [other for other in sheet.leaves() if other != place and way in moves(sheet.texts[other])]
    if not others:
        return None
    chosen = rng.sample(others, min(len(others), rng.randint(*_SOME_ROWS) - 1))
    return {**first, **{other: moves(sheet.texts[other])[way] for other in chosen}}


def _slip_with_parents(sheet: _Sheet, rng: random.Random) -> Moved | None:
    if sheet.table.code not in _WITH_ANCESTORS:
        return None
    place = rng.choice(sheet.leaves())
    rows = [place, *sheet.ancestors(place)]
    options = [moved for moved in _all_moved_alike(sheet, rows) if place in moved]
    return rng.choice(options) if options else None


def _slip_all_but_total(sheet: _Sheet, rng: random.Random) -> Moved | None:
    heads = sheet.places(*_HEADS)
    return _slip_most(sheet, [place for place in range(len(sheet.rows)) if place not in heads], rng)


def _slip_all(sheet: _Sheet, rng: random.Random) -> Moved | None:
    return _slip_most(sheet, range(len(sheet.rows)), rng)


def _slip_most(sheet: _Sheet, rows: Iterable[int], rng: random.Random) -> Moved | None:
    """Moves rows alike, by one of the blanks that move the most of them."""
    options = _all_moved_alike(sheet, rows)
    most = max(map(len, options), default=0)
    return rng.choice([moved for moved in options if len(moved) == most]) if options else None


def _all_moved_alike(sheet: _Sheet, rows: Iterable[int]) -> list[Moved]:
    return list(_moved_alike(sheet, dict(enumerate(sheet.texts)), rows))


_SLIPS = {
    "slipped_row": _slip_one,
    "slipped_rows": _slip_some,
    "slipped_with_parents": _slip_with_parents,
    "slipped_table": _slip_all_but_total,
    "slipped_table_and_total": _slip_all,
}


def _planter(kind: str) -> Planter:
    def plant(disclosure: PrintedDisclosure, rng: random.Random) -> Fault | None:
        tables = [table for table in disclosure.tables if table.code in _TABLES and len(table.rows) > 1]
        rng.shuffle(tables)
        for table in tables:
            sheet = _sheet(table)
            moved = _SLIPS[kind](sheet, rng)
            if moved and _is_seen(sheet, moved):
                return _slipped(kind, sheet, moved)
        return None

    return plant


def _is_seen(sheet: _Sheet, moved: Moved) -> bool:
    """Whether the rows that moved break a sum or differ from what is printed elsewhere."""
    is_changed = all(texts != sheet.texts[place] for place, texts in moved.items())
    return is_changed and not _holds(sheet, moved)


def _slipped(kind: str, sheet: _Sheet, moved: Moved) -> Fault:
    is_unique = is_uniquely_repairable(sheet.table, moved)
    cells = []
    for place, texts in moved.items():
        for cell, text in zip(sheet.rows[place].amounts, texts, strict=True):
            if cell.text != text and cell.meaning:
                cells.append(ChangedCell(cell.meaning, cell.text, text))
            cell.text = text
    labels = "、".join(dict.fromkeys(cell.meaning.row_label for cell in cells))
    return Fault(
        kind,
        frozenset({"row", "hierarchy", "cross_table", "narrative"}),
        with_connected(sheet.table.code),
        f"{sheet.table.code}: amounts of {labels} stand one column away",
        is_unique,
        tuple(cells),
    )


PLANTERS: dict[str, Planter] = {kind: _planter(kind) for kind in _SLIPS}
