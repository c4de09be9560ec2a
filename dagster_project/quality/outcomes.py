"""What comes of a suite: which expectations do not hold, and the rows that break them.

Whoever reads outcomes imports this, and not Great Expectations, which `validation.py` imports.
"""

from dataclasses import dataclass
from typing import Any

from dagster_project.quality.failing_rows import FailingRow, FailingRows
from expectations.suite import TableSuite


@dataclass(frozen=True, slots=True)
class FailedExpectation:
    """An expectation that does not hold: what was expected, how many rows break it, whose they are.

    `n_rows` is None, and the only row holds the error, where the expectation could not be evaluated.
    """

    description: str
    n_rows: int | None
    found: FailingRows

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The first failing rows, as they are."""
        return [row.values for row in self.found.shown]


@dataclass(frozen=True, slots=True)
class SuiteOutcome:
    """What came of a suite."""

    suite: TableSuite
    n_expectations: int
    failures: list[FailedExpectation]

    @property
    def passed(self) -> bool:
        return not self.failures


def not_evaluated(description: str, error: str) -> FailedExpectation:
    """The failure of an expectation that could not be evaluated; it belongs to no document."""
    return FailedExpectation(description, None, FailingRows([FailingRow({"error": error})], {}, 1))
