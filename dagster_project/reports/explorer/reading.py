"""What the explorer shows, read from a published file once for all of its pages.

Every query is asked once and ordered by unit; its rows are taken unit by unit. Of a document the figures of one phase are
shown: what was spent of a final account, what is budgeted of a budget; never those of the year before.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dagster_project.reports.ledger import published_link
from dagster_project.reports.streams import Stream

# Findings of a document that a unit's page names; the page of the findings has all of them.
FINDINGS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that documents were published of, with the years of these and the number of their findings."""

    unit_key: str
    unit_name: str
    region_code: str | None
    region_name: str | None
    admin_level: str | None
    parent_key: str | None
    parent_name: str | None
    years: list[int]
    n_findings: int


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A current document of a unit, with its totals as printed and the number of its findings.

    `basic`, `project` and `three_public` are sums of facts; a figure that the document does not have is None.
    """

    document_key: str
    fiscal_year: int
    document_kind: str
    phase: str
    title: str | None
    source_files: str
    published_on: datetime.date | None
    official_address: str | None
    retrieved_at: datetime.datetime | None
    income: Decimal | None
    expenditure: Decimal | None
    basic: Decimal | None
    project: Decimal | None
    three_public: Decimal | None
    n_findings: int

    @property
    def link(self) -> str | None:
        """The address that the document was published at, if it is one that a browser may be sent to."""
        return published_link(self.official_address)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one of the breakdowns of a document: `class`, `fund_source`, `economic`, `three_public`."""

    document_key: str
    breakdown: str
    name_zh: str
    name_en: str
    amount: Decimal
    is_reconciled: bool


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a document with its money, by kind; `total` is the sum of the three."""

    document_key: str
    project_key: str
    project_name: str
    is_confidential: bool
    current: Decimal | None
    carryover: Decimal | None
    other: Decimal | None
    total: Decimal
    is_reconciled: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a sentence states."""

    document_key: str
    measure_zh: str
    measure_en: str
    label: str | None
    amount: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said without a figure."""

    document_key: str
    kind_zh: str
    kind_en: str
    text: str


@dataclass(frozen=True, slots=True)
class Performance:
    """A table of performance targets; `project_key` is None where it is of the whole unit, or of no known project."""

    document_key: str
    performance_key: str
    scope: str
    project_key: str | None
    name: str | None
    amount: Decimal | None
    goal: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target of a performance table."""

    performance_key: str
    level_1: str | None
    level_2: str | None
    name: str | None
    target: str | None
    prior_value: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding that others may follow from."""

    document_key: str
    finding_no: int
    severity: str
    message_zh: str
    message_en: str


@dataclass(slots=True)
class UnitPage:
    """What the page of a unit tells; its disclosures are ordered from the last year to the first."""

    unit: Unit
    disclosures: list[Disclosure] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    performance: list[Performance] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_units(connection: Any) -> list[Unit]:
    """All units that current documents of a published file are of, ordered by region and name."""
    return [Unit(*row) for row in connection.execute(_UNITS).fetchall()]


def read_unit_pages(connection: Any, units: Iterable[Unit]) -> Iterator[UnitPage]:
    """What is told on the page of each of some units; in the order of their keys."""
    with ExitStack() as cursors:

        def stream(query: str) -> Stream:
            # A connection has one result at a time.
            return Stream(cursors.enter_context(connection.cursor()).execute(query), 1)

        disclosures, parts, projects = map(stream, (_DISCLOSURES, _PARTS, _PROJECTS))
        changes, statements = map(stream, (_CHANGES, _STATEMENTS))
        performance, indicators, findings = map(stream, (_PERFORMANCE, _INDICATORS, _FINDINGS))
        for unit in sorted(units, key=lambda unit: unit.unit_key):
            key = (unit.unit_key,)
            yield UnitPage(
                unit,
                disclosures.take(key, Disclosure),
                parts.take(key, Part),
                projects.take(key, Project),
                changes.take(key, Change),
                statements.take(key, Statement),
                performance.take(key, Performance),
                indicators.take(key, Indicator),
                findings.take(key, Finding),
            )


# The current documents, with the phase of their figures that is shown.
_CURRENT = """
select *, if(document_kind like '%final_account', 'actual', 'budget') as shown_phase
from marts.dim_document
where is_current
"""
_N_FINDINGS = "select document_key, count(*) as n from audit.findings group by document_key"
_UNITS = f"""
select
    units.unit_key, units.unit_name, units.region_code, units.region_name, units.admin_level, units.parent_unit_key,
    parents.unit_name, list_sort(list(distinct documents.fiscal_year), 'desc'), coalesce(sum(findings.n), 0)::bigint
from ({_CURRENT}) as documents
inner join marts.dim_unit as units on documents.unit_key = units.unit_key
left join marts.dim_unit as parents on units.parent_unit_key = parents.unit_key
left join ({_N_FINDINGS}) as findings on documents.document_key = findings.document_key
group by all
order by units.region_code nulls last, units.unit_name, units.unit_key
"""
# The facts of a table that are shown, by whatever their amounts are grouped by.
_SHOWN = "not facts.is_prior_year and facts.phase = current.shown_phase and facts.amount_yuan is not null"
# The total of each side that a document prints: that of the first of these tables that has one.
_TOTALS = f"""
select
    facts.document_key, facts.amount_yuan,
    case facts.table_code when 'income' then 'income' when 'expenditure' then 'expenditure' else facts.side end as total_of
from marts.fct_printed_total as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
where facts.is_grand_total and facts.table_code in ('overview', 'income', 'expenditure') and {_SHOWN}
qualify
    row_number()
        over (partition by facts.document_key, total_of order by facts.table_code <> 'overview', facts.amount_yuan desc)
    = 1
"""
_DISCLOSURES = f"""
select
    current.unit_key, current.document_key, current.fiscal_year, current.document_kind, current.shown_phase, current.title,
    files.source_files, current.published_on, current.official_address, current.retrieved_at,
    income.amount_yuan, expenditure.amount_yuan, kinds.basic, kinds.project, three_public.amount, coalesce(findings.n, 0)
from ({_CURRENT}) as current
left join (
    select document_key, string_agg(source_file, ', ' order by part_no) as source_files
    from marts.dim_document_part
    where is_current
    group by document_key
) as files on current.document_key = files.document_key
left join ({_TOTALS}) as income on current.document_key = income.document_key and income.total_of = 'income'
left join ({_TOTALS}) as expenditure on current.document_key = expenditure.document_key and expenditure.total_of = 'expenditure'
left join (
    select
        facts.document_key,
        sum(facts.amount_yuan) filter (facts.expenditure_kind = 'basic') as basic,
        sum(facts.amount_yuan) filter (facts.expenditure_kind = 'project') as project
    from marts.fct_expenditure as facts
    inner join ({_CURRENT}) as current on facts.document_key = current.document_key
    where {_SHOWN}
    group by facts.document_key
) as kinds on current.document_key = kinds.document_key
left join (
    select facts.document_key, sum(facts.amount_yuan) as amount
    from marts.fct_three_public as facts
    inner join ({_CURRENT}) as current on facts.document_key = current.document_key
    where {_SHOWN}
    group by facts.document_key
) as three_public on current.document_key = three_public.document_key
left join ({_N_FINDINGS}) as findings on current.document_key = findings.document_key
order by current.unit_key, current.fiscal_year desc, current.document_kind, current.document_key
"""


def _breakdown(name: str, fact: str, joined: str, name_zh: str, name_en: str) -> str:
    """The parts of one breakdown of all documents: a fact summed by the names that a dimension has for its keys."""
    return f"""
select
    current.unit_key, facts.document_key, '{name}' as breakdown, {name_zh} as name_zh, {name_en} as name_en,
    sum(facts.amount_yuan) as amount, bool_and(facts.is_reconciled) as is_reconciled
from marts.{fact} as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
left join {joined}
where {_SHOWN}
group by all
"""


_SUBJECTS = "marts.dim_subject_code as names on facts.subject_key = names.subject_key"
_CLASS = "coalesce(names.class_name, names.subject_name, '')"
_PARTS = " union all ".join(
    [
        _breakdown("class", "fct_expenditure", _SUBJECTS, _CLASS, _CLASS),
        _breakdown(
            "fund_source",
            "fct_income",
            "marts.dim_fund_source as names on facts.fund_source_key = names.fund_source_key",
            "coalesce(names.fund_source_name, '')",
            "coalesce(names.fund_source_name, '')",
        ),
        _breakdown("economic", "fct_basic_expenditure", _SUBJECTS, _CLASS, _CLASS),
        _breakdown(
            "three_public",
            "fct_three_public",
            "marts.dim_code as names on names.code_set = 'expense_item' and facts.expense_item = names.code",
            "coalesce(names.name_zh, facts.expense_item)",
            "coalesce(names.name_en, facts.expense_item)",
        ),
    ]
)
_PARTS = f"from ({_PARTS}) order by unit_key, document_key, breakdown, amount desc, name_zh"
_PROJECTS = f"""
select
    current.unit_key, facts.document_key, facts.project_key, projects.project_name, projects.is_confidential,
    sum(facts.amount_yuan) filter (facts.money_kind = 'current'),
    sum(facts.amount_yuan) filter (facts.money_kind = 'carryover'),
    sum(facts.amount_yuan) filter (facts.money_kind = 'other'),
    sum(facts.amount_yuan) as total, bool_and(facts.is_reconciled)
from marts.fct_project_budget as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
inner join marts.dim_project as projects on facts.project_key = projects.project_key
where facts.phase = current.shown_phase and facts.amount_yuan is not null
group by all
order by current.unit_key, facts.document_key, total desc, projects.project_name, facts.project_key
"""
_CHANGES = f"""
select
    current.unit_key, facts.document_key, measures.measure_name, measures.measure_name_en, facts.label, facts.amount_yuan,
    facts.change_yuan, facts.change_pct, facts.reason
from marts.fct_year_over_year as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
inner join marts.dim_measure as measures on facts.measure_code = measures.measure_code
order by current.unit_key, facts.document_key, abs(facts.change_yuan) desc nulls last, facts.source_cell_id
"""
_STATEMENTS = f"""
select current.unit_key, facts.document_key, kinds.name_zh, kinds.name_en, facts.text
from marts.fct_statement as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
inner join marts.dim_code as kinds on kinds.code_set = 'statement_kind' and facts.statement_kind = kinds.code
group by all
order by current.unit_key, facts.document_key, min(kinds.sort_order), min(facts.line_no), facts.text
"""
_PERFORMANCE = f"""
select
    current.unit_key, facts.document_key, facts.performance_key, facts.scope, facts.project_key, facts.printed_project_name,
    facts.amount_yuan, facts.goal
from marts.fct_performance_budget as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
order by current.unit_key, facts.document_key, facts.line_no, facts.performance_key
"""
_INDICATORS = f"""
select
    current.unit_key, facts.performance_key, facts.level_1, facts.level_2, facts.indicator_name, facts.target_text,
    facts.prior_value_text
from marts.fct_performance_indicator as facts
inner join ({_CURRENT}) as current on facts.document_key = current.document_key
order by current.unit_key, facts.performance_key, facts.indicator_no, facts.source_cell_id
"""
_FINDINGS = f"""
select current.unit_key, findings.document_key, finding_no, severity, message_zh, message_en
from audit.findings as findings
inner join ({_CURRENT}) as current on findings.document_key = current.document_key
where findings.is_root
qualify row_number() over (partition by findings.document_key order by findings.finding_no) <= {FINDINGS_SHOWN}
order by current.unit_key, findings.finding_no
"""
