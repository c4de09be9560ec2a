"""The claims of the full texts, each counted in the documents by hand, where they are at hand beside the project."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import ClaimRecord
from tests.conftest import FULL_TEXTS

CHANGJI = "2026-changji-digital-development-bureau"
KIZILSU = "2026-kizilsu-digital-development-bureau"
XINJIANG = "2026-xinjiang-data-resource-center"
YIWU = "2026-yiwu-digital-development-bureau"

pytestmark = pytest.mark.skipif(
    not list(FULL_TEXTS.glob("*.txt")), reason="the full texts are not at hand: they are no part of the project"
)

Read = Callable[[str | bytes], Extraction]


def claims_of(read: Read, name: str) -> list[ClaimRecord]:
    return read((FULL_TEXTS / f"{name}.txt").read_bytes()).claims


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Contents: tables, sections of part three, the section on the organisation. Components: income, classes of
        # expenditure, personnel, operating. Empty tables: below the tables, in part three.
        (
            CHANGJI,
            {
                "contents_entry": 12 + 13 + 1,
                "component": 3 + 5 + 11 + 12,
                "not_arranged": 5 + 1,
                "empty_table": 2 + 2,
                "withheld": 1,
                "no_subordinate_units": 1,
                "year": 81,
            },
        ),
        (
            KIZILSU,
            {
                "contents_entry": 11 + 12 + 1,
                "component": 1 + 4 + 9 + 8,
                "not_arranged": 5,
                "empty_table": 3 + 3,
                "misnomer": 2,
                "no_subordinate_units": 1,
                "year": 74,
            },
        ),
        (
            XINJIANG,
            {
                "contents_entry": 12 + 13 + 1,
                "component": 3 + 4 + 13 + 11,
                "not_arranged": 5 + 1,
                "empty_table": 2 + 2,
                "withheld": 2,
                "misnomer": 2,
                "no_subordinate_units": 1,
                "year": 86,
            },
        ),
        (
            YIWU,
            {
                "contents_entry": 12 + 13 + 1,
                "component": 1 + 4 + 13 + 5,
                "not_arranged": 5 + 1,
                "empty_table": 4 + 3,
                "template_text": 1,
                "no_subordinate_units": 1,
                "year": 97,
            },
        ),
    ],
)
def test_every_claim_of_each_kind_is_found(read: Read, name: str, expected: dict[str, int]) -> None:
    assert Counter(claim.claim_kind for claim in claims_of(read, name)) == expected


@pytest.mark.parametrize(
    ("name", "current", "prior", "past"),
    [
        # Current: parts, headings, years under the titles of performance tables, empty tables, functional items; then those
        # of other sentences. Prior: 均未安排, 截至…年底. Past: numbers of documents in sentences and in cells.
        (CHANGJI, 6 + 24 + 7 + 4 + 12 + 16, 2 + 1, 2 + 7),
        (KIZILSU, 6 + 22 + 7 + 6 + 8 + 14, 2 + 1, 8 + 0),
        (XINJIANG, 6 + 24 + 7 + 4 + 10 + 16, 3 + 1, 15 + 0),
        (YIWU, 6 + 24 + 12 + 7 + 14 + 16, 3 + 1, 8 + 6),
    ],
)
def test_every_year_has_its_role(read: Read, name: str, current: int, prior: int, past: int) -> None:
    roles = Counter(claim.year_role for claim in claims_of(read, name) if claim.claim_kind == "year")
    assert roles == {"current": current, "prior": prior, "past": past}


def test_the_years_that_are_wrong_are_the_four_that_a_person_finds(read: Read) -> None:
    right = {"current": lambda year: year == 2026, "prior": lambda year: year == 2025, "past": lambda year: year <= 2026}
    wrong = [
        (name, claim.line_no, claim.year)
        for name in (CHANGJI, KIZILSU, XINJIANG, YIWU)
        for claim in claims_of(read, name)
        if claim.year_role and not right[claim.year_role](claim.year)
    ]
    assert wrong == [(CHANGJI, 681, 2121), (KIZILSU, 567, 2024), (KIZILSU, 567, 2024), (KIZILSU, 587, 2024)]


@pytest.mark.parametrize("name", [CHANGJI, KIZILSU, XINJIANG, YIWU])
def test_every_component_and_every_empty_table_has_its_code(read: Read, name: str) -> None:
    for claim in claims_of(read, name):
        if claim.claim_kind == "component":
            assert claim.subject_code or claim.fund_source_code, claim
        if claim.claim_kind == "empty_table":
            assert claim.table_code, claim


def test_the_empty_tables_are_those_that_the_documents_name(read: Read) -> None:
    fund, capital = "government_fund_expenditure", "state_capital_expenditure"
    found = {
        name: [(claim.line_no, claim.table_code) for claim in claims_of(read, name) if claim.claim_kind == "empty_table"]
        for name in (CHANGJI, KIZILSU, XINJIANG, YIWU)
    }
    assert found == {
        CHANGJI: [(339, fund), (354, capital), (592, fund), (596, capital)],
        KIZILSU: [(339, fund), (354, capital), (387, "carryover"), (557, fund), (561, capital), (571, "carryover")],
        XINJIANG: [(349, fund), (364, capital), (609, fund), (613, capital)],
        YIWU: [
            *[(356, fund), (371, capital), (390, "three_public"), (426, "carryover")],
            *[(710, fund), (714, capital), (744, "carryover")],
        ],
    }


def test_what_is_withheld_misnamed_or_left_of_a_template_is_where_a_person_finds_it(read: Read) -> None:
    kinds = ("withheld", "misnomer", "template_text")
    found = {
        (name, claim.line_no, claim.project_name or claim.subject_name, claim.amount_yuan)
        for name in (CHANGJI, KIZILSU, XINJIANG, YIWU)
        for claim in claims_of(read, name)
        if claim.claim_kind in kinds
    }
    assert found == {
        (CHANGJI, 620, "特定目标", Decimal("3048000.00")),
        (KIZILSU, 429, "一般公共服务支出", None),
        (KIZILSU, 443, "一般公共服务支出", None),
        (XINJIANG, 629, "上年结转结余", None),
        (XINJIANG, 631, "上年结转结余", None),
        (XINJIANG, 645, "特定目标10003C", Decimal("3700000.00")),
        (XINJIANG, 814, None, Decimal("420000.00")),
        (YIWU, 68, None, None),
    }


@pytest.mark.parametrize(
    ("name", "line"),
    [
        *((f"{CHANGJI}.txt", 65), (f"{KIZILSU}.txt", 85), (f"{XINJIANG}.txt", 91), (f"{YIWU}.txt", 72)),
        # 纳入2026年部门预算编制范围的只有长沙市信访局本级; 本部门无独立核算下属单位.
        *(("2026-changsha-petition-bureau.pdf", 56), ("2026-shenzhen-petition-bureau.pdf", 52)),
        # 下设一个预算单位，北京市信访办公室（本级）; 国家信访局下设1个预算单位，为国家信访局本级.
        *(("2026-beijing-petition-office-text.pdf", 39), ("2026-national-petition-administration.pdf", 52)),
        # These have units below them: courts, an office for the retired, a centre, five units, institutions, branches.
        *(("2019-jiangsu-high-court.pdf", None), ("2024-national-petition-administration-final-account.pdf", None)),
        *(("2025-putuo-government-office.pdf", None), ("2024-wanli-subdistrict.pdf", None)),
        *(("2026-guangzhou-statistics-bureau.pdf", None), ("2026-yantai-audit-bureau.pdf", None)),
    ],
)
def test_who_has_no_units_below_is_who_says_so(read: Read, name: str, line: int | None) -> None:
    path = FULL_TEXTS / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    said = [claim.line_no for claim in read(path.read_bytes()).claims if claim.claim_kind == "no_subordinate_units"]
    assert said == ([line] if line else [])
