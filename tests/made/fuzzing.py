"""Damaged documents through extraction, models and gate: what is published of them that is not true, or is lost.

A figure that is read as what it is not is wrong where nothing marks it: a figure of a budget table where a fact of its
table is reconciled, a figure of a sentence always. Clean documents stand beside the damaged ones, and must be read whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import duckdb

from dagster_project.extraction.extract import Extraction, extract
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.extracted import store
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS, WarehouseLayout
from expectations import all_suites
from expectations.suite import EXPLANATION_FACTS, FACTS
from tests.made.damage import KINDS, DamagedDocument, damage_made, damage_sample, undamaged
from tests.made.judging import build_models, take_stock
from tests.made.verdicts import Verdict, WrongFigure, verdict_on

CLEAN = "clean"
# Beside so many damaged documents stands a clean one.
_DAMAGED_BESIDE_A_CLEAN = 20
_FIRST_CLEAN_SEED = 5_000_000
_SAMPLES = tuple(sorted((PROJECT_ROOT / "raw" / "2026").glob("*.txt")))


@dataclass(slots=True)
class Tally:
    """What became of the documents of one kind of damage, and the figures that are wrong without a mark."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, WrongFigure]] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """The tallies of a batch by kind of damage, and the checks of the gate that failed on it."""

    tallies: dict[str, Tally]
    failed_checks: list[str]


def documents(numbers: Sequence[int], kinds: Sequence[str] = tuple(KINDS)) -> Iterator[tuple[str, DamagedDocument]]:
    """Damaged documents and clean ones, each with a file name; the number of a document is its seed, and tells its kind."""
    for number in numbers:
        kind = kinds[number % len(kinds)]
        document = damage_made(number, kind)
        if document is not None:
            yield f"{number:06}-{kind}.txt", document
        if number % _DAMAGED_BESIDE_A_CLEAN == 0:
            seed = _FIRST_CLEAN_SEED + number
            yield f"{seed}-{CLEAN}.txt", undamaged(seed, CLEAN)


def sample_documents(numbers: Sequence[int], kinds: Sequence[str] = tuple(KINDS)) -> Iterator[tuple[str, DamagedDocument]]:
    """Damaged texts of raw/, each with a file name; the number of a document tells its text and its kind."""
    for number in numbers:
        kind = kinds[number % len(kinds)]
        document = damage_sample(_SAMPLES[number // len(kinds) % len(_SAMPLES)], number, kind)
        if document is not None:
            yield f"sample-{number:06}-{kind}.txt", document


def judge(found: Sequence[tuple[str, DamagedDocument]], folder: Path) -> Batch:
    """Judges documents, which are written under `folder` and built there into a candidate."""
    from dagster_project.quality.validation import validate  # collecting tests must not cost the import of Great Expectations

    raw, layout = folder / "raw", WarehouseLayout(folder / "warehouse")
    raw.mkdir(parents=True)
    for name, document in found:
        (raw / name).write_bytes(document.content)
    take_stock(raw, layout)
    verdicts = _read_and_store(found, layout)
    build_models(layout)
    with duckdb.connect(str(layout.candidate), read_only=True) as connection:
        outcomes = validate(connection, all_suites())
    failed = [
        f"{outcome.suite.name}: {failure.description}: {_with_files(failure.rows[:3], layout.candidate)}"
        for outcome in outcomes
        for failure in outcome.failures
    ]
    vouched = _vouched_places(layout.candidate)
    tallies: dict[str, Tally] = {}
    for name, document in found:
        _add(tallies.setdefault(document.kind, Tally()), name, verdicts[name], vouched.get(name, set()))
    return Batch(tallies, failed)


def _read_and_store(found: Sequence[tuple[str, DamagedDocument]], layout: WarehouseLayout) -> dict[str, Verdict]:
    """Reads each content once, for the models and for the verdict on what was read, which is given by the name of the file."""
    vocabulary, version = Vocabulary.load(SEEDS), extractor_version(SEEDS)
    verdicts: dict[str, Verdict] = {}
    contents: dict[str, list[tuple[str, DamagedDocument]]] = {}
    for name, document in found:
        contents.setdefault(sha256(document.content).hexdigest(), []).append((name, document))

    def read() -> Iterator[Extraction]:
        for _, documents in sorted(contents.items()):
            extraction = extract(documents[0][1].content, vocabulary, version)
            verdicts.update((name, verdict_on(document, extraction)) for name, document in documents)
            yield extraction

    for _ in store(layout.extracted, read()):
        pass
    return verdicts


def _add(tally: Tally, name: str, verdict: Verdict, vouched: set[str]) -> None:
    counts = tally.counts
    counts["documents"] += 1
    counts["refused"] += bool(verdict.refused)
    counts["wrong identity"] += bool(verdict.identity)
    counts["right"] += verdict.n_right
    counts["rejected"] += len(verdict.rejected)
    counts["missing"] += len(verdict.lost)
    tally.unseen += [(name, text) for text in verdict.unseen]
    for wrong in verdict.wrong:
        if wrong.cell_id.startswith("s") or wrong.cell_id.partition(":")[0] in vouched:
            tally.wrong.append((name, wrong))
        else:
            counts["marked"] += 1


def _with_files(rows: Sequence[Mapping[str, object]], candidate: Path) -> list[dict[str, object]]:
    """Failing rows, each with the file of its document."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        files = dict(connection.execute("select document_key, source_file from marts.dim_document").fetchall())
    return [{"file": files.get(str(row.get("document_key")))} | dict(row) for row in rows]


def _vouched_places(candidate: Path) -> dict[str, set[str]]:
    """File → the numbers of the tables of which a fact is marked as reconciled."""
    facts = " union all ".join(
        f"select document_key, {key} as place from marts.{fact} where is_reconciled"
        for fact, key in {**dict.fromkeys(FACTS, "source_cell_id"), **EXPLANATION_FACTS}.items()
    )
    query = (
        f"select source_file, list(distinct split_part(place, ':', 2)) from ({facts}) "
        "inner join marts.dim_document using (document_key) group by source_file"
    )
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return {file: set(places) for file, places in connection.execute(query).fetchall()}
