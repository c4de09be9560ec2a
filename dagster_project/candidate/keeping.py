"""What was published of a document that is held back stays: its rows are put into the candidate, from the published file.

Which version that is: the current one of the same unit, year and kind, or of the same file, where the
candidate has no current version of that disclosure. The rows of marts and audit are taken by the
names of their columns, with the rows of dimensions and the rules that they point to. The file may be one of an earlier
version of the program: what that did not tell was the same for all its rows.
"""

from typing import Any

from dagster_project.storage.layers import find_records
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import what_is_wrong
from dagster_project.storage.reading import attach

# Tables that a key leads to, and the column that leads from one of their rows to another.
_POINTED_TO = {
    "marts.dim_unit": ("unit_key", "parent_unit_key"),
    "marts.dim_subject_code": ("subject_key", "parent_subject_key"),
    "marts.dim_measure": ("measure_code", "part_of_measure_code"),
    "marts.dim_project": ("project_key", None),
    "marts.dim_fund_source": ("fund_source_key", None),
    "audit.rules": ("rule_id", None),
}
# Tables of documents that are not made of their rows alone: findings are numbered through, an outcome is a file's.
_APART = ("audit.findings", "audit.document_outcomes", "audit.waivers")

# What is told by columns that files of earlier versions do not have: each document was one file, each figure of its own year.
_OF_EARLIER_VERSIONS = {
    "part_key": "document_key",
    "document_part": "'whole'",
    "n_files": "1",
    "is_prior_year": "false",
    # That a sum is broken, and that it could not be judged, were not told apart.
    "reconciliation_verdict": "case when is_reconciled then 'reconciled' end",
}
_PARTS = "marts.dim_document_part"
_DOCUMENTS_AS_PARTS = (
    "(select *, 1 as part_no, 1 as first_line_no, 1 as first_table_no, 1 as first_section_no from published.marts.dim_document)"
)

_HELD = """
    create temp table held as
    select distinct files.source_file, documents.unit_key, documents.fiscal_year, documents.document_kind
    from layers.staging.stg_held_back as held_back
    inner join layers.staging.stg_documents as documents on held_back.content_sha256 = documents.content_sha256
    inner join layers.staging.stg_files as files on held_back.content_sha256 = files.content_sha256
    where files.is_present
"""
_KEPT = """
    create temp table kept as
    select held.source_file as held_file, earlier.document_key, earlier.source_file, earlier.unit_key, earlier.fiscal_year,
        earlier.document_kind
    from held
    inner join published.marts.dim_document as earlier
        on held.source_file = earlier.source_file
        or (held.unit_key, held.fiscal_year, held.document_kind)
            = (earlier.unit_key, earlier.fiscal_year, earlier.document_kind)
    where earlier.is_current
        and (earlier.unit_key, earlier.fiscal_year, earlier.document_kind) not in
            (select (unit_key, fiscal_year, document_kind) from marts.dim_document where is_current)
"""
_OUTCOMES = """
    update audit.document_outcomes as outcomes
    set document_key = kept.document_key,
        reason = concat(outcomes.reason, '; what was published of it before stays (', kept.source_file, ')')
    from kept where outcomes.source_file = kept.held_file and outcomes.outcome = 'held_back'
"""
_OTHER_VERSIONS = """
    update marts.dim_document as versions set replaced_by_document_key = kept.document_key
    from kept
    where (versions.unit_key, versions.fiscal_year, versions.document_kind) = (kept.unit_key, kept.fiscal_year, kept.document_kind)
        and not versions.is_current
"""
# What is waived in the rows taken over is waived as it was; the candidate knows the waiver as one that is not used.
_APPLIED = "document_key in (select document_key from kept) and status = 'applied'"
_WAIVERS = f"delete from audit.waivers where waiver_id in (select waiver_id from published.audit.waivers where {_APPLIED})"
_UNITS = "update marts.dim_unit set has_document = true where unit_key in (select unit_key from kept)"
# The order of the model `findings`: the gravest and largest first; groups stay together as they were.
_FINDINGS = """
    create temp table all_findings as
    with united as (
        select *, 'candidate' as comes_from from audit.findings
        union all by name
        select *, 'published' as comes_from from published.audit.findings where document_key in (select document_key from kept)
    ),
    numbered as (
        select *, row_number() over (
            order by case severity when 'error' then 1 when 'warning' then 2 else 3 end,
                abs(difference_yuan) desc nulls last, document_key, rule_id, key
        ) as new_no
        from united
    ),
    led as (select *, min(new_no) over (partition by comes_from, group_no) as root_no from numbered)
    select * replace (new_no as finding_no, dense_rank() over (order by root_no) as group_no, new_no = root_no as is_root)
    from led
"""


def keep_published(layout: WarehouseLayout) -> None:
    """Puts what was published of the documents that are held back into the candidate; nothing where nothing was.

    Raises `duckdb.Error` where the published rows do not fit the candidate's tables.
    """
    import duckdb

    with duckdb.connect(str(layout.candidate)) as connection:
        find_records(connection, layout.extracted)
        attach(connection, "layers", layout.layers)
        connection.execute(_HELD)
        # A published file that is damaged is not looked into: it was put back already where a whole copy of it is kept.
        if _is_empty(connection, "held") or not layout.published.exists() or what_is_wrong(layout):
            return
        attach(connection, "published", layout.published)
        connection.execute(_KEPT)
        if not _is_empty(connection, "kept"):
            _take_over(connection)


def _is_empty(connection: Any, table: str) -> bool:
    return bool(connection.execute(f"select count(*) from {table}").fetchone() == (0,))


def kept_documents(connection: Any) -> set[str]:
    """The files of the documents of a candidate whose rows were published before, and stay for a file that is held back."""
    rows = connection.execute(
        "select part_key from marts.dim_document_part where is_current and document_key in "
        "(select document_key from audit.document_outcomes where outcome = 'held_back' and document_key is not null)"
    ).fetchall()
    return {part_key for (part_key,) in rows}


def _take_over(connection: Any) -> None:
    tables = _tables_of_documents(connection)
    parts = _rows_of(connection, _PARTS, "document_key in (select document_key from kept)")
    connection.execute(f"delete from {_PARTS} where part_key in (select part_key from ({parts}))")
    for table in tables:
        connection.execute(f"delete from {table} where document_key in (select document_key from kept)")
        _insert(connection, table, "document_key in (select document_key from kept)")
    connection.execute(_WAIVERS)
    _insert(connection, "audit.waivers", _APPLIED)
    for table, (key, leads_to) in _POINTED_TO.items():
        wanted = _pointing(connection, tables, key)
        while wanted and _insert(connection, table, f"{key} in ({wanted}) and {key} not in (select {key} from {table})"):
            wanted = f"select {leads_to} from {table}" if leads_to else ""
    _renumber_findings(connection)
    for statement in (_OTHER_VERSIONS, _UNITS, _OUTCOMES):
        connection.execute(statement)


def _tables_of_documents(connection: Any) -> list[str]:
    rows = connection.execute(
        "select concat(schema_name, '.', table_name) "
        "from duckdb_columns() inner join duckdb_tables() using (database_name, schema_name, table_name) "
        "where database_name = current_database() and column_name = 'document_key' order by all"
    ).fetchall()
    return [table for (table,) in rows if table not in _APART]


def _pointing(connection: Any, tables: list[str], key: str) -> str:
    """The query for what the rows taken over point to: by a column of the key's name, or one that ends in it."""
    return " union ".join(
        f"select {column} from {table} where document_key in (select document_key from kept)"
        for table in tables
        for column in _columns(connection, table)
        if column.endswith(key)
    )


def _insert(connection: Any, table: str, condition: str) -> int:
    """Takes rows over from the published file, by the names of the columns that both have; returns how many."""
    (n_rows,) = connection.execute(f"insert into {table} by name {_rows_of(connection, table, condition)}").fetchone()
    return int(n_rows)


def _rows_of(connection: Any, table: str, condition: str) -> str:
    """The query for rows of the published file, with what an earlier version did not tell; for none of a table that is new."""
    source = f"published.{table}"
    if not _is_published(connection, table):
        source = _DOCUMENTS_AS_PARTS if table == _PARTS else f"(from {table} limit 0)"
    told = {column: f"{expression} as {column}" for column, expression in _OF_EARLIER_VERSIONS.items()}
    told |= {column: column for column in _columns(connection, source)}
    columns = [told[column] for column in _columns(connection, table) if column in told]
    return f"select {', '.join(columns)} from {source} where {condition}"


def _is_published(connection: Any, table: str) -> bool:
    schema, name = table.split(".")
    found = connection.execute(
        "select 1 from duckdb_tables() where database_name = 'published' and schema_name = ? and table_name = ?", [schema, name]
    ).fetchone()
    return found is not None


def _columns(connection: Any, table: str) -> list[str]:
    return [column[0] for column in connection.execute(f"select * from {table} limit 0").description]


def _renumber_findings(connection: Any) -> None:
    connection.execute(_FINDINGS)
    columns = ", ".join(_columns(connection, "audit.findings"))
    connection.execute("truncate audit.findings")
    connection.execute(f"insert into audit.findings by name select {columns} from all_findings")
