"""Tables that list projects with their targets one below another: whose each row is, and what is refused since nothing tells it."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.budget_tables.recognition import RecognisedTable, TablePart
from dagster_project.extraction.extract import load_tables, tables_of
from dagster_project.extraction.performance import LoadedPerformanceTable, with_projects_apart
from dagster_project.extraction.places import Box
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, read_document
from dagster_project.extraction.records import RejectedRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import SEEDS
from tests.small_explanations import Read

VOCABULARY = Vocabulary.load(SEEDS)
TITLE = "项目支出绩效目标表\n单位：万元\n"
HEADER = "项目名称\t项目总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
DREDGING = "清淤\t5.00\t清淤十二公里\t产出指标\t数量指标\t清淤长度\t≥12公里\n"
QUALITY = "\t\t\t\t质量指标\t合格率\t≥95%\n"
PLANTING = "绿化\t2.00\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\n"
# A project with its amounts by their measures, its goal, and its indicators as (level 1, name, target).
Project = tuple[str | None, dict[str, str], str | None, list[tuple[str | None, str, str]]]
# A row of a ruled grid: its page, then its cells, None for what a cell above it covers.
RuledRow = tuple[str | None, ...]


class _Loaded:
    """What became of the tables of a document: the projects in order, and the cells that were refused."""

    def __init__(self, tables: list[RecognisedTable], document: SourceDocument) -> None:
        budget, performance = load_tables(tables, "0" * 64, None, VOCABULARY, document)
        n_cells = sum(1 for block in document.blocks if isinstance(block, Grid) for row in block.rows for cell in row.cells if cell)
        records = [each.table for each in (*budget, *performance)]
        assert sum(record.cells_seen for record in records) == n_cells
        told = ("cells_loaded", "cells_structural", "cells_rejected", "cells_out_of_scope")
        assert sum(getattr(record, each) for record in records for each in told) == n_cells
        assert sorted(record.table_no for record in records) == list(range(1, len(records) + 1))
        performance.sort(key=lambda each: each.table.table_no)
        self.projects = [_project(each) for each in performance if each.performance]
        self.rejected: list[RejectedRecord] = [cell for each in (*budget, *performance) for cell in each.rejected]
        self.structural = sum(record.cells_structural for record in records)

    def reason(self, text: str) -> str:
        """Why the one cell with a text was refused."""
        (reason,) = {cell.reason for cell in self.rejected if cell.text == text}
        return reason

    @property
    def names(self) -> list[str | None]:
        return [name for name, *_ in self.projects]


def _project(loaded: LoadedPerformanceTable) -> Project:
    assert loaded.performance is not None
    amounts = {figure.measure_code: figure.text for figure in loaded.figures if figure.figure_kind == "amount"}
    assert {figure.project_name for figure in loaded.figures} <= {loaded.performance.project_name}
    indicators = [(each.level_1, each.indicator_name, each.target_text) for each in loaded.indicators]
    return loaded.performance.project_name, amounts, loaded.performance.goal, indicators


def _of_text(grid: str, title: str = TITLE) -> _Loaded:
    """A list that is written out, with nothing but tabs between its cells."""
    document = read_document((title + grid).encode())
    return _Loaded(tables_of(document, VOCABULARY), document)


def _of_pages(*rows: RuledRow, header: str = "项目名称 项目总额 绩效目标 一级指标 三级指标 指标值") -> _Loaded:
    """A list that is ruled: a cell reaches down to the next one in its column on the page."""
    names = (rows[0][0], *header.split())
    printed = _ruled([names, *rows])
    document = SourceDocument("pdf", (Grid(printed),), 99)
    part = TablePart((), (), printed, ("万元",))
    table = RecognisedTable(1, "project_performance", "title", "项目支出绩效目标表", parts=[part])
    return _Loaded(with_projects_apart([table], document, VOCABULARY, has_left_out=False), document)


def _ruled(rows: Sequence[RuledRow]) -> tuple[GridRow, ...]:
    return tuple(
        GridRow(tuple(cell or "" for cell in row[1:]), at + 1, int(row[0] or 0), boxes=tuple(_boxes(rows, at)))
        for at, row in enumerate(rows)
    )


def _boxes(rows: Sequence[RuledRow], at: int) -> list[Box | None]:
    page_no, *cells = rows[at]
    ends = [
        next(
            (below for below in range(at + 1, len(rows)) if rows[below][0] != page_no or rows[below][column] is not None), len(rows)
        )
        for column in range(1, len(cells) + 1)
    ]
    return [
        None if cell is None else Box(100.0 * column, 20.0 * at, 100.0 * column + 100, 20.0 * end)
        for column, (cell, end) in enumerate(zip(cells, ends, strict=True))
    ]


def test_each_project_of_a_list_is_a_table_of_its_own() -> None:
    loaded = _of_text(HEADER + DREDGING + QUALITY + PLANTING)
    assert loaded.projects == [
        (
            "清淤",
            {"performance_budget": "5.00"},
            "清淤十二公里",
            [("产出指标", "清淤长度", "≥12公里"), ("产出指标", "合格率", "≥95%")],
        ),
        ("绿化", {"performance_budget": "2.00"}, "种树", [("产出指标", "种树数量", "≥300棵")]),
    ]
    assert not loaded.rejected
    # Its header alone.
    assert loaded.structural == 7


def test_no_level_is_carried_from_one_project_to_the_next() -> None:
    loaded = _of_text(HEADER + DREDGING + PLANTING.replace("产出指标\t数量指标", "\t数量指标"))
    assert loaded.names == ["清淤"]
    assert "is not under its headings" in loaded.reason("绿化")


def test_a_list_of_goals_is_told_by_its_headings_alone(read: Read) -> None:
    document = read_document(
        "某局重点项目绩效目标情况如下：\n项目\t预算数（万元）\t绩效目标\n清淤\t5.00\t清淤十二公里\n绿化\t2\t种树\n注：无。\n".encode()
    )
    loaded = _Loaded(tables_of(document, VOCABULARY), document)
    assert loaded.projects == [
        ("清淤", {"performance_budget": "5.00"}, "清淤十二公里", []),
        ("绿化", {"performance_budget": "2"}, "种树", []),
    ]


def test_a_list_of_goals_with_a_heading_that_is_not_known_stays_unknown() -> None:
    loaded = _of_text("项目\t预算数（万元）\t绩效目标\t完成情况说明\n清淤\t5.00\t清淤十二公里\t已完成\n", title="")
    assert not loaded.projects
    assert "which table this is" in loaded.reason("清淤")


def test_amounts_stand_under_parts_of_a_heading_and_codes_tell_nothing() -> None:
    header = "序号\t项目名称\t项目总额\t其中：\t\t绩效目标\n\t\t\t财政资金\t其他资金\t\n"
    loaded = _of_text(header + "1\t清淤\t5.00\t4.00\t1.00\t清淤十二公里\n2\t绿化\t2.00\t2.00\t\t种树\n")
    assert loaded.projects == [
        ("清淤", {"performance_budget": "5.00", "performance_fiscal": "4.00", "performance_other": "1.00"}, "清淤十二公里", []),
        ("绿化", {"performance_budget": "2.00", "performance_fiscal": "2.00"}, "种树", []),
    ]
    # Five headings and two below them, two numbers of projects.
    assert (loaded.structural, loaded.rejected) == (9, [])


def test_a_person_beside_a_project_is_counted_and_nothing_else() -> None:
    loaded = _of_text("项目名称\t项目负责人\t项目总额\t绩效目标\n清淤\t王某某\t5.00\t清淤十二公里\n")
    assert loaded.projects == [("清淤", {"performance_budget": "5.00"}, "清淤十二公里", [])]
    assert not loaded.rejected


def test_totals_and_the_heading_of_the_unit_are_proven_by_the_projects() -> None:
    unit = "单位名称：甲县水利局\n"
    loaded = _of_text(HEADER + "合计\t7.00\t\t\t\t\t\n甲县水利局\t7.00\t\t\t\t\t\n" + DREDGING + PLANTING, title=TITLE + unit)
    assert loaded.names == ["清淤", "绿化"]
    # The header, two sums with their names.
    assert (loaded.structural, loaded.rejected) == (7 + 4, [])


@pytest.mark.parametrize("total", ["7.01\t\t", "2.00\t\t", "14.00\t\t"])
def test_a_list_whose_total_is_another_is_refused(total: str) -> None:
    loaded = _of_text(HEADER + DREDGING + PLANTING + f"合计\t{total}\t\t\t\n")
    assert not loaded.projects
    assert "a sum that it prints is not that of their amounts" in loaded.reason("清淤")


def test_where_secret_projects_are_left_out_a_larger_total_is_refused_alone() -> None:
    loaded = _of_text(HEADER + "合计\t9.00\t\t\t\t\t\n" + DREDGING + PLANTING, title="涉密项目已剔除，未予公开。\n" + TITLE)
    less = _of_text(HEADER + "合计\t6.00\t\t\t\t\t\n" + DREDGING + PLANTING, title="涉密项目已剔除，未予公开。\n" + TITLE)
    assert loaded.names == ["清淤", "绿化"]
    assert {cell.text for cell in loaded.rejected} == {"合计", "9.00"}
    assert not less.projects


def test_projects_of_another_unit_are_refused() -> None:
    another = "甲县水文站\t2.00\t\t\t\t\t\n"
    title = TITLE + "单位名称：甲县水利局\n"
    loaded = _of_text(HEADER + "甲县水利局\t5.00\t\t\t\t\t\n" + DREDGING + another + PLANTING, title=title)
    assert loaded.names == ["清淤"]
    assert "another unit" in loaded.reason("绿化")


def test_what_has_an_amount_alone_may_head_what_stands_below_it() -> None:
    loaded = _of_text(HEADER + DREDGING + "其他\t3.00\t\t\t\t\t\n" + PLANTING)
    assert loaded.names == ["清淤"]
    assert {loaded.reason("其他"), loaded.reason("绿化")} == {loaded.reason("其他")}


@pytest.mark.parametrize(
    ("row", "names"),
    [
        # The name is lost, with its place or without.
        ("\t2.00\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\n", ["清淤"]),
        ("2.00\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\n", ["清淤"]),
        # The amount is lost: without rules that of the project above may be of both.
        ("绿化\t\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\n", []),
        ("绿化\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\n", ["清淤"]),
        # All that tells of the project is lost: its level shows that its indicator is not of the project above.
        ("\t\t\t效益指标\t社会效益指标\t满意\t≥3次\n\t\t\t产出指标\t数量指标\t种树数量\t≥300棵\n", []),
        ("清淤\t2.00\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\n", []),
    ],
)
def test_what_cells_that_are_lost_leave_open_is_refused(row: str, names: list[str]) -> None:
    loaded = _of_text(HEADER + DREDGING + row)
    assert loaded.names == names
    assert not {"2.00"} & {amount for _, amounts, *_ in loaded.projects for amount in amounts.values()}


@pytest.mark.parametrize("row", ["5.00\t4.00\t\t清淤十二公里", "清淤\t约五万\t\t清淤十二公里", "/\t5.00\t4.00\t清淤十二公里"])
def test_a_row_of_a_list_of_goals_that_slipped_is_refused(row: str) -> None:
    loaded = _of_text(f"项目名称\t项目总额\t财政资金\t绩效目标\n{row}\n绿化\t2.00\t2.00\t种树\n")
    assert loaded.projects == [("绿化", {"performance_budget": "2.00", "performance_fiscal": "2.00"}, "种树", [])]
    assert len(loaded.rejected) == len(list(filter(None, row.split("\t"))))


def test_names_in_the_middle_of_their_rows_are_refused_where_no_rules_show_them() -> None:
    loaded = _of_text(
        HEADER + "\t\t\t产出指标\t数量指标\t清淤长度\t≥12公里\n" + "清淤\t5.00\t清淤十二公里\t\t质量指标\t合格率\t≥95%\n"
    )
    assert not loaded.projects
    assert len(loaded.rejected) == 4 + 6


CODED = "1100002100000001-清淤"


def test_on_ruled_pages_the_cell_of_a_name_shows_which_rows_are_of_its_project() -> None:
    loaded = _of_pages(
        ("1", "清淤", "5.00", "清淤。", "效益指标", "满意", "3"),
        ("1", None, None, None, "产出指标", "长度", "≥12"),
        ("1", None, None, None, "效益指标", "合格", "≥95"),
        ("1", "绿化", "2.00", "种树。", "产出指标", "数量", "≥300"),
    )
    assert [(name, len(indicators)) for name, _, _, indicators in loaded.projects] == [("清淤", 3 - 1), ("绿化", 1)]
    # What is no target: a number without an operator.
    assert {cell.text for cell in loaded.rejected} == {"效益指标", "满意", "3"}


def test_a_project_that_a_page_break_cut_is_one() -> None:
    loaded = _of_pages(
        ("1", CODED, "5.00", "清淤十二", "产出指标", "长度", "≥12"),
        ("2", "及清障", "", "公里。", "产出指标", "清障", "≥3"),
        ("2", "1100002100000002-绿化", "2.00", "种树。", "产出指标", "数量", "≥300"),
        ("2", None, None, None, "效益指标", "成活", "≥90"),
        ("2", "", "", "修好", "产出指标", "桥", "≥2"),
        ("3", "1100002100000003-修桥", "1.00", "两座桥。", "产出指标", "闸", "≥1"),
    )
    assert loaded.projects == [
        (
            CODED + "及清障",
            {"performance_budget": "5.00"},
            "清淤十二公里。",
            [("产出指标", "长度", "≥12"), ("产出指标", "清障", "≥3")],
        ),
        (
            "1100002100000002-绿化",
            {"performance_budget": "2.00"},
            "种树。",
            [("产出指标", "数量", "≥300"), ("效益指标", "成活", "≥90")],
        ),
        (
            "1100002100000003-修桥",
            {"performance_budget": "1.00"},
            "修好两座桥。",
            [("产出指标", "桥", "≥2"), ("产出指标", "闸", "≥1")],
        ),
    ]
    assert not loaded.rejected


def test_a_project_that_the_next_page_prints_again_is_one() -> None:
    loaded = _of_pages(
        ("1", "清淤", "5.00", "清淤。", "产出指标", "长度", "≥12"),
        ("2", "清淤", "5.00", "清淤。", "产出指标", "清障", "≥3"),
        ("2", "绿化", "2.00", "种树。", "产出指标", "数量", "≥300"),
    )
    assert loaded.projects[0] == (
        "清淤",
        {"performance_budget": "5.00"},
        "清淤。",
        [("产出指标", "长度", "≥12"), ("产出指标", "清障", "≥3")],
    )
    # The header, and the three cells that are printed again.
    assert (loaded.structural, loaded.rejected) == (6 + 3, [])


TWO_ROWS = (("1", "桥梁", "9.00", "修桥。", "产出指标", "桥", "≥2"), ("1", None, None, None, "产出指标", "闸", "≥1"))


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        # The goal above ends: what stands on the next page may be of another project.
        ([("1", "清淤", "5.00", "清淤。", "产出指标", "长", "≥1"), ("2", "", "", "种树。", "产出指标", "宽", "≥3")], ["清淤"]),
        # A name without a code may be that of another project, whose amount is lost.
        ([("1", "清淤", "5.00", "清淤", "产出指标", "长", "≥1"), ("2", "绿化", "", "种树。", "产出指标", "宽", "≥3")], ["清淤"]),
        # Other amounts beside the same name.
        ([("1", "清淤", "5.00", "清淤", "产出指标", "长", "≥1"), ("2", "清淤", "6.00", "清淤", "产出指标", "宽", "≥3")], []),
        # What fills a page may be of the project below it.
        (
            [
                ("1", "清淤", "5.00", "清淤", "产出指标", "长", "≥1"),
                ("2", "", "", "", "产出指标", "宽", "≥3"),
                ("3", "绿化", "2.00", "种树", "产出指标", "数量", "≥300"),
            ],
            ["清淤", "绿化"],
        ),
        # A name without an amount, which the project on the next page is none of.
        ([("1", "清淤", "", "清淤", "产出指标", "长", "≥1"), ("2", "绿化", "2.00", "种树", "产出指标", "数量", "≥300")], ["绿化"]),
        # Two projects: each has a name and an amount.
        (
            [("1", "清淤", "5.00", "清淤", "产出指标", "长", "≥1"), ("2", "绿化", "2.00", "种树", "产出指标", "数量", "≥300")],
            ["清淤", "绿化"],
        ),
        # No amount on either side.
        ([("1", "", "", "清淤", "产出指标", "长", "≥1"), ("2", "", "", "十二公里。", "产出指标", "宽", "≥3")], []),
    ],
)  # fmt: skip
def test_parts_around_a_page_break_that_nothing_puts_together_are_refused(rows: list[RuledRow], names: list[str]) -> None:
    loaded = _of_pages(*TWO_ROWS, *rows)
    assert loaded.names == ["桥梁", *names]
    # Two beside the bridges, and one beside any other.
    assert [len(indicators) for *_, indicators in loaded.projects] == [2, *(1 for _ in names)]


@pytest.mark.parametrize(
    "second",
    [
        # An amount or a goal begins beside the rows of another name.
        ("1", None, "6.00", None, "产出指标", "宽", "≥3"),
        ("1", None, None, "种树", "产出指标", "宽", "≥3"),
        # One amount stands beside two names.
        ("1", "绿化", None, "种树", "产出指标", "宽", "≥3"),
    ],
)
def test_an_amount_beside_other_rows_than_its_name_is_refused(second: RuledRow) -> None:
    loaded = _of_pages(
        ("1", "清淤", "5.00", "清淤", "产出指标", "长", "≥1"), second, ("1", "桥梁", "9.00", "修桥", "产出指标", "桥", "≥2")
    )
    assert loaded.names == ["桥梁"]


def test_a_note_below_the_projects_is_refused_alone() -> None:
    loaded = _of_pages(
        ("1", "清淤", "5.00", "清淤", "产出指标", "长", "≥1"),
        ("1", "", "", "", "", "", ""),
    )
    assert loaded.names == ["清淤"]


def test_a_list_under_a_heading_of_names_that_is_not_known_stays_refused() -> None:
    loaded = _of_text(HEADER.replace("项目名称", "事项") + DREDGING + QUALITY + PLANTING)
    assert not any(indicators for *_, indicators in loaded.projects)
    assert "one below another" in loaded.reason("绿化")


_AMOUNTS = {
    "清淤": ("5.00", "4.00", "1.00"),
    "绿化": ("2.50", "2.20", "0.30"),
    "修桥": ("9.70", "9.10", "0.60"),
    "护林": ("8.40", "7.90", "0.50"),
}
_MANY_COLUMNS = "项目名称 项目总额 财政资金 其他资金 绩效目标 一级指标 三级指标 指标值"


def _many_projects() -> list[list[str | None]]:
    """Four projects with three rows each, over three pages."""
    rows: list[list[str | None]] = []
    for name, amounts in _AMOUNTS.items():
        rows.append([name, *amounts, name + "的目标", "产出指标", name + "数量", "≥12"])
        rows += [[None] * 5 + ["产出指标", name + "质量", "≥95"], [None] * 5 + ["效益指标", name + "效果", "≥3"]]
    return rows


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 7), st.booleans()), max_size=5),
    st.sets(st.integers(0, 11), max_size=4),
    st.sets(st.integers(1, 11), max_size=3),
)
def test_whatever_is_lost_no_project_has_an_amount_of_another(
    is_ruled: bool, cells: list[tuple[int, int, bool]], lost_rows: set[int], breaks: set[int]
) -> None:
    rows = _many_projects()
    for row_no, column, closes_up in cells:
        row = rows[row_no]
        if closes_up and not is_ruled:
            rows[row_no] = [*row[:column], *row[column + 1 :], ""]
        elif row[column] is not None:
            row[column] = ""
    kept = [row for row_no, row in enumerate(rows) if row_no not in lost_rows]
    if is_ruled:
        pages = [str(1 + sum(at >= each for each in breaks)) for at in range(len(kept))]
        # A cell that a page break cuts goes on as a blank one.
        begun = [page if at and page == pages[at - 1] else None for at, page in enumerate(pages)]
        cut = [row if page else [cell or "" for cell in row] for page, row in zip(begun, kept, strict=True)]
        loaded = _of_pages(*((page, *row) for page, row in zip(pages, cut, strict=True)), header=_MANY_COLUMNS) if kept else None
    else:
        text = "\n".join("\t".join(cell or "" for cell in row) for row in kept)
        loaded = _of_text(_MANY_COLUMNS.replace(" ", "\t") + "\n" + text + "\n")
    for name, amounts, _, _ in loaded.projects if loaded else ():
        assert name in _AMOUNTS
        assert set(map(Decimal, amounts.values())) <= set(map(Decimal, _AMOUNTS[name]))
