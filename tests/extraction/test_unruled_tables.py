"""Tables whose rules are missing, all or in part: the same cells as where every cell has its rules, or none at all."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.pages import Glyph, Page, Rule, blocks_of
from dagster_project.extraction.readers import SourceDocument
from tests.drawn_tables import LINE, PAD, Drawn, made_table, page, signs, width_of
from tests.read_documents import lines, tables

Rules = Callable[[Drawn], list[Rule]]
RULES: dict[str, Rules] = {
    "all": Drawn.all_rules,
    "none": lambda _: [],
    "across": Drawn.rules_across,
    "head, header and foot": Drawn.three_rules,
    "head and foot": lambda drawn: [drawn.three_rules()[0], drawn.three_rules()[-1]],
    "down": Drawn.rules_down,
    "down, head and foot": Drawn.rules_down_between_head_and_foot,
    "across in a frame": Drawn.rules_across_in_frame,
    "without outer ones": Drawn.rules_without_outer,
    "across too short": Drawn.rules_across_too_short,
    "down too short": Drawn.rules_down_too_short,
    "doubled": Drawn.doubled_rules,
}
some_rules = pytest.mark.parametrize("rules", RULES.values(), ids=RULES)


def read(*pages: Page) -> tuple[list[list[tuple[str, ...]]], list[str]]:
    """The tables of some pages, and the lines outside."""
    document = SourceDocument("drawn", *blocks_of(pages)[:2])
    return tables(document), lines(document)


def on_page(drawn: Drawn, rules: Sequence[Rule]) -> Page:
    """A table with its title, unit of measure and a note around it."""
    middle, end = (drawn.xs[0] + drawn.xs[-1]) / 2, drawn.xs[-1] - PAD
    return page(
        [
            *signs("收支预算总表", middle - 30, drawn.top - 40),
            *signs("部门：某局", drawn.xs[0] + PAD, drawn.top - 12),
            *signs("单位：万元", end - 50, drawn.top - 12),
            *drawn.glyphs(),
            *signs("注：本表口径与上年一致。", drawn.xs[0], drawn.ys[-1] + 30),
        ],
        rules,
    )


AROUND = ["收支预算总表", "部门：某局 单位：万元", "注：本表口径与上年一致。"]


@some_rules
@settings(deadline=None, derandomize=True, max_examples=60)
@given(chance=st.randoms(use_true_random=False))
def test_a_plain_table_is_read_whatever_rules_it_has(rules: Rules, chance: random.Random) -> None:
    drawn = made_table(chance, is_plain=True)

    assert read(on_page(drawn, rules(drawn))) == ([drawn.cells()], AROUND)


@some_rules
@settings(deadline=None, derandomize=True, max_examples=60)
@given(chance=st.randoms(use_true_random=False))
def test_no_table_is_read_wrongly_whatever_rules_it_has(rules: Rules, chance: random.Random) -> None:
    drawn = made_table(chance, is_plain=False)

    tables, _ = read(on_page(drawn, rules(drawn)))

    assert tables in ([drawn.cells()], [])


ROWS = [("一般公共服务支出", "1,234.50", "1,000.00"), ("社会保障和就业支出", "98.70", ""), ("住房保障支出", "", "12.00")]
HEADER = ("项目名称", "预算数", "基本支出")


def rows_at(rows: Sequence[Sequence[str]], top: float, step: float = 20.0) -> list[Glyph]:
    """Rows of a label from the left and figures up to their right edges."""
    edges = (300, 400, 500)
    glyphs = []
    for at, (label, *figures) in enumerate(rows):
        glyphs += signs(label, 60, top + at * step)
        for edge, figure in zip(edges, figures, strict=False):
            glyphs += signs(figure, edge - width_of(figure), top + at * step)
    return glyphs


def test_a_table_without_rules_goes_on_over_a_page_with_few_rows_and_without_header() -> None:
    first, second = page(rows_at([HEADER, *ROWS], 300)), page(rows_at([("合计", "1,333.20", "1,012.00")], 100), page_no=2)

    assert read(first, second) == ([[HEADER, *ROWS, ("合计", "1,333.20", "1,012.00")]], [])


def test_a_table_without_rules_goes_on_under_its_columns_where_some_are_blank() -> None:
    second = page([*signs("农林水支出", 60, 100), *signs("3.00", 480 - 100, 100)], page_no=2)

    assert read(page(rows_at([HEADER, *ROWS], 300)), second) == ([[HEADER, *ROWS, ("农林水支出", "", "3.00")]], [])


def test_few_rows_under_other_columns_stay_text() -> None:
    second = page([*signs("联系电话", 80, 100), *signs("12345678", 330, 100)], page_no=2)

    assert read(page(rows_at([HEADER, *ROWS], 300)), second) == ([[HEADER, *ROWS]], ["联系电话 12345678"])


def test_a_table_that_repeats_its_header_on_the_next_page_goes_on() -> None:
    second = page(rows_at([HEADER, ("合计", "1,333.20", "1,012.00"), ("其他支出", "5.00", "7.00")], 100), page_no=2)
    more = [HEADER, ("合计", "1,333.20", "1,012.00"), ("其他支出", "5.00", "7.00")]

    assert read(page(rows_at([HEADER, *ROWS], 300)), second) == ([[HEADER, *ROWS, *more]], [])


def lines_of_text(*lines: str, left: float = 60.0, top: float = 200.0, step: float = 24.0) -> Page:
    return page([glyph for at, line in enumerate(lines) for glyph in signs(line, left, top + at * step)])


PROSE = "2026年收入预算5,876.67万元，比上年增加43.74万元，增长12.50%，主要是人员增加。"
NO_TABLES = {
    "prose with figures": lines_of_text(PROSE, PROSE, PROSE, PROSE),
    "prose in two columns": page(
        [
            *(glyph for at in range(6) for glyph in signs("本单位收入包括一般公共预算拨款收入", 60, 200 + 20 * at)),
            *(glyph for at in range(6) for glyph in signs("支出包括2026年的12.5万元及其他", 320, 200 + 20 * at)),
        ]
    ),
    "contents with leaders": lines_of_text(*(f"第{sign}部分 概况……………………………{at}" for at, sign in enumerate("一二三四", start=3))),
    "contents with page numbers alone": page(
        [
            glyph
            for at, sign in enumerate("一二三四")
            for glyph in (*signs(f"第{sign}部分", 60, 200 + 20 * at), *signs(str(3 + at), 500, 200 + 20 * at))
        ]
    ),
    "numbered headings": page(
        [
            glyph
            for at in range(5)
            for glyph in (*signs(str(at + 1), 60, 200 + 20 * at), *signs("主要职能和机构设置", 90, 200 + 20 * at))
        ]
    ),
    "signatures": page(
        [
            glyph
            for at, label in enumerate(["负责人", "经办人", "填报日期"])
            for glyph in (*signs(label + "：", 60, 200 + 20 * at), *signs("2026年1月5日", 300, 200 + 20 * at))
        ]
    ),
    "labels of a chart": page(
        [
            *(glyph for at in range(5) for glyph in signs(str(1000 - 200 * at), 60, 200 + 30 * at)),
            *(glyph for at in range(4) for glyph in signs(f"{at}12.50", 120 + 80 * at, 215 + 25 * at)),
            *(glyph for at in range(4) for glyph in signs("基本支出", 120 + 80 * at, 360)),
        ]
    ),
}


@pytest.mark.parametrize("shown", NO_TABLES.values(), ids=NO_TABLES)
def test_what_only_looks_like_a_table_stays_text(shown: Page) -> None:
    tables, lines = read(shown)

    assert tables == []
    assert "".join(lines).replace(" ", "") == "".join(glyph.text for glyph in in_reading_order(shown) if glyph.text != " ")


def in_reading_order(shown: Page) -> list[Glyph]:
    return sorted(shown.glyphs, key=lambda glyph: (glyph.baseline, glyph.box.left))


def test_a_label_over_two_lines_is_one_row_with_figures_on_either_line_or_between() -> None:
    def drawn(figure_at: float) -> Page:
        label = [*signs("机关事业单位基本养老", 60, 220), *signs("保险缴费支出", 60, 220 + LINE)]
        figure = [*signs("45.00", 275, 220 + figure_at), *signs("40.00", 375, 220 + figure_at)]
        return page([*rows_at([HEADER, ROWS[0]], 180), *label, *figure, *rows_at(ROWS[1:], 220 + LINE + 20)])

    wanted = [HEADER, ROWS[0], ("机关事业单位基本养老保险缴费支出", "45.00", "40.00"), *ROWS[1:]]
    assert [read(drawn(at)) for at in (0, LINE / 2, LINE)] == [([wanted], [])] * 3


def test_a_title_and_a_unit_of_measure_above_the_header_in_rules_stay_rows_of_the_table() -> None:
    xs, ys = (60, 260, 360), (100, 120, 140, 160, 180)
    rules = [Rule(True, y, 60, 360) for y in ys] + [Rule(False, x, 100 if x != 260 else 140, 180) for x in xs]
    glyphs = [*signs("收支总表", 190, 114), *signs("单位：万元", 300, 134), *signs("项目", 70, 154), *signs("预算数", 270, 154)]
    glyphs += [*signs("合计", 70, 174), *signs("5.00", 330, 174)]

    assert read(page(glyphs, rules)) == ([[("收支总表", ""), ("单位：万元", ""), ("项目", "预算数"), ("合计", "5.00")]], [])


def test_a_box_around_prose_is_text() -> None:
    frame = [Rule(True, y, 50, 550) for y in (180, 280)] + [Rule(False, x, 180, 280) for x in (50, 550)]
    shown = lines_of_text("本表由财政部门填报。", "口径与上年一致。")

    assert read(page(shown.glyphs, frame)) == ([], ["本表由财政部门填报。", "口径与上年一致。"])


def test_a_table_in_a_frame_around_the_page_is_read_once() -> None:
    drawn = made_table(random.Random(7), is_plain=True)
    frame = [Rule(True, y, 20, 590) for y in (30, 820)] + [Rule(False, x, 30, 820) for x in (20, 590)]

    assert read(page(drawn.glyphs(), [*drawn.all_rules(), *frame]))[0] == [drawn.cells()]


def test_a_header_at_the_top_of_each_page_is_no_running_head() -> None:
    pages = [page(rows_at([HEADER, *ROWS], 40), page_no=number) for number in range(1, 5)]

    assert read(*pages) == ([[HEADER, *ROWS] * 4], [])
