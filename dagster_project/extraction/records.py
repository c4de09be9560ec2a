"""The record types, which are the schema of the Parquet datasets under `extracted/`.

One dataclass is one dataset, one instance one row. Arrow types are stated beside each field, so
that the layer can be read by any engine. Money is DECIMAL, in yuan. Nothing changes a record once
it is made; they are not frozen because that makes them three times as slow to make.
"""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, Any, get_args, get_type_hints

import pyarrow as pa

from dagster_project.extraction.places import Box

Text = Annotated[str, pa.string()]
OptionalText = Annotated[str | None, pa.string()]
Texts = Annotated[list[str], pa.list_(pa.string())]
OptionalTexts = Annotated[list[str] | None, pa.list_(pa.string())]
Count = Annotated[int, pa.int32()]
OptionalCount = Annotated[int | None, pa.int32()]
OptionalCounts = Annotated[list[int] | None, pa.list_(pa.int32())]
Yuan = Annotated[Decimal, pa.decimal128(18, 2)]
HalfWidth = Annotated[Decimal, pa.decimal128(18, 4)]
OptionalYuan = Annotated[Decimal | None, pa.decimal128(18, 2)]
OptionalHalfWidth = Annotated[Decimal | None, pa.decimal128(18, 4)]
Number = Annotated[Decimal, pa.decimal128(24, 6)]
OptionalNumber = Annotated[Decimal | None, pa.decimal128(24, 6)]
OptionalDate = Annotated[datetime.date | None, pa.date32()]
# In UTC, without a zone.
OptionalMoment = Annotated[datetime.datetime | None, pa.timestamp("us")]
# Left, top, right and bottom, in points from the upper left corner of the page.
OptionalBox = Annotated[Box | None, pa.list_(pa.float32())]


@dataclass(slots=True)
class DocumentRecord:
    """A content that was read, or was found to be unreadable (`read_outcome`, `reason`).

    `document_part` is what it holds of its disclosure: all of it (`whole`), its budget `tables`, its `text`, or `performance`
    tables alone. A part may leave open which kind of disclosure it is of: `possible_kinds` are those that it may be.
    `unit_name_key` is the name that units are told by, without what may stand before it or not (中共).
    """

    content_sha256: Text
    extractor_version: Text
    reader: OptionalText
    read_outcome: Text
    reason: OptionalText
    title: OptionalText
    unit_name: OptionalText
    fiscal_year: OptionalCount
    document_kind: OptionalText
    published_on: OptionalDate
    printed_unit: OptionalText
    n_lines: Count
    n_pages: OptionalCount
    page_lines: OptionalCounts
    official_address: OptionalText = None
    retrieved_at: OptionalMoment = None
    document_part: OptionalText = None
    possible_kinds: OptionalTexts = None
    unit_name_key: OptionalText = None


@dataclass(slots=True)
class TableRecord:
    """A table of a document, all its pages together, with the count of its non-empty cells.

    `column_codes` and `item_codes` are the columns of amounts and the line items that it has, whether they print a figure
    or not: what is not among them is no part of its form. Items below the last figure are not told.
    """

    content_sha256: Text
    table_no: Count
    table_code: OptionalText
    title: OptionalText
    recognised_by: Text
    printed_unit: OptionalText
    page_no: OptionalCount
    first_line_no: Count
    last_line_no: Count
    n_parts: Count
    cells_seen: Count
    cells_loaded: Count
    cells_structural: Count
    cells_rejected: Count
    cells_out_of_scope: Count
    digits_seen: Count
    column_codes: Texts
    item_codes: Texts


@dataclass(slots=True)
class CellRecord:
    """A printed figure of a recognised table, with where it stands and what it means.

    `column_no` is where it is printed and `printed_column_code` what stands over that place. `column_code` and
    `column_path` differ from that only where the row slipped sideways and was set right (`alignment` repaired).
    `parent_row_no` is the row that adds up its row, where only the layout of the table tells that, and `detail_…` is what such
    rows name more closely. `economic_subject_…` and `government_subject_…` are what the row is of in the economic classification
    and in that of the government's budget, where its table goes by another one.
    """

    content_sha256: Text
    table_no: Count
    table_code: Text
    row_no: Count
    column_no: Count
    column_code: Text
    column_path: Text
    side: OptionalText
    row_label: Text
    subject_code: OptionalText
    subject_name: OptionalText
    item_code: OptionalText
    project_name: OptionalText
    project_name_key: OptionalText
    page_no: OptionalCount
    line_no: Count
    text: Text
    amount_yuan: Yuan
    half_width_yuan: HalfWidth
    yuan_per_unit: Annotated[int, pa.int64()]
    row_role: Text
    printed_column_code: Text
    alignment: OptionalText = None
    box: OptionalBox = None
    parent_row_no: OptionalCount = None
    detail_project: OptionalText = None
    detail_economic: OptionalText = None
    detail_item: OptionalText = None
    detail_method: OptionalText = None
    detail_unit: OptionalText = None
    economic_subject_code: OptionalText = None
    economic_subject_name: OptionalText = None
    government_subject_code: OptionalText = None
    government_subject_name: OptionalText = None


@dataclass(slots=True)
class RepairRecord:
    """A row of a list whose amounts slipped sideways: set right (`repaired`), or possible in several ways (`ambiguous`).

    `shift` is by how many columns its last `n_moved` figures were moved, to the right where it is positive.
    `as_repaired` and `shift` are given where there is one way. `proof` is the sums that were broken as read; those
    of a repaired row hold as repaired. `n_solutions` is how many ways there are for the whole list, as far as was searched.
    """

    content_sha256: Text
    table_no: Count
    table_code: Text
    side: OptionalText
    row_no: Count
    page_no: OptionalCount
    line_no: Count
    row_label: Text
    outcome: Text
    as_read: Text
    as_repaired: OptionalText
    shift: OptionalCount
    n_moved: OptionalCount
    n_solutions: Count
    proof: Texts


@dataclass(slots=True)
class ProofRecord:
    """What words leave open in a budget table and figures tell, since one reading alone holds, with the figures that prove it.

    `question` is `unit_of_measure` (none is printed), `rows_with_parts` (rows add up others without saying so) or `total_of`
    (what a total adds up beside the items). `told` is the answer.
    """

    content_sha256: Text
    table_no: Count
    table_code: Text
    page_no: OptionalCount
    line_no: Count
    question: Text
    told: Text
    proof: Texts


@dataclass(slots=True)
class SectionRecord:
    """A section of the explanations (or the staff section before them), with the count of its figures.

    A figure is structural where it belongs to a name, a date or a threshold (50 万元以上).
    """

    content_sha256: Text
    section_no: Count
    section_code: OptionalText
    title: Text
    page_no: OptionalCount
    first_line_no: Count
    last_line_no: Count
    figures_seen: Count
    figures_loaded: Count
    figures_structural: Count
    figures_rejected: Count
    digits_seen: Count


@dataclass(slots=True)
class RemainingTextRecord:
    """What a document prints outside its tables and sections, all together: none of its figures is loaded.

    A figure is structural where it belongs to a date or a threshold. Together with those of the tables and sections,
    `digits_seen` are all digits of the document.
    """

    content_sha256: Text
    first_line_no: Count
    last_line_no: Count
    figures_seen: Count
    figures_structural: Count
    figures_rejected: Count
    digits_seen: Count


@dataclass(slots=True)
class SentenceRecord:
    """A sentence with a figure in it, put together where a page break cut it. Names of people are left out."""

    content_sha256: Text
    section_no: Count
    sentence_no: Count
    page_no: OptionalCount
    line_no: Count
    last_line_no: Count
    text: Text


@dataclass(slots=True)
class FigureRecord:
    """A figure printed outside the budget tables, in a sentence or a performance table, with what it measures.

    `figure_id` is its place in the document: `s4:12:3` (section, sentence, figure), or `14:3:5` (table, row,
    column), with a fourth part where one cell holds several. The figures of one statement (an amount, its
    share, its change) have the same `statement_no` within the document. `value` is as printed, in
    `unit_of_measure`; `amount_yuan` is given where that is a unit of money, `half_width` in the unit of `value`.
    A change has the sign of its `direction` (increase, decrease, unchanged).
    """

    content_sha256: Text
    figure_id: Text
    section_no: OptionalCount
    section_code: OptionalText
    sentence_no: OptionalCount
    table_no: OptionalCount
    table_code: OptionalText
    row_no: OptionalCount
    column_no: OptionalCount
    statement_no: Count
    figure_kind: Text
    measure_code: Text
    label: Text
    subject_code: OptionalText
    subject_name: OptionalText
    fund_source_code: OptionalText
    project_name: OptionalText
    project_name_key: OptionalText
    direction: OptionalText
    reason: OptionalText
    purpose: OptionalText
    page_no: OptionalCount
    line_no: Count
    text: Text
    value: Number
    unit_of_measure: OptionalText
    half_width: Annotated[Decimal, pa.decimal128(24, 7)]
    amount_yuan: OptionalYuan
    half_width_yuan: OptionalHalfWidth
    yuan_per_unit: Annotated[int | None, pa.int64()]
    box: OptionalBox


@dataclass(slots=True)
class ProjectCardRecord:
    """What the explanations say of one project; `budget_figure_id` is the figure of its budget."""

    content_sha256: Text
    card_no: Count
    section_no: Count
    page_no: OptionalCount
    line_no: Count
    project_name: Text
    project_name_key: Text
    is_withheld: Annotated[bool, pa.bool_()]
    budget_figure_id: OptionalText
    basis: OptionalText
    carrying_unit: OptionalText
    allocation: OptionalText
    period_text: OptionalText
    period_start: OptionalDate
    period_end: OptionalDate
    funding: OptionalText
    standard: OptionalText
    scope: OptionalText
    method: OptionalText
    procedure: OptionalText
    beneficiaries: OptionalText


@dataclass(slots=True)
class PerformanceTableRecord:
    """A table of performance targets, of a whole unit or of a project; its amounts are among the figures."""

    content_sha256: Text
    table_no: Count
    scope: Text
    page_no: OptionalCount
    line_no: Count
    unit_name: OptionalText
    project_name: OptionalText
    project_name_key: OptionalText
    goal: OptionalText


@dataclass(slots=True)
class IndicatorRecord:
    """An indicator of a performance table; `target_figure_id` is the place of its target."""

    content_sha256: Text
    table_no: Count
    indicator_no: Count
    row_no: Count
    page_no: OptionalCount
    line_no: Count
    target_figure_id: Text
    level_1: OptionalText
    level_2: OptionalText
    indicator_name: Text
    operator: OptionalText
    target_value: OptionalNumber
    target_unit: OptionalText
    target_yuan: OptionalYuan
    target_text: Text
    basis: OptionalText
    prior_value_text: OptionalText
    weight: OptionalNumber
    scoring_rule: OptionalText
    evidence: OptionalText


@dataclass(slots=True)
class UnitRelationRecord:
    """A parent that a document names: `child_name` belongs to `parent_name`."""

    content_sha256: Text
    page_no: OptionalCount
    line_no: Count
    parent_name: Text
    child_name: Text
    text: Text


@dataclass(slots=True)
class ClaimRecord:
    """What a document states in words alone, which its tables or its kind may bear out or not; `text` as printed.

    `claim_kind` tells which of the codes are given: a line of the contents has the code of the table or the section
    that it names, a component of a total its measure and the code of its name, a year the role in which it is printed
    (`current`, `prior`: the year before that; `past`: no later than the current one). Names of people are left out.
    """

    content_sha256: Text
    claim_no: Count
    claim_kind: Text
    section_no: OptionalCount
    section_code: OptionalText
    table_no: OptionalCount
    table_code: OptionalText
    measure_code: OptionalText
    fund_source_code: OptionalText
    subject_code: OptionalText
    subject_name: OptionalText
    project_name: OptionalText
    project_name_key: OptionalText
    year: OptionalCount
    year_role: OptionalText
    amount_yuan: OptionalYuan
    half_width_yuan: OptionalHalfWidth
    page_no: OptionalCount
    line_no: Count
    text: Text


@dataclass(slots=True)
class RejectedRecord:
    """A cell or a figure of a sentence that was not understood: where it stands, its text, and why.

    It stands in a table (`table_no`, `row_no`, `column_no`), in a sentence (`section_no`, `sentence_no`), or in a line
    of the remaining text (only `line_no` and `figure_no`).
    """

    content_sha256: Text
    table_no: OptionalCount
    table_code: OptionalText
    row_no: OptionalCount
    column_no: OptionalCount
    page_no: OptionalCount
    line_no: Count
    text: Text
    reason_code: Text
    reason: Text
    section_no: OptionalCount = None
    section_code: OptionalText = None
    sentence_no: OptionalCount = None
    figure_no: OptionalCount = None
    box: OptionalBox = None


Record = (
    DocumentRecord
    | TableRecord
    | CellRecord
    | RepairRecord
    | ProofRecord
    | SectionRecord
    | RemainingTextRecord
    | SentenceRecord
    | FigureRecord
    | ProjectCardRecord
    | PerformanceTableRecord
    | IndicatorRecord
    | UnitRelationRecord
    | ClaimRecord
    | RejectedRecord
)

DATASETS: dict[str, type[Record]] = {
    "documents": DocumentRecord,
    "tables": TableRecord,
    "cells": CellRecord,
    "repairs": RepairRecord,
    "proofs": ProofRecord,
    "sections": SectionRecord,
    "remaining_texts": RemainingTextRecord,
    "sentences": SentenceRecord,
    "figures": FigureRecord,
    "project_cards": ProjectCardRecord,
    "performance_tables": PerformanceTableRecord,
    "performance_indicators": IndicatorRecord,
    "unit_relations": UnitRelationRecord,
    "claims": ClaimRecord,
    "rejected": RejectedRecord,
}


def arrow_schema(record_type: type[Any]) -> pa.Schema:
    """The Arrow schema of a record type, its fields in the order in which they are declared."""
    hints = get_type_hints(record_type, include_extras=True)
    return pa.schema([pa.field(field.name, get_args(hints[field.name])[1]) for field in fields(record_type)])
