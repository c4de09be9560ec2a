"""How long the models take for many documents, the ledger and its findings apart, and how much memory that takes.

Run by `make benchmark`, or with a number of documents: `python -m benchmarks.ledger 1000`. The documents are made.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from dagster_project.storage.layout import DBT_PROJECT, WarehouseLayout
from tests.made import write_disclosures
from tests.made.judging import build_models, extract_folder

DOCUMENTS = 1000
_COUNTS = "select (select count(*) from audit.reconciliation), (select count(*) from audit.findings)"
# Models of the audit schema that the ledger is published in.
_PUBLISHED = {"ledger", "reconciliation", "audit_suspects", "findings", "audit_rules", "audit_waivers", "repairs"}


def main() -> None:
    """Prints the seconds of extraction, of all models and of those of the ledger, the rows made, the peak memory."""
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        raw, layout = Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse")
        write_disclosures(raw, range(n_documents))
        begun = time.perf_counter()
        extract_folder(raw, layout)
        extracted = time.perf_counter()
        build_models(layout)
        built = time.perf_counter()
        ledger = _ledger_seconds(layout.dbt_target / "run_results.json")
        with duckdb.connect(str(layout.candidate), read_only=True) as connection:
            n_rows, n_findings = connection.execute(_COUNTS).fetchall()[0]
    peak_mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{n_documents} documents: extraction {extracted - begun:.0f} s, all models {built - extracted:.0f} s")
    print(f"ledger and findings: {ledger:.0f} s of models on two threads, {n_rows} rows, {n_findings} findings")
    print(f"peak memory of one process {peak_mib:.0f} MiB")


def _ledger_seconds(run_results: Path) -> float:
    """The seconds that the models of the ledger took; two run side by side, so the time on the clock is less."""
    own = {path.stem for path in (DBT_PROJECT / "models" / "intermediate" / "ledger").glob("*.sql")} | _PUBLISHED
    results = json.loads(run_results.read_text(encoding="utf-8"))["results"]
    return float(sum(result["execution_time"] for result in results if result["unique_id"].split(".")[-1] in own))


if __name__ == "__main__":
    main()
