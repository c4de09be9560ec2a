"""`yusuan findings`: the contradictions in words, the gravest first, for a person or for a program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rich.text import Text

from dagster_project.citation import FILES, citation_in_file, cited_sql
from dagster_project.commands.display import err, out, print_indented, show_rows
from dagster_project.commands.status import nothing_published
from dagster_project.settings import Settings
from dagster_project.storage.reading import open_read_only
from dagster_project.visible import visible

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are asked for; what is None does not matter."""

    unit: str | None = None
    severity: str | None = None
    rule: str | None = None

    @property
    def parameters(self) -> dict[str, str | None]:
        return {"unit": self.unit, "severity": self.severity, "rule": self.rule}


def show_findings(settings: Settings, choice: Choice, as_format: str, language: str) -> int:
    """Shows the findings asked for, and last how many there are of each severity; returns the exit status.

    `as_format` is table, csv or json; `language`, zh or en, is that of the messages of a table.
    """
    import duckdb

    layout = settings.layout
    if not layout.published.exists():
        return nothing_published(layout)
    try:
        with open_read_only(layout.published) as connection:
            unknown = _unknown(connection, choice)
            findings = _rows(connection, _FINDINGS, choice.parameters)
            counts = _rows(connection, _COUNTS, choice.parameters)[0]
    except (duckdb.CatalogException, duckdb.BinderException):
        err.print("The published file was made by another version of this program: run `yusuan refresh`.")
        return 1
    if unknown:
        err.print(unknown)
        return 1
    if as_format == "table":
        _show_groups(findings, language)
        out.print(_summary(findings, counts))
    else:
        show_rows(_COLUMNS, [_for_program(finding, as_format) for finding in findings], as_format)
        err.print(_summary(findings, counts))
    return 0


def _unknown(connection: Any, choice: Choice) -> str | None:
    """What is said where no unit or no rule is as asked for: no findings would look like no contradictions."""
    if choice.unit is not None and not _rows(connection, _UNITS, {"unit": choice.unit}):
        return f"No unit of the published file has {choice.unit!r} in its name."
    if choice.rule is not None and not _rows(connection, _RULES, {"rule": choice.rule}):
        return f"No rule is {choice.rule!r}, nor any family of rules: audit.rules lists them."
    return None


def _show_groups(findings: Sequence[dict[str, Any]], language: str) -> None:
    place: dict[int, int] = {}
    for finding in findings:
        place.setdefault(finding["root_finding_no"], finding["finding_no"])
    in_groups = sorted(findings, key=lambda f: (place[f["root_finding_no"]], not f["is_root"], f["finding_no"]))
    for _, group in groupby(in_groups, key=lambda finding: finding["root_finding_no"]):
        _show_group(list(group), language)


def _show_group(group: Sequence[dict[str, Any]], language: str) -> None:
    first, *others = group
    out.print(_headline(first))
    print_indented(Text(visible(first[f"message_{language}"])), _INDENT)
    print_indented(Text(_where(first), style="dim"), _INDENT)
    if not first["is_root"]:
        print_indented(Text(f"related to finding {first['root_finding_no']}, which is not shown"), _INDENT)
    elif first["n_related"]:
        noun = "related finding" if first["n_related"] == 1 else "related findings"
        hidden = first["n_related"] - len(others)
        print_indented(Text(f"{first['n_related']} {noun}{f', {hidden} not shown' if hidden else ''}"), _INDENT)
    for other in others:
        print_indented(_headline(other).append(f"\n{visible(other[f'message_{language}'])}"), 2 * _INDENT)
    out.print("")


def _headline(finding: dict[str, Any]) -> Text:
    return Text.assemble(
        (f"{finding['finding_no']}. ", "bold"),
        (finding["severity"], _STYLES.get(finding["severity"], "")),
        f" {finding['rule_id']} · {visible(finding['unit_name'])} {finding['fiscal_year']}",
    )


def _where(finding: dict[str, Any]) -> str:
    place = citation_in_file(finding["cited"]).en
    line = f", {place}" if place else ""
    amount = finding["difference_yuan"]
    difference = f" · difference {amount:,.2f} yuan" if amount is not None else ""
    return f"{visible(finding['source_file'])}{line}{difference}"


def _summary(findings: Sequence[dict[str, Any]], counts: dict[str, Any]) -> str:
    severities = [_counted(sum(f["severity"] == name for f in findings), name) for name in ("error", "warning", "note")]
    groups = len({finding["root_finding_no"] for finding in findings})
    return " · ".join(
        [*severities, f"{_counted(groups, 'group')}", f"{counts['n_waived']} waived", f"{counts['n_not_evaluated']} not evaluated"]
    )


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _for_program(finding: dict[str, Any], as_format: str) -> list[Any]:
    """The values of a row; a list of cells is one text in CSV, which has no lists."""
    values = [finding[column] for column in _COLUMNS]
    return [" ".join(filter(None, value)) if as_format == "csv" and isinstance(value, list) else value for value in values]


def _rows(connection: Any, query: str, parameters: Mapping[str, str | None]) -> list[dict[str, Any]]:
    cursor = connection.execute(query, parameters)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


_COLUMNS = (
    *("finding_no", "root_finding_no", "is_root", "n_related", "severity", "family", "rule_id", "rule_title_zh", "rule_title_en"),
    *("legal_basis", "unit_key", "unit_name", "fiscal_year", "document_key", "source_file", "page_no", "line_no"),
    *("table_code", "table_no"),
    *(
        "key",
        "figures_hash",
        "total_text",
        "total_yuan",
        "parts_yuan",
        "difference_yuan",
        "slack_yuan",
        "total_cell_id",
        "total_cell_ids",
        "part_cell_ids",
    ),
    *("suspect_cell_id", "message_zh", "message_en"),
)
_IS_RULE = "(rule_id = $rule or family = $rule or starts_with(rule_id, $rule || '.'))"
_CHOSEN = f"""
($unit is null or contains(unit_name, $unit))
and ($severity is null or severity = $severity)
and ($rule is null or {_IS_RULE})
"""
_UNITS = "select 1 from marts.dim_unit where contains(unit_name, $unit) limit 1"
_RULES = f"select 1 from audit.rules where {_IS_RULE} limit 1"
# What a finding follows from is looked up among all of them, not only among those that are asked for.
_FINDINGS = f"""
with findings as (

    select
        findings.*,
        first_value(finding_no) over of_group as root_finding_no,
        count(*) over (partition by findings.document_key, group_no) - 1 as n_related,
        rules.title_zh as rule_title_zh,
        rules.title_en as rule_title_en,
        rules.legal_basis,
        cells.text as total_text,
        {cited_sql("findings.line_no", "files")} as cited
    from audit.findings as findings
    inner join ({FILES}) as files on findings.part_key = files.part_key
    left join audit.rules as rules using (rule_id)
    left join audit.cells as cells on findings.total_cell_id = cells.cell_id
    window of_group as (partition by findings.document_key, group_no order by is_root desc, finding_no)

)

select * from findings where {_CHOSEN} order by finding_no
"""
_COUNTS = f"""
select
    count(*) filter (waiver_id is not null) as n_waived,
    count(*) filter (verdict = 'not_evaluated') as n_not_evaluated
from audit.reconciliation
inner join marts.dim_document using (document_key)
inner join marts.dim_unit using (unit_key)
where {_CHOSEN}
"""
