"""What the documentation shows can be done as it is shown, and gives what it is shown to give."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy
import yaml
from click.testing import CliRunner

from dagster_project.cli import app
from dagster_project.commands import display
from dagster_project.reports.dictionary import dictionary_page, entities_page
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from dagster_project.storage.reading import open_read_only
from tests.published_figures import Query

READMES = [PROJECT_ROOT / "README.md", PROJECT_ROOT / "README.zh-CN.md"]
# What the READMEs go on in, in either language, in the same order.
GOES_ON = ("tour", "commands", "extending", "connect", "superset", "honesty", "faq")
IN_LANGUAGES = [
    [readme, *(PROJECT_ROOT / "docs" / f"{name}{suffix}.md" for name in GOES_ON)]
    for readme, suffix in zip(READMES, ("", ".zh-CN"), strict=True)
]
PAGES = [*PROJECT_ROOT.glob("*.md"), *(PROJECT_ROOT / "docs").rglob("*.md")]


def test_every_relative_link_leads_to_a_file() -> None:
    links = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))]
    assert links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def run_script(holding: str, folder: Path) -> str:
    """What the one script of the page on the vocabulary that holds some words prints of a sample document."""
    page = (PROJECT_ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if holding in block)
    script = folder / "show.py"
    script.write_text(code, encoding="utf-8")
    document = next((PROJECT_ROOT / "raw").rglob("*.txt"))
    result = subprocess.run([sys.executable, script, document], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_script_that_shows_what_is_recognised_runs_as_printed(tmp_path: Path) -> None:
    assert "three_public" in run_script("recognise_tables", tmp_path)


def test_the_script_that_shows_figures_outside_the_budget_tables_runs_as_printed(tmp_path: Path) -> None:
    printed = run_script("records.figures", tmp_path)
    assert "change_pct" in printed
    assert "performance_budget" in printed


def test_the_contract_describes_every_published_table_and_column_as_the_models_do() -> None:
    # A fact of the budget tables is described in a row of a table, less the words that all descriptions begin with.
    page = (PROJECT_ROOT / "docs" / "warehouse.md").read_text(encoding="utf-8").replace("每行为", "")
    models = PROJECT_ROOT / "dbt_project" / "models"
    described = [
        (model["name"], entry["description"].strip().removeprefix("One row is ").replace("每行为", ""))
        for schema in ("marts", "audit")
        for path in (models / schema).glob("*.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", ())
        for entry in (model, *model["columns"])
    ]
    assert described
    assert [(name, words) for name, words in described if words not in page] == []


@pytest.mark.parametrize(("page", "made"), [("dictionary.md", dictionary_page), ("entities.md", entities_page)])
def test_the_pages_that_are_made_from_the_models_are_of_these_models(
    published: WarehouseLayout, page: str, made: Callable[[Any], str]
) -> None:
    with open_read_only(published.published) as connection:
        assert (PROJECT_ROOT / "docs" / page).read_text(encoding="utf-8") == made(connection)


def test_every_place_that_the_documentation_names_is_in_the_published_file(query: Query) -> None:
    named = {
        (page.name, place)
        for page in PAGES
        for place in re.findall(r"\b[0-9a-f]{16}:[a-z0-9_:]+", page.read_text(encoding="utf-8"))
    }
    known = query(
        "select cell_id from audit.cells union select card_key from marts.fct_project_card "
        "union select performance_key from marts.fct_performance_budget union select mention_key from audit.project_aliases"
    )
    assert {place for _, place in named} - {place for (place,) in known} == set()
    assert any(page == "tour.md" and ":s" in place for page, place in named)


# Commands, and what they print


def squeezed(text: str) -> str:
    """A text as it is compared: without blanks, borders of tables and the mark of UTF-8."""
    return re.sub(r"[\s\u2500-\u257f\ufeff]", "", text)


def timeless(text: str) -> str:
    """What a refresh prints as it is compared: also without the time that each stage took."""
    return squeezed(re.sub(r"\d+\.\d(?= s$| ·| *$)", "#", text, flags=re.MULTILINE))


def blocks(page: Path) -> list[tuple[str, str]]:
    """The language and text of each block of code of a page."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands_shown() -> Iterator[Any]:
    """Each command that reads whose output a page shows in the block behind it, with that output."""
    for page in (*IN_LANGUAGES[0], *IN_LANGUAGES[1], PROJECT_ROOT / "docs" / "operations.md"):
        shown = blocks(page)
        for (language, command), (language_behind, printed) in pairwise(shown):
            arguments = shlex.split(command) if language == "sh" else []
            if arguments[1:2] and arguments[1] in ("query", "findings", "explain") and language_behind == "text":
                yield pytest.param(arguments[1:], printed, id=f"{page.name}: {' '.join(arguments[1:])[:60]}")


@pytest.mark.parametrize(("arguments", "shown"), commands_shown())
def test_a_command_prints_what_is_shown_behind_it(
    published: WarehouseLayout, monkeypatch: pytest.MonkeyPatch, arguments: list[str], shown: str
) -> None:
    monkeypatch.setattr(display.out, "_width", 250)
    result = CliRunner().invoke(app, [*arguments, "--warehouse", str(published.root)])
    assert result.exit_code == 0, result.output
    printed, expected = squeezed(result.stdout), squeezed(shown)
    # Of what explain prints the pages show the beginning.
    assert (printed[: len(expected)] if arguments[0] == "explain" else printed) == expected


def test_the_pages_show_commands_of_every_kind() -> None:
    assert {each.values[0][0] for each in commands_shown()} == {"query", "findings", "explain"}


def test_a_refresh_prints_what_the_pages_show(printed_by_refresh: str) -> None:
    shown = {
        page.name: [text for _, text in blocks(page) if re.search(r"^Result +Published$", text, re.MULTILINE)]
        for page in (*READMES, PROJECT_ROOT / "docs" / "operations.md")
    }
    assert [len(texts) for texts in shown.values()] == [1, 1, 1]
    printed = timeless(printed_by_refresh)
    for name, (text,) in shown.items():
        expected = timeless(text)
        assert (name, printed if name.startswith("README") else printed[-len(expected) :]) == (name, expected)


def test_all_pages_show_the_same_run() -> None:
    seconds = {
        line
        for page in PAGES
        for _, text in blocks(page)
        for line in text.splitlines()
        if line.startswith("Seconds ") and "·" in line
    }
    assert len(seconds) == 1


def test_a_second_refresh_prints_what_the_pages_show(
    published: WarehouseLayout, tmp_path: Path, yusuan: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    root = shutil.copytree(published.root, tmp_path / "warehouse")
    result = yusuan("refresh", "--warehouse", root)
    printed = timeless((result.stderr + result.stdout).replace(str(root), "…/warehouse"))
    for pages in IN_LANGUAGES:
        (shown,) = (text for page in pages for _, text in blocks(page) if "Nothing to do" in text)
        assert printed == timeless(shown)


# Figures in the text: what each is counted by, and the words that it stands between in either language

RULES = "select count(*) from audit.rules"
STATED = "from audit.coverage where part_kind = 'section'"
FIGURES = [
    ((r"against one another by ([\d,]+) rules", r"用 ([\d,]+) 条规则互相核对"), RULES),
    ((r"in which these ([\d,]+) rules found nothing", r"只表示这 ([\d,]+) 条规则"), RULES),
    (
        (r"([\d,]+) views with Chinese names", r"([\d,]+) 个中文视图"),
        "select count(*) from duckdb_views() where schema_name = 'zh' and not internal",
    ),
    (
        (r"Of the ([\d,]+) changes in the samples ([\d,]+) have", r"样例共有 ([\d,]+) 项增减，其中 ([\d,]+) 项上年不为零"),
        "select count(*), count(*) filter (prior_amount_yuan <> 0) from marts.fct_year_over_year",
    ),
    (
        (r"the ([\d,]+) of the samples are ([\d,]+) groups", r"样例的 ([\d,]+) 项发现共 ([\d,]+) 组"),
        "select count(*), count(*) filter (is_root) from audit.findings",
    ),
    (
        (
            r"([\d,]+) figures of the budget tables, ([\d,]+) of sentences, ([\d,]+) of performance tables; ([\d,]+) changes, "
            r"([\d,]+) other figures, ([\d,]+) project cards, ([\d,]+) performance tables with ([\d,]+) indicators; ([\d,]+) projects",
            r"预算表数字 ([\d,]+) 个，句中数字 ([\d,]+) 个，绩效目标表数字 ([\d,]+) 个；增减 ([\d,]+) 项，其他数字 ([\d,]+) 项，"
            r"项目说明 ([\d,]+) 份，绩效目标表 ([\d,]+) 张、指标 ([\d,]+) 个；项目 ([\d,]+) 个",
        ),
        "select count(*) filter (measure_code is null), count(*) filter (section_no is not null), "
        "count(*) filter (measure_code is not null and section_no is null), (select count(*) from marts.fct_year_over_year), "
        "(select count(*) from marts.fct_disclosed_figure), (select count(*) from marts.fct_project_card), "
        "(select count(*) from marts.fct_performance_budget), (select count(*) from marts.fct_performance_indicator), "
        "(select count(*) from marts.dim_project) from audit.cells",
    ),
    (
        (
            r"([\d,]+) cells seen, ([\d,]+) loaded, ([\d,]+) structural, ([\d,]+) rejected",
            r"共见 ([\d,]+) 个单元格：载入 ([\d,]+)，结构 ([\d,]+)，未识别 ([\d,]+)",
        ),
        "select sum(cells_seen), sum(cells_loaded), sum(cells_structural), sum(cells_rejected) from audit.coverage "
        "where part_kind in ('budget_table', 'performance')",
    ),
    (
        (
            r"([\d,]+) figures in sentences seen, ([\d,]+) loaded, ([\d,]+) structural, ([\d,]+) rejected",
            r"共见 ([\d,]+) 个句中数字：载入 ([\d,]+)，结构 ([\d,]+)，未识别 ([\d,]+)",
        ),
        f"select sum(cells_seen), sum(cells_loaded), sum(cells_structural), sum(cells_rejected) {STATED}",
    ),
    (
        (r"`audit\.reconciliation`: ([\d,]+) in the samples\. ([\d,]+) of them", r"样例共 ([\d,]+) 项。其中 ([\d,]+) 项无法核对"),
        "select count(*), count(*) filter (verdict = 'not_evaluated') from audit.reconciliation",
    ),
    (
        (
            r"they are ([\d,]+) errors, ([\d,]+) warnings and ([\d,]+) notes",
            r"有 ([\d,]+) 项错误、([\d,]+) 项警告、([\d,]+) 项提示",
        ),
        "select count(*) filter (severity = 'error'), count(*) filter (severity = 'warning'), count(*) filter (severity = 'note') "
        "from audit.findings",
    ),
]


@pytest.mark.parametrize(("phrases", "counted"), FIGURES, ids=[phrases[0][:50] for phrases, _ in FIGURES])
def test_the_pages_say_what_is_in_the_published_file(query: Query, phrases: tuple[str, str], counted: str) -> None:
    (row,) = query(counted)
    for pages, phrase in zip(IN_LANGUAGES, phrases, strict=True):
        stated = [found for page in pages for found in re.findall(phrase, page.read_text(encoding="utf-8"))]
        figures = [each if isinstance(each, tuple) else (each,) for each in stated]
        assert (phrase, figures) == (phrase, [tuple(f"{int(count):,}" for count in row)])


def test_the_readmes_count_the_checks_of_the_figure_that_they_explain(query: Query) -> None:
    figure = "0e8be3f54e85ea10:7:10:11"
    ((n_checks,),) = query(
        "select count(*) from audit.reconciliation where total_cell_id = $1 or list_contains(part_cell_ids, $1)", figure
    )
    english, chinese = (page.read_text(encoding="utf-8") for page in READMES)
    in_english, in_chinese = ("no", "one", "two", "three", "four", "five", "six", "seven")[n_checks], "零一二三四五六七"[n_checks]
    assert f"the {in_english} checks that the figure takes part in" in english
    assert f"以及它参与的{in_chinese}项核对" in chinese


# Connections of other tools

CONNECTING = [page for pages in IN_LANGUAGES for page in pages if page.name.startswith(("README", "connect"))]
SECRET = "select * from read_text('/etc/passwd')"


def addresses(form: str) -> list[str]:
    """What the tables of both READMEs, and of the pages that tell more, show of a form of connection."""
    return [found for page in CONNECTING for found in re.findall(form, page.read_text(encoding="utf-8"))]


def test_the_connections_of_python_read_the_file_and_no_other(published: WarehouseLayout) -> None:
    shown = addresses(r"`(duckdb\.connect\(.*?\))`")
    assert len(shown) == 4
    for expression in shown:
        with eval(expression.replace("warehouse/budget.duckdb", str(published.published)), {"duckdb": duckdb}) as connection:
            assert connection.execute("select count(*) from zh.支出明细").fetchone()[0] > 0
            with pytest.raises(duckdb.PermissionException):
                connection.execute(SECRET)
            with pytest.raises(duckdb.InvalidInputException):
                connection.execute("set enable_external_access = true")


def test_the_addresses_of_sqlalchemy_read_the_file_and_no_other(published: WarehouseLayout) -> None:
    shown = [f'create_engine("{address}")' for address in addresses(r"`(duckdb:////.*?)`")]
    shown += addresses(r"`(create_engine\(.*?\))`")
    assert len(shown) == 6
    for expression in shown:
        written = expression.replace("/full/path/budget.duckdb", str(published.published))
        engine = eval(written, {"create_engine": sqlalchemy.create_engine})
        with engine.connect() as connection:
            assert connection.execute(sqlalchemy.text("select count(*) from zh.支出明细")).scalar_one() > 0
            for statement in (SECRET, "set enable_external_access = true"):
                with pytest.raises(sqlalchemy.exc.DBAPIError, match=r"disabled by configuration|locked"):
                    connection.execute(sqlalchemy.text(statement))
                connection.rollback()
        engine.dispose()


def test_every_option_that_opens_the_file_for_a_tool_closes_its_doors() -> None:
    for page in CONNECTING:
        lines = page.read_text(encoding="utf-8").splitlines()
        rows = [line for line in lines if line.startswith("| ") and re.search(r'access_mode|"?read_only"?[=:]', line)]
        assert len(rows) >= (5 if page.name.startswith("connect") else 2)
        assert [row for row in rows if "enable_external_access" not in row or "lock_configuration" not in row] == []


def test_a_readme_is_read_in_a_few_minutes_and_both_say_as_much() -> None:
    lengths = [len(page.read_text(encoding="utf-8").splitlines()) for page in READMES]
    assert max(lengths) <= 165
    assert lengths[0] == lengths[1]


def test_what_goes_on_from_the_readmes_is_there_in_both_languages_with_the_same_parts() -> None:
    for english, chinese in zip(*IN_LANGUAGES, strict=True):
        parts = [re.findall(r"^#+(?= )", page.read_text(encoding="utf-8"), re.MULTILINE) for page in (english, chinese)]
        assert (english.name, parts[0]) == (english.name, parts[1])
