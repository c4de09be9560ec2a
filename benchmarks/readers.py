"""Readers beside publications: `python -m benchmarks.readers [READERS] [QUERIES] [PUBLICATIONS]`, 40, 200 and 20 unless told.

Copies of the published file, each with its number written into tables of two schemas, are published one after the other while
readers, each a process of its own as clients are, ask for both numbers. A reader opens the file anew after every five queries.
Told is how many queries failed, how many saw parts of two states, and how many saw another state than their connection did first.
"""

import datetime
import multiprocessing
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.settings import Settings
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import publish
from dagster_project.storage.reading import open_read_only

_QUERIES_A_CONNECTION = 5
_SECONDS_BETWEEN_PUBLICATIONS = 0.5
# Readers that never pause leave no processor time for the publications, and end before them.
_SECONDS_BETWEEN_QUERIES = 0.3
_NUMBER = ("update marts.dim_document set title = '{state}'", "update audit.cells set row_label = '{state}'")
_NUMBERS = "select distinct title, row_label from marts.dim_document inner join audit.cells using (document_key)"


@dataclass(slots=True)
class Seen:
    """What a reader saw: how many queries were answered, errors in words, the states that it saw."""

    answered: int = 0
    errors: list[str] = field(default_factory=list)
    mixed: int = 0
    changed: int = 0
    states: set[str] = field(default_factory=set)


def main() -> None:
    """Prints what all readers saw together. Needs a published file."""
    told = [int(argument) for argument in sys.argv[1:4]]
    n_readers, n_queries, n_publications = (*told, *(40, 200, 20)[len(told) :])
    with tempfile.TemporaryDirectory() as folder:
        layout = WarehouseLayout(Path(folder))
        layout.candidate.parent.mkdir(parents=True, exist_ok=True)
        _publish_state(layout, 0)
        begun = time.perf_counter()
        with multiprocessing.get_context("spawn").Pool(n_readers) as pool:
            readers = [pool.apply_async(_read, (layout.published, n_queries)) for _ in range(n_readers)]
            for state in range(1, n_publications + 1):
                time.sleep(_SECONDS_BETWEEN_PUBLICATIONS)
                _publish_state(layout, state)
            still_reading = sum(not reader.ready() for reader in readers)
            seen = [reader.get() for reader in readers]
        seconds = time.perf_counter() - begun
    _print(seen, f"{n_readers} readers, {n_publications} publications, {seconds:.0f} s, {still_reading} reading after the last one")


def _publish_state(layout: WarehouseLayout, state: int) -> None:
    shutil.copyfile(Settings().layout.published, layout.candidate)
    layout.candidate.chmod(0o644)
    with duckdb.connect(str(layout.candidate)) as connection:
        for statement in _NUMBER:
            connection.execute(statement.format(state=state))
        connection.execute("force checkpoint")
    publish(layout, datetime.datetime.now(datetime.UTC))


def _read(published: Path, n_queries: int) -> Seen:
    seen = Seen()
    while seen.answered + len(seen.errors) < n_queries:
        try:
            with open_read_only(published) as connection:
                _ask(connection, seen)
        except Exception as error:  # whatever a reader may see of a publication is what is measured
            seen.errors.append(f"{type(error).__name__}: {error}")
    return seen


def _ask(connection: Any, seen: Seen) -> None:
    first = None
    for _ in range(_QUERIES_A_CONNECTION):
        rows = connection.execute(_NUMBERS).fetchall()
        seen.answered += 1
        states = {state for row in rows for state in row}
        first = first or states
        seen.mixed += len(states) != 1
        seen.changed += states != first
        seen.states |= states
        time.sleep(_SECONDS_BETWEEN_QUERIES)


def _print(seen: list[Seen], head: str) -> None:
    errors = [error for each in seen for error in each.errors]
    print(head)
    print(f"queries answered                       {sum(each.answered for each in seen):,}")
    print(f"queries failed                         {len(errors):,}")
    print(f"saw parts of two states                {sum(each.mixed for each in seen):,}")
    print(f"saw another state than at first        {sum(each.changed for each in seen):,}")
    print(f"states that were seen                  {len(set().union(*(each.states for each in seen))):,}")
    print(*sorted(set(errors))[:5], sep="\n")


if __name__ == "__main__":
    main()
