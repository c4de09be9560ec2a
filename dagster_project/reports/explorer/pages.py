"""The pages of the explorer as HTML, and the index that its search looks in."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dagster_project.reports.embedding import hash_of
from dagster_project.reports.explorer.charts import bars, columns
from dagster_project.reports.explorer.reading import (
    Change,
    Disclosure,
    Finding,
    Indicator,
    Part,
    Performance,
    Project,
    Statement,
    Unit,
    UnitPage,
)
from dagster_project.reports.pages import TEMPLATES, render
from dagster_project.reports.words import BREAKDOWNS, PHASES, Words
from dagster_project.visible import clipped, visible

# Of a document: bars of a chart, and rows of a table, at most.
_BARS = 10
ROWS_SHOWN = 500
# Units that the start page lists by name; where there are more it leads to them by region and by search.
UNITS_LISTED = 200
# Years that the projects of a unit are set beside each other for, the last ones.
_YEARS_COMPARED = 6
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A breakdown of a document as its table and its chart show it."""

    title: Words
    parts: list[Part]
    total: Decimal
    chart: Markup | None


@dataclass(frozen=True, slots=True)
class DisclosureReport:
    """A disclosure as the page of its unit tells of it."""

    disclosure: Disclosure
    breakdowns: list[Breakdown]
    projects: list[Project]
    projects_chart: Markup | None
    changes: list[Change]
    statements: list[Statement]
    performance: list[tuple[Performance, list[Indicator]]]
    performance_no: Mapping[str, int]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class ProjectOverYears:
    """A project by its name, with its money in each of the disclosures that are compared."""

    name: str
    amounts: list[Decimal | None]


@dataclass(frozen=True, slots=True)
class Region:
    """A region with the units that documents were published of, and the name of its page."""

    name: str
    code: str | None
    page: str
    units: list[Unit]

    @property
    def years(self) -> list[int]:
        return sorted({year for unit in self.units for year in unit.years}, reverse=True)

    @property
    def n_findings(self) -> int:
        return sum(unit.n_findings for unit in self.units)


def render_unit(page: UnitPage, unit_pages: Mapping[str, str], findings_pages: Mapping[str, str]) -> str:
    """The page of a unit; `unit_pages` and `findings_pages` say where other pages lie from here, by unit and by document."""
    return render(
        "unit.html.jinja",
        page=page,
        reports=[_report(page, disclosure) for disclosure in page.disclosures],
        over_years=_expenditure_over_years(page.disclosures),
        compared=page.disclosures[:_YEARS_COMPARED],
        projects_over_years=_projects_over_years(page),
        unit_pages=unit_pages,
        findings_pages=findings_pages,
        **_SHARED,
    )


def render_region(region: Region, unit_pages: Mapping[str, str]) -> str:
    """The page of a region: its units."""
    return render("region.html.jinja", region=region, unit_pages=unit_pages, **_SHARED)


def render_start(regions: Sequence[Region], unit_pages: Mapping[str, str], index_parts: Sequence[str], published_at: str) -> str:
    """The start page; paths lead from there. `index_parts` are the parts of the index that the search looks in."""
    search = (TEMPLATES / "search.js").read_text(encoding="utf-8")
    return render(
        "start.html.jinja",
        regions=regions,
        units=[unit for region in regions for unit in region.units],
        units_listed=UNITS_LISTED,
        unit_pages=unit_pages,
        index_parts=" ".join(index_parts),
        published_at=published_at,
        # Our own program, which the policy of the page names by its hash: no other is run but what it loads itself.
        search=Markup(search),  # noqa: S704
        search_hash=hash_of(search),
        **_SHARED,
    )


def index_entry(page: UnitPage) -> list[object]:
    """What the search knows of a unit: key, name, region, years, and its projects with their keys, the last of a name."""
    projects: dict[str, str] = {}
    keys = {disclosure.document_key: place for place, disclosure in enumerate(page.disclosures)}
    for project in sorted(page.projects, key=lambda project: keys[project.document_key]):
        projects.setdefault(clipped(visible(project.project_name), _LONGEST_NAME), project.project_key)
    return [
        page.unit.unit_key,
        clipped(visible(page.unit.unit_name), _LONGEST_NAME),
        visible(page.unit.region_name or ""),
        " ".join(map(str, page.unit.years)),
        list(projects.items()),
    ]


def render_index_part(entries: Sequence[list[object]]) -> str:
    """A part of the index, as a program that hands it to the search; of ASCII alone, so that nothing in it is more than text."""
    rows = ",\n".join(json.dumps(entry, separators=(",", ":")).replace("<", "\\u003c") for entry in entries)
    return f"yusuanIndex([\n{rows}\n]);\n"


def _report(page: UnitPage, disclosure: Disclosure) -> DisclosureReport:
    key = disclosure.document_key
    projects = [project for project in page.projects if project.document_key == key]
    performance = [table for table in page.performance if table.document_key == key]
    indicators: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in page.indicators:
        indicators[indicator.performance_key].append(indicator)
    return DisclosureReport(
        disclosure,
        list(_breakdowns([part for part in page.parts if part.document_key == key])),
        projects,
        bars("项目 Projects", [(project.project_name, _in_wan(project.total)) for project in projects[:_BARS]], _shown),
        [change for change in page.changes if change.document_key == key],
        [statement for statement in page.statements if statement.document_key == key],
        [(table, indicators[table.performance_key]) for table in performance],
        {table.project_key: number for number, table in enumerate(performance, start=1) if table.project_key},
        [finding for finding in page.findings if finding.document_key == key],
    )


def _breakdowns(parts: Sequence[Part]) -> Iterable[Breakdown]:
    for breakdown, title in BREAKDOWNS.items():
        of_it = [part for part in parts if part.breakdown == breakdown]
        if of_it:
            rows = [(part.name_zh, _in_wan(part.amount)) for part in of_it[:_BARS]]
            total = sum((part.amount for part in of_it), Decimal(0))
            yield Breakdown(title, of_it, total, bars(f"{title.zh} {title.en}", rows, _shown))


def _expenditure_over_years(disclosures: Sequence[Disclosure]) -> Markup | None:
    """The expenditure of each disclosure that prints it, from the first year to the last; None of a single one."""
    rows = [
        (f"{disclosure.fiscal_year} {PHASES[disclosure.phase].zh}", _in_wan(disclosure.expenditure))
        for disclosure in reversed(disclosures[:_YEARS_COMPARED])
        if disclosure.expenditure is not None
    ]
    return columns("历年支出 Expenditure by year", rows, _shown) if len(rows) > 1 else None


def _projects_over_years(page: UnitPage) -> list[ProjectOverYears]:
    """The projects of a unit by name, those of the last years beside each other, the largest of the last year first."""
    column_of = {disclosure.document_key: column for column, disclosure in enumerate(page.disclosures[:_YEARS_COMPARED])}
    if len(column_of) < 2:
        return []
    rows: dict[str, list[Decimal | None]] = {}
    for project in sorted(page.projects, key=lambda project: column_of.get(project.document_key, _YEARS_COMPARED)):
        if (column := column_of.get(project.document_key)) is not None:
            amounts = rows.setdefault(project.project_name, [None] * len(column_of))
            amounts[column] = (amounts[column] or 0) + project.total
    return [ProjectOverYears(name, amounts) for name, amounts in rows.items()]


def _in_wan(yuan: Decimal) -> Decimal:
    return yuan / 10_000


def _shown(wan: Decimal) -> str:
    """An amount in 万元, exact to the fen; at least two decimals."""
    digits, _, decimals = f"{wan:,.6f}".partition(".")
    return f"{digits}.{decimals.rstrip('0').ljust(2, '0')}"


def _wan(yuan: Decimal | None) -> str:
    return "—" if yuan is None else _shown(_in_wan(yuan))


_SHARED = {"wan": _wan, "rows_shown": ROWS_SHOWN}
