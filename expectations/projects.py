"""Who is who among the projects: every mention has its project, no two projects are one, nothing that is unmatched is hidden."""

from expectations.suite import TableSuite, no_rows

TOPIC = "projects"

_TABLE_KINDS = "('project_expenditure', 'project_funding', 'project_by_use', 'carryover', 'entrusted_service')"
_PROJECT_OF = "select (project_key, unit_key, fiscal_year) from marts.dim_project"
_DOCUMENT_OF = "select (document_key, unit_key, fiscal_year) from marts.dim_document where is_current"
_IN_TABLES = f"select project_key from audit.project_aliases where mention_kind in {_TABLE_KINDS}"

# The facts of the tables that name projects, by the kind of mention.
_PROJECT_FACTS = " union all ".join(
    f"select '{kind}' as mention_kind, source_cell_id, document_key, project_key from marts.{fact}"
    for kind, fact in (
        *((kind, f"fct_{kind}") for kind in ("project_expenditure", "project_funding", "carryover", "entrusted_service")),
        ("project_by_use", "fct_expenditure_by_use where stated_in = 'project_by_use'"),
    )
)

_SUMS = """
with covered as (
    select performance_key, document_key, list(project_key) as project_keys
    from {batch} where method = 'amounts_add_up' group by all
),
parts as (
    select document_key, project_key,
        arg_min(amount_yuan, case mention_kind when 'project_expenditure' then 1 else 2 end) as amount_yuan
    from audit.project_aliases where mention_kind in ('project_expenditure', 'project_card') group by all
),
sums as (
    select performance_key, count(*) as n_parts, sum(parts.amount_yuan) as parts_yuan
    from covered inner join parts on covered.document_key = parts.document_key and list_contains(project_keys, parts.project_key)
    group by all
)
select covered.performance_key, sums.n_parts, sums.parts_yuan
from covered left join sums using (performance_key)
left join marts.fct_performance_budget as budgets using (performance_key)
where coalesce(n_parts, 0) not between 2 and 4 or parts_yuan is distinct from budgets.amount_yuan
"""


def _every_column(*columns: str) -> str:
    return "select * from {batch} where " + " or ".join(f"{column} is null" for column in columns)


def suites() -> list[TableSuite]:
    """Suites on the bridge from projects to performance tables, on the mentions, and on those that match nothing."""
    return [_bridge(), _aliases(), _unmatched()]


def _bridge() -> TableSuite:
    return TableSuite(
        TOPIC,
        "marts",
        "bridge_project_performance",
        (
            no_rows(
                "No performance table covers a project twice",
                "select project_key, performance_key, count(*) as n from {batch} group by all having count(*) > 1",
            ),
            no_rows(
                "Nothing is missing in the bridge",
                _every_column("project_key", "performance_key", "method", "confidence", "document_key", "unit_key", "fiscal_year"),
            ),
            no_rows(
                "Every project covered is a project of the same unit and year",
                "select * from {batch} where project_key is not null "
                f"and (project_key, unit_key, fiscal_year) not in ({_PROJECT_OF})",
            ),
            no_rows(
                "Every performance table that covers a project is one of its document",
                "select * from {batch} where performance_key is not null and (performance_key, document_key) not in "
                "(select (performance_key, document_key) from marts.fct_performance_budget where scope = 'project')",
            ),
            no_rows(
                "Every coverage has the unit and the year of its document",
                "select * from {batch} where document_key is not null "
                f"and (document_key, unit_key, fiscal_year) not in ({_DOCUMENT_OF})",
            ),
            no_rows(
                "Every performance table that names a project covers one",
                "select * from marts.fct_performance_budget where scope = 'project' and printed_project_name is not null "
                "and performance_key not in (select performance_key from {batch} where performance_key is not null)",
            ),
            no_rows(
                "A performance table covers several projects only where their amounts add up",
                "select performance_key, count(*) as n from {batch} where performance_key is not null "
                "group by all having count(*) > 1 and bool_or(method <> 'amounts_add_up')",
            ),
            no_rows("The amounts of two to four projects add up to the budget of the table that covers them", _SUMS),
        ),
    )


def _aliases() -> TableSuite:
    return TableSuite(
        TOPIC,
        "audit",
        "project_aliases",
        (
            no_rows(
                "No mention is taken for a project twice",
                "select mention_key, project_key, count(*) as n from {batch} group by all having count(*) > 1",
            ),
            no_rows(
                "Nothing but an amount is missing of a mention",
                _every_column("mention_key", "project_key", "document_key", "mention_kind", "project_name", "method", "confidence"),
            ),
            no_rows(
                "Every mention is of a project of the same unit and year",
                "select * from {batch} where project_key is not null "
                f"and (project_key, unit_key, fiscal_year) not in ({_PROJECT_OF})",
            ),
            no_rows(
                "Every mention has the unit and the year of its document",
                "select * from {batch} where document_key is not null "
                f"and (document_key, unit_key, fiscal_year) not in ({_DOCUMENT_OF})",
            ),
            no_rows(
                "Every project is mentioned",
                "select * from marts.dim_project where project_key not in "
                "(select project_key from {batch} where project_key is not null)",
            ),
            no_rows(
                "Two names of one list are two projects",
                "select document_key, mention_kind, project_key, count(distinct project_name_key) as n from {batch} "
                "where mention_kind <> 'other_sentence' and method <> 'amounts_add_up' "
                "group by all having count(distinct project_name_key) > 1",
            ),
            no_rows(
                "Every fact is of a project that its table mentions",
                f"select facts.* from ({_PROJECT_FACTS}) as facts where (document_key, mention_kind, project_key) not in "
                "(select (document_key, mention_kind, project_key) from {batch})",
            ),
            no_rows(
                "Every project card is of the project that it mentions",
                "select * from marts.fct_project_card where (document_key, project_key) not in "
                "(select (document_key, project_key) from {batch} where mention_kind = 'project_card')",
            ),
        ),
    )


def _unmatched() -> TableSuite:
    return TableSuite(
        TOPIC,
        "audit",
        "unmatched_projects",
        (
            no_rows(
                "No candidate of a mention is listed twice",
                "select mention_key, candidate_project_key, count(*) as n from {batch} group by all having count(*) > 1",
            ),
            no_rows(
                "The candidates of a mention are ranked from 1, three at most",
                "select mention_key, list(candidate_rank order by candidate_rank) as ranks from {batch} group by all "
                "having count(*) > 3 or (bool_or(candidate_project_key is not null) "
                "and list(candidate_rank order by candidate_rank) <> range(1, count(*) + 1))",
            ),
            no_rows(
                "Every candidate is a project that a table names",
                f"select * from {{batch}} where candidate_project_key is not null and candidate_project_key not in ({_IN_TABLES})",
            ),
            no_rows(
                "Every candidate has a name and a similarity",
                "select * from {batch} where candidate_project_key is not null and (candidate_name is null or similarity is null)",
            ),
            no_rows(
                "Everything listed is a mention of the project that it is by itself",
                "select * from {batch} where (mention_key, project_key, document_key) not in "
                "(select (mention_key, project_key, document_key) from audit.project_aliases)",
            ),
            no_rows(
                "Nothing that a table names is listed as unmatched",
                f"select * from {{batch}} where project_key in ({_IN_TABLES})",
            ),
            no_rows(
                "Everything that no table names is listed as unmatched",
                # What a performance table covers that stands for several projects is listed by itself.
                f"select * from audit.project_aliases where project_key not in ({_IN_TABLES}) and method <> 'amounts_add_up' "
                "and mention_key not in (select mention_key from {batch})",
            ),
        ),
    )
