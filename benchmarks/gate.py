"""What the gate costs beside its own SQL: processor seconds, Great Expectations' import apart.

Part of `make benchmark`; alone with a number of documents: `python -m benchmarks.gate 1000`. The documents are made.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.quality.validation import validate
from dagster_project.storage.layout import WarehouseLayout
from expectations import all_suites
from expectations.suite import TableSuite
from tests.made import write_disclosures
from tests.made.judging import build_models, extract_folder

DOCUMENTS = 1000
# The least of so many runs counts: others use the machine too.
_RUNS = 3


@dataclass(frozen=True, slots=True)
class GateCost:
    """Processor seconds of the gate, and of its queries asked of DuckDB without it, one statement a suite."""

    gate: float
    sql: float

    @property
    def ratio(self) -> float:
        return self.gate / self.sql


def gate_cost(database: Path) -> GateCost:
    """What the gate costs for a file that it passes."""
    suites = all_suites()
    statements = [_in_one_statement(suite) for suite in suites]

    def ask(connection: duckdb.DuckDBPyConnection) -> None:
        for statement in statements:
            connection.execute(statement).fetchall()

    def judge(connection: duckdb.DuckDBPyConnection) -> None:
        assert all(outcome.passed for outcome in validate(connection, suites)), "rows that fail are fetched, which is measured too"

    runs = [(_processor_seconds(database, judge), _processor_seconds(database, ask)) for _ in range(_RUNS)]
    gate, sql = zip(*runs, strict=True)
    return GateCost(min(gate), min(sql))


def of_made(n_documents: int) -> GateCost:
    """What the gate costs for so many made documents."""
    with tempfile.TemporaryDirectory() as folder:
        raw, layout = Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse")
        write_disclosures(raw, range(n_documents))
        extract_folder(raw, layout)
        build_models(layout)
        return gate_cost(layout.candidate)


def _in_one_statement(suite: TableSuite) -> str:
    queries = (suite.on_its_table(expectation.query) for expectation in suite.expectations)
    return " union all ".join(f"select count(*) from ({query}) as failing" for query in queries)


def _processor_seconds(database: Path, work: Callable[[duckdb.DuckDBPyConnection], None]) -> float:
    begun = time.process_time()
    with duckdb.connect(str(database), read_only=True) as connection:
        work(connection)
    return time.process_time() - begun


def main() -> None:
    """Prints the processor seconds of the gate and of its SQL, and how often the one goes into the other."""
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    cost = of_made(n_documents)
    print(f"{n_documents} documents: gate {cost.gate:.1f} s, its SQL {cost.sql:.1f} s of processor time: {cost.ratio:.2f} times")


if __name__ == "__main__":
    main()
