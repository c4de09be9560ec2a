"""One document looked at: what it is, what its tables were taken for, and what is missing to understand the rest."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.extraction.places import Box
from dagster_project.extraction.readers import UnreadableDocument, read_document
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.inspection import Inspection, inspect_document
from tests.reports.html_tree import tree
from tests.small_disclosures import disclosure
from tests.written_office import sheet_xml, xlsx_of
from tests.written_pdf import grid, pdf, text

Run = Callable[..., subprocess.CompletedProcess[str]]

UNKNOWN_TABLE = "单位杂项表\n编制单位：青山县档案馆\n单位：万元\n\n甲\t乙\n丙\t12.00\n丁\t3.00\n\n"
# Of a table that is known, a column that is not.
UNKNOWN_COLUMN = disclosure().replace("一般公共预算\t单位资金\n类", "一般公共预算\t杂项资金\n类")


def inspected(content: bytes, vocabulary: Vocabulary) -> Inspection:
    return inspect_document(read_document(content), [], vocabulary)


def with_an_unknown_table() -> str:
    return disclosure().replace("表 3\n", f"{UNKNOWN_TABLE}表 3\n")


def test_a_document_and_its_tables_are_told_with_what_they_were_taken_for(vocabulary: Vocabulary) -> None:
    found = inspected(disclosure().encode(), vocabulary)

    assert (found.reader, found.unit_name, found.fiscal_year, found.document_kind) == ("text", "青山县档案馆", 2026, "unit_budget")
    assert found.problem == ""
    assert [table.table_code for table in found.tables[:3]] == ["overview", "income", "expenditure"]
    assert found.figures_rejected == 0
    assert ("科目代码 > 类", "subject") in [(column.headings, column.meaning) for column in found.tables[1].columns]


def test_a_table_that_is_not_known_is_told_with_the_lines_over_it_and_its_headings(vocabulary: Vocabulary) -> None:
    found = inspected(with_an_unknown_table().encode(), vocabulary)

    unknown = next(table for table in found.tables if table.table_code is None)
    assert "单位杂项表" in unknown.words_above
    group = next(group for group in found.missing if "table_titles.csv" in group.seeds)
    # 12.00 and 3.00 are the figures of that table.
    assert [(word.n_figures, "单位杂项表" in word.text, "甲 | 乙" in word.text) for word in group.words] == [(2, True, True)]


def test_a_heading_that_is_not_known_is_told_with_the_figures_that_it_costs(vocabulary: Vocabulary) -> None:
    found = inspected(UNKNOWN_COLUMN.encode(), vocabulary)

    group = next(group for group in found.missing if group.what == "headings of columns")
    # 5.00 stands under it in four rows: 201, 20103, 2010302 and the total.
    assert [(word.text, word.n_figures) for word in group.words] == [("杂项资金", 4)]
    assert [column.meaning for column in found.tables[1].columns if column.headings == "杂项资金"] == [None]


def test_a_document_that_would_be_refused_is_looked_at_all_the_same(vocabulary: Vocabulary) -> None:
    found = inspected(disclosure().replace("2026 年", "").encode(), vocabulary)

    assert "no fiscal year" in found.problem
    assert [table.table_code for table in found.tables[:3]] == ["overview", "income", "expenditure"]
    assert found.figures_loaded > 0


def test_what_cannot_be_read_at_all_is_refused_with_its_reason(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnreadableDocument, match="scan"):
        inspected(pdf([]), vocabulary)


def test_figures_of_pages_are_marked_where_they_stand(vocabulary: Vocabulary) -> None:
    page = [
        text(200, 800, "2026年甲县财政局单位预算公开"),
        text(100, 770, "单位支出总体情况表"),
        text(400, 755, "单位：万元"),
        grid([100, 200, 260], [740, 720, 700]),
        *(text(110, 726, "科目名称"), text(210, 726, "合计"), text(110, 706, "总计"), text(210, 706, "5.00")),
    ]
    found = inspected(pdf(page), vocabulary)

    marks = {(mark.state, mark.box): mark.words for mark in found.marks}
    assert "total" in marks["heading", Box(200, 842 - 740, 260, 842 - 720)]
    assert "50,000.00 yuan" in marks["loaded", Box(200, 842 - 720, 260, 842 - 700)]


def test_no_name_of_a_person_is_told(vocabulary: Vocabulary) -> None:
    people = with_an_unknown_table().replace("甲\t乙\n", "联系人：王某某\t乙\n").replace("单位杂项表", "联系人：王某某")
    assert "王某某" not in str(inspected(people.encode(), vocabulary))


def test_no_name_of_a_person_is_told_by_remarks_and_marks(vocabulary: Vocabulary) -> None:
    named = "联系人：王某某"
    sheets = {"表": sheet_xml([["甲", "乙"], ["丙", 1]], ()), named: sheet_xml([["丁"]], ())}
    found = inspected(xlsx_of(sheets, hidden=[named]), vocabulary)
    assert "is hidden" in str(found.remarks)
    assert "王某某" not in str(found)
    page = [
        text(200, 800, "2026年甲县财政局单位预算公开"),
        text(100, 770, "单位支出总体情况表"),
        text(400, 755, "单位：万元"),
        grid([100, 200, 260, 360], [740, 720, 700]),
        *(text(110, 726, "科目名称"), text(210, 726, "合计"), text(270, 726, named)),
        *(text(110, 706, "总计"), text(210, 706, "5.00"), text(280, 706, "5.00")),
    ]
    assert "王某某" not in str(inspected(pdf(page), vocabulary))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inspected")
    (folder / "whole.txt").write_text(disclosure(), encoding="utf-8")
    (folder / "hostile <b>.txt").write_text(with_an_unknown_table().replace("丁", "<script>\u202e"), encoding="utf-8")
    (folder / "scan.pdf").write_bytes(pdf([]))
    (folder / "untitled.txt").write_text(disclosure().replace("2026 年青山县档案馆\n", ""), encoding="utf-8")
    return folder


def test_the_command_tells_tables_columns_and_what_is_missing(yusuan: Run, folder: Path) -> None:
    shown = yusuan("inspect", folder / "hostile <b>.txt")

    assert shown.returncode == 0
    assert "would load it" in shown.stdout
    assert re.search(r"2 .*line \d+ .*单位杂项表", shown.stdout)
    assert "\u202e" not in shown.stdout


def test_the_command_ends_with_1_where_a_refresh_would_refuse_the_document(yusuan: Run, folder: Path) -> None:
    assert yusuan("inspect", folder / "scan.pdf").returncode == 1
    assert "scan" in yusuan("inspect", folder / "scan.pdf").stderr
    assert yusuan("inspect", folder / "gone.txt").returncode == 2


def test_the_command_gives_json_with_all_that_was_found(yusuan: Run, folder: Path) -> None:
    found = json.loads(yusuan("inspect", folder / "whole.txt", "--format", "json").stdout)

    assert (found["file"], found["unit_name"], found["fiscal_year"]) == ("whole.txt", "青山县档案馆", 2026)
    assert [table["table_code"] for table in found["tables"][:3]] == ["overview", "income", "expenditure"]


def test_the_command_writes_a_page_on_which_nothing_of_the_document_acts(yusuan: Run, folder: Path) -> None:
    page = folder / "page.html"
    assert yusuan("inspect", folder / "hostile <b>.txt", "--format", "html", "--output", page).returncode == 0

    html = page.read_text(encoding="utf-8")
    assert not re.search(r"<script|https?:|\u202e", html)
    assert "hostile <b>.txt" in tree(html).one("h1").text


def test_what_stands_beside_a_document_counts(yusuan: Run, folder: Path) -> None:
    (folder / "untitled.txt.document.yml").write_text("year: 2026\nkind: 单位预算\n", encoding="utf-8")
    found = json.loads(yusuan("inspect", folder / "untitled.txt", "--format", "json").stdout)
    assert (found["problem"], found["fiscal_year"]) == ("", 2026)
