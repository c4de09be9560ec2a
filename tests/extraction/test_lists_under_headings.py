"""Lists side by side under headings that name them, and tables whose only column of amounts is a total."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]

BASIC = "一般公共预算财政拨款基本支出决算表"
THREE_LISTS = (
    "人员经费\t\t\t公用经费\t\t\t\t\t\n"
    "科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数\n"
    "301\t工资福利支出\t7.00\t302\t商品和服务支出\t2.00\t310\t资本性支出\t1.00\n"
    "30101\t基本工资\t7.00\t30201\t办公费\t2.00\t31002\t办公设备购置\t1.00\n"
)


def _figures(extraction: Extraction) -> list[tuple[str | None, str, str | None, str, str]]:
    """(subject, column, list, figure, role) of each figure, in reading order."""
    cells = sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    return [(cell.subject_code, cell.column_code, cell.side, cell.text, cell.row_role) for cell in cells]


def _read_basic(read: Read, grid: str, title: str = BASIC, kind: str = "部门决算") -> Extraction:
    return read(with_one_table(title, grid, kind=kind))


def test_a_heading_over_lists_names_their_columns_and_they_have_one_total(read: Read) -> None:
    """The total stands right of the words that name it, in the last of the lists that it adds up."""
    extraction = _read_basic(read, THREE_LISTS + "人员经费合计\t\t7.00\t公用经费合计\t\t\t\t\t3.00\n")
    assert _figures(extraction) == [
        ("301", "personnel", "list 1", "7.00", "subtotal"),
        ("302", "operating", "list 2.1", "2.00", "subtotal"),
        ("310", "operating", "list 2.2", "1.00", "subtotal"),
        ("30101", "personnel", "list 1", "7.00", "leaf"),
        ("30201", "operating", "list 2.1", "2.00", "leaf"),
        ("31002", "operating", "list 2.2", "1.00", "leaf"),
        (None, "personnel", "list 1", "7.00", "total"),
        (None, "operating", "list 2", "3.00", "total"),
    ]
    assert not extraction.rejected


def test_the_word_total_alone_is_that_of_all_lists_under_its_heading(read: Read) -> None:
    extraction = _read_basic(read, THREE_LISTS + "合计\t\t7.00\t合计\t\t\t\t\t3.00\n")
    assert _figures(extraction)[-2:] == [
        (None, "personnel", "list 1", "7.00", "total"),
        (None, "operating", "list 2", "3.00", "total"),
    ]


def test_numbers_of_rows_in_lists_are_part_of_the_form(read: Read) -> None:
    extraction = _read_basic(
        read,
        "人员经费\t\t\t\t公用经费\t\t\t\n科目代码\t科目名称\t行次\t决算数\t科目代码\t科目名称\t行次\t决算数\n"
        "栏次\t\t\t1\t栏次\t\t\t2\n301\t工资福利支出\t1\t7.00\t302\t商品和服务支出\t2\t2.00\n",
    )
    assert _figures(extraction) == [
        ("301", "personnel", "list 1", "7.00", "leaf"),
        ("302", "operating", "list 2", "2.00", "leaf"),
    ]
    assert not extraction.rejected


@pytest.mark.parametrize("total", ["合计\t\t10.00\t\t\t\t\t\t", "\t\t\t\t\t\t合计\t\t10.00"])
def test_a_total_of_one_of_several_lists_may_be_that_of_all_and_is_refused(read: Read, total: str) -> None:
    extraction = _read_basic(read, THREE_LISTS + total + "\n")
    assert [cell.text for cell in extraction.rejected] == ["10.00"]
    assert "no total of its own" in extraction.rejected[0].reason


def test_a_total_that_contradicts_the_heading_of_its_list_is_refused(read: Read) -> None:
    extraction = _read_basic(read, THREE_LISTS + "公用经费合计\t\t7.00\t人员经费合计\t\t\t\t\t3.00\n")
    assert [cell.text for cell in extraction.rejected] == ["7.00", "3.00"]
    assert {cell.column_code for cell in extraction.cells if cell.side == "list 1"} == {"personnel"}


@pytest.mark.parametrize("heading", ["预算数", "基本支出", "基本支出金额", "一般公共预算基本支出", "合计"])
@pytest.mark.parametrize("labels", ["科目编码\t科目名称", "部门预算支出经济分类科目编码\t部门预算支出经济分类科目名称"])
def test_the_only_column_of_basic_expenditure_is_its_total(read: Read, labels: str, heading: str) -> None:
    extraction = _read_basic(
        read,
        f"{labels}\t{heading}\n合计\t\t7.00\n301\t工资福利支出\t5.00\n302\t商品和服务支出\t2.00\n",
        "一般公共预算基本支出表",
        "部门预算",
    )
    assert _figures(extraction) == [
        (None, "total", None, "7.00", "total"),
        ("301", "total", None, "5.00", "leaf"),
        ("302", "total", None, "2.00", "leaf"),
    ]


@pytest.mark.parametrize(
    "headings",
    ["项目支出", "上年", "政府性基金预算", "经营支出", "其中：政府采购", "年初预算数比上年%"],
)
def test_another_column_beside_it_is_no_basic_expenditure(read: Read, headings: str) -> None:
    grid = f"科目编码\t科目名称\t预算数\t{headings}\n301\t工资福利支出\t5.00\t4.00\n"
    extraction = _read_basic(read, grid, "一般公共预算基本支出表", "部门预算")
    assert _figures(extraction) == [("301", "total", None, "5.00", "leaf")]
    assert [cell.text for cell in extraction.rejected] == ["4.00"]


def test_a_heading_over_columns_whose_own_headings_are_lost_is_that_of_none(read: Read) -> None:
    extraction = _read_basic(
        read,
        "科目编码\t科目名称\t合计\t基本支出\t\t\n301\t工资福利支出\t\t5.00\t5.00\t\n302\t商品和服务支出\t9.00\t2.00\t\t2.00\n",
        "一般公共预算基本支出表",
        "部门预算",
    )
    assert [(cell.column_code, cell.text) for cell in extraction.cells] == [("total", "9.00")]
    assert len(extraction.rejected) == 4


def test_basic_expenditure_by_function_is_not_taken_for_that_by_economic_class(read: Read) -> None:
    grid = "功能分类科目编码\t功能分类科目名称\t合计\t人员经费\t公用经费\n205\t教育支出\t5.00\t4.00\t1.00\n"
    extraction = _read_basic(read, grid, "一般公共预算基本支出表", "部门预算")
    assert not extraction.cells


def test_a_list_by_classes_of_the_governments_budget_beside_that_of_the_department_is_another(read: Read) -> None:
    label = "经济分类科目编码\t{}经济分类科目名称\t金额"
    grid = (
        f"部门预算{label.format('部门预算')}\t政府预算{label.format('政府预算')}\n"
        "301\t工资福利支出\t5.00\t501\t机关工资福利支出\t5.00\n"
    )
    extraction = _read_basic(read, grid, "一般公共预算基本支出表", "部门预算")
    assert _figures(extraction) == [("301", "total", None, "5.00", "leaf")]
    assert "5.00" in [cell.text for cell in extraction.rejected]


def test_lists_are_told_by_what_their_labels_are_not_by_one_word_for_it(read: Read) -> None:
    """科目代码 and 科目编码 are the same."""
    total = "人员经费合计\t\t7.00\t公用经费合计\t\t\t\t\t3.00\n"
    header = "科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数\n"
    words = "科目代码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
    extraction = _read_basic(read, THREE_LISTS.replace(header, words) + total)
    assert _figures(extraction) == _figures(_read_basic(read, THREE_LISTS + total))
    assert not extraction.rejected


def test_no_figure_is_taken_where_lists_of_subjects_stand_under_different_headings(read: Read) -> None:
    extraction = _read_basic(
        read, "科目编码\t科目名称\t人员经费\t科目编码\t科目名称\t神秘经费\n301\t工资福利支出\t7.00\t302\t商品和服务支出\t2.00\n"
    )
    assert extraction.cells == []
    assert extraction.documents[0].read_outcome == "failed"


def test_a_row_of_several_subjects_of_its_classification_is_of_none_of_them(read: Read) -> None:
    extraction = _read_basic(
        read,
        "科目编码\t科目名称\t科目编码\t科目名称\t人员经费\t公用经费\n"
        "301\t工资福利支出\t302\t商品和服务支出\t7.00\t2.00\n"
        "\t合计\t\t\t7.00\t2.00\n",
    )
    assert [(cell.row_label, cell.text) for cell in extraction.cells] == [("合计", "7.00"), ("合计", "2.00")]
    assert {rejected.reason for rejected in extraction.rejected} == {
        "several subjects stand in the row: which of them its figures are of cannot be told"
    }


# A lost cell moves the second list into the first.
SLIPPED_ROW = "301\t工资福利支出\t302\t商品和服务支出\t\t310\t资本性支出\t1.00\n"


def test_a_code_among_amounts_tells_that_its_row_has_slipped(read: Read) -> None:
    """302 is no amount, since the name behind it is that of 30201; and no row tells what the 1.00 of 310 consists of."""
    rows = SLIPPED_ROW + "30101\t基本工资\t7.00\t30201\t办公费\t2.00\t\t\t\n"
    header = "".join(THREE_LISTS.splitlines(keepends=True)[:2])
    extraction = _read_basic(read, header + rows)
    assert [cell.text for cell in extraction.cells] == ["7.00", "2.00"]
    reasons = {cell.reason for cell in extraction.rejected}
    assert reasons == {"the subject code 302 stands where an amount should: the row may have slipped"}
    assert [cell.text for cell in extraction.rejected] == SLIPPED_ROW.split()


def test_a_row_of_lists_that_lost_a_cell_is_set_right_where_its_sums_tell(read: Read) -> None:
    """Only with the blank behind 工资福利支出 the labels stand among labels, and 310 is its 1.00 of 31002."""
    rows = SLIPPED_ROW + "30101\t基本工资\t7.00\t30201\t办公费\t2.00\t31002\t办公设备购置\t1.00\n"
    header = "".join(THREE_LISTS.splitlines(keepends=True)[:2])
    extraction = _read_basic(read, header + rows + "人员经费合计\t\t7.00\t公用经费合计\t\t\t\t\t3.00\n")
    assert [(cell.subject_code or "", cell.text) for cell in extraction.cells] == [
        ("310", "1.00"), ("30101", "7.00"), ("30201", "2.00"), ("31002", "1.00"), ("", "7.00"), ("", "3.00"),
    ]  # fmt: skip
    assert not extraction.rejected
    assert [(repair.row_no, repair.outcome) for repair in extraction.repairs] == [(1, "repaired")]


@pytest.mark.parametrize("amount", ["302", "30201", "2"])
def test_an_amount_that_looks_like_a_code_is_one_beside_a_whole_label(read: Read, amount: str) -> None:
    rows = f"30101\t基本工资\t{amount}\t30201\t办公费\t2.00\t31002\t办公设备购置\t1.00\n"
    header = "".join(THREE_LISTS.splitlines(keepends=True)[:2])
    extraction = _read_basic(read, header + rows + f"人员经费合计\t\t{amount}\t公用经费合计\t\t\t\t\t3.00\n")
    assert [cell.text for cell in extraction.cells] == [amount, "2.00", "1.00", amount, "3.00"]
    assert not extraction.rejected


def test_the_number_of_a_row_among_amounts_tells_that_it_has_slipped(read: Read) -> None:
    header = "人员经费\t\t\t\t公用经费\t\t\t\n科目代码\t科目名称\t行次\t决算数\t科目代码\t科目名称\t行次\t决算数\n"
    rows = (
        "301\t工资福利支出\t1\t7.00\t302\t商品和服务支出\t31\t2.00\n"
        "30101\t基本工资\t2\t7.00\t30201\t办公费\t\t32\n"
        "30102\t津贴补贴\t3\t\t30202\t印刷费\t\t2.00\n"
    )
    extraction = _read_basic(read, header + rows)
    assert [cell.text for cell in extraction.cells] == ["7.00", "2.00", "2.00"]
    assert {cell.reason for cell in extraction.rejected} == {
        "the number of the row, 32, stands where an amount should: the row may have slipped"
    }


def test_an_amount_that_the_heading_of_the_next_list_is_drawn_over_is_of_the_labels_left_of_it(read: Read) -> None:
    """支出用途 is drawn over the amounts by function, too, which else would have no labels."""
    grid = (
        "收入\t\t支出\t\t\t\n项目名称\t金额\t功能分类\t支出用途\t\t\n\t\t功能科目名称\t金额\t项目名称\t金额\n"
        "一、财政拨款\t9.00\t一、一般公共服务支出\t\t一、基本支出\t6.00\n\t\t四、公共安全支出\t9.00\t二、项目支出\t3.00\n"
        "收入合计\t9.00\t支出合计\t\t\t9.00\n"
    )
    extraction = read(with_one_table("收支预算总表", grid))
    assert not extraction.rejected
    assert [(cell.side, cell.subject_code or cell.item_code, cell.text) for cell in extraction.cells] == [
        ("income", "appropriation", "9.00"),
        ("use", "use_basic", "6.00"),
        ("expenditure", "204", "9.00"),
        ("use", "use_project", "3.00"),
        ("income", None, "9.00"),
        ("expenditure", None, "9.00"),
    ]
