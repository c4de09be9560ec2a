"""How long the documented questions take on the published file: `python -m benchmarks.queries [FILE] [REPEATS]`.

Each is run so many times (5 unless told) on one connection; of each the median counts, and the median of these is printed.
"""

import statistics
import sys
import time
from pathlib import Path

import duckdb

from dagster_project.commands.examples import Example, examples
from dagster_project.settings import Settings
from dagster_project.storage.reading import open_read_only


def main() -> None:
    """Prints the milliseconds of each question, the slowest first, and their median."""
    published = Path(sys.argv[1]) if len(sys.argv) > 1 else Settings().layout.published
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with open_read_only(published) as connection:
        taken = {
            example.name: statistics.median(_milliseconds(connection, example) for _ in range(repeats)) for example in examples()
        }
    for name, milliseconds in sorted(taken.items(), key=lambda each: -each[1]):
        print(f"{name:30} {milliseconds:8.1f} ms")
    print(f"{f'median of {len(taken)} questions':30} {statistics.median(taken.values()):8.1f} ms")


def _milliseconds(connection: duckdb.DuckDBPyConnection, example: Example) -> float:
    begun = time.perf_counter()
    connection.execute(example.sql).fetchall()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
