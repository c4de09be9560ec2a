"""Part three of the full texts: every decimal of it is accounted for, and means what a person reads there."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import DATASETS, FigureRecord
from dagster_project.storage.layout import PROJECT_ROOT
from tests.conftest import FULL_TEXTS

TEXTS = sorted(FULL_TEXTS.glob("*.txt"))

pytestmark = pytest.mark.skipif(not TEXTS, reason="the full texts are not at hand: they are no part of the project")

Read = Callable[[str | bytes], Extraction]
# (line, decimal as printed) → how often
Decimals = Counter[tuple[int, str]]

CHANGJI = "2026-changji-digital-development-bureau"
KIZILSU = "2026-kizilsu-digital-development-bureau"
XINJIANG = "2026-xinjiang-data-resource-center"
YIWU = "2026-yiwu-digital-development-bureau"

DECIMAL = re.compile(r"\d[\d,]*\.\d+")
LIST_NUMBER_BEFORE_A_DIGIT = re.compile(r"(?<!\d)\d{1,2}\. (?=\d)")

# Decimals of prose and of tables, counted by the text alone. Counted with a space allowed behind the point there are 733
# in all: with the numbers of six list items whose names begin with a digit (1. 2025 年…), without a date (2026 . 20 年月).
PRINTED = {CHANGJI: (171, 32), KIZILSU: (116, 43), XINJIANG: (137, 29), YIWU: (147, 53)}

by_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def part_three(path: Path) -> list[tuple[int, str]]:
    """The lines of part three with their numbers, behind the table of contents, which names it first."""
    found: list[tuple[int, str]] = []
    n_headings = 0
    for line_no, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        words = re.sub(r"<[^>]*>|[#*\s]", "", line)
        n_headings += words.startswith("第三部分")
        if n_headings == 2 and words.startswith("第四部分"):
            break
        if n_headings == 2:
            found.append((line_no, line))
    return found


def decimals_of_prose(path: Path) -> Decimals:
    return Counter((line_no, text) for line_no, line in part_three(path) if "\t" not in line for text in DECIMAL.findall(line))


def decimals_of_tables(path: Path) -> Decimals:
    """Those of the cells, put together where a space was wrapped into them (958. 90)."""
    return Counter(
        (line_no, text)
        for line_no, line in part_three(path)
        if "\t" in line
        for cell in line.split("\t")
        for text in DECIMAL.findall(re.sub(r"\s", "", cell))
    )


def structural_decimals(path: Path) -> Decimals:
    """The decimals that are no figures: dates of the periods of cards, and parts of the names of two projects."""
    found: Decimals = Counter()
    for line_no, line in part_three(path):
        if line.startswith("资金执行时间"):
            found.update((line_no, text) for text in re.findall(r"20\d\d\.\d\d", line))
        for name in ("经建科部分单位试岗人员生活补助经费 09.25", "下达 2025 年第二批州级预算内前期费投资计划 12.08"):
            if f"{name} 结转" in line:
                found[line_no, name[-5:]] += 1
    return found


def in_text(line_no: int, text: str | None) -> Decimals:
    return Counter((line_no, decimal) for decimal in DECIMAL.findall(re.sub(r"\s", "", text or "")))


def in_records(extraction: Extraction) -> Decimals:
    """The decimals that are loaded: of figures, and of the values of last year in performance tables, which are texts."""
    found: Decimals = Counter()
    for figure in extraction.figures:
        found += in_text(figure.line_no, figure.text)
    for indicator in extraction.performance_indicators:
        found += in_text(indicator.line_no, indicator.prior_value_text)
    return found


# Completeness


def test_part_three_of_the_four_texts_holds_728_decimals() -> None:
    assert {path.stem: (decimals_of_prose(path).total(), decimals_of_tables(path).total()) for path in TEXTS} == PRINTED
    assert sum(map(sum, PRINTED.values())) == 728
    spaced = sum(len(re.findall(r"\d[\d,]*\.\s*\d+", line)) for path in TEXTS for _, line in part_three(path))
    numbered = sum(len(LIST_NUMBER_BEFORE_A_DIGIT.findall(line)) for path in TEXTS for _, line in part_three(path))
    assert (spaced, numbered) == (733, 6)


@by_text
def test_every_decimal_of_part_three_is_loaded_rejected_or_structural(path: Path, read: Read) -> None:
    extraction = read(path.read_bytes())
    printed = decimals_of_prose(path) + decimals_of_tables(path)
    loaded = in_records(extraction)
    assert loaded - printed == Counter()
    rejected: Decimals = Counter()
    for each in extraction.rejected:
        assert each.reason
        if each.reason_code == "outside_sections":
            continue
        rejected += in_text(each.line_no, each.text)
    structural = structural_decimals(path)
    assert printed - loaded - rejected - structural == Counter()
    assert loaded.total() + rejected.total() + structural.total() == printed.total()


def test_of_the_decimals_that_are_figures_98_of_100_are_loaded(read: Read) -> None:
    printed, loaded = 0, 0
    for path in TEXTS:
        printed += sum(PRINTED[path.stem]) - structural_decimals(path).total()
        loaded += in_records(read(path.read_bytes())).total()
    assert (printed, loaded) == (718, 710)
    assert loaded / printed >= 0.98


@by_text
def test_a_figure_has_the_value_that_is_printed(path: Path, read: Read) -> None:
    for figure in read(path.read_bytes()).figures:
        if figure.figure_kind != "target":
            assert abs(figure.value) == Decimal(figure.text.replace(",", ""))
        if figure.direction == "decrease":
            assert figure.value <= 0
        if figure.yuan_per_unit:
            assert figure.amount_yuan == figure.value * figure.yuan_per_unit


@by_text
def test_what_is_rejected_is_part_of_a_calculation_or_a_date_that_is_none(path: Path, read: Read) -> None:
    reasons = Counter(each.reason_code for each in read(path.read_bytes()).rejected)
    # Outside part three one document says how large a building is (3.5万平方米).
    expected = {CHANGJI: {"part_of_calculation": 10}, YIWU: {"target_not_understood": 1, "outside_sections": 1}}
    assert reasons == expected.get(path.stem, {})


@by_text
def test_every_section_is_known_and_its_tally_adds_up(path: Path, read: Read) -> None:
    extraction = read(path.read_bytes())
    assert [each.title for each in extraction.sections if each.section_code is None] == []
    loaded = Counter(each.section_no for each in extraction.figures)
    rejected = Counter(each.section_no for each in extraction.rejected)
    for each in extraction.sections:
        assert (each.figures_loaded, each.figures_rejected) == (loaded[each.section_no], rejected[each.section_no])
        assert each.figures_seen == each.figures_loaded + each.figures_structural + each.figures_rejected


# Performance tables


def test_there_are_33_performance_tables_with_305_indicators(read: Read) -> None:
    extractions = [read(path.read_bytes()) for path in TEXTS]
    scopes = Counter(table.scope for extraction in extractions for table in extraction.performance_tables)
    assert scopes == {"unit": 3, "project": 30}
    assert sum(len(extraction.performance_indicators) for extraction in extractions) == 305
    assert sum(len(extraction.project_cards) for extraction in extractions) == 4 + 6 + 7 + 13


@by_text
def test_the_weights_of_the_indicators_of_each_table_sum_to_90(path: Path, read: Read) -> None:
    extraction = read(path.read_bytes())
    weights: dict[int, Decimal] = {table.table_no: Decimal(0) for table in extraction.performance_tables}
    for indicator in extraction.performance_indicators:
        weights[indicator.table_no] += indicator.weight or 0
    assert set(weights.values()) == {Decimal(90)}


# The reduced texts of raw/


def _meaning(figure: FigureRecord) -> tuple[object, ...]:
    return (
        figure.measure_code,
        figure.figure_kind,
        figure.subject_code,
        figure.fund_source_code,
        figure.project_name,
        figure.value,
        figure.unit_of_measure,
    )


def _is_of_kept_text(figure: FigureRecord) -> bool:
    """Whether the reduced text keeps what a figure stands in: reasons, purposes, allocations and goals were taken out."""
    return "remark" not in figure.measure_code and not figure.measure_code.startswith(("project_allocation", "goal_"))


@by_text
def test_the_reduced_text_gives_the_same_figures_cards_and_indicators_as_the_full_one(path: Path, read: Read) -> None:
    (reduced_path,) = (PROJECT_ROOT / "raw").rglob(path.name)
    reduced, full = read(reduced_path.read_bytes()), read(path.read_bytes())
    assert [_meaning(each) for each in reduced.figures if _is_of_kept_text(each)] == [
        _meaning(each) for each in full.figures if _is_of_kept_text(each)
    ]

    def cards(extraction: Extraction) -> list[tuple[object, ...]]:
        budgets = {each.figure_id: each.amount_yuan for each in extraction.figures}
        return [
            (each.project_name, budgets.get(each.budget_figure_id or ""), each.period_start, each.period_end)
            for each in extraction.project_cards
        ]

    def indicators(extraction: Extraction) -> list[dict[str, object]]:
        places = ("content_sha256", "line_no", "page_no")
        return [
            {name: value for name, value in asdict(each).items() if name not in places}
            for each in extraction.performance_indicators
        ]

    assert cards(reduced) == cards(full)
    assert indicators(reduced) == indicators(full)


# People


@by_text
def test_no_name_and_no_telephone_number_of_a_person_is_in_any_record(path: Path, read: Read) -> None:
    people = set()
    for _, line in part_three(path):
        cells = [cell for cell in (re.sub(r"<[^>]*>|\s", "", cell) for cell in line.split("\t")) if cell]
        people |= {name for label, name in pairwise(cells) if re.search(r"负责人$|联系人$|联系电话$", label)}
    assert people
    assert not [each for each in people if not re.fullmatch(r"[一-鿿]{2,4}|\d{11}", each)]
    extraction = read(path.read_bytes())
    texts = [
        value
        for dataset in DATASETS
        for record in getattr(extraction, dataset)
        for value in asdict(record).values()
        if isinstance(value, str)
    ]
    assert [(person, text) for person in people for text in texts if person in text] == []


# Figures read by eye: (line, measure, what it is, subject or fund source or project, value, unit)

READ_BY_EYE: dict[str, list[tuple[int, str, str, str | None, str, str | None]]] = {
    CHANGJI: [
        (413, "budget_total", "amount", None, "2504.53", "万元"),
        (423, "income", "change_pct", "general_public", "1440.56", "%"),
        (443, "expenditure_basic_from_fund", "amount", "fiscal_carryover", "0.6", "万元"),
        (457, "appropriation_expenditure", "amount", "210", "37.57", "万元"),
        (472, "general_public_class", "share", "208", "5.38", "%"),
        (480, "general_public_item", "change", "2011302", "-80.00", "万元"),
        (514, "basic_operating", "amount", None, "72.85", "万元"),
        (550, "project_allocation_sum", "amount", "政务中心运转经费", "20", "万元"),
        (570, "project_allocation", "amount", "12345 云呼叫平台技术服务运维费", "516.01", "万元"),
        (602, "three_public_vehicle_operation", "change", None, "3.36", "万元"),
        (626, "carryover_project", "amount", "下达 2025 年第二批州级预算内前期费投资计划 12.08", "128.00", "万元"),
        (648, "vehicles_other", "quantity", None, "2", "辆"),
        (660, "projects_non_fiscal_amount", "amount", None, "675.80", "万元"),
        (709, "performance_other", "amount", "2026 “闽政通·吉速办”信息化创新平台项目（二期）", "675.02", "万元"),
        (736, "performance_target", "target", "2026 年机关运行经费", "0.40", "万元/月"),
    ],
    KIZILSU: [
        (87, "staff_on_duty", "change", None, "4", "人"),
        (87, "posts", "quantity", None, "33", None),
        (401, "income", "share", "general_public", "100.00", "%"),
        (429, "appropriation_expenditure", "amount", "201", "373.03", "万元"),
        (439, "general_public_project", "change", None, "230.74", "万元"),
        (449, "general_public_class", "share", "221", "3.57", "%"),
        (459, "general_public_item", "amount", "2080505", "18.38", "万元"),
        (475, "basic_operating", "amount", None, "6.18", "万元"),
        (539, "project_allocation", "amount", "克州政务服务和数字化发展中心业务经费项目", "3.04", "万元"),
        (567, "three_public_vehicle_operation", "change", None, "2.30", "万元"),
        (583, "procurement_reserved_micro", "amount", None, "0.40", "万元"),
        (599, "vehicle_purchase_planned", "amount", None, "18.00", "万元"),
        (629, "performance_budget", "amount", "克州 12345 政务服务便民热线经费项目", "101.34", "万元"),
        (659, "goal_fiscal", "amount", "克州电子政务外网专项运维费项目", "62.4", "万元"),
    ],
    XINJIANG: [
        (444, "income", "change", "unit_funds", "-2170.81", "万元"),
        (448, "income", "share", "fiscal_carryover", "65.96", "%"),
        (454, "expenditure_basic", "change_pct", None, "79.92", "%"),
        (485, "general_public_class", "amount", "208", "449.74", "万元"),
        (499, "general_public_item", "change", "2080502", "7.94", "万元"),
        (517, "basic_operating", "amount", None, "128.02", "万元"),
        (589, "project_allocation", "amount", "自治区网站集约化平台技术运维服务项目", "49.50", "万元"),
        (617, "three_public_total", "amount", None, "5.62", "万元"),
        (633, "carryover_project", "amount", "数据资源和政务服务中心项目经费", "2525.53", "万元"),
        (651, "operating_expenses", "change_pct", None, "43.31", "%"),
        (657, "procurement_reserved_sme", "amount", None, "432.44", "万元"),
        (663, "buildings_area", "quantity", None, "10988.00", "平方米"),
        (663, "buildings_value", "amount", None, "1895.55", "万元"),
        (671, "equipment_over_500k", "quantity", None, "55", "台"),
        (814, "confidential_projects_amount", "amount", None, "42.00", "万元"),
    ],
    YIWU: [
        (442, "income", "change", "general_public", "-2002.20", "万元"),
        (454, "income", "change_pct", "unit_funds", "-100.00", "%"),
        (462, "expenditure_project", "share", None, "92.84", "%"),
        (472, "appropriation_expenditure", "amount", "221", "12.08", "万元"),
        (480, "general_public_project", "change_pct", None, "-47.55", "%"),
        (496, "general_public_item", "change", "2010608", "0.50", "万元"),
        (522, "basic_personnel", "amount", None, "162.19", "万元"),
        (560, "project_allocation", "amount", "2026 年代理记账服务费", "1.8", "万元"),
        (616, "project_card_budget", "amount", "数字伊吾建设项目（续建）", "1242.36", "万元"),
        (720, "three_public_reception", "change", None, "-0.10", "万元"),
        (734, "entrusted_service_project", "amount", "哈密市伊吾城市算力网建设项目（续建）", "113.60", "万元"),
        (756, "procurement_reserved_sme", "amount", None, "2189.19", "万元"),
        (773, "projects", "quantity", None, "13", "个"),
        (861, "performance_target", "target", "2026 年伊吾县数字化发展局办公场地租赁费项目", "958.90", "元/天"),
    ],
}


@pytest.mark.parametrize("stem", READ_BY_EYE)
def test_figures_chosen_by_hand_mean_what_a_person_reads(read: Read, stem: str) -> None:
    found = {
        (
            each.line_no,
            each.measure_code,
            each.figure_kind,
            each.subject_code or each.fund_source_code or each.project_name,
            each.value,
            each.unit_of_measure,
        )
        for each in read((FULL_TEXTS / f"{stem}.txt").read_bytes()).figures
    }
    assert [row for row in READ_BY_EYE[stem] if (*row[:4], Decimal(row[4]), row[5]) not in found] == []


# Reasons and purposes: (line, measure, subject or fund source, the text)

REASONS_READ_BY_EYE = {
    CHANGJI: (480, "2025 年州政资中心划转州数发局机构运行补助经费上年度未使用完毕，结转至本年度继续使用"),
    KIZILSU: (453, "克州数字化发展局为2024年新成立预算单位"),
    XINJIANG: (619, "2026 年我单位严格控制公务用车运行维护费支出，较上年无变动"),
    YIWU: (502, "项目建设内容及预算进行调整，所以资金下降"),
}


@pytest.mark.parametrize("stem", REASONS_READ_BY_EYE)
def test_a_reason_is_kept_whole_also_over_a_page_break(read: Read, stem: str) -> None:
    figures = read((FULL_TEXTS / f"{stem}.txt").read_bytes()).figures
    assert REASONS_READ_BY_EYE[stem] in [(each.line_no, each.reason) for each in figures]
