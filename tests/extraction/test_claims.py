"""What documents state in words alone: one kind of claim after the other."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.extraction.extract import Extraction, extract
from dagster_project.extraction.records import ClaimRecord
from dagster_project.extraction.vocabulary import Vocabulary, VocabularyError
from dagster_project.storage.layout import SEEDS
from tests.small_disclosures import disclosure
from tests.small_explanations import (
    ASSETS,
    BASIC,
    CARRYOVER,
    CLASSES,
    EXPENDITURE,
    INCOME,
    ITEMS,
    OTHER,
    OVERVIEW,
    PART_FOUR,
    PART_THREE,
    PROCUREMENT,
    PROJECTS,
    THREE_PUBLIC,
    UNIT,
    Read,
    explained,
    line_of,
    section,
)

CONTENTS = "第二部分 2026 年单位预算公开表"
PERFORMANCE_TABLE = "\n".join(
    [
        "项目支出绩效目标表",
        "({year} 年)",
        "项目名称\t档案修复\t",
        "预算资金情况（万元）\t年度预算总额\t5.00",
        "项目总体目标\t按照{goal}，修复档案。\t",
    ]
)


def claims(extraction: Extraction, kind: str) -> list[ClaimRecord]:
    """The claims of one kind, in order."""
    return [claim for claim in extraction.claims if claim.claim_kind == kind]


def years(extraction: Extraction) -> list[tuple[int | None, str | None]]:
    """(year, role) of the years that stand in sections of the explanations, less those of their headings."""
    headings = {each.first_line_no for each in extraction.sections}
    found = [claim for claim in claims(extraction, "year") if claim.section_no and claim.line_no not in headings]
    return [(claim.year, claim.year_role) for claim in found]


def components(extraction: Extraction) -> list[tuple[str | None, str | None, str | None]]:
    """(measure, code, name) of the components."""
    found = claims(extraction, "component")
    return [(each.measure_code, each.fund_source_code or each.subject_code, each.subject_name) for each in found]


def with_contents(*lines: str) -> str:
    """A disclosure with these lines in its contents, and with a part one behind them."""
    contents = "\n".join(["第一部分 2026 年单位概况", *lines, CONTENTS])
    return disclosure().replace(CONTENTS, contents).replace("表 1\n", "第一部分 2026年单位概况\n\n表 1\n", 1)


# Order and place


def test_claims_are_numbered_in_reading_order_and_say_where_they_stand(read: Read) -> None:
    document = explained(
        f"{INCOME}\n\n政府性基金预算未安排。\n\n{CARRYOVER}\n\n2026 年没有使用结转资金，上年结转结余情况表为空表。"
    )
    extraction = read(document)
    assert [claim.claim_no for claim in extraction.claims] == list(range(1, len(extraction.claims) + 1))
    lines = [claim.line_no for claim in extraction.claims]
    assert lines == sorted(lines)
    (arranged,) = claims(extraction, "not_arranged")
    assert (arranged.section_no, arranged.section_code, arranged.line_no) == (1, "income", line_of(document, "基金预算未安排"))
    (empty,) = claims(extraction, "empty_table")
    assert (empty.section_no, empty.section_code, empty.line_no) == (2, "carryover", line_of(document, "为空表"))


def test_a_document_that_was_refused_states_nothing(read: Read) -> None:
    assert read(disclosure(kind="情况")).claims == []


def test_the_page_of_a_claim_is_known_where_pages_are(read: Read) -> None:
    extraction = read(section(f"\f{INCOME}", "政府性基金预算未安排。"))
    assert [claim.page_no for claim in claims(extraction, "not_arranged")] == [2]


# Contents


def test_a_line_of_the_contents_names_a_table_or_a_section(read: Read) -> None:
    document = with_contents(
        "- 一、 主要职能",
        "- 二、 机构设置",
        "- 一、 单位收支总体情况表",
        "2.单位支出总体情况表……………12",
        f"三、关于{UNIT} 2026 年收入预算情况说明",
    )
    found = claims(read(document), "contents_entry")
    assert [(claim.table_code, claim.section_code) for claim in found] == [
        (None, "organisation"),
        ("overview", None),
        ("expenditure", None),
        (None, "income"),
    ]
    assert (found[1].line_no, found[1].text) == (line_of(document, "- 一、 单位收支"), "- 一、单位收支总体情况表")
    assert {claim.section_no for claim in found} == {None}


@pytest.mark.parametrize("between", [[], ["- 3 -"]])
def test_a_line_of_the_contents_that_is_wrapped_is_one_entry(read: Read, between: list[str]) -> None:
    document = with_contents("- 一、 关于某馆 2026 年一般公共预算当年拨款情", *between, "况说明", "二、单位收支总体情况表")
    found = claims(read(document), "contents_entry")
    assert [(claim.table_code, claim.section_code) for claim in found] == [(None, "general_public"), ("overview", None)]
    assert found[0].text == "- 一、关于某馆 2026 年一般公共预算当年拨款情况说明"


def test_the_same_words_behind_the_contents_are_no_entries(read: Read) -> None:
    found = claims(read(with_contents("一、单位收支总体情况表")), "contents_entry")
    assert len(found) == 1


def test_the_contents_end_where_their_first_part_begins_whatever_it_is_called_there(read: Read) -> None:
    document = with_contents("一、单位收支总体情况表").replace(
        "第一部分 2026年单位概况", "第一部分 预算公开说明\n\n（二）机构设置", 1
    )
    assert [(claim.table_code, claim.section_code) for claim in claims(read(document), "contents_entry")] == [("overview", None)]


def test_a_listed_heading_that_is_printed_within_a_table_is_not_missing(read: Read) -> None:
    listed = with_contents("第五部分 其他重要事项的情况说明", f"三、关于{UNIT} 2026 年收入预算情况说明")
    printed = f"{listed}\n\n第五部分 其他重要事项的情况说明\t\n甲\t乙\n"
    assert [claim.section_code for claim in claims(read(listed), "contents_entry")] == ["other", "income"]
    assert [claim.section_code for claim in claims(read(printed), "contents_entry")] == ["income"]


def test_where_the_contents_have_no_end_nothing_is_an_entry(read: Read) -> None:
    document = disclosure().replace(CONTENTS, f"{CONTENTS}\n一、单位收支总体情况表")
    assert claims(read(document), "contents_entry") == []


def test_a_tab_before_the_number_of_a_page_is_no_table(read: Read) -> None:
    found = claims(read(with_contents("一、单位收支总体情况表\t5")), "contents_entry")
    assert [claim.table_code for claim in found] == ["overview"]


# Empty tables


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"{UNIT} 2026 年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。", ["government_fund_expenditure"]),
        ("政府性基金预算支出情况\n表为空表。", ["government_fund_expenditure"]),
        ("财政拨款“三公”经费支出情况表是空表", ["three_public"]),
        (
            "政府性基金预算支出情况表、国有资本经营预算支出情况表均为空表。",
            ["government_fund_expenditure", "state_capital_expenditure"],
        ),
        ("以上两张表为空表。", [None]),
        ("内容不许为空", []),
        ("政府性基金预算支出情况表见附件。", []),
    ],
)
def test_a_sentence_says_that_a_table_is_empty(read: Read, sentence: str, expected: list[str | None]) -> None:
    found = claims(read(section(INCOME, sentence)), "empty_table")
    assert [claim.table_code for claim in found] == expected


def test_what_stands_below_a_table_says_so_too_also_where_the_line_is_wrapped(read: Read) -> None:
    below = f"{UNIT} 2026 年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况\n\n表为空表。\n"
    document = disclosure().replace("表 2\n", f"{below}\n表 2\n", 1)
    (claim,) = claims(read(document), "empty_table")
    assert (claim.table_code, claim.section_no) == ("government_fund_expenditure", None)
    assert claim.line_no == line_of(document, "表为空表")


def test_a_table_that_is_not_named_is_the_one_above(read: Read) -> None:
    document = disclosure().replace("表 2\n", "备注：本表为空表。\n\n表 2\n", 1)
    (claim,) = claims(read(document), "empty_table")
    assert (claim.table_no, claim.table_code) == (1, "overview")


# Not arranged


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        (INCOME, "政府性基金预算未安排。", [("income", "government_fund")]),
        (INCOME, "上级一般公共预算安排的转移支付资金未安排。", [("income", "general_public_transfer")]),
        (
            INCOME,
            f"{UNIT} 2026 年政府性基金预算未安排，国有资本经营预算未安排。",
            [("income", "government_fund"), ("income", "state_capital")],
        ),
        (ASSETS, "2026 年单位预算未安排购置车辆经费，安排购置设备 0 台。", [("vehicle_purchase_planned", None)]),
        (ASSETS, "本单位未安排购置车辆经费。", [("vehicle_purchase_planned", None)]),
        # About another year, part of another name, with a reason, in a section that does not know the label.
        (ASSETS, "2025 年单位预算未安排购置车辆经费。", []),
        (INCOME, "市级政府性基金预算未安排。", []),
        (INCOME, "一般公共预算 5.00 万元，主要原因是政府性基金预算未安排。", []),
        (THREE_PUBLIC, "公务接待费增加 0.00 万元，主要原因是 2025 年与 2026 年均未安排公务接待费。", []),
        (THREE_PUBLIC, "2025 年与 2026 年均未安排公务接待费。", []),
        (PROCUREMENT, "政府性基金预算未安排。", []),
        (INCOME, "未安排。", []),
    ],
)
def test_a_known_label_is_said_to_be_not_arranged(
    read: Read, heading: str, sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    found = claims(read(section(heading, sentence)), "not_arranged")
    assert [(claim.measure_code, claim.fund_source_code) for claim in found] == expected


# Components


def test_the_total_income_consists_of_fund_sources(read: Read) -> None:
    extraction = read(section(OVERVIEW, "收入预算包括：一般公共预算、单位资金、财政拨款结转结余、某种资金。"))
    assert components(extraction) == [
        ("income_total", "general_public", "一般公共预算"),
        ("income_total", "unit_funds", "单位资金"),
        ("income_total", "fiscal_carryover", "财政拨款结转结余"),
        ("income_total", None, "某种资金"),
    ]
    assert [claim.subject_code for claim in claims(extraction, "component")] == [None] * 4


def test_the_total_expenditure_consists_of_classes(read: Read) -> None:
    extraction = read(section(OVERVIEW, "支出预算包括：一般公共服务支出、商业服务业等支出、社会保障和就业支出等。"))
    assert components(extraction) == [
        ("expenditure_total", "201", "一般公共服务支出"),
        ("expenditure_total", "216", "商业服务业等支出"),
        ("expenditure_total", "208", "社会保障和就业支出"),
    ]
    assert [claim.fund_source_code for claim in claims(extraction, "component")] == [None] * 3


def test_a_class_is_known_by_the_name_that_the_tables_print(read: Read) -> None:
    document = section(OVERVIEW, "支出预算包括：机关服务支出。").replace("201 一般公共服务支出", "201 机关服务支出")
    assert components(read(document)) == [("expenditure_total", "201", "机关服务支出")]


@pytest.mark.parametrize(
    "sentences",
    [
        ["人员经费 20.00 万元，主要包括：基本工资、维修（护）费。", "公用经费 5.00 万元，主要包括：福利费、神秘费。"],
        ["人员经费为 20.00 万元，包括：基本工资、", "维修（护）费。公用经费 5.00 万元，主要包括福利费、", "神秘费。"],
        [
            f"{UNIT}基本支出 25.00 万元，其中：人员经费 20.00 万元，主要包括：基本工资、维",
            "修（护）费；公用经费主要包括：福利费、神秘费。",
        ],
    ],
)
def test_personnel_and_operating_funds_consist_of_economic_items(read: Read, sentences: list[str]) -> None:
    assert components(read(section(BASIC, *sentences))) == [
        ("basic_personnel", "30101", "基本工资"),
        ("basic_personnel", "30213", "维修（护）费"),
        ("basic_operating", "30229", "福利费"),
        ("basic_operating", None, "神秘费"),
    ]


def test_the_code_of_an_economic_item_is_the_one_that_the_document_prints(read: Read) -> None:
    table = "\n".join(
        [
            "表 6\n一般公共预算基本支出情况表\n单位：万元",
            "科目代码\t\t科目名称\t合计\t人员经费\t公用经费",
            "类\t款\t\t\t\t",
            "301\t\t工资福利支出\t25.00\t25.00\t",
            "301\t97\t神秘费\t25.00\t25.00\t\n",
        ]
    )
    document = section(BASIC, "人员经费 25.00 万元，主要包括：神秘费。").replace(PART_THREE, f"{table}\n{PART_THREE}")
    assert components(read(document)) == [("basic_personnel", "30197", "神秘费")]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (OVERVIEW, "收入预算包括：一般公共预算拨款 30.00 万元。"),
        (INCOME, "收入预算包括：一般公共预算。"),
        (BASIC, "其他费用包括：基本工资。"),
    ],
)
def test_a_list_with_figures_or_of_something_else_is_no_list_of_components(read: Read, heading: str, sentence: str) -> None:
    assert components(read(section(heading, sentence))) == []


def test_components_say_on_which_line_they_stand(read: Read) -> None:
    document = section(BASIC, "人员经费 20.00 万元，主要包括：基本工资、", "津贴补贴。")
    first, second = claims(read(document), "component")
    assert (first.line_no, second.line_no) == (line_of(document, "基本工资"), line_of(document, "津贴补贴"))


@pytest.mark.parametrize("et_cetera", ["等", "等支出", "等费用"])
def test_a_list_may_say_that_it_leaves_some_out(read: Read, et_cetera: str) -> None:
    extraction = read(section(BASIC, f"人员经费 20.00 万元，主要包括：基本工资、津贴补贴{et_cetera}。"))
    assert [claim.subject_name for claim in claims(extraction, "component")] == ["基本工资", "津贴补贴"]
    (open_list,) = claims(extraction, "open_list")
    assert (open_list.measure_code, open_list.text) == ("basic_personnel", et_cetera)


def test_a_list_that_ends_without_it_leaves_none_out(read: Read) -> None:
    extraction = read(section(BASIC, "人员经费 20.00 万元，主要包括：基本工资、津贴补贴。"))
    assert claims(extraction, "open_list") == []


# Template text


@pytest.mark.parametrize(
    "text",
    [
        "开展人才培养等工作。公开，请填写“单位职能不予公开。”，内容不许为空！",
        "（填写本单位职能）",
        "2026 年×××单位无下属预算单位。",
        "XXX 局无下属预算单位。",
        "收入预算为＊＊＊＊万元。",
    ],
)
def test_text_that_a_template_left_is_found_once_a_paragraph_also_before_the_tables(read: Read, text: str) -> None:
    document = disclosure().replace("表 1\n", f"{text}\n\n表 1\n", 1)
    (claim,) = claims(read(document), "template_text")
    assert (claim.line_no, claim.section_no) == (line_of(document, text), None)
    assert len(claims(read(section(INCOME, text)), "template_text")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "单位职能不予公开。",
        "联系电话 138×××1234。",
        "型号 GXXX 设备 1 台。",
        "* * *",
        "XXX",
        "项目单位填写绩效自评表，内容完整。",
        "涉密信息××号。",
    ],
)
def test_ordinary_text_is_no_template(read: Read, text: str) -> None:
    assert claims(read(section(INCOME, text)), "template_text") == []


# Years


def test_the_years_of_headings_are_the_current_one(read: Read) -> None:
    document = explained(f"{INCOME.replace('2026', '2025')}\n一般公共预算 30.00 万元。")
    found = claims(read(document), "year")
    assert [(claim.year, claim.year_role, claim.line_no) for claim in found] == [
        (2026, "current", line_of(document, CONTENTS)),
        (2026, "current", line_of(document, PART_THREE)),
        (2025, "current", line_of(document, "收入预算情况说明")),
    ]


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        (OVERVIEW, f"按照全口径预算的原则，{UNIT} 2025 年所有收入和支出均纳入单位预算管理。", [(2025, "current")]),
        (EXPENDITURE, f"{UNIT} 2026 年支出预算 35.00 万元，其中：", [(2026, "current")]),
        (EXPENDITURE, "本单位 2026 年支出预算 35.00 万元，主要原因是 2024 年新成立。", [(2026, "current")]),
        (ITEMS, "1.一般公共服务支出（类）数据事务（款）行政运行（项）：2025 年预算数为 1.00 万元。", [(2025, "current")]),
        (THREE_PUBLIC, "2026 年财政拨款“三公”经费比上年增加 0.00 万元。", [(2026, "current")]),
        (THREE_PUBLIC, "公务接待费增加 0.00 万元，主要原因是 2024 年与 2026 年均未安排。", [(2024, "prior"), (2026, "current")]),
        (THREE_PUBLIC, "公务接待费增加 0.00 万元，主要原因是 2026 年\n与 2025 年均未安排。", [(2026, "current"), (2025, "prior")]),
        (PROCUREMENT, f"2026 年，{UNIT}政府采购预算 1.00 万元。", [(2026, "current")]),
        (ASSETS, f"截至 2024 年底，{UNIT}占用使用国有资产总体情况为：", [(2024, "prior")]),
        (ASSETS, "2026 年单位预算安排购置车辆经费 0.00 万元。", [(2026, "current")]),
        (INCOME, "政府性基金预算 2025 年没有安排，2025 年没有使用，政府性基金预算支出情况表为空表。", []),
        (INCOME, f"{UNIT} 2025 年没有使用基金，政府性基金预算支出情况表为空表。", [(2025, "current")]),
        (
            PROJECTS,
            "依据：（昌州政办发〔2121〕58 号）、国办发(2020)第 3 号、伊财字【2026】1 号。",
            [(2121, "past"), (2020, "past"), (2026, "past")],
        ),
    ],
)
def test_a_year_has_the_role_that_the_words_around_it_demand(
    read: Read, heading: str, sentence: str, expected: list[tuple[int, str]]
) -> None:
    assert years(read(section(heading, sentence))) == expected


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        # Reasons, comparisons, other units, policies, names of projects, numbers.
        (INCOME, "一般公共预算 30.00 万元，主要原因是本单位 2024 年 6 月份新成立，2024 年未安排年初预算。"),
        (INCOME, "一般公共预算 30.00 万元，主要原因是人员增加。2025 年收入预算较少。"),
        (EXPENDITURE, f"{UNIT} 2025 年支出预算 30.00 万元，2026 年支出预算 35.00 万元。"),
        (EXPENDITURE, "与 2025 年支出预算相比增加 5.00 万元。"),
        (EXPENDITURE, "红河县档案馆 2025 年支出预算 30.00 万元。"),
        (ITEMS, "主要原因是 2025 年预算数为 1.00 万元。"),
        (ASSETS, "车辆 2 辆，主要原因是截至 2023 年底报废 1 辆。"),
        (PROJECTS, "数字政府三年行动计划(2023-2025 年)，截至 2024 年底完成。"),
        (INCOME, "截至 2024 年底，本单位实有人数 1 人。"),
        (PROJECTS, "资金执行时间：2025 年 1 月 1 日-2026 年 12 月 31 日"),
        (PROJECTS, "面积 2025 平方米，共 2026 号。"),
    ],
)
def test_a_year_in_any_other_words_is_no_claim(read: Read, heading: str, sentence: str) -> None:
    assert years(read(section(heading, sentence))) == []


def test_the_year_under_the_title_of_a_performance_table_is_that_tables(read: Read) -> None:
    document = section(OTHER, PERFORMANCE_TABLE.format(year=2025, goal="规划"))
    extraction = read(document)
    (claim,) = [claim for claim in claims(extraction, "year") if claim.table_no]
    assert (claim.year, claim.year_role, claim.table_code) == (2025, "current", "project_performance")
    assert claim.line_no == line_of(document, "(2025 年)")
    assert claim.table_no == extraction.tables[-1].table_no


def test_a_year_in_brackets_that_stands_over_no_table_is_no_claim(read: Read) -> None:
    assert years(read(section(OTHER, "(2025 年)", "无。"))) == []


def test_the_number_of_a_document_is_found_in_a_cell_too(read: Read) -> None:
    document = section(OTHER, PERFORMANCE_TABLE.format(year=2026, goal="昌州政办发[2121]58号"))
    (claim,) = [claim for claim in claims(read(document), "year") if claim.year_role == "past"]
    assert (claim.year, claim.text) == (2121, "按照昌州政办发[2121]58号，修复档案。")
    assert claim.line_no == line_of(document, "2121")


# Withheld


def test_a_project_is_said_to_be_kept_secret(read: Read) -> None:
    extraction = read(
        section(CARRYOVER, "1. 档案修复结转 5.00 万元，主要用于：修复。", "2. 特定目标结转 304.80 万元，完全不予公开。")
    )
    (claim,) = claims(extraction, "withheld")
    assert (claim.project_name, claim.project_name_key) == ("特定目标", "特定目标")
    assert (claim.amount_yuan, claim.half_width_yuan) == (Decimal("3048000.00"), Decimal("50"))
    assert (claim.measure_code, claim.text) == ("carryover_project", "2. 特定目标结转 304.80 万元，完全不予公开。")


def test_a_secret_project_that_is_not_named_has_its_amount_alone(read: Read) -> None:
    (claim,) = claims(read(section(OTHER, "单位有 1 个涉密项目，涉及预算资金 42.00 万元，绩效目标表完全不予公开。")), "withheld")
    assert (claim.project_name, claim.amount_yuan) == (None, Decimal("420000.00"))
    assert claim.measure_code == "confidential_projects_amount"


def test_a_card_says_of_itself_that_it_is_withheld(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：特定目标 1", "设立的政策依据：完全不予公开。"))
    assert [card.is_withheld for card in extraction.project_cards] == [True]
    assert claims(extraction, "withheld") == []


# Misnomers


def organised(*lines: str, unit: str = UNIT) -> str:
    """A budget whose first part says these lines of its organisation."""
    text = disclosure(unit=unit)
    return text.replace("表 1\n", "\n".join(["二、机构设置", "", *lines, "", "表 1", ""]), 1)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{UNIT}无下属预算单位。",
        f"{UNIT} 2026 年无下属预算单位，下设 3 个科室，分别是：办公室、档案科、信息科。",
        "本单位无下属单位。",
        "无下属单位。",
        "（一）无下属预算单位，设 3 个科室。",
        "我单位内设科室 3 个。我单位没有下属预算单位。",
        f"{UNIT}下属二级预算单位 0 个。",
        "本部门无独立核算的下属单位，部门预算为本级预算。",
        f"{UNIT}下设1个预算单位，为{UNIT}本级。",
        f"下设一个预算单位，{UNIT}（本级）。",
        f"{UNIT}只有本级，因此，纳入2026年部门预算编制范围的只有{UNIT}本级。",
        "纳入本单位2026年单位预算编制范围的单位仅包括本级。",
    ],
)
def test_a_unit_says_that_it_has_no_units_below(read: Read, sentence: str) -> None:
    extraction = read(organised(sentence))
    (claim,) = claims(extraction, "no_subordinate_units")
    assert claim.line_no == line_of(organised(sentence), sentence)
    assert (claim.measure_code, claim.table_code, claim.amount_yuan) == (None, None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        # Of enterprises, or of institutions alone, where departments may be left.
        f"{UNIT}无下属企业。",
        f"{UNIT}无下属事业单位。",
        f"{UNIT}无下属企业单位。",
        # Of another unit.
        "青山县图书馆无下属预算单位。",
        f"{UNIT}的青山县图书馆无下属单位。",
        f"{UNIT}下设青山县图书馆，无下属单位。",
        "青山县博物馆设 2 个科室。无下属单位。",
        # Not to the end of the clause, in a reason, but for some, or not none.
        f"{UNIT}无下属单位的内设科室。",
        f"{UNIT}2026年预算减少，主要原因是本单位无下属单位。",
        f"{UNIT}除青山县图书馆外无下属单位。",
        f"{UNIT}下属预算单位10个。",
        f"{UNIT}下设1个预算单位，为青山县图书馆本级。",
        f"{UNIT}下设1个预算单位，为{UNIT}本级和青山县图书馆。",
        f"纳入2026年部门预算编制范围的只有{UNIT}本级、青山县图书馆。",
        f"纳入2026年部门预算编制范围的只有{UNIT}本级及下属单位。",
        "纳入2026年部门预算编制范围的只有青山县图书馆本级。",
        # What a template left.
        "×××单位无下属预算单位。",
    ],
)
def test_what_is_said_of_others_or_of_some_units_alone_says_nothing_of_units_below(read: Read, sentence: str) -> None:
    assert claims(read(organised(sentence)), "no_subordinate_units") == []


def test_a_unit_that_names_units_below_it_is_not_said_to_have_none(read: Read) -> None:
    said = "本单位无下属单位。"
    assert claims(read(organised("下属预算单位包括：青山县图书馆、青山县博物馆。", said)), "no_subordinate_units") == []
    assert len(claims(read(organised("下属预算单位包括：无。", said)), "no_subordinate_units")) == 1


def test_a_wrong_word_is_found_in_headings_and_sentences_with_the_right_one(read: Read) -> None:
    heading = CARRYOVER.replace("上年结转", "上半年结转")
    document = section(heading, f"{UNIT} 2026 年上半年结转结余 5.00 万元，包括：财政拨款 5.00 万元。")
    found = claims(read(document), "misnomer")
    assert [(claim.subject_name, claim.line_no) for claim in found] == [
        ("上年结转结余", line_of(document, heading)),
        ("上年结转结余", line_of(document, "包括：财政拨款")),
    ]
    assert "上半年结转结余" in found[1].text
    assert years(read(document)) == [(2026, "current")]


def test_a_wrong_word_in_the_glossary_is_no_claim_of_the_explanations(read: Read) -> None:
    document = section(CLASSES, "1、一般公共服务支出（类）30.00 万元。").replace(
        PART_FOUR, f"{PART_FOUR}\n一般公共预算服务支出：指支出。"
    )
    assert claims(read(document), "misnomer") == []


# What is shown


def test_names_and_telephone_numbers_of_people_are_left_out(read: Read) -> None:
    text = "联系人：张三，电话 13812345678，请填写；联系人：李四、王五。"
    (claim,) = claims(read(section(INCOME, text)), "template_text")
    assert claim.text == "联系人：[name]，电话 [telephone number]，请填写；联系人：[name]、[name]。"


def test_a_name_is_left_out_where_its_label_stands_in_another_sentence(read: Read) -> None:
    document = section(CARRYOVER, "1. 负责人：张三。张三的特定目标结转 5.00 万元，完全不予公开。")
    assert [claim.text for claim in claims(read(document), "withheld")] == ["[name]的特定目标结转 5.00 万元，完全不予公开。"]


def test_a_long_text_is_cut_around_what_it_states(read: Read) -> None:
    (claim,) = claims(read(section(INCOME, f"{'甲乙丙丁' * 100}请填写{'戊己庚辛' * 100}。")), "template_text")
    assert len(claim.text) == 200
    assert "丁请填写戊" in claim.text


def test_the_same_document_gives_the_same_claims(read: Read) -> None:
    document = with_contents("一、单位收支总体情况表")
    assert read(document).claims == read(document).claims


# The vocabulary


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def append(seeds: Path, *rows: str) -> int:
    """Appends rows to the phrases; gives the number of the line on which the first of them stands."""
    path = seeds / "vocabulary" / "claim_phrases.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return text.count("\n") + 1


def test_a_new_phrase_is_a_row(seeds: Path) -> None:
    document = section(INCOME, "请据实填列。", "截至 2023 年末，余额为 0.00 万元。", "政府性基金预算未列支。").encode()
    append(
        seeds,
        "template_text,据实填列,,,,",
        "year,截至{year}年末,start,income,,prior",
        "not_arranged,未列支,,,,",
        "component,余额{amount}包括：,,income,income_total,fund_source",
        "misnomer,政府性基金预算,,,,政府基金预算",
    )
    extraction = extract(document, Vocabulary.load(seeds), "1")
    assert len(claims(extraction, "template_text")) == 1
    assert years(extraction) == [(2023, "prior")]
    assert [claim.fund_source_code for claim in claims(extraction, "not_arranged")] == ["government_fund"]
    assert [claim.subject_name for claim in claims(extraction, "misnomer")] == ["政府基金预算"]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("slogan,为民服务,,,,", "slogan"),
        ("year,{year}年预算,somewhere,,,current", "somewhere"),
        ("year,{year}年预算,start,no_section,,current", "no_section"),
        ("year,{year}年预算,start,,,next", "next"),
        ("year,{year}年预算,start,,,", "meaning"),
        ("year,{year}年与{year}年,text,,,current", "phrase"),
        ("year,预算,start,,,current", "phrase"),
        ("year,关于…{year}年预算,text,,,current", "phrase"),
        ("year,{year}…预算,start,,,current", "phrase"),
        ("year,{month}月{year}年,start,,,current", "{month}"),
        ("component,收入包括,,overview,no_measure,fund_source", "no_measure"),
        ("component,收入包括,,overview,,fund_source", "measure_code"),
        ("component,收入包括,,,income_total,fund_source", "section_code"),
        ("component,收入包括,,overview,income_total,project", "project"),
        ("component,收入包括,,overview,income_total,fund_source economic", "economic"),
        ("misnomer,错字,,,,", "meaning"),
        ("template_text,,,,,", "phrase"),
        ("template_text,{unit}填写,,,,", "{unit}"),
        ("no_subordinate_units,无{number}个单位,,,,", "{number}"),
        ("no_subordinate_units,{unit}无下属单位,,,,", "begins"),
        ("no_subordinate_units,…无下属单位,,,,", "begins"),
        ("no_subordinate_units,无下属机构,line,,,", "line"),
    ],
)
def test_a_phrase_that_cannot_be_used_is_an_error_that_names_its_line(seeds: Path, row: str, wrong: str) -> None:
    line = append(seeds, row)
    with pytest.raises(VocabularyError) as error:
        Vocabulary.load(seeds)
    assert f"claim_phrases.csv, line {line}" in str(error.value)
    assert wrong in str(error.value)
