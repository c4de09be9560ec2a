"""Disclosures made for testing are what they claim to be: consistent, varied, and readable by the program."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dagster_project.extraction.extract import Extraction
from tests.made import MadeDisclosure, make_disclosure
from tests.made.printed import in_wan, percent
from tests.made.tie_out import agrees, contradictions

Read = Callable[[str | bytes], Extraction]

SEEDS = st.integers(min_value=0, max_value=10**9)
# Some seeds that every way of layout occurs in.
SOME = range(40)
# Few disclosures have money of the state capital budget.
STATE_CAPITAL_CARRIED_OVER, STATE_CAPITAL_TRANSFERRED = 15, 19


@pytest.fixture(scope="module")
def some() -> list[MadeDisclosure]:
    """A few disclosures, of which a test says what occurs among them."""
    return [make_disclosure(seed) for seed in SOME]


def _count(disclosures: list[MadeDisclosure], pattern: str) -> int:
    return sum(bool(re.search(pattern, made.text, re.MULTILINE)) for made in disclosures)


@pytest.mark.parametrize(
    ("yuan", "printed"), [(0, "0.00"), (49, "0.00"), (50, "0.01"), (149, "0.01"), (10_000, "1.00"), (12_345_650, "1,234.57")]
)
def test_an_amount_is_printed_in_wan_with_halves_rounded_up(yuan: int, printed: str) -> None:
    assert in_wan(yuan) == printed


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [(1, 3, "33.33"), (2, 3, "66.67"), (-1, 8, "12.50"), (9, 4, "225.00"), (1, 16, "6.25")]
)
def test_a_rate_is_printed_with_two_decimals_and_without_its_sign(part: int, whole: int, printed: str) -> None:
    assert percent(part, whole) == printed


@pytest.mark.parametrize(
    ("whole", "parts", "is_right"),
    [
        (300, [100, 200], True),
        (301, [100, 200], True),
        (302, [100, 200], False),
        (201, [200], False),
        (None, [], True),
        (None, [1], False),
    ],
)
def test_a_sum_is_right_where_the_intervals_of_its_figures_meet(whole: int | None, parts: list[int], is_right: bool) -> None:
    assert agrees(whole, parts) is is_right


@given(seed=SEEDS)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_a_made_disclosure_contradicts_itself_nowhere(seed: int) -> None:
    assert contradictions(make_disclosure(seed)) == []


def test_the_seeds_that_stand_for_state_capital_have_it() -> None:
    carried = {figure.meaning.item_code for figure in make_disclosure(STATE_CAPITAL_CARRIED_OVER).figures}
    assert {"state_capital_own", "fiscal_carryover_state_capital"} <= carried
    transferred = {figure.meaning.column_code for figure in make_disclosure(STATE_CAPITAL_TRANSFERRED).figures}
    assert {"state_capital", "state_capital_transfer"} <= transferred


@given(seed=SEEDS)
@settings(max_examples=5, deadline=None, derandomize=True)
def test_the_same_seed_gives_the_same_text(seed: int) -> None:
    assert make_disclosure(seed) == make_disclosure(seed)


@given(seed=SEEDS)
@example(seed=STATE_CAPITAL_CARRIED_OVER)
@example(seed=STATE_CAPITAL_TRANSFERRED)
@settings(max_examples=12, deadline=None, derandomize=True)
def test_every_figure_of_a_made_table_is_read_as_what_it_is(seed: int, read: Read) -> None:
    made = make_disclosure(seed)
    extraction = read(made.text)
    meant = Counter(
        (figure.meaning.table_code, figure.meaning.subject_code, figure.meaning.item_code, figure.meaning.project,
         figure.meaning.column_code, figure.amount_yuan)
        for figure in made.figures
    )  # fmt: skip
    loaded = Counter(
        (cell.table_code, cell.subject_code, cell.item_code, cell.project_name, cell.column_code, cell.amount_yuan)
        for cell in extraction.cells
    )
    assert loaded == meant
    assert extraction.rejected == []


@given(seed=SEEDS)
@example(seed=STATE_CAPITAL_CARRIED_OVER)
@example(seed=STATE_CAPITAL_TRANSFERRED)
@settings(max_examples=12, deadline=None, derandomize=True)
def test_every_amount_of_a_made_sentence_is_read(seed: int, read: Read) -> None:
    made = make_disclosure(seed)
    extraction = read(made.text)
    told = made.text[made.text.rindex("第三部分") : made.text.rindex("第四部分")]
    lines = [line for line in re.sub("#|</?[bp]>", "", told).split("\n") if "\t" not in line]
    amounts = Counter(re.findall(r"([\d,]+\.\d\d)万元", re.sub(r"\s", "", "".join(lines))))
    loaded = Counter(
        figure.text.removesuffix("万元").strip()
        for figure in extraction.figures
        if figure.section_no and figure.amount_yuan is not None
    )
    assert loaded == amounts
    sections = {section.section_code for section in extraction.sections}
    assert {
        "overview",
        "income",
        "expenditure",
        "general_public_items",
        "three_public",
        "carryover",
        "procurement",
        "assets",
    } <= sections


@given(seed=SEEDS)
@settings(max_examples=12, deadline=None, derandomize=True)
def test_a_made_disclosure_is_read_as_that_of_its_unit_and_year_with_all_its_tables(seed: int, read: Read) -> None:
    made = make_disclosure(seed)
    extraction = read(made.text)
    document = extraction.documents[0]
    assert (document.read_outcome, document.unit_name, document.fiscal_year) == ("read", made.unit_name, made.fiscal_year)
    assert document.published_on is not None
    assert len(extraction.tables) == len(re.findall("^表 |绩效目标表$", made.text, re.MULTILINE))
    assert len(extraction.project_cards) == made.text.count("项目承担单位：")


def test_many_seeds_give_many_units(some: list[MadeDisclosure]) -> None:
    assert len({made.unit_name for made in some}) > 35


@pytest.mark.parametrize(
    "pattern",
    [
        "^### 一、主要职能$", "^一、主要职能$", "^<b>", "^※\t", "^\t*(?:<b>)?总计(?:</b>)?\t[^\n]+\n(?:<b>)?\\d{3}", "^301\t01\t基本工资", "^301\t01 基本工资",
        "财政拨款 （补助） 小计", "^表 11\n\n(?:## )?上年结转结余", "^表 12\n\n(?:## )?上年结转结余", "部门预算公开", "单位预算公开",
        "没有上年结转结余预算安排的支出", "年 1 月 1 日", "单位整体绩效目标表", "特定目标", "人，其中：在职", "政府性基金预算支出 ?[\\d,]+\\.\\d\\d ?万元",
        "上级一般公共预算安排的转移支付资金 ?[\\d,]+\\.\\d\\d", "单位资金 ?[\\d,]+\\.\\d\\d ?万元", "非财政拨款结转结余 ?[\\d,]+\\.\\d\\d ?万元",
        "国有资本经营预算支出 ?[\\d,]+\\.\\d\\d ?万元，比上年", "上级国有资本经营预算安排的转移支付资金 ?[\\d,]+\\.\\d\\d",
        "、国有资本经营预算拨款 ?[\\d,]+\\.\\d\\d", "购置车辆经费 ?[\\d,]+\\.\\d\\d", "比上年预算增加 ?[\\d,]+\\.\\d\\d ?万元，主要原因", "下降 ?100\\.00%", "万元，[^\n]*[\u4e00-\u9fff]\n\n",
        "\\d\n\n编制(?:部门|单位)：[^\n]+\n\n单位：万元\n\n[^\n]*\t",
    ],
)  # fmt: skip
def test_each_way_of_layout_and_each_kind_of_money_occurs_in_some_and_not_in_all(some: list[MadeDisclosure], pattern: str) -> None:
    assert 0 < _count(some, pattern) < len(some)


def test_rounding_makes_printed_sums_differ_from_the_sum_of_their_printed_parts(some: list[MadeDisclosure]) -> None:
    differences = set()
    for made in some:
        basic = [figure for figure in made.figures if figure.meaning.table_code == "basic_expenditure"]
        totals = [figure.amount_yuan for figure in basic if figure.meaning.column_code == "total"]
        leaves = [f.amount_yuan for f in basic if f.meaning.column_code == "total" and f.meaning.row_kind == "item"]
        differences.add(max(totals) - sum(leaves))
    assert {Decimal(-100), Decimal(0), Decimal(100)} <= differences
