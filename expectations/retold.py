"""What is told anew for those who ask: each says what the facts, the figures or the sentences say that it comes from, once."""

from expectations.suite import NoRows, TableSuite, filled, no_rows, unique

TOPIC = "retold"

# The facts that money of a project is taken from, by the name that `stated_in` has for them, and what of them is of the year.
_TABLES_OF_PROJECTS = {
    "project_funding": ("fct_project_funding", "not is_prior_year"),
    "project_by_use": ("fct_expenditure_by_use", "stated_in = 'project_by_use' and not is_prior_year"),
    "project_expenditure": ("fct_project_expenditure", "not is_prior_year"),
    "carryover": ("fct_carryover", "not is_prior_year"),
}
_BESIDE_THE_TABLES = {"performance_table": ("fct_performance_budget", "true"), "project_card": ("fct_project_card", "true")}
_KNOWN = {
    "subject_key": "select subject_key from marts.dim_subject_code",
    "fund_source_key": "select fund_source_key from marts.dim_fund_source",
    "project_key": "select project_key from marts.dim_project",
    "measure_code": "select measure_code from marts.dim_measure",
    "source_cell_id": "select cell_id from audit.cells",
}


def suites() -> list[TableSuite]:
    """One suite a table."""
    return [
        TableSuite(
            TOPIC,
            "marts",
            "fct_project_budget",
            (
                unique("source_cell_id"),
                _of_its_document("fiscal_year"),
                no_rows(
                    "All money of a project is that of the fact that it is taken from",
                    f"select * from {{batch}} anti join ({_money(_TABLES_OF_PROJECTS | _BESIDE_THE_TABLES)}) "
                    "using (stated_in, source_cell_id, document_key, project_key, amount_yuan)",
                ),
                no_rows(
                    "All money of the year that a table of projects prints is there, once for each project",
                    f"from ({_money(_TABLES_OF_PROJECTS)}) as facts "
                    "where source_cell_id not in (select source_cell_id from {batch}) and (stated_in = 'project_funding' "
                    "or (document_key, project_key) not in (select (document_key, project_key) from marts.fct_project_funding))",
                ),
                no_rows(
                    "What is stated beside the tables of projects is of a project that none of them lists",
                    "select * from {batch} where money_kind = 'other' and (document_key, project_key) in "
                    f"(select (document_key, project_key) from ({_money(_TABLES_OF_PROJECTS)}))",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "marts",
            "fct_printed_total",
            (
                unique("source_cell_id"),
                _of_its_document("if(is_prior_year, fiscal_year + 1, fiscal_year)"),
                no_rows(
                    "Every printed total is a figure of a total row, as printed",
                    "select * from {batch} anti join (select cell_id as source_cell_id, document_key, column_code, amount_yuan "
                    "from audit.cells where row_role = 'total') using (source_cell_id, document_key, column_code, amount_yuan)",
                ),
                no_rows(
                    "A gap is what a printed total has more than its facts",
                    "select * from {batch} where gap_yuan is distinct from amount_yuan - facts_yuan",
                ),
                no_rows(
                    "A total is reconciled where its gap was found to be rounding at most",
                    "select * from {batch} where is_reconciled is distinct from "
                    "coalesce(verdict in ('exact', 'rounding', 'boundary'), false)",
                ),
                _is_known("fund_source_key"),
            ),
        ),
        TableSuite(
            TOPIC,
            "marts",
            "fct_statement",
            (
                unique("statement_key"),
                _of_its_document("fiscal_year"),
                filled("text"),
                *(_is_known(key) for key in ("subject_key", "fund_source_key", "project_key", "measure_code", "source_cell_id")),
            ),
        ),
    ]


def _of_its_document(year: str) -> NoRows:
    return no_rows(
        "Every row has the unit, the year and the kind of its document, which is current",
        f"select * from {{batch}} where (document_key, unit_key, {year}, document_kind) not in "
        "(select (document_key, unit_key, fiscal_year, document_kind) from marts.dim_document where is_current)",
    )


def _is_known(key: str) -> NoRows:
    return no_rows(
        f"Every {key} is an entry of what {key} points to",
        f"select * from {{batch}} where {key} is not null and {key} not in ({_KNOWN[key]})",
    )


def _money(places: dict[str, tuple[str, str]]) -> str:
    """What some facts say that projects are given."""
    return " union all ".join(
        f"select '{stated_in}' as stated_in, source_cell_id, document_key, project_key, amount_yuan "
        f"from marts.{fact} where {condition}"
        for stated_in, (fact, condition) in places.items()
    )
