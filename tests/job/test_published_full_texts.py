"""The whole job on the whole texts, of which raw/ holds the facts and figures: nothing of part three may be lost.

What is counted here is counted in the texts by the test; what is expected was read off them by hand. Skipped where the
texts are not at hand.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.conftest import FULL_TEXTS
from tests.published_figures import (
    CENTRE,
    CHANGJI,
    IN_NO_TABLE,
    KIZILSU,
    YIWU,
    Query,
    assert_performance_tables_cover,
    places_that_tell,
    wan,
)

pytestmark = pytest.mark.xdist_group("full_texts")

DECIMAL = re.compile(r"\d[\d,]*\.\d+")
# Decimals that count nothing: months of a period (on four cards), dates in names of projects that are carried over.
MONTHS = {(CHANGJI, line, text) for line in (532, 558, 572, 588) for text in ("2026.01", "2026.12")}
PARTS_OF_NAMES = {(CHANGJI, 622, "09.25"), (CHANGJI, 626, "12.08")}
# One card multiplies out what it costs: 50 人*（8.16+0.3+0.25+0.264）=448.7 万*1.15=516.01 万元.
TERMS_OF_A_CALCULATION = Counter((CHANGJI, 570, text) for text in ("8.16", "0.3", "0.25", "0.264", "448.7", "1.15", "516.01"))


@pytest.fixture
def ask(published_full_texts: WarehouseLayout) -> Iterator[Query]:
    """Asks the file that is made from the whole texts."""
    with duckdb.connect(str(published_full_texts.published), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def _documents(ask: Query) -> list[tuple[str, list[str]]]:
    """(unit, lines) of each text."""
    return [
        (unit, (FULL_TEXTS / Path(file).name).read_text(encoding="utf-8").split("\n"))
        for unit, file in ask("select unit_name, source_file from marts.dim_document join marts.dim_unit using (unit_key)")
    ]


def _printed_decimals(ask: Query) -> Counter[tuple[str, int, str]]:
    """How often each (unit, line, decimal) is printed in part three."""
    printed: Counter[tuple[str, int, str]] = Counter()
    for unit, lines in _documents(ask):
        first, last = (max(n for n, line in enumerate(lines) if part in line) for part in ("第三部分", "第四部分"))
        printed.update((unit, n + 1, text) for n in range(first, last) for text in DECIMAL.findall(lines[n]))
    return printed


def _decimals(ask: Query, table: str, column: str) -> Counter[tuple[str, int, str]]:
    """How often each (unit, line, decimal) stands in a column of the file."""
    rows = ask(
        f"select unit_name, line_no, {column} from {table} join marts.dim_document using (document_key) "
        f"join marts.dim_unit on dim_document.unit_key = dim_unit.unit_key where {column} is not null"
    )
    return Counter((unit, line, found) for unit, line, text in rows for found in DECIMAL.findall(text))


def _people(ask: Query) -> set[str]:
    """Names and telephone numbers, as they stand in the texts: the cell behind whom it belongs to."""
    whose = re.compile(r"项目负责人|部门联系人|单位联系人|联系电话")
    found = set()
    for _, lines in _documents(ask):
        for line in lines:
            cells = [re.sub(r"</?\w+>", "", cell).strip() for cell in line.split("\t")]
            cells = [cell for cell in cells if cell]
            found.update(behind for label, behind in pairwise(cells) if whose.fullmatch(label))
    return found


def test_every_decimal_of_part_three_is_loaded_or_rejected_or_counts_nothing(ask: Query) -> None:
    printed = _printed_decimals(ask)
    loaded = _decimals(ask, "audit.cells", "text") + _decimals(ask, "marts.fct_performance_indicator", "prior_value_text")
    # What stands outside part three is not asked for here.
    rejected = _decimals(ask, "(from audit.rejected where reason_code <> 'outside_sections') as rejected", "text")
    assert printed - loaded - rejected == Counter(MONTHS | PARTS_OF_NAMES)
    assert rejected == TERMS_OF_A_CALCULATION
    assert printed & (loaded + rejected) == printed - Counter(MONTHS | PARTS_OF_NAMES)


def test_of_the_decimals_of_part_three_98_percent_are_loaded(ask: Query) -> None:
    counted = Counter(dict.fromkeys((CHANGJI, KIZILSU, CENTRE, YIWU), 0))
    for (unit, _, _), times in (_printed_decimals(ask) - Counter(MONTHS | PARTS_OF_NAMES)).items():
        counted[unit] += times
    assert counted == {CHANGJI: 193, KIZILSU: 159, CENTRE: 166, YIWU: 198}
    assert 1 - TERMS_OF_A_CALCULATION.total() / counted.total() >= 0.98


def test_what_was_rejected_says_why(ask: Query) -> None:
    # Besides the decimals: 10000元*12月 of the same card, and (4000元/月*12个月=48000元) of another.
    rejected = ask(
        "select unit_name, line_no, text, reason_code from audit.rejected join marts.dim_document using (document_key) "
        "join marts.dim_unit on dim_document.unit_key = dim_unit.unit_key where reason is not null"
    )
    terms = {(line, text, reason) for unit, line, text, reason in rejected if unit == CHANGJI}
    assert {(line, reason) for line, _, reason in terms} == {(n, "part_of_calculation") for n in (542, 568, 570)}
    assert {text for line, text, _ in terms if line != 570} == {"4000元/月", "48000元", "10000元"}
    # Part one says how large a building is.
    assert sorted(row for row in rejected if row[0] != CHANGJI) == [
        (YIWU, 62, "3.5 万平方米", "outside_sections"),
        (YIWU, 842, "=2026 . 20 年月", "target_not_understood"),
    ]
    assert ask("select count(*) from audit.rejected") == [(len(rejected),)]


def test_every_section_is_covered_and_every_tally_adds_up(ask: Query) -> None:
    # Twelve or thirteen sections; the fifth falls into three and the last into five. One document says nothing of entrusted services.
    rows = ask(
        "select unit_name, count(*) from audit.coverage join marts.dim_document using (document_key) "
        "join marts.dim_unit on dim_document.unit_key = dim_unit.unit_key "
        "where part_kind = 'section' and section_code <> 'organisation' group by 1"
    )
    assert dict(rows) == {CHANGJI: 21, KIZILSU: 20, CENTRE: 21, YIWU: 21}
    assert (
        ask(
            "select title from audit.coverage where cells_seen <> cells_loaded + cells_structural + cells_rejected + cells_out_of_scope "
            "or part_kind = 'unrecognised' or (part_kind = 'section' and section_code is null)"
        )
        == []
    )


def test_no_performance_table_and_no_indicator_is_lost(ask: Query) -> None:
    assert ask("select scope, count(*) from marts.fct_performance_budget group by 1 order by 1") == [("project", 30), ("unit", 3)]
    counts = ask("select unit_name, count(*) from marts.fct_performance_indicator join marts.dim_unit using (unit_key) group by 1")
    assert dict(counts) == {CHANGJI: 61, KIZILSU: 82, CENTRE: 60, YIWU: 102}
    sums = "select sum(weight) as total, count(*) - count(weight) as lost from marts.fct_performance_indicator group by performance_key"
    assert ask(f"select distinct total, lost from ({sums})") == [(90, 0)]


def test_every_performance_table_is_linked_to_its_projects_or_listed_with_candidates(ask: Query) -> None:
    assert_performance_tables_cover(ask)
    listed = ask(
        "select distinct unit_name, replace(project_name, ' ', '') from audit.unmatched_projects join marts.dim_unit using (unit_key) "
        "where candidate_name is not null"
    )
    assert set(listed) == IN_NO_TABLE


def test_last_years_amounts_agree_with_the_percentages_or_were_nil(ask: Query) -> None:
    assert ask("select count(*) from marts.fct_year_over_year") == [(93,)]
    assert (
        ask(
            "select measure_code, prior_amount_yuan from marts.fct_year_over_year "
            "where change_pct is not null and not is_reconciled and prior_amount_yuan is distinct from 0"
        )
        == []
    )
    # Worked out anew. Amounts are printed to 0.01 万元, percentages to 0.01: each stands for half of that to either side.
    for change, percent, prior in ask(
        "select change_yuan, change_pct, prior_amount_yuan from marts.fct_year_over_year where prior_amount_yuan <> 0"
    ):
        half, half_of_prior, half_of_percent = Decimal(50), Decimal(100), Decimal("0.005")
        highest = (abs(change) + half) / (prior - half_of_prior) * 100
        lowest = (abs(change) - half) / (prior + half_of_prior) * 100
        assert lowest - half_of_percent <= abs(percent) <= highest + half_of_percent, (change, percent, prior)
        assert (percent < 0) == (change < 0)


def test_sentences_and_tables_speak_of_the_same_money(ask: Query) -> None:
    # A figure that was given another meaning than its own would hardly agree. All of these agree in the documents.
    by_item = ask(
        "select stated.amount_yuan - sum(coalesce(facts.amount_yuan, 0)) "
        "from marts.fct_year_over_year as stated left join marts.fct_fund_expenditure as facts using (document_key, subject_key) "
        "where stated.measure_code = 'general_public_item' group by stated.source_cell_id, stated.amount_yuan"
    )
    assert by_item == [(Decimal(0),)] * (12 + 8 + 10 + 14)
    for measure, fact in (("entrusted_service_project", "fct_entrusted_service"), ("carryover_project", "fct_carryover")):
        by_project = ask(
            "select stated.amount_yuan - sum(coalesce(facts.amount_yuan, 0)) "
            f"from marts.fct_disclosed_figure as stated left join marts.{fact} as facts using (document_key, project_key) "
            "where stated.measure_code = ? group by stated.source_cell_id, stated.amount_yuan",
            measure,
        )
        assert set(by_project) == {(Decimal(0),)}, measure
    # The columns of one project in table 7 add up to 1,242.35; its total and its card say 1,242.36.
    by_card = ask(
        "select cards.amount_yuan - sum(coalesce(facts.amount_yuan, 0)) "
        "from marts.fct_project_card as cards left join marts.fct_project_expenditure as facts using (document_key, project_key) "
        "group by cards.card_key, cards.amount_yuan"
    )
    assert Counter(by_card) == {(Decimal(0),): 4 + 6 + 7 + 12, (wan("0.01"),): 1}


def test_the_whole_texts_give_what_raw_gives_and_what_the_prose_adds(
    published: WarehouseLayout, published_full_texts: WarehouseLayout
) -> None:
    of_unit = "from {file}.marts.{table} as facts join {file}.marts.dim_unit as units using (unit_key)"
    with_project = of_unit + " left join {file}.marts.dim_project as projects using (project_key)"
    records = {
        "fct_year_over_year": "select unit_name, section_code, measure_code, label, subject_key, fund_source_key, amount_yuan, "
        f"change_yuan, change_pct, share_pct, prior_amount_yuan, is_zero_base, facts.is_reconciled {of_unit}",
        "fct_disclosed_figure": "select unit_name, section_code, measure_code, label, subject_key, fund_source_key, project_name, "
        f"value, unit_of_measure, amount_yuan, share_pct, change_value {with_project}",
        "fct_project_card": "select unit_name, project_name, amount_yuan, carrying_unit, period_text, period_start, period_end, "
        f"funding {with_project}",
        "fct_performance_budget": "select unit_name, scope, printed_project_name, project_name, amount_yuan, is_amount_printed, "
        f"fiscal_yuan, other_yuan {with_project}",
        "fct_performance_indicator": "select unit_name, indicator_no, level_1, level_2, indicator_name, operator, target_value, "
        f"target_unit, target_text, amount_yuan, basis, prior_value_text, weight, scoring_rule, evidence {of_unit}",
        "bridge_project_performance": f"select unit_name, project_name, method, confidence {with_project}",
        "dim_project": f"select unit_name, facts.project_name, facts.is_confidential, facts.first_seen_in {of_unit}",
    }
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published.published}' as reduced (read_only)")
        connection.execute(f"attach '{published_full_texts.published}' as whole (read_only)")
        for table, sql in records.items():
            whole, reduced = (sql.format(file=file, table=table) for file in ("whole", "reduced"))
            assert connection.execute(f"{reduced} except all {whole}").fetchall() == [], table
            added = connection.execute(f"{whole} except all {reduced}").fetchall()
            if table == "fct_disclosed_figure":
                # How the money of a project is allocated, what goals and reasons say: the prose that was taken out.
                assert {measure for _, _, measure, *_ in added} == {
                    *("project_allocation", "project_allocation_rate", "project_allocation_sum", "project_remark"),
                    *("goal_budget", "goal_fiscal", "goal_other", "goal_remark", "remark"),
                }
            else:
                assert added == [], table


def test_what_the_prose_says_of_cards_is_kept(ask: Query) -> None:
    cards = {
        name: rest
        for name, *rest in ask(
            "select replace(project_name, ' ', ''), cards.amount_yuan, allocated_yuan, standard, is_withheld "
            "from marts.fct_project_card as cards join marts.dim_project using (project_key)"
        )
    }
    # Added up by hand: 4.8 + 10 + 5 + 10 + 19 + 1 + 5 + 3 + 15, of which 19 + 1 are printed as 20 too.
    assert cards["政务中心运转经费"] == [wan("65.00"), wan("72.8"), None, False]
    assert cards["物业服务项目"] == [wan("90.00"), wan("110"), None, False]
    # 14.384 + 22 + 24.9 + 5 + 12 + 10 + 3.8 + 516.01: rates a year or a person are no part.
    assert cards["12345云呼叫平台技术服务运维费"] == [wan("550.00"), wan("608.094"), None, False]
    assert cards["信息化项目专家评审费用"] == [wan("33.00"), wan("40"), None, False]
    assert cards["克州电子政务外网专项运维费项目"] == [wan("62.40"), wan("62.40"), None, False]
    assert cards["克州政务服务和数字化发展中心业务经费项目"] == [wan("7.00"), wan("7.00"), None, False]
    assert cards["2026年退休人员慰问金"] == [wan("0.12"), wan("0.12"), "1200/年/人", False]
    assert cards["数字伊吾建设项目（续建）"] == [wan("1,242.36"), None, None, False]
    assert cards["特定目标10058K"] == [wan("42.00"), None, None, True]
    assert len(cards) == 30


def test_a_basis_that_a_page_break_cut_is_whole(ask: Query) -> None:
    ((basis,),) = ask(
        "select basis from marts.fct_project_card join marts.dim_project using (project_key) where project_name like '克州政务服务大厅%'"
    )
    assert "（新财预〔2018〕189号)和《政府购买服务管理办法》" in basis.replace(" ", "")


def test_reasons_are_kept_over_page_breaks(ask: Query) -> None:
    reasons = dict(
        ask(
            "select unit_name || ' ' || coalesce(subject_key, measure_code), replace(reason, ' ', '') from marts.fct_year_over_year "
            "join marts.dim_unit using (unit_key) where subject_key = 'functional:2011302' or measure_code = 'expenditure_project'"
        )
    )
    assert (
        reasons[f"{CHANGJI} functional:2011302"]
        == "2025年州政资中心划转州数发局机构运行补助经费上年度未使用完毕，结转至本年度继续使用"
    )
    assert "异地灾备中心运行保障服务项目" in reasons[f"{CENTRE} expenditure_project"]


def test_the_provincial_centre_belongs_to_the_bureau_that_its_duties_name(ask: Query) -> None:
    # （九）完成自治区数字化发展局交办的其他工作。 The bureau has no document here; its name is printed short.
    assert ask(
        "select parents.unit_name, parents.unit_kind, parents.has_document, parents.region_code, parents.region_name, parents.admin_level "
        "from marts.dim_unit as units join marts.dim_unit as parents on units.parent_unit_key = parents.unit_key where units.unit_name = ?",
        CENTRE,
    ) == [("新疆维吾尔自治区数字化发展局", "department", False, "650000", "新疆维吾尔自治区", "province")]
    assert ask("select unit_name from marts.dim_unit where parent_unit_key is null and has_document order by region_code") == [
        (YIWU,),
        (CHANGJI,),
        (KIZILSU,),
    ]
    assert ask("select count(*) from marts.dim_unit") == [(5,)]


def test_no_person_and_no_telephone_number_is_in_any_text_of_the_file(ask: Query) -> None:
    people = _people(ask)
    # Fourteen names, of which three stand on the tables of whole units with a number each; some on several tables.
    assert len(people) == 17
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}|1\d{10}", each) for each in people)
    assert places_that_tell(ask, people) == []
    assert places_that_tell(ask, ["数字加油站"])  # what is there is found


def test_explain_shows_no_person(
    ask: Query, published_full_texts: WarehouseLayout, yusuan: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    people = _people(ask)
    ((place,),) = ask("select performance_key from marts.fct_performance_budget where printed_project_name like '%数字加油站%'")
    result = yusuan("explain", place, "--raw", FULL_TEXTS, "--warehouse", published_full_texts.root)
    assert result.returncode == 0, result.stderr
    assert "研发数字加油站数据中台系统1套" in result.stdout
    assert [each for each in people if each in result.stdout] == []
