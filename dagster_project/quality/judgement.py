"""What the gate says of a candidate: publish it, build it again without some documents, or hold all of it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.candidate.keeping import kept_documents
from dagster_project.quality.failing_rows import DocumentRows
from dagster_project.quality.outcomes import FailedExpectation, SuiteOutcome
from expectations.suite import TableSuite

# What these say holds the tables together for everybody, and is asked of a document that was published before too.
_OF_THE_WHOLE_FILE = ("keys", "referential_integrity")


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a document is not to be published: its content, and the reason in words."""

    source_file: str
    content_sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of all suites, the documents that failures belong to, and whether all others can do without them.

    `of_no_document` are the suites with a failure that belongs to no document. `excused` are the documents that were
    published before, stay, and no longer hold what is expected today.
    """

    outcomes: list[SuiteOutcome]
    objections: list[Objection]
    of_no_document: list[SuiteOutcome]
    excused: set[str]
    is_anything_left: bool

    @property
    def may_be_published(self) -> bool:
        return not self.of_no_document and not self.objections

    @property
    def is_to_be_built_again(self) -> bool:
        """Whether leaving documents out may help."""
        return bool(self.objections) and self.is_anything_left


def judge(candidate: Path, suites: Sequence[TableSuite]) -> Judgement:
    """Runs the suites on a candidate, which is opened read-only, and tells whose the failures are."""
    from dagster_project.quality.validation import validate

    with duckdb.connect(str(candidate), read_only=True) as connection:
        outcomes = validate(connection, suites)
        kept, current = _documents(connection)
    failures = [(outcome, failure) for outcome in outcomes for failure in outcome.failures]
    accused: dict[str, list[tuple[FailedExpectation, DocumentRows]]] = {}
    for _, failure in failures:
        for key, rows in failure.found.documents.items():
            if key not in kept:
                accused.setdefault(key, []).append((failure, rows))
    return Judgement(
        outcomes,
        [_objection(reasons) for reasons in accused.values()],
        [outcome for outcome in outcomes if any(_is_of_the_whole(outcome, failure, kept) for failure in outcome.failures)],
        {key for _, failure in failures for key in failure.found.documents if key in kept},
        bool(current - accused.keys()),
    )


def _is_of_the_whole(outcome: SuiteOutcome, failure: FailedExpectation, kept: set[str]) -> bool:
    """Whether a failure belongs to no document, or to one that cannot be left out as it is published already."""
    if failure.found.n_of_no_document:
        return True
    return outcome.suite.topic in _OF_THE_WHOLE_FILE and not kept.isdisjoint(failure.found.documents)


def _documents(connection: duckdb.DuckDBPyConnection) -> tuple[set[str], set[str]]:
    """The files whose rows were published before, and all current ones; none where the tables are not there."""
    try:
        kept = kept_documents(connection)
        current = {key for (key,) in connection.execute("select part_key from marts.dim_document_part where is_current").fetchall()}
    except duckdb.Error:
        return set(), set()
    return kept, current


def _objection(reasons: Sequence[tuple[FailedExpectation, DocumentRows]]) -> Objection:
    _, first = reasons[0]
    said = "; ".join(dict.fromkeys(f"“{failure.description}” does not hold{_where(rows)}" for failure, rows in reasons))
    return Objection(first.source_file, first.content_sha256, said)


def _where(rows: DocumentRows) -> str:
    places = list(dict.fromkeys(row.place for row in rows.rows if row.place))
    more = rows.n_rows - len(places)
    named = ", ".join(places)
    if not named:
        return ""
    return f" for {named} and {more} more" if more > 0 else f" for {named}"
