"""Made documents through extraction and the models, into the file that the gate would judge; and what was found in them.

Dagster, the gate and the publication are left out: this is about what the ledger says of a document.
"""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.extraction.version import extractor_version
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.parsed_project import PARSED, PARSED_BESIDE_PROJECT, lend
from dagster_project.settings import default_jobs
from dagster_project.storage.held_back import save_held_back
from dagster_project.storage.inventory import FileVersion, load_inventory, look, save_inventory
from dagster_project.storage.layout import DBT_PROJECT, SEEDS, WarehouseLayout
from tests.made import make_disclosure
from tests.made.faults import Fault


def extract_folder(raw: Path, layout: WarehouseLayout) -> int:
    """Extracts every file under `raw` into the warehouse folder; gives the number of documents."""
    inventory = take_stock(raw, layout)
    todo = pending(inventory, layout.extracted, extractor_version(SEEDS))
    return sum(1 for _ in extract_pending(raw, todo, layout.extracted, SEEDS, default_jobs()))


def take_stock(raw: Path, layout: WarehouseLayout) -> list[FileVersion]:
    """Has the warehouse folder know every file under `raw`, and nothing that is held back."""
    inventory = look(raw, load_inventory(layout.inventory), lambda: None)
    save_inventory(layout.inventory, inventory)
    save_held_back(layout.held_back, ())
    return inventory


def build_models(layout: WarehouseLayout) -> None:
    """Builds all models from the extracted records. Raises `RuntimeError` with dbt's output where one fails."""
    layout.build.mkdir(parents=True, exist_ok=True)
    for stale in layout.build.glob("*.duckdb*"):
        stale.unlink()
    lend_what_is_parsed(layout.dbt_target)
    program = Path(sys.executable).parent / "yusuan-dbt"
    environment = {**os.environ, "YUSUAN_BUILD": str(layout.build), "YUSUAN_EXTRACTED": str(layout.extracted)}
    dbt = subprocess.run(
        [
            *(program, "--quiet", "build", "--exclude-resource-type", "unit_test"),
            *("--profiles-dir", ".", "--log-level-file", "none", "--target-path", layout.dbt_target),
        ],
        cwd=DBT_PROJECT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if dbt.returncode:
        raise RuntimeError(dbt.stdout + dbt.stderr)


def lend_what_is_parsed(target: Path) -> None:
    """Lets dbt begin with what it parsed for a refresh, where there was one."""
    if PARSED_BESIDE_PROJECT.joinpath(PARSED).exists():
        lend(PARSED_BESIDE_PROJECT, target)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a made document: its rule, the kinds of tables that its figures stand in, and its line."""

    rule_id: str
    family: str
    severity: str
    table_codes: frozenset[str]
    line_no: int | None
    message: str


def findings_by_file(candidate: Path) -> dict[str, list[Finding]]:
    """The findings by the name of the file that they are about."""
    found: dict[str, list[Finding]] = {}
    with duckdb.connect(str(candidate), read_only=True) as connection:
        for file, rule_id, family, severity, table_codes, line_no, message in connection.execute(_FINDINGS).fetchall():
            finding = Finding(rule_id, family, severity, frozenset(filter(None, table_codes)), line_no, message)
            found.setdefault(file, []).append(finding)
    return found


def comparisons_by_file(candidate: Path, rule_id: str) -> dict[str, int]:
    """How often a rule compared figures, by the name of the file; none where it never did."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return dict(connection.execute(_COMPARISONS, [rule_id]).fetchall())


def current_files(candidate: Path) -> set[str]:
    """The names of the files whose disclosure is the current version; of two of one unit and year only one is."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return {row[0] for row in connection.execute("select source_file from marts.dim_document where is_current").fetchall()}


def figures_by_file(candidate: Path) -> dict[str, list[tuple[str, str, str, str | None]]]:
    """The figures of the budget tables by file: kind of table, column that it stands under, text, alignment."""
    figures: dict[str, list[tuple[str, str, str, str | None]]] = {}
    with duckdb.connect(str(candidate), read_only=True) as connection:
        for file, *figure in connection.execute(_FIGURES).fetchall():
            figures.setdefault(file, []).append(tuple(figure))
    return figures


def points_at(fault: Fault, findings: list[Finding]) -> bool:
    """Whether a rule of a right family points at a right table; what is about no table is right in every one."""
    return any(
        each.family in fault.families
        and (not fault.table_codes or not each.table_codes or bool(each.table_codes & fault.table_codes))
        for each in findings
    )


def true_figures(seed: int) -> Counter[tuple[str, str, str]]:
    """The figures of a disclosure before any fault, as often as each is printed: kind of table, column, text."""
    return Counter((each.meaning.table_code, each.meaning.column_code, each.text) for each in make_disclosure(seed).figures)


# A finding points at the tables of its figures, and at those that its rule compares.
_FINDINGS = """
with places as (
    select finding_no, unnest(list_concat(list_concat(total_cell_ids, part_cell_ids), [suspect_cell_id])) as cell_id
    from audit.findings
),
tables as (
    select places.finding_no, list(distinct cells.table_code) as table_codes
    from places inner join audit.cells as cells using (cell_id)
    group by places.finding_no
)
select
    findings.source_file,
    findings.rule_id,
    findings.family,
    findings.severity,
    list_concat(list_concat(coalesce(tables.table_codes, []), [findings.table_code]),
        list_concat(coalesce(rules.total_sources, []), coalesce(rules.part_sources, []))) as table_codes,
    findings.line_no,
    findings.message_en
from audit.findings as findings
inner join audit.rules as rules using (rule_id)
left join tables using (finding_no)
order by findings.finding_no
"""

_COMPARISONS = """
select documents.source_file, count(*)
from audit.reconciliation
inner join marts.dim_document as documents using (document_key)
where reconciliation.rule_id = ? and reconciliation.verdict <> 'not_evaluated'
group by documents.source_file
"""

_FIGURES = """
select documents.source_file, cells.table_code, cells.column_code, cells.text, cells.alignment
from audit.cells as cells
inner join marts.dim_document as documents using (document_key)
where cells.row_role is not null
"""
