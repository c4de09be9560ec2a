"""What the documentation shows can be done as it is shown."""

import re
import subprocess
import sys
from pathlib import Path

from dagster_project.storage.layout import PROJECT_ROOT

PAGES = [*PROJECT_ROOT.glob("*.md"), *(PROJECT_ROOT / "docs").glob("*.md")]


def test_every_relative_link_leads_to_a_file() -> None:
    links = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))]
    assert links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_the_script_that_shows_what_is_recognised_runs_as_printed(tmp_path: Path) -> None:
    page = (PROJECT_ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "recognise_tables" in block)
    script = tmp_path / "show.py"
    script.write_text(code, encoding="utf-8")
    document = next((PROJECT_ROOT / "raw").rglob("*.txt"))
    result = subprocess.run([sys.executable, script, document], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "three_public" in result.stdout
