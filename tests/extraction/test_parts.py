"""Which part of a disclosure a file is, and whose it is where its title does not say so."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.evidence import Evidence
from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.identity import Identity, identify
from dagster_project.extraction.readers import SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.records import DocumentRecord
from dagster_project.extraction.vocabulary import Vocabulary

Read = Callable[[str | bytes], Extraction]

EXPENDITURE = "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n201\t\t\t一般公共服务支出\t5.00\t5.00\t\n\t\t\t合计\t5.00\t5.00\t\n"
EXPLANATIONS = (
    "第三部分 2026年单位预算情况说明\n一、收入预算情况说明\n2026年收入预算5.00万元，比上年预算增加1.00万元，增长25.00%。\n"
)
PERFORMANCE = (
    "部门整体支出绩效目标表\n（2026年度）\n部门名称\t甲县档案局\n年度预算总额（万元）\t5.00\n"
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t整理卷数\t≥10卷\n"
)


def _tables(*titles: str, label: str = "部门：甲县档案局  单位：万元") -> str:
    return "\n".join(f"{title}\n{label}\n{EXPENDITURE}" for title in titles)


def _record(extraction: Extraction) -> DocumentRecord:
    (record,) = extraction.documents
    return record


def test_a_file_with_tables_and_sentences_is_a_whole_disclosure(read: Read) -> None:
    assert (
        _record(read(f"2026年甲县档案局单位预算公开\n目录\n{_tables('支出总体情况表')}\n{EXPLANATIONS}")).document_part == "whole"
    )


def test_a_file_with_tables_alone_is_the_tables_of_one(read: Read) -> None:
    assert _record(read(f"2026年甲县档案局单位预算公开\n目录\n{_tables('支出总体情况表')}")).document_part == "tables"


def test_a_text_without_any_table_is_read_and_its_figures_are_loaded(read: Read) -> None:
    extraction = read(f"2026年甲县档案局单位预算公开\n目录\n{EXPLANATIONS}")
    record = _record(extraction)
    assert (record.read_outcome, record.document_part, record.document_kind) == ("read", "text", "unit_budget")
    assert [(figure.figure_kind, str(figure.value)) for figure in extraction.figures] == [
        ("amount", "5.00"),
        ("change", "1.00"),
        ("change_pct", "25.00"),
    ]


def test_performance_tables_alone_are_a_part_too(read: Read) -> None:
    assert _record(read(f"2026年甲县档案局单位预算公开\n目录\n{PERFORMANCE}")).document_part == "performance"


def test_a_text_without_a_figure_that_is_understood_is_refused(read: Read) -> None:
    record = _record(read("2026年甲县档案局单位预算公开\n目录\n一、主要职责\n负责档案工作。\n"))
    assert (record.read_outcome, record.reason) == ("failed", "no budget table with a figure in it was found")


def test_a_document_whose_budget_tables_cannot_be_read_is_no_text(read: Read) -> None:
    table = "支出总体情况表\n单位：万元\n甲\t乙\n201\t5.00\n"
    record = _record(read(f"2026年甲县档案局单位预算公开\n目录\n{table}{EXPLANATIONS}"))
    assert record.read_outcome == "failed"
    assert record.reason is not None
    assert record.reason.startswith("none of its figures could be read")


def test_bare_tables_are_told_by_the_name_over_them_and_the_year_in_a_title_and_leave_the_kind_open(read: Read) -> None:
    record = _record(read(_tables("收入预算总表", "2019年支出预算总表")))
    assert (record.unit_name, record.fiscal_year, record.document_kind) == ("甲县档案局", 2019, None)
    assert record.possible_kinds == ["department_budget", "unit_budget"]
    assert (record.title, record.reason) == (None, "year as titles of tables say")


def test_a_title_of_a_table_may_name_the_kind(read: Read) -> None:
    record = _record(read(_tables("2026年部门预算支出总表")))
    assert (record.fiscal_year, record.document_kind) == (2026, "department_budget")
    assert record.reason == "year as titles of tables say; kind as titles of tables say"


def test_tables_of_two_years_leave_the_year_open_and_are_refused(read: Read) -> None:
    record = _record(read(_tables("2025年部门预算支出总表", "2026年部门预算收入总表")))
    assert record.read_outcome == "failed"
    assert record.reason == "no fiscal year (2026年) stands in the title"


def test_the_performance_table_of_the_whole_unit_tells_unit_and_year_of_bare_tables(read: Read) -> None:
    record = _record(read(f"{_tables('支出预算总表', label='单位：万元')}\n{PERFORMANCE}"))
    assert (record.unit_name, record.fiscal_year, record.document_kind) == ("甲县档案局", 2026, None)


def test_bare_tables_without_a_year_are_refused_though_their_sort_is_told(read: Read) -> None:
    assert _record(read(_tables("支出预算总表"))).read_outcome == "failed"


def test_a_title_that_says_no_more_than_budget_waits_for_another_file_only_where_it_is_a_part(read: Read) -> None:
    title = "2026年甲县档案局预算公开\n目录\n"
    assert _record(read(f"{title}{EXPLANATIONS}")).possible_kinds == ["department_budget", "unit_budget"]
    whole = _record(read(f"{title}{_tables('支出总体情况表')}\n{EXPLANATIONS}"))
    assert whole.read_outcome == "failed"
    assert whole.reason is not None
    assert whole.reason.startswith("not a budget disclosure: none of 部门预算、单位预算")


def test_what_is_bare_of_all_but_the_sort_is_of_one_phase(read: Read) -> None:
    final_account = _record(read(_tables("2025年支出决算总表")))
    assert final_account.possible_kinds == ["department_final_account", "unit_final_account"]


def test_a_department_that_is_called_after_its_organ_is_that_organ(read: Read) -> None:
    assert _record(read(f"甲县档案局部门2026年度部门预算\n目录\n{EXPLANATIONS}")).unit_name == "甲县档案局"


@pytest.mark.parametrize("name", ["中共甲县委办公室", "中国共产党甲县委办公室", "甲县委办公室"])
def test_a_unit_is_told_by_its_name_without_what_may_be_left_out_before_it(read: Read, name: str) -> None:
    record = _record(read(f"2026年{name}单位预算公开\n目录\n{EXPLANATIONS}"))
    assert (record.unit_name, record.unit_name_key) == (name, "甲县委办公室")


def _identity(vocabulary: Vocabulary, **evidence: tuple[str, ...]) -> Identity:
    document = SourceDocument("text", (TextLine("收支总表", 1),), 1)
    return identify(document, Evidence(**evidence), vocabulary)


def test_running_heads_tell_unit_year_and_kind_where_the_title_is_bare(vocabulary: Vocabulary) -> None:
    identity = _identity(vocabulary, running_heads=("甲县档案局2026年部门预算",))
    assert (identity.unit_name, identity.fiscal_year, identity.document_kind) == ("甲县档案局", 2026, "department_budget")


def test_running_heads_of_two_units_tell_none(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnreadableDocument, match="no unit is named"):
        _identity(vocabulary, running_heads=("甲县档案局2026年部门预算", "乙县档案局2026年部门预算"))


def test_the_year_of_a_table_on_the_carry_over_is_none_of_the_document(read: Read) -> None:
    grid = "项目名称\t合计\n档案整理\t5.00\n"
    text = f"{_tables('支出预算总表')}\n2025年结转结余情况表\n部门：甲县档案局\n单位：万元\n{grid}"
    assert _record(read(text)).read_outcome == "failed"
