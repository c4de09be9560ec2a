"""A published file in small, made by SQL: what the findings and their pages are read from, and nothing else.

A test adds the documents, figures and verdicts that it is about. Its tables have the columns of the
published ones that are read.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from dagster_project.storage.layout import WarehouseLayout

UNIT = "75b94ab92f242f09b820f32e4ca0c98a"
DOCUMENT = "07bb71ea08893269"

_TABLES = """
create schema marts;
create schema audit;
create table marts.dim_document (
    document_key varchar, document_kind varchar, unit_key varchar, fiscal_year integer, title varchar, published_on date,
    official_address varchar, retrieved_at timestamp, source_file varchar, is_current boolean, reader varchar, content_sha256 varchar,
    page_lines integer[]);
create view marts.dim_document_part as
    select document_key as part_key, document_key, 1 as part_no, source_file, content_sha256, reader, page_lines, is_current
    from marts.dim_document;
create table marts.dim_unit (
    unit_key varchar, unit_name varchar, region_code varchar, region_name varchar, admin_level varchar, parent_unit_key varchar);
create table marts.dim_code (code_set varchar, code varchar, name_zh varchar, name_en varchar, sort_order integer);
create table marts.dim_subject_code (subject_key varchar, subject_name varchar, class_name varchar);
create table marts.dim_fund_source (fund_source_key varchar, fund_source_name varchar);
create table marts.dim_project (project_key varchar, project_name varchar, is_confidential boolean);
create table marts.dim_measure (measure_code varchar, measure_name varchar, measure_name_en varchar);
create table marts.fct_expenditure (
    document_key varchar, phase varchar, is_prior_year boolean, subject_key varchar, expenditure_kind varchar,
    amount_yuan decimal(18, 2), is_reconciled boolean);
create table marts.fct_income (
    document_key varchar, phase varchar, is_prior_year boolean, fund_source_key varchar, amount_yuan decimal(18, 2),
    is_reconciled boolean);
create table marts.fct_basic_expenditure (
    document_key varchar, phase varchar, is_prior_year boolean, subject_key varchar, amount_yuan decimal(18, 2),
    is_reconciled boolean);
create table marts.fct_three_public (
    document_key varchar, phase varchar, is_prior_year boolean, expense_item varchar, amount_yuan decimal(18, 2),
    is_reconciled boolean);
create table marts.fct_printed_total (
    document_key varchar, phase varchar, is_prior_year boolean, table_code varchar, side varchar, is_grand_total boolean,
    amount_yuan decimal(18, 2));
create table marts.fct_project_budget (
    document_key varchar, phase varchar, project_key varchar, money_kind varchar, amount_yuan decimal(18, 2),
    is_reconciled boolean);
create table marts.fct_year_over_year (
    source_cell_id varchar, document_key varchar, measure_code varchar, label varchar, amount_yuan decimal(18, 2),
    change_yuan decimal(18, 2), change_pct decimal(18, 4), reason varchar);
create table marts.fct_statement (document_key varchar, statement_kind varchar, text varchar, line_no integer);
create table marts.fct_performance_budget (
    document_key varchar, performance_key varchar, scope varchar, project_key varchar, printed_project_name varchar,
    amount_yuan decimal(18, 2), goal varchar, line_no integer);
create table marts.fct_performance_indicator (
    source_cell_id varchar, document_key varchar, performance_key varchar, indicator_no integer, level_1 varchar, level_2 varchar,
    indicator_name varchar, target_text varchar, prior_value_text varchar);
create table audit.rules (
    rule_id varchar, rule_version integer, family varchar, severity varchar, basis varchar, title_zh varchar, title_en varchar,
    meaning_zh varchar, meaning_en varchar, legal_basis varchar, related_rule_ids varchar[]);
create table audit.reconciliation (
    document_key varchar, rule_id varchar, rule_version integer, family varchar, severity varchar, key varchar, table_no integer,
    table_code varchar, line_no integer, verdict varchar, is_implausible boolean, total_yuan decimal(18, 2),
    parts_yuan decimal(18, 2), difference_yuan decimal(18, 2), slack_yuan decimal(18, 4), n_parts integer,
    total_cell_id varchar, total_cell_ids varchar[], part_cell_ids varchar[], suspect_cell_id varchar, figures_hash varchar, waiver_id varchar, not_evaluated_reason varchar,
    not_evaluated_reason_zh varchar, message_zh varchar, message_en varchar);
create table audit.findings (
    part_key varchar as (document_key),
    finding_no integer, group_no integer, is_root boolean, document_key varchar, unit_key varchar, unit_name varchar,
    fiscal_year integer, source_file varchar, rule_id varchar, family varchar, severity varchar, key varchar, table_no integer,
    table_code varchar, page_no integer, line_no integer, total_yuan decimal(18, 2), parts_yuan decimal(18, 2),
    difference_yuan decimal(18, 2),
    slack_yuan decimal(18, 4), total_cell_id varchar, total_cell_ids varchar[], part_cell_ids varchar[], suspect_cell_id varchar, figures_hash varchar, message_zh varchar,
    message_en varchar);
create table audit.waivers (
    waiver_id varchar, rule_id varchar, document_key varchar, key varchar, cause varchar, reason varchar, who varchar,
    valid_until date, status varchar);
create table audit.repairs (
    part_key varchar as (document_key),
    document_key varchar, table_no integer, table_code varchar, row_no integer, line_no integer, row_label varchar,
    outcome varchar, as_read varchar, as_repaired varchar, proof varchar[], message_zh varchar, message_en varchar);
create table audit.cells (
    part_key varchar as (document_key),
    cell_id varchar, document_key varchar, table_code varchar, table_no integer, section_code varchar, section_no integer,
    sentence_no integer, row_no integer, column_no integer, row_label varchar, column_code varchar, column_path varchar,
    side varchar, subject_code varchar, page_no integer, line_no integer, box_left decimal(7, 1), box_top decimal(7, 1),
    box_right decimal(7, 1), box_bottom decimal(7, 1), text varchar);
create table audit.coverage (
    document_key varchar, part_kind varchar, table_no integer, section_no integer, title varchar, printed_unit varchar,
    first_line_no integer);
create table audit.sentences (
    document_key varchar, section_no integer, sentence_no integer, line_no integer, text varchar);
"""


class SmallLedger:
    """Rows are added by what they are; what a test does not say is as in an ordinary row."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._n_findings = 0
        connection.execute(_TABLES)

    def document(self, document_key: str = DOCUMENT, unit_key: str = UNIT, unit_name: str = "青山县档案馆", **values: Any) -> None:
        known = self._connection.execute("select 1 from marts.dim_unit where unit_key = ?", [unit_key]).fetchone()
        if not known:
            self._add("marts.dim_unit", unit_key=unit_key, unit_name=unit_name, region_code=None)
        ordinary = {
            "document_kind": "unit_budget",
            "fiscal_year": 2026,
            "title": "2026 年青山县档案馆单位预算公开",
            "published_on": datetime.date(2026, 2, 1),
            "source_file": "2026/archive.txt",
            "is_current": True,
        }
        self._add("marts.dim_document", document_key=document_key, unit_key=unit_key, **{**ordinary, **values})

    def region(self, unit_key: str, region_code: str, region_name: str | None = None) -> None:
        self._connection.execute(
            "update marts.dim_unit set region_code = ?, region_name = ? where unit_key = ?", [region_code, region_name, unit_key]
        )

    def named(self, dimension: str, **values: Any) -> None:
        """Adds a row of a dimension."""
        self._add(f"marts.{dimension}", **values)

    def fact(self, table: str, **values: Any) -> None:
        """Adds a row of a fact, of this year's budget where the test says nothing else."""
        columns = {row[0] for row in self._connection.execute(f"describe marts.{table}").fetchall()}
        ordinary = {"document_key": DOCUMENT, "phase": "budget", "is_prior_year": False, "is_reconciled": True}
        self._add(f"marts.{table}", **{**{name: value for name, value in ordinary.items() if name in columns}, **values})

    def rule(self, rule_id: str, family: str, **values: Any) -> None:
        ordinary = {"severity": "error", "title_zh": "各列总计等于明细之和", "title_en": "The total is the sum of its parts"}
        self._add("audit.rules", rule_id=rule_id, family=family, **{**ordinary, **values})

    def verdict(self, verdict: str, family: str = "hierarchy", **values: Any) -> None:
        ordinary = {
            "document_key": DOCUMENT,
            "rule_id": "hierarchy.total",
            "severity": "error",
            "is_implausible": False,
            "key": "2",
        }
        self._add("audit.reconciliation", verdict=verdict, family=family, **{**ordinary, **values})

    def finding(self, **values: Any) -> int:
        """Adds a finding behind those before; in a group of its own where the test says no group."""
        self._n_findings += 1
        ordinary = {
            "group_no": self._n_findings,
            "is_root": True,
            "document_key": DOCUMENT,
            "rule_id": "hierarchy.total",
            "family": "hierarchy",
            "severity": "error",
            "key": "2:total",
            "message_zh": "总计与明细之和不符",
            "message_en": "The total is not the sum of its rows",
            **values,
        }
        place = self._connection.execute(
            "select unit_key, unit_name, fiscal_year, source_file from marts.dim_document join marts.dim_unit using (unit_key) "
            "where document_key = ?",
            [ordinary["document_key"]],
        ).fetchone()
        assert place is not None
        self._add(
            "audit.findings",
            finding_no=self._n_findings,
            **dict(zip(("unit_key", "unit_name", "fiscal_year", "source_file"), place, strict=True)),
            **ordinary,
        )
        return self._n_findings

    def copies_of_the_finding(self, n: int) -> None:
        """Adds n findings like the first one, each in a group of its own."""
        self._connection.execute(
            "insert into audit.findings by name select findings.* exclude (part_key) replace (i + 1 as finding_no, i + 1 as group_no) from audit.findings, range(1, ? + 1) t(i) "
            "where finding_no = 1",
            [n],
        )

    def waiver(self, **values: Any) -> None:
        self._add("audit.waivers", **{"document_key": DOCUMENT, "status": "applied", **values})

    def repair(self, **values: Any) -> None:
        self._add("audit.repairs", **{"document_key": DOCUMENT, "table_no": 2, "outcome": "repaired", **values})

    def table(self, table_no: int, title: str, rows: list[tuple[str, ...]], document_key: str = DOCUMENT) -> None:
        """Adds a table as printed: its first row holds the headings, the first cell of each other row its label."""
        self._add(
            "audit.coverage", document_key=document_key, part_kind="budget_table", table_no=table_no, title=title,
            printed_unit="万元", first_line_no=100 * table_no,
        )  # fmt: skip
        headings, *printed = rows
        for row_no, (label, *texts) in enumerate(printed, start=1):
            for column_no, text in enumerate(texts, start=2):
                if text:
                    self.cell(
                        f"{document_key}:{table_no}:{row_no}:{column_no}", document_key=document_key, table_no=table_no,
                        row_no=row_no, column_no=column_no, row_label=label, column_path=headings[column_no - 1],
                        line_no=100 * table_no + row_no, text=text,
                    )  # fmt: skip

    def sentence(self, section_no: int, title: str, text: str, figures: list[str]) -> None:
        """Adds a section with one sentence, and its figures in their order: `…:s3:1:1` is the first."""
        self._add(
            "audit.coverage", document_key=DOCUMENT, part_kind="section", section_no=section_no, title=title,
            first_line_no=500,
        )  # fmt: skip
        self._add("audit.sentences", document_key=DOCUMENT, section_no=section_no, sentence_no=1, line_no=501, text=text)
        for number, figure in enumerate(figures, start=1):
            self.cell(
                f"{DOCUMENT}:s{section_no}:1:{number}", section_no=section_no, sentence_no=1, row_label="", line_no=501, text=figure
            )

    def cell(self, cell_id: str, **values: Any) -> None:
        self._add("audit.cells", cell_id=cell_id, **{"document_key": DOCUMENT, "column_code": "amount", **values})

    def _add(self, table: str, **values: Any) -> None:
        names = ", ".join(values)
        self._connection.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(values))})", list(values.values()))


@contextmanager
def small_ledger(layout: WarehouseLayout) -> Iterator[SmallLedger]:
    """The published file of a warehouse, empty, to be filled within."""
    layout.published.parent.mkdir(parents=True, exist_ok=True)
    layout.published.unlink(missing_ok=True)
    with duckdb.connect(str(layout.published)) as connection:
        yield SmallLedger(connection)
