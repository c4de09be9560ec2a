"""What rows of the vocabulary stand for: kinds of tables, meanings of columns and headings, line items, rules on sums."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its code, whether its cells are read (`budget_table`) or not yet, and what its subject codes are of.

    `is_told_by_title` says that its headings alone do not tell it, since many tables have such; `by_function` is the kind that a
    table with its title is whose rows go by function, its economic classes being columns.
    """

    table_code: str
    reader: str
    classification: str = ""
    is_told_by_title: bool = False
    by_function: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column of a kind of table holds: a label (subject, item, project, unit), the number of a row, or an amount.

    `item_code` is the line item that its amounts are of, in a table that prints its items side by side; `phase` is what its
    amounts are in the life of a budget, where they are another thing than those of their document.
    """

    table_code: str
    column_code: str
    column_role: str
    side: str
    part_of: str
    item_code: str = ""
    phase: str = ""

    @property
    def is_amount(self) -> bool:
        return self.column_role == "amount"

    @property
    def numbers_rows(self) -> bool:
        return self.column_role == "line"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed (by its key), the heading it must stand under, and what it means."""

    under: str
    column_code: str


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line of a table whose rows are named, not coded, on a side of it; `parent` is the item it is a part of."""

    item_code: str
    parent: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class SumTerm:
    """Figures that a rule compares: those of a column of a table in rows of a kind, or amounts stated of a measure.

    `source` is a table code, or a measure code where `row_kind` is statement. A blank field takes all;
    `fund_source_code` and `term_key` may be what the rule is keyed by.
    """

    side: str
    weight: int
    source: str
    list_side: str
    column_code: str
    row_kind: str
    item_code: str
    subject_code: str
    fund_source_code: str
    term_key: str


@dataclass(frozen=True, slots=True)
class SumRule:
    """A rule of the catalogue on sums: for each key (`key_by`) its total terms against its part terms, on a basis."""

    rule_id: str
    severity: str
    basis: str
    key_by: str
    key_from: str
    terms: tuple[SumTerm, ...]
