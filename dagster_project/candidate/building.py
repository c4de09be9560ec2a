"""Builds the candidate; a document that a model cannot be built with is held back, and the others are built."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.candidate.culprits import Culprit, find_culprits
from dagster_project.candidate.foreign_keys import declare_foreign_keys
from dagster_project.candidate.keeping import keep_published
from dagster_project.storage.held_back import HeldBack, load_held_back, save_held_back
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import complete_candidate

# Each attempt takes as long as all models do: what is not found by then is no matter of single documents.
_ATTEMPTS = 4
# How DuckDB begins what it says where the memory does not suffice.
_OUT_OF_MEMORY = "Out of Memory Error"


class CandidateNotBuilt(Exception):
    """The models cannot be built, and it is not known to be for single documents."""


@dataclass(frozen=True, slots=True)
class ModelFailure:
    """A model that could not be built: its name, and the statements that it was given."""

    model: str
    statements: Path


def build_candidate(
    layout: WarehouseLayout, code: str, build_models: Callable[[], Sequence[ModelFailure]], more: Iterable[HeldBack] = ()
) -> None:
    """Builds the candidate from nothing, without what `code` holds back and without `more`, which is held back from now on.

    `build_models` has dbt build everything, and gives the models that failed. What was published of
    the documents that are left out is put into the candidate. Raises `CandidateNotBuilt`.
    """
    _hold_back(layout, code, more)
    for attempt in range(1, _ATTEMPTS + 1):
        _clear(layout)
        failures = build_models()
        if not failures:
            keep_published(layout)
            declare_foreign_keys(layout)
            complete_candidate(layout)
            return
        culprits = [culprit for failure in failures for culprit in find_culprits(layout, failure.statements)]
        if not culprits or attempt == _ATTEMPTS:
            raise CandidateNotBuilt(_in_words(failures))
        _hold_back(layout, code, (HeldBack(culprit.content_sha256, code, culprit.reason) for culprit in _one_each(culprits)))
    raise AssertionError("every attempt ends the loop or goes on")


def refuse_too_little_memory(error: Exception, memory: int) -> None:
    """Raises `CandidateNotBuilt` where the models failed for want of memory, of which they have so many bytes.

    No document is to blame for that.
    """
    if _OUT_OF_MEMORY in str(error):
        raise CandidateNotBuilt(
            f"the models cannot be built with {memory // 10**6:,} MB of memory: "
            "set YUSUAN_MEMORY to more than that (docs/operations.md)"
        )


def _hold_back(layout: WarehouseLayout, code: str, more: Iterable[HeldBack]) -> None:
    """Adds to what is held back; what another code held back is tried again."""
    entries = {entry.content_sha256: entry for entry in (*load_held_back(layout.held_back, code), *more)}
    save_held_back(layout.held_back, entries.values())


def _one_each(culprits: Iterable[Culprit]) -> list[Culprit]:
    """The first that is known of each document: several models may fail for one."""
    return list({culprit.content_sha256: culprit for culprit in reversed(list(culprits))}.values())


def _clear(layout: WarehouseLayout) -> None:
    """Removes the scratch files of the build before, and what one that was killed had no memory for."""
    for path in layout.build.glob("*.duckdb*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _in_words(failures: Sequence[ModelFailure]) -> str:
    models = ", ".join(failure.model for failure in failures)
    return (
        f"the figures could not be worked out ({models}), and no single document is known to be the cause: "
        "this is a defect of the program; please report it with the log"
    )
