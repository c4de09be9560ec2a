"""What holds for the explanations of every document, tried on many that were made at random."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.wording import fold, strip_invisible
from tests.small_explanations import (
    ASSETS,
    BASIC,
    CARRYOVER,
    CLASSES,
    ENTRUSTED,
    EXPENDITURE,
    INCOME,
    ITEMS,
    OTHER,
    PART_FOUR,
    PART_THREE,
    PERFORMANCE,
    PROJECTS,
    STAFF,
    THREE_PUBLIC,
    UNIT,
    Read,
    explained,
    section,
    tallies,
)

# Any text

HEADINGS = st.sampled_from(
    [
        *(
            STAFF,
            INCOME,
            EXPENDITURE,
            CLASSES,
            ITEMS,
            BASIC,
            PROJECTS,
            THREE_PUBLIC,
            ENTRUSTED,
            CARRYOVER,
            ASSETS,
            PERFORMANCE,
            OTHER,
        ),
        *("三、其他事项说明", "（一）某某", "一、", f"## {INCOME}", PART_THREE, PART_FOUR, "目 录"),
    ]
)
FRAGMENTS = st.sampled_from(
    [
        *(
            "一般公共预算",
            "单位资金",
            "基本支出",
            "项目支出",
            "“三公”经费",
            "公务接待费",
            "委托业务费",
            "结转",
            "房屋",
            "车辆",
            "价值",
        ),
        *(
            "在职",
            "编制数",
            "涉密项目",
            "大型设备",
            "项目名称：",
            "预算安排规模：",
            "资金分配情况：",
            "资金执行时间：",
            "补贴标准：",
            "甲项目",
        ),
        *(
            "一般公共服务支出（类）",
            "教育支出（类）普通教育（款）小学教育（项）",
            "行政运行（项）：",
            UNIT,
            "2026 年",
            "2026年1月1日",
            "2026.01",
        ),
        *(
            "5.00",
            "1,234.5",
            "12",
            "0",
            "3.5",
            "15",
            "99999999999999999999",
            "0.000000001",
            "１２．３",
            "٣.٥",
            "1.",
            "2、",
            "（3）",
            "(1)",
            "一、",
        ),
        *(
            " 万元",
            "元",
            "亿元",
            "万",
            "%",
            "％",
            "平方米",
            "台（套）",
            "辆",
            "人",
            "个",
            "万/人/年",
            "元/月",
            "万亩",
            "P",
            "号",
            "月",
            "日",
        ),
        *(
            "占",
            "比上年预算增加",
            "减少",
            "下降",
            "持平",
            "主要原因是",
            "主要用于",
            "其中：",
            "共计",
            "合计",
            "预算数为",
            "为",
            "是",
            "有",
            "以上",
        ),
        *(
            "，",
            "；",
            "。",
            "：",
            "、",
            "（",
            "）",
            "*",
            "=",
            "+",
            "-",
            "~",
            "至",
            " ",
            "\u3000",
            "\n",
            "\n\n",
            "\f",
            "\n- 3 -\n",
            "\n12\n",
        ),
        *("联系人：", "王小明", "13812345678", "不予公开", "甲\t乙\t5.00\n", "单位：万元\n", "项目支出绩效目标表\n"),
    ]
)
# No mark-up, which is taken out of a line, and no sign that no encoding of Chinese texts has.
ODD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z"], exclude_characters="<*#"), max_size=5)
TEXTS = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, FRAGMENTS, ODD), max_size=40)
PARTS = st.lists(st.tuples(HEADINGS, TEXTS), min_size=1, max_size=3)


def _squeezed(line: str) -> str:
    return re.sub(r"\s", "", fold(strip_invisible(line)))


def _stands_on(text: str, line: str) -> bool:
    """Whether a figure stands on a line, or begins on it and goes on in the next."""
    words = _squeezed(line)
    return text in words or any(words.endswith(text[:length]) for length in range(1, len(text)))


def _places(extraction: Extraction) -> list[tuple[int | None, int | None, int | None]]:
    """(section, sentence, figure) of the figures and the rejected figures of sentences."""
    loaded = [
        (each.section_no, each.sentence_no, int(each.figure_id.split(":")[2]))
        for each in extraction.figures
        if each.section_no is not None
    ]
    return loaded + [
        (each.section_no, each.sentence_no, each.figure_no) for each in extraction.rejected if each.section_no is not None
    ]


@settings(deadline=None, derandomize=True, max_examples=250)
@given(PARTS)
def test_explanations_of_any_text_are_counted_and_stand_where_they_are_said_to(
    read: Read, parts: list[tuple[str, list[str]]]
) -> None:
    document = explained("\n".join(f"{heading}\n{''.join(texts)}" for heading, texts in parts))
    extraction = read(document)
    assert extraction.documents[0].read_outcome == "read"
    tallies(extraction)
    lines = document.split("\n")
    in_sentences = [each for each in extraction.figures if each.section_no is not None]
    assert all(_stands_on(each.text, lines[each.line_no - 1]) for each in in_sentences)
    identifiers = [each.figure_id for each in extraction.figures]
    assert len(identifiers) == len(set(identifiers))
    places = _places(extraction)
    assert len(places) == len(set(places))
    sentences = {(each.section_no, each.sentence_no) for each in extraction.sentences}
    assert {place[:2] for place in places} == sentences
    assert all(each.reason and each.reason_code for each in extraction.rejected)
    assert {each.budget_figure_id for each in extraction.project_cards} - {None} <= set(identifiers)
    assert read(document) == extraction


@settings(deadline=None, derandomize=True, max_examples=100)
@given(PARTS)
def test_explanations_change_nothing_of_the_tables(read: Read, parts: list[tuple[str, list[str]]]) -> None:
    text = "\n".join(f"{heading}\n{''.join(texts)}" for heading, texts in parts).replace("\t", "").replace("\f", "")
    plain, more = read(explained("")), read(explained(text))
    assert [(each.table_no, each.row_no, each.column_no, each.text) for each in more.cells] == [
        (each.table_no, each.row_no, each.column_no, each.text) for each in plain.cells
    ]


# Sentences of a grammar


@dataclass(frozen=True)
class Stated:
    """A sentence in the pieces that spaces may stand between, and the figures that it states."""

    pieces: tuple[str, ...]
    figures: tuple[tuple[str, str, Decimal], ...]
    reason: str | None


LABELS = st.sampled_from(
    [
        (INCOME, "一般公共预算", "income"),
        (INCOME, "财政拨款结转", "income"),
        (EXPENDITURE, "基本支出", "expenditure_basic"),
        (BASIC, "人员经费", "basic_personnel"),
        (THREE_PUBLIC, "因公出国（境）费用", "three_public_abroad"),
        (ITEMS, "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：2026年", "general_public_item"),
        (CLASSES, "卫生健康支出（类）", "general_public_class"),
    ]
)
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
REASONS = ["人员增加，工资上涨", "2024年6月新成立单位、其余8名人员未到位", "上年“新发展”项目（二期）未完成"]


@st.composite
def amounts(draw: st.DrawFn) -> tuple[str, Decimal]:
    value = Decimal(draw(st.integers(0, 10**6 - 1))).scaleb(-draw(st.integers(0, 2)))
    return (f"{value:,f}" if draw(st.booleans()) else f"{value:f}"), value


@st.composite
def sentences(draw: st.DrawFn, measure: str, label: str) -> Stated:
    """An amount with its unit; then, each or not, a share, a change, its percentage, a reason."""
    pieces, stated = [label], []

    def add(kind: str, sign: int, unit: str, *words: str) -> None:
        text, value = draw(amounts())
        pieces.extend((*words, text, unit))
        stated.append((measure, kind, 0 + sign * value))

    unit = draw(st.sampled_from(sorted(UNITS)))
    add("amount", 1, unit, *draw(st.sampled_from([(), ("预算数为",), ("合计",)])))
    if draw(st.booleans()):
        add("share", 1, draw(st.sampled_from("%％")), "，", "占")
    word, sign = draw(st.sampled_from([("增加", 1), ("增长", 1), ("减少", -1), ("下降", -1)]))
    if draw(st.booleans()):
        add("change", sign, unit, "，", draw(st.sampled_from(["比上年预算", "较上年", "与上年预算相比，", ""])), word)
    if draw(st.booleans()):
        add("change_pct", sign, "%", "，", draw(st.sampled_from(["同比", ""])), word)
    reason = draw(st.one_of(st.none(), st.sampled_from(REASONS)))
    if reason:
        pieces.extend(("，", "主要原因是", reason))
    return Stated((*pieces, "。"), tuple(stated), reason)


def _printed(pieces: tuple[str, ...], data: st.DataObject) -> str:
    """The pieces with spaces between them, in full width or not, and a line break anywhere but behind a colon."""
    spaces = st.sampled_from(["", "", " ", "  ", "\u3000"])
    text = pieces[0] + "".join(data.draw(spaces) + piece for piece in pieces[1:])
    if data.draw(st.booleans()):
        text = text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    cut = data.draw(st.integers(0, len(text) - 1))
    page_break = data.draw(st.sampled_from(["\n", "\n\n", "\f", "\n- 7 -\n"]))
    first = text[:cut].rstrip("\u3000 ")
    # A line that ends with a colon ends its paragraph: 其中：
    return text if not first or first.endswith("：") else first + page_break + text[cut:]


@settings(deadline=None, derandomize=True, max_examples=250)
@given(LABELS, st.data())
def test_a_sentence_gives_back_what_it_states_whatever_its_spaces_and_line_breaks(
    read: Read, labelled: tuple[str, str, str], data: st.DataObject
) -> None:
    heading, label, measure = labelled
    stated = data.draw(sentences(measure, label))
    extraction = read(section(heading, _printed(stated.pieces, data)))
    assert [(each.measure_code, each.figure_kind, each.value) for each in extraction.figures] == list(stated.figures)
    assert not extraction.rejected
    assert {each.statement_no for each in extraction.figures} == {1}
    reason = extraction.figures[0].reason
    assert (re.sub(r"\s", "", fold(reason)) if reason else None) == (fold(stated.reason) if stated.reason else None)
    assert all(each.reason is None for each in extraction.figures[1:])
    assert Counter(each.line_no for each in extraction.figures).total() == tallies(extraction)[0][1]
