"""What must agree: sums down the columns of a list, and the rules of the catalogue between lists and sentences.

A printed figure stands for an interval of half a unit of its last digit to either side; a sum is broken where the
intervals cannot meet. The sums across a row are the business of `moves`: they say where its figures may stand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from dagster_project.extraction.alignment.sheets import Row, Sheet
from dagster_project.extraction.records import CellRecord, FigureRecord
from dagster_project.extraction.vocabulary import SumRule, SumTerm, Vocabulary

_NONE = Decimal(0)
_BASES = frozenset({"interval", "same", "at_most"})
_KEYS = frozenset({"document", "class", "subject", "fund_source", "project", "constant"})
_SUBJECT_KINDS = ("class", "section", "item")
_STATEMENT = "statement"
_SIDES = ("total", "part")
# The side of a rule without a figure counts as 0, save where only its other side says that there is something to compare.
_NEEDS_TOTAL = frozenset({"total", "both"})
_NEEDS_PARTS = frozenset({"part", "both"})


class Sums(NamedTuple):
    """The two sides of an identity at present, and whether it holds.

    One that is void holds whatever its sides are: a side that it needs prints nothing. Whether they agree all the same,
    the blank being 0, is in `agrees`.
    """

    total: Decimal
    parts: Decimal
    sign: str
    holds: bool
    is_void: bool = False
    agrees: bool = True


@dataclass(slots=True, eq=False)
class ColumnSum:
    """In each column the figure of a row is the sum of those of other rows, or the same as that of one other row."""

    rule_id: str
    total: Row
    parts: list[Row]
    basis: str = "interval"

    def broken_columns(self) -> list[str]:
        """The columns in which it does not hold at present. A blank counts as 0."""
        sums: dict[str, Decimal] = {}
        for row in self.parts:
            for column, cell in row.at.items():
                sums[column] = sums[column] + cell.amount_yuan if column in sums else cell.amount_yuan
        total = self.total.at
        suspect = [column for column, cell in total.items() if sums.get(column, _NONE) != cell.amount_yuan]
        suspect += [column for column in sums if column not in total]
        return [column for column in suspect if not self.sums(column).holds]

    def sums(self, column: str) -> Sums:
        """Its sides in a column."""
        parts = [(1, row.at[column]) for row in self.parts if column in row.at]
        totals = [(1, self.total.at[column])] if column in self.total.at else []
        return sums_of(totals, parts, self.basis)


class Stated:
    """An amount that a sentence states; it cannot be moved."""

    __slots__ = ("at",)

    def __init__(self, figure: FigureRecord) -> None:
        self.at = {"": figure}


# A place where a figure may stand: its weight in a sum, a row, and a column of it. What is stated has its place in the
# column without a name.
Slot = tuple[int, Row | Stated, str]


@dataclass(slots=True, eq=False)
class Comparison:
    """A rule of the catalogue applied to a key of a document: its total slots against its part slots."""

    rule: SumRule
    key: str
    totals: list[Slot]
    parts: list[Slot]

    @property
    def rule_id(self) -> str:
        return self.rule.rule_id

    def holds(self) -> bool:
        """Whether its sides agree at present, or nothing is there to be compared."""
        difference = _NONE
        for weight, row, column in self.totals:
            if column in row.at:
                difference += weight * (row.at[column].amount_yuan or _NONE)
        for weight, row, column in self.parts:
            if column in row.at:
                difference -= weight * (row.at[column].amount_yuan or _NONE)
        return not difference or self.sums().holds

    def sums(self) -> Sums:
        """Its sides."""
        totals, parts = _figures(self.totals), _figures(self.parts)
        is_void = (not totals and self.rule.key_from in _NEEDS_TOTAL) or (not parts and self.rule.key_from in _NEEDS_PARTS)
        sums = sums_of(totals, parts, self.rule.basis)
        return sums._replace(holds=True, is_void=True, agrees=sums.holds) if is_void else sums

    @property
    def is_between_tables(self) -> bool:
        """Whether no sentence takes part in it."""
        return all(isinstance(row, Row) for _, row, _ in (*self.totals, *self.parts))

    def slots_in(self, sheet: Sheet) -> Iterator[tuple[Row, str]]:
        """The rows of a list that it takes figures of, with the column."""
        for _, row, column in (*self.totals, *self.parts):
            if isinstance(row, Row) and row.sheet is sheet:
                yield row, column


def column_sums(sheet: Sheet) -> list[ColumnSum]:
    """What must add up down the columns of a list, the levels below the total first, then that of all leaves."""
    sums = [
        ColumnSum("balance.items" if row.kind == "line" else "hierarchy.subject", row, row.below) for row in sheet.rows if row.below
    ]
    for total in sheet.totals:
        if sheet.tops:
            sums.append(ColumnSum("hierarchy.total_of_top_rows", total, sheet.tops))
            sums.append(ColumnSum("hierarchy.total_of_leaves", total, sheet.leaves))
        sums += [ColumnSum("hierarchy.unit_row", total, [unit], "same") for unit in sheet.units]
    return sums


def comparisons(sheets: Sequence[Sheet], figures: Iterable[FigureRecord], vocabulary: Vocabulary) -> list[Comparison]:
    """The rules of the catalogue that a move of figures could break or mend, applied to each of their keys.

    A rule is left out where a table that it needs is missing, is there twice, or was not read whole.
    """
    figures_of = _Figures(sheets, figures, vocabulary)
    found: list[Comparison] = []
    for rule, needed in _strict_rules(vocabulary):
        if needed <= figures_of.usable and needed & figures_of.movable:
            found += _applied(rule, figures_of)
    return found


@cache
def _strict_rules(vocabulary: Vocabulary) -> list[tuple[SumRule, frozenset[str]]]:
    """The rules that tell of a wrong figure, each with the tables that it needs."""
    return [
        (rule, frozenset(term.source for term in rule.terms if term.row_kind != _STATEMENT))
        for rule in vocabulary.sum_rules
        if _is_strict(rule)
    ]


def _is_strict(rule: SumRule) -> bool:
    """Whether a rule compares two sides, and not all figures can be true where it is broken: it is an error."""
    is_known = rule.basis in _BASES and rule.key_by in _KEYS and all(term.side in _SIDES for term in rule.terms)
    return is_known and rule.severity == "error"


def _applied(rule: SumRule, figures_of: "_Figures") -> Iterator[Comparison]:
    """The comparisons of a rule. What is stated twice with two amounts is compared twice.

    Where the tables have no column, or no line, for what one side asks for, there is nothing to compare.
    """
    totals: dict[str, list[Slot]] = {}
    parts: dict[str, list[Slot]] = {}
    is_stated_total = False
    places: dict[str, set[str]] = {side: set() for side in _SIDES}
    for term in rule.terms:
        if figures_of.has_place_for(term):
            places[term.side].add(_form_key(rule, term.term_key))
    placed = set.intersection(*places.values())
    if not placed:
        return
    for term in rule.terms:
        side = totals if term.side == "total" else parts
        if term.row_kind == _STATEMENT:
            is_stated_total |= term.side == "total"
            slots = figures_of.stated_slots(term, rule.key_by)
        else:
            slots = figures_of.row_slots(term, rule.key_by)
        for key, slot in slots:
            side.setdefault(key, []).append(slot)
    for key in totals | parts:
        if _form_key(rule, key) not in placed:
            continue
        own = parts.get(key, [])
        if is_stated_total:
            yield from (Comparison(rule, key, [slot], own) for slot in totals.get(key, ()))
        else:
            yield Comparison(rule, key, totals.get(key, []), own)


def _form_key(rule: SumRule, key: str) -> str:
    """The key under which forms have a place for what is compared: its own where that is constant, else one for all."""
    return key if rule.key_by == "constant" else ""


class _Figures:
    """The figures of a document that terms of rules may take. `usable` are the tables whose figures can be compared."""

    def __init__(self, sheets: Sequence[Sheet], figures: Iterable[FigureRecord], vocabulary: Vocabulary) -> None:
        self._fund_sources = vocabulary.item_fund_sources
        self._sheets: dict[str, list[Sheet]] = {}
        self._stated: dict[str, list[FigureRecord]] = {}
        self._rows: dict[tuple[str, ...], list[Row]] = {}
        for sheet in sheets:
            self._sheets.setdefault(sheet.table_code, []).append(sheet)
        for figure in figures:
            if figure.figure_kind == "amount" and figure.amount_yuan is not None:
                self._stated.setdefault(figure.measure_code, []).append(figure)
        self._places = {
            (sheet.table_code, side, column.column_code)
            for sheet in sheets
            for side in ("", sheet.side)
            for column in sheet.columns
        }
        self._lines = {(sheet.table_code, item) for sheet in sheets for item in sheet.item_codes}
        # A table that prints no figure prints no lines either, in some types of file.
        self._empty = {code for code, same in self._sheets.items() if not any(sheet.rows for sheet in same)}
        self.usable = {code for code, same in self._sheets.items() if _is_usable(same)}
        self.movable = {sheet.table_code for sheet in sheets if sheet.is_movable}

    def has_place_for(self, term: SumTerm) -> bool:
        """Whether what a term takes is stated in sentences, or the tables have its column and its line."""
        if term.row_kind == _STATEMENT:
            return True
        has_line = not term.item_code or term.source in self._empty or (term.source, term.item_code) in self._lines
        return has_line and (term.source, term.list_side, term.column_code) in self._places

    def stated_slots(self, term: SumTerm, key_by: str) -> Iterator[tuple[str, Slot]]:
        """What sentences state of what a term takes, by the key that it is compared under; what is stated twice once."""
        seen = set()
        for figure in self._stated.get(term.source, ()):
            if term.fund_source_code and figure.fund_source_code != term.fund_source_code:
                continue
            key = _key(key_by, term, figure, figure.fund_source_code)
            if key is not None and (key, figure.amount_yuan) not in seen:
                seen.add((key, figure.amount_yuan))
                yield key, (term.weight, Stated(figure), "")

    def row_slots(self, term: SumTerm, key_by: str) -> Iterator[tuple[str, Slot]]:
        """The places in tables that a term takes, by the key that they are compared under."""
        is_by_fund = key_by == "fund_source"
        for row in self._rows_of(term, is_by_class=key_by == "class"):
            first = row.cells[0]
            fund = term.fund_source_code or self._fund_sources.get((term.source, first.item_code or "")) if is_by_fund else None
            key = _key(key_by, term, first, fund)
            if key is not None:
                yield key, (term.weight, row, term.column_code)

    def _rows_of(self, term: SumTerm, *, is_by_class: bool) -> list[Row]:
        asked = (term.source, term.list_side, term.row_kind, term.item_code, term.subject_code, str(is_by_class))
        if asked not in self._rows:
            sheets = (sheet for sheet in self._sheets[term.source] if term.list_side in ("", sheet.side))
            self._rows[asked] = [
                row
                for sheet in sheets
                for row in _rows_of_kind(sheet, term.row_kind, is_by_class=is_by_class)
                if term.item_code in ("", row.cells[0].item_code) and term.subject_code in ("", row.cells[0].subject_code)
            ]
        return self._rows[asked]


def _is_usable(sheets: Sequence[Sheet]) -> bool:
    return all(sheet.is_whole for sheet in sheets) and len({sheet.side for sheet in sheets}) == len(sheets)


def _rows_of_kind(sheet: Sheet, row_kind: str, *, is_by_class: bool) -> list[Row]:
    """The rows of a kind; in a list that prints no classes its leaves stand for those that they are part of."""
    if row_kind == "total":
        return sheet.totals
    if row_kind == "unit":
        return sheet.units
    if row_kind == "leaf":
        return sheet.leaves
    kinds = _SUBJECT_KINDS if row_kind == "subject" else (row_kind,)
    rows = [row for row in sheet.rows if row.kind in kinds]
    if row_kind == "class" and is_by_class and not rows:
        return [row for row in sheet.leaves if row.cells[0].subject_code]
    return rows


def _key(key_by: str, term: SumTerm, about: CellRecord | FigureRecord, fund_source_code: str | None) -> str | None:
    """The key that a figure is compared under, None where it has none."""
    if key_by == "document":
        return ""
    if key_by == "constant":
        return term.term_key
    if key_by == "fund_source":
        return fund_source_code or None
    if key_by == "project":
        return about.project_name_key
    return about.subject_code[:3] if key_by == "class" and about.subject_code else about.subject_code


def _figures(slots: Iterable[Slot]) -> list[tuple[int, CellRecord | FigureRecord]]:
    return [(weight, row.at[column]) for weight, row, column in slots if column in row.at]


def sums_of(
    totals: Sequence[tuple[int, CellRecord | FigureRecord]], parts: Sequence[tuple[int, CellRecord | FigureRecord]], basis: str
) -> Sums:
    """The two sides of weighted figures, and whether they agree."""
    total = sum((weight * (cell.amount_yuan or _NONE) for weight, cell in totals), _NONE)
    part = sum((weight * (cell.amount_yuan or _NONE) for weight, cell in parts), _NONE)
    if total == part:
        return Sums(total, part, "=", holds=True)
    widths = [cell.half_width_yuan or _NONE for _, cell in (*totals, *parts)]
    if basis == "same" and len(totals) == len(parts) == 1 and widths[0] == widths[1]:
        return Sums(total, part, "≠", holds=False)
    difference = part - total if basis == "at_most" else abs(total - part)
    if difference <= sum(widths, _NONE):
        return Sums(total, part, "≥" if basis == "at_most" else "≈", holds=True)
    return Sums(total, part, "<" if basis == "at_most" else "≠", holds=False)
