"""The pages for people: what they tell of a document, how they look at it, and that no document can act on them."""

import base64
import datetime
import hashlib
import re
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dagster_project.reports import writing
from dagster_project.reports.exhibits import kept_around
from dagster_project.reports.writing import write_reports
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.reading import open_read_only
from tests.reports.html_tree import Element, tree
from tests.reports.small_ledger import DOCUMENT, UNIT, SmallLedger, small_ledger
from tests.written_pdf import pdf, text

PAGE = f"75/{UNIT}-2026.html"
INCOME = [
    ("", "总计", "一般公共预算", "单位资金"),
    ("行政运行", "24.00", "24.00", ""),
    ("一般行政管理事务", "10.00", "5.00", "5.00"),
    ("总计", "35.00", "30.00", "5.00"),
]


@pytest.fixture
def layout(tmp_path: Path) -> WarehouseLayout:
    return WarehouseLayout(tmp_path / "warehouse")


def cell(table_no: int, row_no: int, column_no: int) -> str:
    return f"{DOCUMENT}:{table_no}:{row_no}:{column_no}"


def income_with_a_wrong_item(ledger: SmallLedger) -> None:
    """The column 总计 prints 35.00 over 24.00 + 10.00; the item 行政运行 is suspected."""
    ledger.document()
    ledger.rule("hierarchy.total", "hierarchy", legal_basis="《预算法》第十四条")
    ledger.table(2, "单位收入总体情况表", INCOME)
    ledger.finding(
        group_no=1, total_cell_id=cell(2, 3, 2), part_cell_ids=[cell(2, 1, 2), cell(2, 2, 2)], suspect_cell_id=cell(2, 1, 2),
        line_no=203, total_yuan=Decimal(350000), parts_yuan=Decimal(340000), difference_yuan=Decimal(10000),
        slack_yuan=Decimal(150), message_zh="总计印为35.00万元，明细之和为34.00万元。",
        message_en="The total is printed as 35.00 万元, its rows add up to 34.00 万元.",
    )  # fmt: skip


def written(layout: WarehouseLayout, name: str = PAGE) -> Element:
    write_reports(layout, layout.root / "raw", lambda: None)
    return tree((layout.reports / "findings" / name).read_text(encoding="utf-8"))


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def marks(element: Element) -> list[tuple[str, str]]:
    return [(mark.attributes["class"], mark.text) for mark in element.all("span", class_="mark")]


def test_a_contradiction_is_told_in_both_languages_with_its_rule_and_where_it_is(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    finding = written(layout).one("section", class_="finding-error")
    assert "总计印为35.00万元，明细之和为34.00万元。" in finding.text
    assert "The total is printed as 35.00 万元, its rows add up to 34.00 万元." in finding.text
    assert "不成立：各列总计等于明细之和 does not hold: The total is the sum of its parts" in finding.text
    assert "依据 basis: 《预算法》第十四条" in finding.text
    assert "文件第203行 line 203 of the file" in finding.text
    assert "350,000.00" in finding.text
    assert "340,000.00" in finding.text


def test_the_heading_says_whose_document_it_is(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
        ledger.finding(severity="note")
    page = written(layout)
    assert page.one("h1").text.startswith("青山县档案馆 2026")
    facts = page.all("dl", class_="facts")[0].text
    for fact in (
        "2026 年青山县档案馆单位预算公开",
        "2026/archive.txt",
        "2026-02-01",
        "错误 error 1",
        "警告 warning 0",
        "提示 note 1",
    ):
        assert fact in facts
    assert "单位预算 unit budget" in page.one("h2").text


def test_the_table_of_a_finding_is_drawn_as_printed(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    table = written(layout).one("table", class_="redrawn")
    assert table.one("caption").text == "单位收入总体情况表（万元）"
    assert table.rows() == [
        ["行 line", "项目 item", "总计", "一般公共预算", "单位资金"],
        ["201", "行政运行", "?+24.00", "24.00", ""],
        ["202", "一般行政管理事务", "+10.00", "5.00", "5.00"],
        ["203", "总计", "Σ35.00", "30.00", "5.00"],
    ]
    assert {heading.attributes["scope"] for heading in table.one("thead").all("th")} == {"col"}
    assert {label.attributes["scope"] for label in table.one("tbody").all("th")} == {"row"}


def test_suspect_total_and_parts_are_marked_each_in_its_own_way_and_by_a_sign(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    page = written(layout)
    assert marks(page.one("table", class_="redrawn")) == [
        ("mark mark-suspect mark-part", "?+24.00"),
        ("mark mark-part", "+10.00"),
        ("mark mark-total", "Σ35.00"),
    ]
    signs = {sign.text: sign.attributes["aria-label"] for sign in page.one("table", class_="redrawn").all("i", class_="sign")}
    assert signs == {"?": "疑似有误 suspected", "+": "部分 part", "Σ": "总数 total"}
    assert [sign.text for sign in page.one(class_="legend").all("i")] == ["?", "Σ", "+", "⇄"]


def test_of_a_total_that_is_printed_in_several_figures_each_is_marked(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.table(2, "单位收入总体情况表", INCOME)
        ledger.finding(total_cell_id=cell(2, 1, 2), total_cell_ids=[cell(2, 1, 2), cell(2, 2, 2)], part_cell_ids=[cell(2, 3, 2)])
    assert marks(written(layout).one("table", class_="redrawn")) == [
        ("mark mark-total", "Σ24.00"),
        ("mark mark-total", "Σ10.00"),
        ("mark mark-part", "+35.00"),
    ]


def test_two_lists_side_by_side_have_labels_of_their_own(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.table(1, "收支总体情况表", [("", "")])
        for side, column_no, label, text in (("income", 2, "收入总计", "35.00"), ("expenditure", 4, "支出总计", "36.00")):
            ledger.cell(
                cell(1, 1, column_no), table_no=1, row_no=1, column_no=column_no, row_label=label, side=side,
                column_path="预算数", line_no=101, text=text,
            )  # fmt: skip
        ledger.finding(total_cell_id=cell(1, 1, 2), part_cell_ids=[cell(1, 1, 4)])
    assert written(layout).one("table", class_="redrawn").rows() == [
        ["行 line", "项目 item", "预算数", "项目 item", "预算数"],
        ["101", "收入总计", "Σ35.00", "支出总计", "+36.00"],
    ]


def test_a_finding_between_two_tables_shows_both(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.table(2, "单位收入总体情况表", INCOME)
        ledger.table(3, "单位支出总体情况表", [("", "合计"), ("总计", "34.00")])
        ledger.finding(total_cell_id=cell(3, 1, 2), part_cell_ids=[cell(2, 3, 2)])
    tables = written(layout).all("table", class_="redrawn")
    assert [table.one("caption").text for table in tables] == ["单位支出总体情况表（万元）", "单位收入总体情况表（万元）"]
    assert [marks(table) for table in tables] == [[("mark mark-total", "Σ34.00")], [("mark mark-part", "+35.00")]]


def test_of_two_figures_of_a_sentence_that_read_the_same_the_one_in_question_is_marked(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.sentence(
            3, "二、收入预算情况说明", "收入预算 35.00 万元，一般公共预算 12.25 万元，占 35.00%。", ["35.00", "12.25", "35.00"]
        )
        ledger.finding(total_cell_id=f"{DOCUMENT}:s3:1:3")
    sentence = written(layout).one("p", class_="sentence")
    assert sentence.text == "收入预算 35.00 万元，一般公共预算 12.25 万元，占 Σ35.00%。"
    assert marks(sentence) == [("mark mark-total", "Σ35.00")]


def test_a_finding_without_figures_is_told_in_words_alone(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.finding(severity="warning", message_zh="未见委托业务费支出情况表。", message_en="The table is not in the document.")
    page = written(layout)
    assert "未见委托业务费支出情况表。" in page.one("section", class_="finding-warning").text
    assert page.all("table", class_="redrawn") == []


@pytest.mark.parametrize(
    ("in_question", "most", "kept"),
    [
        pytest.param([50], 40, [49, 50, 51], id="with its neighbours"),
        pytest.param([1, 100], 40, [1, 2, 99, 100], id="at the ends"),
        pytest.param([50, 10, 90], 4, [10, 49, 50, 51], id="the first first, and each before its neighbours"),
        pytest.param([], 40, [], id="nothing in question"),
    ],
)
def test_of_many_rows_those_in_question_are_kept(in_question: list[int], most: int, kept: list[int]) -> None:
    assert kept_around(range(1, 101), in_question, most) == kept


def test_of_few_rows_all_are_kept() -> None:
    assert kept_around([3, 5, 8], [], 3) == [3, 5, 8]


def test_a_large_table_is_cut_to_the_rows_in_question_and_says_so(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.table(2, "收入总体情况表", [("", "总计"), *((f"项目{n}", f"{n}.00") for n in range(1, 101))])
        ledger.finding(total_cell_id=cell(2, 100, 2), part_cell_ids=[cell(2, 50, 2)])
    page = written(layout)
    assert page.one("table", class_="redrawn").rows() == [
        ["行 line", "项目 item", "总计"],
        ["⋮ 略去48行 48 rows left out"],
        ["249", "项目49", "49.00"],
        ["250", "项目50", "+50.00"],
        ["251", "项目51", "51.00"],
        ["⋮ 略去47行 47 rows left out"],
        ["299", "项目99", "99.00"],
        ["300", "项目100", "Σ100.00"],
    ]
    assert "Of this table 95 rows and 0 columns are left out." in page.text


def test_a_group_is_told_by_its_root_and_what_follows_from_it_is_listed_under_it(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
        ledger.finding(severity="error", message_en="Another matter")
        ledger.finding(group_no=1, is_root=False, severity="warning", message_en="What follows from the first")
    page = written(layout)
    first, second = page.all("section", class_="finding")
    assert first.attributes["id"] == "finding-1"
    assert "related findings: 1" in first.text
    (related,) = first.one("ol", class_="related").all("li")
    assert "What follows from the first" in related.text
    assert (related.attributes["value"], related.attributes["id"]) == ("3", "finding-3")
    assert "Another matter" in second.text
    assert second.all("ol") == []


def test_a_root_stands_for_its_group_also_where_another_is_graver(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.finding(group_no=7, is_root=False, message_en="The graver")
        ledger.finding(group_no=7, is_root=True, severity="note", message_en="The root")
    group = written(layout).one("section", class_="finding")
    assert group.attributes["id"] == "finding-2"
    assert "The graver" in group.one("li").text


def test_verdicts_are_counted_by_family_with_the_share_that_was_evaluated(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        for verdict in ("exact", "exact", "exact", "rounding", "boundary", "broken"):
            ledger.verdict(verdict, "cross_table")
        ledger.verdict("rounding", "row", is_implausible=True)
        ledger.verdict("broken", "row", waiver_id="w")
        ledger.verdict("not_evaluated", "row", not_evaluated_reason="the table holds no figure", not_evaluated_reason_zh="空表")
    page = written(layout)
    # exact, rounding, boundary, broken, waived, not evaluated
    assert page.one("table", class_="verdicts").rows()[1:] == [
        ["横向合计 sums across a row", "0", "1", "0", "0", "1", "1", "66.7 %"],
        ["表间勾稽 table against table", "3", "1", "1", "1", "0", "0", "100.0 %"],
        ["合计 all", "3", "2", "1", "1", "1", "1", "88.9 %"],
    ]
    assert "rounding can explain 1 but hardly would" in page.text


def test_what_was_not_evaluated_is_grouped_by_its_reason(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        for reason, reason_zh in (("no total row is printed", "没有总计行"), *[("the table holds no figure", "空表")] * 2):
            ledger.verdict("not_evaluated", not_evaluated_reason=reason, not_evaluated_reason_zh=reason_zh)
    assert written(layout).one("table", class_="unevaluated").rows()[1:] == [
        ["空表 the table holds no figure", "层级合计 sums of levels", "2"],
        ["没有总计行 no total row is printed", "层级合计 sums of levels", "1"],
    ]


def test_repairs_are_shown_table_by_table_as_read_as_set_right_and_with_their_proof(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.table(2, "单位收入总体情况表", INCOME)
        for row_no, label, proof in ((1, "行政运行", ["a", "b"]), (2, "一般行政管理事务", ["b", "c"])):
            ledger.repair(
                row_no=row_no,
                row_label=label,
                line_no=200 + row_no,
                as_read=f"{row_no}.00 |",
                as_repaired=f"| {row_no}.00",
                proof=proof,
            )
        ledger.repair(row_no=3, row_label="总计", line_no=203, outcome="ambiguous", as_read="35.00 |")
    right, ambiguous = written(layout).all("div", class_="repair")
    assert right.all("h4")[0].text == "单位收入总体情况表"
    assert "moved in the only way in which all sums hold" in right.text
    assert right.one("table").rows()[1:] == [
        ["第201行 line 201", "行政运行", "1.00 |", "| 1.00"],
        ["第202行 line 202", "一般行政管理事务", "2.00 |", "| 2.00"],
    ]
    assert [proof.text for proof in right.all("li")] == ["a", "b", "c"]
    assert "there is no single way to set them right" in ambiguous.text
    assert ambiguous.one("table").rows()[1:] == [["第203行 line 203", "总计", "35.00 |", ""]]


def test_a_row_that_was_set_right_is_marked_where_its_table_is_drawn(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
        ledger.repair(row_no=1)
        ledger.repair(row_no=2, outcome="ambiguous")
    table = written(layout).one("table", class_="redrawn")
    assert [label.text for label in table.one("tbody").all("th")] == ["⇄行政运行", "一般行政管理事务", "总计"]


def test_a_waived_contradiction_is_shown_as_waived_and_by_whom_is_not_told(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.verdict("broken", key="2:total", waiver_id="w", message_zh="不符", message_en="The waived contradiction")
        ledger.waiver(
            waiver_id="w", rule_id="hierarchy.total", key="2:total", cause="legitimate_exception", reason="年中合并", who="审核人甲"
        )
    page = written(layout)
    waiver = page.one("div", class_="waiver")
    for words in ("豁免 waiver", "生效 applied", "The waived contradiction", "a legitimate exception", "年中合并"):
        assert words in waiver.text
    assert page.all("section", class_="finding") == []
    assert "审核人甲" not in page.text


def test_a_document_without_findings_says_that_none_was_found_in_what_could_be_checked(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.verdict("exact")
    assert "None was found in what could be checked." in written(layout).text


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    "</style></title><base href=//evil>",
    "项目\u202e支出\u0007\x1b[31m",
    "长" * 5000,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_of_a_document_is_only_ever_text(layout: WarehouseLayout, hostile: str) -> None:
    with small_ledger(layout) as ledger:
        ledger.document(unit_name=hostile, title=hostile, source_file=hostile, document_kind=hostile, official_address=hostile)
        ledger.rule("hierarchy.total", "hierarchy", legal_basis=hostile, title_zh=hostile, title_en=hostile)
        ledger.table(2, hostile, [(hostile, hostile), (hostile, "24.00"), (hostile, hostile)])
        ledger.sentence(3, hostile, f"{hostile} 24.00 {hostile}", ["24.00"])
        ledger.finding(
            total_cell_id=cell(2, 1, 2), part_cell_ids=[cell(2, 2, 2), f"{DOCUMENT}:s3:1:1"], message_zh=hostile, message_en=hostile
        )
        ledger.finding(group_no=1, is_root=False, message_zh=hostile, message_en=hostile, total_cell_id=cell(2, 2, 2))
        ledger.verdict("not_evaluated", not_evaluated_reason=hostile, not_evaluated_reason_zh=hostile)
        ledger.verdict("broken", hostile, waiver_id="w", message_zh=hostile, message_en=hostile, key=hostile)
        ledger.waiver(waiver_id="w", rule_id="hierarchy.total", key=hostile, cause=hostile, reason=hostile, status=hostile)
        ledger.repair(
            row_label=hostile,
            outcome=hostile,
            as_read=hostile,
            as_repaired=hostile,
            proof=[hostile],
            message_zh=hostile,
            message_en=hostile,
        )
    page = written(layout)
    index = written(layout, "index.html")
    for document in (page, index):
        elements = document.all()
        assert {element.tag for element in elements}.isdisjoint(
            {"script", "img", "base", "link", "iframe", "object", "form", "svg"}
        )
        assert not any(name.startswith(("on", "src", "style")) for element in elements for name in element.attributes)
        assert {element.attributes["href"] for element in document.all("a")} <= {
            "../index.html",
            f"../../explorer/75/{UNIT}.html",
            PAGE,
        }
        assert len(document.all("style")) == len(document.all("title")) == 1
        assert not re.search("[\u202e\u0007\x1b]", document.text)
    shown = hostile.translate({0x202E: "⟨U+202E⟩", 0x07: "⟨U+0007⟩", 0x1B: "⟨U+001B⟩"})
    assert page.one("section", class_="finding").text.count(shown[:100]) >= 8
    assert shown[:100] in index.all("a")[1].text


def test_a_page_leads_to_where_the_document_was_published_and_tells_that_place_nothing(layout: WarehouseLayout) -> None:
    address = "https://www.qingshan.gov.cn/art/2026?a=1&b='\"<x>"
    with small_ledger(layout) as ledger:
        ledger.document(official_address=address)
    (link,) = (link for link in written(layout).all("a") if not link.attributes["href"].startswith("../"))
    assert link.attributes == {"href": address, "rel": "noreferrer noopener"}
    assert link.text == address


def test_a_page_says_when_a_document_was_fetched_and_nothing_where_it_was_not(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document(official_address="https://www.qingshan.gov.cn/a", retrieved_at=datetime.datetime(2026, 2, 1, 21, 30))
    assert "2026-02-01 21:30:00 UTC" in written(layout).text
    with small_ledger(layout) as ledger:
        ledger.document(official_address="https://www.qingshan.gov.cn/a")
    assert "UTC" not in written(layout).text


def test_a_page_stands_alone_and_only_its_own_style_may_be_applied(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    for name in (PAGE, "index.html"):
        page = written(layout, name)
        html = (layout.reports / "findings" / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|//|<script|\bsrc=|url\(|@import|<link", html.replace("<!DOCTYPE html>", ""))
        assert page.one("head").all("meta")[0].attributes == {"charset": "utf-8"}
        digest = base64.b64encode(hashlib.sha256("".join(map(str, page.one("style").children)).encode()).digest()).decode()
        policy = next(
            m.attributes["content"] for m in page.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def test_a_page_is_fit_for_print(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    (print_style,) = re.findall(r"@media print \{(.*)\n\}", written(layout).one("style").text.replace("} }", "}\n}"), re.DOTALL)
    assert ".finding, .repair, .waiver { break-inside: avoid; }" in print_style
    assert "thead { display: table-header-group; }" in print_style


def test_one_of_two_languages_can_be_chosen_without_a_script(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    page = written(layout)
    choices = page.all("input", type="radio")
    assert {choice.attributes["id"] for choice in choices if "checked" in choice.attributes} == {"show-both"}
    assert {label.attributes["for"] for label in page.all("label")} == {choice.attributes["id"] for choice in choices}
    assert "#show-zh:checked ~ main .en, #show-en:checked ~ main .zh { display: none; }" in page.one("style").text
    assert page.one("html").attributes["lang"] == "zh-CN"
    assert {element.attributes.get("lang") for element in page.all(class_="en")} == {"en"}
    assert len(page.all(class_="en")) == len(page.all(class_="zh"))


def test_the_index_leads_to_a_page_for_each_unit_and_year(layout: WarehouseLayout) -> None:
    library = "1" * 32
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.document("d2", fiscal_year=2025)
        ledger.document("d3", library, "青山县图书馆")
        ledger.document("d4", library, is_current=False, fiscal_year=2024)
        ledger.finding(document_key="d3")
        ledger.finding(document_key="d3", severity="note")
    index = written(layout, "index.html")
    assert index.one("table", class_="units").rows()[1:] == [
        ["青山县图书馆", "2026", "单位预算 unit budget", "1", "0", "1"],
        ["青山县档案馆", "2025", "单位预算 unit budget", "0", "0", "0"],
        ["青山县档案馆", "2026", "单位预算 unit budget", "0", "0", "0"],
    ]
    start, *links = (link.attributes["href"] for link in index.all("a"))
    assert start == "../index.html"
    assert links == [f"11/{library}-2026.html", f"75/{UNIT}-2025.html", PAGE]
    assert files(layout.reports / "findings") == {"index.html", "made_from.txt", *links}


def test_a_page_leads_back_to_the_index_and_to_the_figures_of_its_unit(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
    folder = layout.reports / "findings"
    links = [(folder / PAGE).parent.joinpath(link.attributes["href"]).resolve() for link in written(layout).all("a")]
    assert links == [folder / "index.html", layout.reports / "explorer" / "75" / f"{UNIT}.html"]
    assert all(link.is_file() for link in links)


def test_each_page_tells_of_its_own_documents_and_draws_figures_of_others_too(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        # The key of the later unit comes first in the index, and the other way round in the order of keys.
        for unit, region, name in (("a" * 32, "1", "甲县"), ("5" * 32, "2", "乙县")):
            ledger.document(f"of {name}", unit, name, title=name)
            ledger.region(unit, region)
            ledger.table(2, f"{name}收入表", [("", "总计"), ("行政运行", "24.00")], document_key=f"of {name}")
            ledger.verdict("exact", document_key=f"of {name}")
        ledger.finding(document_key="of 甲县", message_en="Of the first", total_cell_id="of 甲县:2:1:2")
        ledger.finding(
            document_key="of 乙县", message_en="Of the second", total_cell_id="of 乙县:2:1:2", part_cell_ids=["of 甲县:2:1:2"]
        )
    first, second = written(layout, f"aa/{'a' * 32}-2026.html"), written(layout, f"55/{'5' * 32}-2026.html")
    captions = [[table.one("caption").text for table in page.all("table", class_="redrawn")] for page in (first, second)]
    assert captions == [["甲县收入表（万元）"], ["乙县收入表（万元）", "甲县收入表（万元） 另一文件 of another document of 甲县"]]
    assert [("Of the first" in page.text, "Of the second" in page.text) for page in (first, second)] == [
        (True, False),
        (False, True),
    ]
    assert [page.one("table", class_="verdicts").rows()[-1][1] for page in (first, second)] == ["1", "1"]
    rows = written(layout, "index.html").one("table", class_="units").rows()[1:]
    assert [row[0] for row in rows] == ["甲县", "乙县"]


class Counting:
    """A connection that counts the statements it and its cursors are given."""

    def __init__(self, connection: Any, statements: list[str]) -> None:
        self._connection, self._statements = connection, statements

    def __enter__(self) -> "Counting":
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def cursor(self) -> "Counting":
        return Counting(self._connection.cursor(), self._statements)

    def execute(self, statement: str) -> Any:
        self._statements.append(statement)
        return self._connection.execute(statement)


def test_the_file_is_read_once_however_many_pages_there_are(layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch) -> None:
    statements: list[str] = []
    monkeypatch.setattr(writing, "open_read_only", lambda *arguments: Counting(open_read_only(*arguments), statements))
    asked = []
    for n in (1, 120):
        with small_ledger(layout) as ledger:
            for number in range(n):
                ledger.document(f"d{number}", f"{number:032x}", f"单位{number}")
                ledger.finding(document_key=f"d{number}")
        statements.clear()
        assert write_reports(layout, layout.root / "raw", lambda: None).n_pages == n
        asked.append(list(statements))
    assert asked[0] == asked[1]


def test_two_documents_of_a_unit_and_year_are_on_one_page(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.document("d2", document_kind="unit_final_account")
        ledger.finding(document_key="d2", message_en="Of the final account")
    budget, account = written(layout).all("article")
    assert "Of the final account" not in budget.text
    assert "Of the final account" in account.text
    assert "单位决算 unit final account" in account.text


def test_pages_of_units_that_are_gone_are_removed(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.document("d2", "2" * 32, "青山县图书馆")
    write_reports(layout, layout.root / "raw", lambda: None)
    folder = layout.reports / "findings"
    for left in ((folder / PAGE).with_name(f".{UNIT}-2026.html.partial"), folder / ".index.html.partial"):
        left.write_text("left by a run that was killed", encoding="utf-8")
    (folder / f"{UNIT}-2026.html").write_text("of a version that had all pages in one folder", encoding="utf-8")
    with small_ledger(layout) as ledger:
        ledger.document()
    result = write_reports(layout, layout.root / "raw", lambda: None)
    # Two pages of findings, and one of the figures of the unit.
    assert (result.n_pages, result.n_removed) == (1, 3)
    assert files(folder) == {"index.html", "made_from.txt", PAGE}
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["75"]


def test_a_page_that_says_what_it_said_is_left_as_it_is(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
    write_reports(layout, layout.root / "raw", lambda: None)
    page = layout.reports / "findings" / PAGE
    before = page.stat()
    write_reports(layout, layout.root / "raw", lambda: None)
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    page.write_bytes(b"\xff broken")
    write_reports(layout, layout.root / "raw", lambda: None)
    assert "35.00" in page.read_text(encoding="utf-8")


def test_nothing_that_a_document_says_becomes_part_of_a_file_name(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document(unit_key="../../outside")
    with pytest.raises(ValueError, match="no hash"):
        write_reports(layout, layout.root / "raw", lambda: None)
    assert list(layout.root.rglob("*.html")) == []


def test_a_page_of_two_thousand_findings_can_still_be_sent(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.table(2, "收入总体情况表", [("", *"甲乙丙丁戊己"), *((f"科目{n}", *["1,234.00"] * 6) for n in range(1, 31))])
        message = {"message_zh": "总计印为1,234.00万元，" * 500, "message_en": "The total is printed as 1,234.00 万元. " * 500}
        ledger.finding(total_cell_id=cell(2, 30, 2), part_cell_ids=[cell(2, n, 2) for n in range(1, 30)], **message)
        ledger.copies_of_the_finding(2000)
    page = written(layout)
    assert (layout.reports / "findings" / PAGE).stat().st_size < 5_000_000
    assert len(page.all("section", class_="finding")) == 2000
    assert "1 more findings are in audit.findings." in page.text
    drawn = [bool(finding.all("table")) for finding in page.all("section", class_="finding")]
    # A table takes 30 rows × 7 columns of the 12,000 cells of a page: 57 fit, the first ones.
    assert drawn == [True] * 57 + [False] * 1943


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_shows_the_marks_and_runs_nothing(layout: WarehouseLayout, tmp_path: Path) -> None:
    with small_ledger(layout) as ledger:
        income_with_a_wrong_item(ledger)
        ledger.finding(message_zh="<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">")
    write_reports(layout, layout.root / "raw", lambda: None)
    result = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", (layout.reports / "findings" / PAGE).as_uri()],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    page = tree(result.stdout)
    assert page.one("title").text == "青山县档案馆 2026 · 核对结果 Findings"
    assert marks(page.one("table", class_="redrawn")) == [
        ("mark mark-suspect mark-part", "?+24.00"),
        ("mark mark-part", "+10.00"),
        ("mark mark-total", "Σ35.00"),
    ]
    assert page.all("script") == page.all("img") == []
    assert "<script>document.title = 'run'</script>" in page.text


def pdf_with_the_income_table(layout: WarehouseLayout, ledger: SmallLedger) -> Path:
    """A raw PDF file of one page with the figure 24.00, and a ledger that has a finding about it, with its box."""
    path = layout.root / "raw" / "2026" / "archive.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(pdf([text(210, 646, "24.00")]))
    ledger.document(
        reader="pdf", source_file="2026/archive.pdf", content_sha256=hashlib.sha256(path.read_bytes()).hexdigest(), page_lines=[1]
    )
    ledger.rule("hierarchy.total", "hierarchy")
    ledger.table(2, "单位收入总体情况表", INCOME[:1])
    ledger.cell(
        cell(2, 1, 2), table_no=2, row_no=1, column_no=2, row_label="行政运行", column_path="总计", page_no=1, line_no=1,
        text="24.00", box_left=200, box_top=190, box_right=300, box_bottom=210,
    )  # fmt: skip
    ledger.finding(line_no=1, total_cell_id=cell(2, 1, 2))
    return path


def test_a_finding_of_a_pdf_file_shows_the_page_that_it_is_printed_on(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        pdf_with_the_income_table(layout, ledger)
    finding = written(layout).one("section", class_="finding")
    (image,) = finding.all("img")
    kind, _, content = image.attributes["src"].partition(",")
    assert kind == "data:image/png;base64"
    # At two pixels a point: the width of the page, and 70 points above and below the box of 20.
    assert Image.open(BytesIO(base64.b64decode(content))).size == (2 * 595, 2 * 160)
    assert "第1页 page 1" in finding.text
    assert finding.one("table").rows()[0][0] == "页 page"


def test_a_pdf_file_that_was_replaced_since_is_not_shown(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        pdf_with_the_income_table(layout, ledger).write_bytes(pdf([text(210, 646, "25.00")]))
    assert not written(layout).all("img")
