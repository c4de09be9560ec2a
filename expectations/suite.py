"""How a suite is stated: its topic, the table that it is about, and what is expected of it.

Stated as plain data: whoever only names the checks need not import Great Expectations, of which
`dagster_project/quality/validation.py` makes its expectations of these.
"""

from dataclasses import dataclass

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
    "fct_organ_operating",
    "fct_economic_expenditure",
    "fct_procurement",
    "fct_purchased_service",
    "fct_project_funding",
    "fct_other_expense",
    "fct_appropriation_by_function",
    "fct_appropriation_basic",
    "fct_basic_by_function",
    "fct_project_by_economic",
    "fct_basic_funding",
    "fct_expenditure_by_use",
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
    f"select source_cell_id, document_key, amount_yuan, is_reconciled, reconciliation_verdict from marts.{fact}" for fact in FACTS
)


@dataclass(frozen=True, slots=True)
class NoRows:
    """What is expected, in words, and the query that finds the rows that break it."""

    description: str
    query: str


@dataclass(frozen=True, slots=True)
class TableSuite:
    """The expectations of one topic for one table, `schema.table`."""

    topic: str
    schema: str
    table: str
    expectations: tuple[NoRows, ...]

    @property
    def name(self) -> str:
        return f"{self.topic}.{self.table}"

    @property
    def relation(self) -> str:
        return f"{self.schema}.{self.table}"

    def on_its_table(self, query: str) -> str:
        """The query of an expectation of this suite as it is asked: as Great Expectations puts it.

        The table gets a name of its own, so that a query may name the same table again.
        """
        return query.format(batch=f"(select * from {self.relation}) as batch")


def no_rows(description: str, query: str) -> NoRows:
    """Expects a query to return nothing; the rows that it returns are the failures.

    `{batch}` in the query is the suite's table, and takes no alias. A failing row belongs to the
    document of its `document_key`, or of the key of a figure, a card or a performance table, which
    begins with the document's; failing that, to the documents of its `unit_key`, and of its
    `fiscal_year` and `document_kind` where it has them. A query returns what tells whose the row is.
    """
    return NoRows(description, query)


def unique(column: str) -> NoRows:
    """Expects no value of a column twice. In rows, unlike Great Expectations' own, so that it is known whose they are."""
    return no_rows(
        f"No {column} is there twice",
        f"select * from {{batch}} where {column} in (select {column} from {{batch}} group by {column} having count(*) > 1)",
    )


def filled(column: str) -> NoRows:
    """Expects a value in every row of a column. In rows, as `unique` is."""
    return no_rows(f"Every row has its {column}", f"select * from {{batch}} where {column} is null")
