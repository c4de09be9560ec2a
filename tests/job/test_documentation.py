"""What the documentation shows can be done as it is shown."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from dagster_project.storage.layout import PROJECT_ROOT
from tests.published_figures import Query

PAGES = [*PROJECT_ROOT.glob("*.md"), *(PROJECT_ROOT / "docs").glob("*.md")]


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
    assert any(page == "README.md" and ":s" in place for page, place in named)
