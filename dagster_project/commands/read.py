"""The commands that only read the published file: `status`, `query`, `explain`."""

from pathlib import Path
from typing import Any

from dagster_project.commands.display import err, out, show_pairs, show_rows
from dagster_project.outcome import NOTHING_TO_DO, PUBLISHED, load_outcome, measure
from dagster_project.settings import Settings
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import current_file, publication_time, published_files


def show_status(settings: Settings) -> int:
    """Shows what is published, when and from what, and which documents failed; returns the exit status."""
    layout = settings.layout
    if not layout.published.exists():
        return _nothing_published(layout)
    current = current_file(layout)
    figures = measure(layout.published)
    with _connect(layout.published) as connection:
        documents, units, years = connection.execute(
            "select count(*), count(distinct unit_key), string_agg(distinct fiscal_year::varchar, ', ') "
            "from marts.dim_document where is_current"
        ).fetchone()
        outcomes = connection.execute(
            "select source_file, outcome, reason from audit.document_outcomes "
            "where outcome = 'failed' or reason is not null order by all"
        ).fetchall()
    show_pairs(
        [
            ("Published file", str(layout.published)),
            ("Published at", publication_time(current).isoformat(timespec="seconds") if current else "unknown: not in the history"),
            ("Made from", f"{documents} documents of {units} units, fiscal year {years}"),
            ("Figures loaded", f"{figures['figures_loaded']:,}"),
            ("Coverage", f"{figures['coverage_pct']:.2f} % of cells and stated figures, {figures['cells_rejected']} rejected"),
            ("Findings", " · ".join(f"{figures['findings'].get(s, 0)} {s}" for s in ("error", "warning", "note"))),
            ("History", f"{len(published_files(layout))} files kept"),
        ]
    )
    if outcomes:
        show_rows(("document", "outcome", "reason"), outcomes)
    _show_last_run(layout)
    return 0


def run_query(settings: Settings, sql: str, as_format: str) -> int:
    """Runs one statement on the published file, read-only, and shows its rows; returns the exit status."""
    import duckdb

    layout = settings.layout
    if not layout.published.exists():
        return _nothing_published(layout)
    with _connect(layout.published) as connection:
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1:
                err.print(f"One statement at a time: this holds {len(statements)}.")
                return 2
            cursor = connection.execute(statements[0])
            columns = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            err.print(str(error))
            return 1
    show_rows(columns, rows, as_format)
    return 0


def explain(settings: Settings, cell_id: str) -> int:
    """Shows where a figure is printed and what it takes part in; returns the exit status."""
    layout = settings.layout
    if not layout.published.exists():
        return _nothing_published(layout)
    with _connect(layout.published) as connection:
        cell = _one(connection, _CELL, cell_id)
        if cell is None:
            err.print(
                f"No figure has the id {cell_id!r}. An id is the source_cell_id of a fact or the cell_id of audit.cells, "
                "such as 07bb71ea08893269:2:1:5."
            )
            return 1
        facts = {
            table: fact
            for table in _fact_tables(connection)
            if (fact := _one(connection, f"select * from marts.{table} where source_cell_id = ?", cell_id))
        }
        checks = connection.execute(_CHECKS, [cell_id]).fetchall()
    show_pairs(_described(cell, settings.raw_folder))
    for table, fact in facts.items():
        out.print(f"\nFact in marts.{table}:")
        show_pairs([(f"  {name}", str(value)) for name, value in fact.items() if value is not None])
    if checks:
        out.print("")
        show_rows(("rule", "verdict", "message"), checks)
    return 0


_CELL = """
select cells.*, documents.source_file, documents.title, documents.content_sha256, units.unit_name,
    coverage.title as table_title, coverage.printed_unit as table_unit
from audit.cells as cells
inner join marts.dim_document as documents using (document_key)
inner join marts.dim_unit as units using (unit_key)
inner join audit.coverage as coverage using (document_key, table_no)
where cells.cell_id = ?
"""
_CHECKS = """
select rule_id, verdict, message_en from audit.reconciliation
where total_cell_id = $1 or list_contains(part_cell_ids, $1)
order by rule_id, key
"""


def _described(cell: dict[str, Any], raw: Path) -> list[tuple[str, str]]:
    place = f"page {cell['page_no']}, " if cell["page_no"] else ""
    pairs = [
        ("Figure", f"{cell['text']} {cell['table_unit'] or ''} = {cell['amount_yuan']:,} yuan"),
        ("Unit", cell["unit_name"]),
        ("Document", cell["title"]),
        ("File", cell["source_file"]),
        ("Where", f"{place}line {cell['line_no']}: row {cell['row_no']}, column {cell['column_no']} of “{cell['table_title']}”"),
        ("Row", f"{cell['row_label']} ({cell['row_role']})"),
        ("Column", f"{cell['column_path']} ({cell['column_code']})"),
    ]
    line = _printed_line(raw / cell["source_file"], cell["content_sha256"], cell["line_no"])
    return [*pairs, ("Line as printed", line)] if line else pairs


def _printed_line(path: Path, content_sha256: str, line_no: int) -> str | None:
    """The line of the raw file, if the file is still what was read."""
    import hashlib

    from dagster_project.extraction.readers.encoding import decode
    from dagster_project.extraction.readers.text import without_markup

    try:
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != content_sha256:
        return None
    lines = decode(content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "").split("\n")
    return without_markup(lines[line_no - 1]).replace("\t", " | ")


def _fact_tables(connection: Any) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'source_cell_id' order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def _one(connection: Any, query: str, cell_id: str) -> dict[str, Any] | None:
    cursor = connection.execute(query, [cell_id])
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip([column[0] for column in cursor.description], row, strict=True))


def _connect(database: Path) -> Any:
    """A connection that can read the file and nothing else: no other file, no setting changed."""
    import duckdb

    connection = duckdb.connect(str(database), read_only=True)
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return connection


def _show_last_run(layout: WarehouseLayout) -> None:
    last = load_outcome(layout)
    if last is None or last.result in (PUBLISHED, NOTHING_TO_DO):
        return
    out.print(f"\nThe last run, at {last.finished_at}, did not publish ({last.result.replace('_', ' ')}): {last.message}")
    for document in last.failed_documents:
        out.print(f"failed: {document['source_file']}: {document['reason']}")


def _nothing_published(layout: WarehouseLayout) -> int:
    err.print(f"Nothing is published in {layout.root} yet: run `yusuan refresh`.")
    _show_last_run(layout)
    return 1
