"""Every fact is about what its printed figure is about: the document's unit and year, the row's subject, the column's meaning."""

from expectations.suite import EXPLANATION_FACTS, FACTS, NoRows, TableSuite, no_rows

TOPIC = "attribution"

_SUBJECT = "'functional:' || subject_code"
# What a column means at any time: its code less the time.
_COLUMN = "case when time_code is null then column_code else replace(column_code, '_' || time_code, '') end"
_ECONOMIC = "'economic:' || subject_code"
# The fund source that a column names: one that adds up others, or whose money is of no known source, names none.
_FUND = f"case when {_COLUMN} not like '%total' and {_COLUMN} <> 'other_funds' then {_COLUMN} end"
# The economic classes that columns are of, by what their codes end with.
_CLASSES = {
    "wages": "301",
    "goods_services": "302",
    "subsidies_households": "303",
    "debt_interest": "307",
    "capital_construction": "309",
    "capital": "310",
    "enterprise_construction": "311",
    "enterprise": "312",
    "social_security_funds": "313",
    "other_use": "399",
}
_CLASS_OF_COLUMN = (
    f"case regexp_replace({_COLUMN}, '^(basic|project)_', '') "
    + " ".join(f"when '{use}' then 'economic:{code}'" for use, code in _CLASSES.items())
    + " end"
)
# The kinds of expenditure and of cost that a column names: a total names none, a subtotal what it is one of.
_KINDS = f"nullif(regexp_replace({_COLUMN}, '_subtotal|_?({'|'.join(_CLASSES)})$', ''), 'total')"
# The subjects of other classifications that a row is of.
_OTHERS = f"coalesce('economic:' || economic_subject_code, {_CLASS_OF_COLUMN}), 'government_economic:' || government_subject_code"
_GOVERNMENT = "'government_economic:' || government_subject_code"
_KINDS_OF_FACT = "nullif(concat_ws('_', expenditure_kind, cost_kind), '')"

# What a fact says of itself, and what its cell says in the same words.
_MEANINGS = {
    "fct_overview": ("side || ' ' || item_code", "side || ' ' || coalesce(item_code, subject_code)"),
    "fct_income": ("subject_key || ' ' || fund_source_key", f"{_SUBJECT} || ' ' || {_COLUMN}"),
    "fct_expenditure": (
        f"concat_ws(' ', subject_key, economic_subject_key, government_subject_key, {_KINDS_OF_FACT})",
        f"concat_ws(' ', {_SUBJECT}, {_OTHERS}, {_KINDS})",
    ),
    "fct_appropriation": (
        "concat_ws(' ', side, subject_key, case side when 'expenditure' then budget_kind end)",
        f"concat_ws(' ', side, {_SUBJECT}, case side when 'expenditure' then nullif({_COLUMN}, 'expenditure_total') end)",
    ),
    "fct_fund_expenditure": (
        f"concat_ws(' ', budget_kind, subject_key, economic_subject_key, government_subject_key, {_KINDS_OF_FACT})",
        f"concat_ws(' ', replace(table_code, '_expenditure', ''), {_SUBJECT}, {_OTHERS}, {_KINDS})",
    ),
    "fct_basic_expenditure": (
        "case when cost_kind is not null then concat_ws(' ', subject_key, government_subject_key, cost_kind) end",
        f"concat_ws(' ', {_ECONOMIC}, {_GOVERNMENT}, {_COLUMN})",
    ),
    "fct_project_expenditure": ("subject_key", _SUBJECT),
    # Where items are columns, a column is one of an item and a kind of budget.
    "fct_three_public": ("expense_item || ' ' || budget_kind", f"item_code || ' ' || replace({_COLUMN}, item_code || '_', '')"),
    "fct_entrusted_service": ("budget_kind", _COLUMN),
    "fct_year_over_year": ("measure_code", "measure_code"),
    "fct_disclosed_figure": ("measure_code || ' ' || value", "measure_code || ' ' || value"),
    "fct_project_card": ("'project_card_budget'", "measure_code"),
    "fct_performance_budget": ("case when is_amount_printed then 'performance_budget' end", "measure_code"),
    "fct_performance_indicator": ("'performance_target ' || target_value", "measure_code || ' ' || value"),
    "fct_organ_operating": (
        "concat_ws(' ', subject_key, government_subject_key)",
        f"concat_ws(' ', {_ECONOMIC}, {_GOVERNMENT})",
    ),
    "fct_economic_expenditure": (
        f"concat_ws(' ', budget_kind, subject_key, government_subject_key, {_KINDS_OF_FACT})",
        f"concat_ws(' ', 'general_public', {_ECONOMIC}, {_GOVERNMENT}, {_KINDS})",
    ),
    "fct_procurement": (
        "concat_ws(' ', coalesce(category, subject_key), fund_source_key)",
        f"concat_ws(' ', coalesce(item_code, {_SUBJECT}), {_FUND})",
    ),
    "fct_purchased_service": ("service", "row_label"),
    "fct_project_funding": (
        "concat_ws(' ', coalesce(fund_source_key, ''), subject_key, economic_subject_key, government_subject_key)",
        f"concat_ws(' ', coalesce({_FUND}, ''), {_SUBJECT}, {_OTHERS})",
    ),
    # A row or a column is of the expense.
    "fct_other_expense": ("expense_item", f"case when row_role = 'memo' then item_code else {_COLUMN} end"),
    "fct_appropriation_by_function": (
        f"concat_ws(' ', subject_key, economic_subject_key, government_subject_key, {_KINDS_OF_FACT})",
        f"concat_ws(' ', {_SUBJECT}, {_OTHERS}, {_KINDS})",
    ),
    "fct_appropriation_basic": (
        "case when cost_kind is not null then concat_ws(' ', subject_key, government_subject_key, cost_kind) end",
        f"concat_ws(' ', {_ECONOMIC}, {_GOVERNMENT}, {_COLUMN})",
    ),
    "fct_basic_by_function": (
        "case when cost_kind is not null "
        "then concat_ws(' ', subject_key, economic_subject_key, government_subject_key, cost_kind) end",
        f"concat_ws(' ', {_SUBJECT}, {_OTHERS}, {_COLUMN})",
    ),
    "fct_project_by_economic": (
        "concat_ws(' ', subject_key, government_subject_key)",
        f"concat_ws(' ', {_ECONOMIC}, {_GOVERNMENT})",
    ),
    "fct_basic_funding": (
        "concat_ws(' ', subject_key, government_subject_key, fund_source_key)",
        f"concat_ws(' ', {_ECONOMIC}, {_GOVERNMENT}, {_FUND})",
    ),
    "fct_expenditure_by_use": (
        "concat_ws(' ', stated_in, subject_key, economic_subject_key, government_subject_key, "
        "case when stated_in like '%by_use' then expenditure_kind end)",
        f"case when table_code like '%by_use' then concat_ws(' ', table_code, {_SUBJECT}, {_CLASS_OF_COLUMN}, "
        f"case table_code when 'project_by_use' then 'project' else nullif({_KINDS}, '') end) "
        f"else concat_ws(' ', table_code, {_ECONOMIC}, {_GOVERNMENT}) end",
    ),
    "fct_carryover": ("nullif(concat_ws('_', origin, expenditure_kind, cost_kind), '')", _COLUMN),
}


def suites() -> list[TableSuite]:
    """One suite a fact: it agrees with its document and with its cell."""
    return [*(_suite(fact, _phase_is_told()) for fact in FACTS), *(_suite(fact) for fact in EXPLANATION_FACTS)]


def _phase_is_told() -> NoRows:
    return no_rows(
        "Every fact is of the phase and the year of its cell, and no actual is one of the year of a budget",
        "select facts.* from (select * from {batch}) as facts "
        "inner join audit.cells as cells on facts.source_cell_id = cells.cell_id "
        "where facts.phase is distinct from cells.phase or facts.fiscal_year is distinct from cells.figure_year "
        "or (facts.phase = 'actual' and not facts.is_prior_year and ends_with(facts.document_kind, 'budget'))",
    )


def _suite(fact: str, *more: NoRows) -> TableSuite:
    own, printed = _MEANINGS[fact]
    year = "if(is_prior_year, fiscal_year + 1, fiscal_year)" if fact in FACTS else "fiscal_year"
    return TableSuite(
        TOPIC,
        "marts",
        fact,
        (
            no_rows(
                "Every fact has the unit, the year and the kind of its document",
                "select * from {batch} where document_key in (select document_key from marts.dim_document) "
                f"and (document_key, unit_key, {year}, document_kind) not in "
                "(select (document_key, unit_key, fiscal_year, document_kind) from marts.dim_document)",
            ),
            no_rows(
                "Every fact means what the row and the column of its cell mean",
                f"select facts.* exclude (meaning) from (select *, {own} as meaning from {{batch}}) as facts "
                f"inner join (select cell_id, document_key, {printed} as meaning from audit.cells) as cells "
                "on facts.source_cell_id = cells.cell_id where facts.meaning is not null "
                "and (facts.document_key <> cells.document_key or facts.meaning is distinct from cells.meaning)",
            ),
            *more,
        ),
    )
