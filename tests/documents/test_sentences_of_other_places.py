"""Sentences of disclosures of other places than Xinjiang and Shanghai, where they are at hand: figures read off the drawn pages."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from pypdfium2 import PdfDocument

from dagster_project.extraction.extract import Extraction
from tests.documents.published import Read, published

NATIONAL = "2026-national-petition-administration"
NATIONAL_FINAL = "2024-national-petition-administration-final-account"
CHANGSHA = "2026-changsha-petition-bureau"
CHONGQING = "2026-chongqing-meteorological-bureau"
GUANGZHOU = "2026-guangzhou-statistics-bureau"
HANGZHOU = "2026-hangzhou-meteorological-bureau"
HUZHOU = "2026-huzhou-veterans-bureau"
WUXI = "2026-wuxi-statistics-bureau"
XIAN = "2026-xian-petition-bureau"
YANTAI = "2026-yantai-audit-bureau"

# The first and the last page of the explanations.
PAGES = {
    NATIONAL: (17, 29),
    NATIONAL_FINAL: (17, 29),
    CHANGSHA: (5, 10),
    CHONGQING: (1, 3),
    GUANGZHOU: (23, 24),
    HANGZHOU: (4, 10),
    HUZHOU: (5, 11),
    WUXI: (25, 33),
    XIAN: (8, 16),
    YANTAI: (27, 29),
}
# Nine of ten figures are to be understood. Those by economic class (Xi'an), and of basic expenditure within other sections
# (Chongqing), are not.
LEAST_SHARE = Decimal("0.9")
BELOW_IT = {XIAN, CHONGQING}
# Sums of money and percentages in the text that the file holds; a threshold (单价100万元（含）以上) is none.
PRINTED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:亿元|万元|元|%|％)(?!(?:[(（]含[)）])?以上)")

# Read off the pages: (measure, subject, fund source) → value as printed.
STATED = {
    # Pages 17 to 26.
    NATIONAL: {
        ("income", None, "general_public"): "16474.82",
        ("income", None, "other_income"): "31888",
        ("income_carryover", None, None): "2254.12",
        ("appropriation_class", "208", None): "2208.19",
        ("general_public_item", "2014004", "general_public"): "2114.66",
        ("change_against_execution", "2014004", "general_public"): "100.16",
        ("change_against_execution", "2080501", "general_public"): "-126.49",
        ("change_against_execution_pct", "2014002", "general_public"): "1009.71",
        ("three_public_total", None, None): "112.61",
        ("procurement_total", None, None): "4308.39",
        ("vehicles", None, None): "15",
    },
    # Pages 17 to 28.
    NATIONAL_FINAL: {
        ("opening_carryover", None, None): "1615.24",
        ("closing_carryover", None, None): "7494.06",
        ("expenditure_class", "201", None): "10685.56",
        ("expenditure_class", "205", None): "180.03",
        ("general_public_item_initial", "2014099", "general_public"): "2457.85",
        ("general_public_item", "2014099", "general_public"): "1788.46",
        ("procurement_awarded_sme", None, None): "1820.69",
        ("vehicles_minister", None, None): "1",
    },
    # Pages 5 to 9.
    CHANGSHA: {
        ("income_total", None, None): "1935.36",
        ("general_public_basic", None, None): "1517.95",
        ("meeting_expenses", None, None): "5.6",
        ("organ_operating_expenses", None, None): "122.98",
        ("three_public_vehicle_operation", None, None): "5",
        ("vehicles_confidential", None, None): "1",
        ("vehicles_planned", None, None): "0",
    },
    # Pages 1 to 3.
    CHONGQING: {
        ("income_total", None, None): "14770.62",
        ("income", None, "government_fund"): "579.89",
        ("expenditure_class", "220", None): "13873.36",
        ("three_public_vehicle_operation", None, None): "13.55",
        ("procurement_services", None, None): "900",
    },
    # Pages 23 and 24.
    GUANGZHOU: {
        ("expenditure_total", None, None): "9483.72",
        ("three_public_total", None, None): "19.86",
        ("three_public_vehicles", None, None): "6.7",
        ("procurement_works", None, None): "26.6",
        ("fixed_assets_value", None, None): "10884.06",
        ("equipment_over_1m", None, None): "12",
    },
    # Pages 4 to 10.
    HANGZHOU: {
        ("expenditure_class", "220", None): "5371.48",
        ("appropriation_class", "220", None): "5247.87",
        ("expenditure_basic_personnel", None, None): "2906.8",
        ("change_against_execution", "2060404", "general_public"): "-113.53",
        ("three_public_reception", None, None): "6.02",
        ("vehicles_special", None, None): "5",
        ("vehicles_planned_special", None, None): "1",
    },
    # Pages 4 to 11.
    HUZHOU: {
        ("expenditure_carryover", None, None): "0",
        ("general_public_item", "2082804", "general_public"): "409",
        ("basic_operating", None, None): "116.93",
        ("organ_operating_expenses", None, None): "48.78",
        ("training_expenses", None, None): "39.51",
    },
    # Pages 25 to 33.
    WUXI: {
        ("budget_total", None, None): "3210.1",
        ("income_current", None, None): "3210.1",
        ("expenditure_class", "201", None): "2404.17",
        ("appropriation_item", "2010507", None): "315.58",
        ("appropriation_basic_operating", None, None): "131.33",
        ("three_public_abroad", None, None): "0",
        ("meeting_expenses", None, None): "2.61",
        ("performance_goal_amount", None, None): "975.06",
    },
    # Pages 8 to 16.
    XIAN: {
        ("income_total", None, None): "2838.42",
        ("expenditure_from_fund", None, "general_public"): "2838.42",
        ("general_public_item", "2210203", "general_public"): "74.61",
        ("three_public_vehicle_operation", None, None): "9.1",
        ("training_expenses", None, None): "21.98",
    },
    # Pages 27 to 29.
    YANTAI: {
        ("income", None, "other_income"): "781.6",
        ("expenditure_basic", None, None): "2776.85",
        ("three_public_total", None, None): "3.4",
        ("performance_goal_amount", None, None): "781.5",
    },
}


def _read(name: str, read: Read) -> Extraction:
    return read(published(name))


def _printed(name: str) -> Counter[str]:
    """The digits of the sums and percentages on the pages of the explanations, as the file itself gives its text."""
    first, last = PAGES[name]
    with PdfDocument(published(name)) as document:
        pages = ["".join(document[at].get_textpage().get_text_range().split()) for at in range(first - 1, last)]
    return Counter(found.group(1).replace(",", "") for page in pages for found in PRINTED.finditer(page))


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_of_the_explanations_is_loaded_or_refused(name: str, read: Read) -> None:
    extraction = _read(name, read)
    loaded = [each.text for each in extraction.figures]
    refused = [each for each in extraction.rejected if each.table_no is None]
    told = Counter(re.sub(r"[^\d.]", "", text) for text in (*loaded, *(each.text for each in refused)))
    assert _printed(name) - told == Counter()
    assert all(each.reason for each in refused)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in BELOW_IT])
def test_nine_of_ten_figures_of_sentences_are_understood(name: str, read: Read) -> None:
    extraction = _read(name, read)
    n_loaded = sum(each.section_no is not None for each in extraction.figures)
    n_refused = sum(each.section_no is not None for each in extraction.rejected)
    assert n_loaded >= LEAST_SHARE * (n_loaded + n_refused)


@pytest.mark.parametrize(("name", "expected"), STATED.items())
def test_sentences_state_what_the_pages_print(
    name: str, expected: dict[tuple[str, str | None, str | None], str], read: Read
) -> None:
    stated: dict[tuple[str, str | None, str | None], set[Decimal]] = {}
    for each in _read(name, read).figures:
        if each.figure_kind in ("amount", "quantity"):
            stated.setdefault((each.measure_code, each.subject_code, each.fund_source_code), set()).add(each.value)
    found = {meaning: stated.get(meaning) for meaning in expected}
    assert found == {meaning: {Decimal(text)} for meaning, text in expected.items()}


def test_a_change_against_the_final_account_before_is_one_of_the_figure(read: Read) -> None:
    """Page 18: 教育（类）支出180.03万元，比2023年度决算数增加47.92万元，增长36.27%."""
    of_education = [
        (each.figure_kind, each.value)
        for each in _read(NATIONAL_FINAL, read).figures
        if (each.measure_code, each.subject_code) == ("expenditure_class", "205")
    ]
    assert of_education[:3] == [("amount", Decimal("180.03")), ("change", Decimal("47.92")), ("change_pct", Decimal("36.27"))]


def test_projects_of_a_final_account_have_their_self_evaluations(read: Read) -> None:
    """Pages 27 and 28."""
    reviews = [each for each in _read(NATIONAL_FINAL, read).figures if each.project_name == "资产运行维护项目"]
    assert [(each.measure_code, each.value) for each in reviews] == [
        ("project_review_score", Decimal("98.0")),
        ("project_review_budget", Decimal(120)),
        ("project_review_execution", Decimal(120)),
        ("project_review_completion", Decimal(100)),
    ]
