"""How a suite is stated: its topic, the table that it is about, and what is expected of it."""

from dataclasses import dataclass

from great_expectations.expectations import UnexpectedRowsExpectation
from great_expectations.expectations.expectation import Expectation

FACTS = (
    "fct_overview",
    "fct_income",
    "fct_expenditure",
    "fct_appropriation",
    "fct_fund_expenditure",
    "fct_basic_expenditure",
    "fct_project_expenditure",
    "fct_three_public",
    "fct_entrusted_service",
    "fct_carryover",
)

# The facts of the explanations and of the performance tables, each with its key.
EXPLANATION_FACTS = {
    "fct_year_over_year": "source_cell_id",
    "fct_disclosed_figure": "source_cell_id",
    "fct_project_card": "card_key",
    "fct_performance_budget": "performance_key",
    "fct_performance_indicator": "source_cell_id",
}

ALL_FACTS = " union all ".join(
    f"select source_cell_id, document_key, amount_yuan, is_reconciled from marts.{fact}" for fact in FACTS
)


@dataclass(frozen=True, slots=True)
class TableSuite:
    """The expectations of one topic for one table, `schema.table`."""

    topic: str
    schema: str
    table: str
    expectations: tuple[Expectation, ...]

    @property
    def name(self) -> str:
        return f"{self.topic}.{self.table}"


def no_rows(description: str, query: str) -> UnexpectedRowsExpectation:
    """Expects a query to return nothing; the rows that it returns are the failures.

    `{batch}` in the query is the suite's table, and takes no alias.
    """
    return UnexpectedRowsExpectation(description=description, unexpected_rows_query=query)
