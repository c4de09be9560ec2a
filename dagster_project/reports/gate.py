"""The page of the gate: what was checked of the last candidate, what failed, the rows, and what is held back."""

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.outcome import RunOutcome
from dagster_project.quality.judgement import Judgement
from dagster_project.quality.outcomes import FailedExpectation, SuiteOutcome
from dagster_project.reports.folder import gate_page
from dagster_project.reports.pages import render
from dagster_project.storage.files import replace_text
from dagster_project.storage.layout import WarehouseLayout
from expectations import ALL_TOPICS


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A suite as the page shows it: what is expected of a table, and which of it failed in any round."""

    outcome: SuiteOutcome
    failures: list[FailedExpectation]

    @property
    def n_passed(self) -> int:
        return self.outcome.n_expectations - len(self.failures)

    def failed(self, description: str) -> bool:
        """Whether an expectation failed."""
        return any(failure.description == description for failure in self.failures)


@dataclass(frozen=True, slots=True)
class Topic:
    """The suites of a topic, and what they are about in words."""

    name: str
    meaning: str
    tables: list[CheckedTable]


def write_gate_page(layout: WarehouseLayout, judgements: Sequence[Judgement], outcome: RunOutcome) -> None:
    """Writes the page of a run; of the rounds of the gate, the first shows why documents are held back."""
    tables = [_checked(rounds) for rounds in zip(*(judgement.outcomes for judgement in judgements), strict=True)]
    topics = [
        Topic(
            topic.TOPIC.replace("_", " "),
            (topic.__doc__ or "").partition("\n")[0],
            [table for table in tables if table.outcome.suite.topic == topic.TOPIC],
        )
        for topic in ALL_TOPICS
    ]
    page = render(
        "gate.html.jinja",
        outcome=outcome,
        is_published=judgements[-1].may_be_published,
        topics=topics,
        failed=[table for table in tables if table.failures],
        n_expectations=sum(table.outcome.n_expectations for table in tables),
        n_rounds=len(judgements),
        excused=sorted(judgements[-1].excused),
    )
    replace_text(gate_page(layout), page)


def _checked(rounds: Sequence[SuiteOutcome]) -> CheckedTable:
    failures = {failure.description: failure for outcome in reversed(rounds) for failure in outcome.failures}
    return CheckedTable(rounds[-1], list(failures.values()))
