"""What the ledger says of the samples: exactly the contradictions that a person finds in the documents, and nothing else.

Every line below was read in the documents by hand, in the whole texts and in raw/, which holds their facts and figures
without the prose: a dash stands where raw/ does not hold the words that the finding is about.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from tests.published_figures import CENTRE, CHANGJI, KIZILSU, YIWU, as_printed, rows_of, wan

# Line of the whole text | line of raw/ | severity | rule | what the document says
CONTRADICTIONS = {
    CHANGJI: """
        435 | 433 | error   | narrative.income_fund           | 675.80 is 非财政拨款结转结余 here, a column that table 2 leaves blank
        435 | 433 | error   | narrative.carryover_income      | ... while section twelve says of the carry-over: 非财政拨款 0.00
        435 | 433 | warning | document.other_label            | ... and the same 675.80 is 单位资金 in table 2
        522 | -   | warning | narrative.card_allocation       | 90.00; allocated: 110
        538 | -   | warning | narrative.card_allocation       | 65.00; allocated: 4.8 + 10 + 5 + 10 + 19 + 1 + 5 + 3 + 15
        564 | -   | warning | narrative.card_allocation       | 550.00; allocated: 14.384 + 22 + 24.9 + 5 + 12 + 10 + 3.8 + 516.01
        580 | -   | warning | narrative.card_allocation       | 33.00; allocated: 20 + 20
        620 | 586 | warning | document.withheld_named         | 特定目标 304.80, 完全不予公开: named in table 12
        660 | 626 | warning | performance.other_total         | 675.80; the performance tables: 675.02
        681 | 647 | warning | document.fiscal_year            | 昌州政办发[2121]58号
        724 | 690 | warning | performance.table_without_project | 2026 年机关运行经费, 65.78: in no table
        321 | 319 | warning | performance.project_without_table | 政务中心运转经费
    """,
    KIZILSU: """
        599 | 559 | error   | disclosure.vehicle_purchase     | 18.00 for a car, which table 10 leaves blank
        567 | -   | warning | document.fiscal_year            | 2024 年与 2026 年均未安排因公出国（境）费用
        567 | -   | warning | document.fiscal_year            | 2024 年与 2026 年均未安排公务用车购置
        587 | 547 | warning | document.fiscal_year            | 截至2024年底
        429 | 405 | warning | document.misnomer               | 一般公共预算服务支出
        443 | 419 | warning | document.misnomer               | 一般公共预算服务支出（类）
        501 | -   | note    | disclosure.entrusted_table      | 委托业务费 1.2 万元: there is no table of entrusted services
    """,
    CENTRE: """
        432 | -   | warning | narrative.reason_fund           | 数政中心综合保障项目 is paid by 200.00 of other funds alone
        478 | -   | warning | narrative.reason_fund           | 数政中心综合保障项目, on line 480 of the same sentence
        629 | 584 | warning | document.misnomer               | 上半年结转结余
        631 | 586 | warning | document.misnomer               | 上半年结转结余
        269 | 242 | note    | cross_table.twin                | 事业单位医疗 109.48; 职工基本医疗保险缴费 119.21
    """,
    YIWU: """
        905 | -   | error   | performance.goal_budget         | 项目资金 696万元; the head of the table: 289.68
        930 | 874 | error   | performance.project_amount      | 1,242.35; table 7: 1,242.36
        68  | -   | warning | document.template_text          | 公开，请填写“单位职能不予公开。”，内容不许为空！
        842 | 786 | warning | performance.target              | =2026 . 20 年月
        564 | -   | note    | document.project_year           | 2025 年绩效服务费: 2026 年绩效服务费支出 0.5 万元
    """,
}

# Line of the whole text | line of raw/: a percentage other than 0 % of a change that is the whole amount. Last year was 0.
GROWTH_FROM_NOTHING = {
    CHANGJI: """
        435 | 433
        465 | 463
        478 | 476
        484 | 482
        486 | 484
        488 | 486
        490 | 488
        492 | 490
        496 | 494
        498 | 496
        500 | 498
        502 | 500
        504 | 502
        602 | 568
        602 | 568
        602 | 568
    """,
    KIZILSU: """
        401 | 377
        417 | 393
        419 | 395
        437 | 413
        439 | 415
        453 | 429
        455 | 431
        457 | 433
        459 | 435
        461 | 437
        463 | 439
        465 | 441
        467 | 443
        567 | 527
        567 | 527
        567 | 527
        577 | 537
    """,
    CENTRE: """
        448 | 421
        497 | 468
        503 | 474
    """,
    YIWU: """
        454 | 442
        510 | 498
        512 | 500
    """,
}

# Line of the whole text | line of raw/ | what is stated | what it should be, in 万元
AMOUNTS = {
    CHANGJI: """
        435 | 433 | 675.8 | 0
        435 | 433 | 675.8 | 0
        522 | -   | 90    | 110
        538 | -   | 65    | 72.8
        564 | -   | 550   | 608.094
        580 | -   | 33    | 40
        660 | 626 | 675.8 | 675.02
    """,
    KIZILSU: "599 | 559 | 18 | 0",
    CENTRE: "269 | 242 | 109.48 | 119.21",
    YIWU: """
        905 | -   | 696     | 289.68
        930 | 874 | 1242.35 | 1242.36
    """,
}

# Rows of table 2 whose figures stand one column too far left, as its total row, tables 1 and 12 and the explanations show.
# Line of the whole text | line of raw/ | figures that were moved: unit funds, fiscal carry-over
SLIPPED = """
    147 | 120 | 200.00 | 9,730.49
    148 | 121 |        | 36.60
    149 | 122 |        | 36.60
    150 | 123 | 200.00 | 9,693.89
    152 | 125 | 200.00 | 9,693.89
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A published file, and the column of the tables above that holds the lines of its documents."""

    connection: duckdb.DuckDBPyConnection
    line_column: int

    def ask(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, list(parameters)).fetchall()

    def written_down(self, block: str) -> list[tuple[int, list[str]]]:
        """(line, further cells) of each row of a table above that is about these documents."""
        rows = [(row[self.line_column], row[2:]) for row in rows_of(block)]
        return [(int(line), cells) for line, cells in rows if line != "-"]


@pytest.fixture(
    params=[
        pytest.param(("published_full_texts", 0), id="whole texts", marks=pytest.mark.xdist_group("full_texts")),
        pytest.param(("published", 1), id="raw"),
    ]
)
def published_form(request: pytest.FixtureRequest) -> Iterator[Published]:
    """The file that is made from the whole texts, and the one that is made from raw/."""
    fixture, line_column = request.param
    layout = request.getfixturevalue(fixture)
    with duckdb.connect(str(layout.published), read_only=True) as connection:
        yield Published(connection, line_column)


def test_the_findings_are_exactly_those_that_a_person_makes(published_form: Published) -> None:
    found = Counter(published_form.ask("select unit_name, line_no, severity, rule_id from audit.findings"))
    expected = Counter(
        (unit, line, severity, rule)
        for unit, block in CONTRADICTIONS.items()
        for line, (severity, rule, _) in published_form.written_down(block)
    )
    expected.update(
        (unit, line, "note", "narrative.zero_base")
        for unit, block in GROWTH_FROM_NOTHING.items()
        for line, _ in published_form.written_down(block)
    )
    assert found == expected


def test_a_finding_on_amounts_holds_both(published_form: Published) -> None:
    found = published_form.ask("select unit_name, line_no, total_yuan, parts_yuan from audit.findings where total_yuan is not null")
    assert sorted(found) == sorted(
        (unit, line, wan(stated), wan(compared))
        for unit, block in AMOUNTS.items()
        for line, (stated, compared) in published_form.written_down(block)
    )


def test_no_contradiction_is_only_rounding(published_form: Published) -> None:
    # Printed twice with the same decimals a figure is the same to the digit; any other sum may differ by its slack.
    judged = published_form.ask(
        "select basis, abs(difference_yuan), slack_yuan from audit.findings join audit.rules using (rule_id) "
        "where difference_yuan is not null"
    )
    assert {basis for basis, _, _ in judged} == {"interval", "same"}
    assert [row for row in judged if row[0] == "interval" and row[1] <= row[2]] == []
    assert [row for row in judged if row[0] == "same" and row[1] == 0] == []
    assert published_form.ask(
        "select count(*) from audit.reconciliation join audit.rules using (rule_id) "
        "where verdict = 'rounding' and basis in ('interval', 'same') and abs(difference_yuan) >= slack_yuan"
    ) == [(0,)]


def test_rounding_is_found_and_is_no_finding(published_form: Published) -> None:
    # 24 rows of table 6 add up to 2,216.61, printed is 2,216.62: 100 yuan, within 25 * 50.
    assert published_form.ask(
        "select verdict, total_yuan, parts_yuan, difference_yuan, slack_yuan from audit.reconciliation "
        "join marts.dim_document using (document_key) join marts.dim_unit using (unit_key) "
        "where unit_name = ? and rule_id = 'hierarchy.grand_total' and table_code = 'basic_expenditure'",
        CENTRE,
    ) == [("rounding", wan("2,216.62"), wan("2,216.61"), 100, 1250)]


def test_rules_of_every_family_were_judged_in_every_document(published_form: Published) -> None:
    judged = published_form.ask(
        "select unit_name, family, count(*) filter (where verdict <> 'not_evaluated') > 0 from audit.reconciliation "
        "join marts.dim_document using (document_key) join marts.dim_unit using (unit_key) group by all"
    )
    families = {
        *("row", "hierarchy", "balance", "cross_table", "narrative"),
        *("performance", "disclosure", "document", "over_time"),
    }
    assert {(unit, family): was_judged for unit, family, was_judged in judged} == {
        (unit, family): True for unit in (CHANGJI, KIZILSU, CENTRE, YIWU) for family in families
    }


def test_whatever_was_not_judged_says_why_in_both_languages(published_form: Published) -> None:
    reasons = published_form.ask(
        "select not_evaluated_reason, not_evaluated_reason_zh, message_en, message_zh from audit.reconciliation "
        "where verdict = 'not_evaluated'"
    )
    assert reasons
    assert [row for row in reasons if not (row[0] and row[0].isascii() and row[0] in row[2])] == []
    assert [row for row in reasons if not (row[1] and "\u4e00" <= row[1][0] <= "\u9fff" and row[1] in row[3])] == []
    assert published_form.ask(
        "select count(*) from audit.reconciliation where verdict <> 'not_evaluated' and not_evaluated_reason is not null"
    ) == [(0,)]


def test_every_verdict_rests_on_figures_or_passages_of_its_document_on_each_side(published_form: Published) -> None:
    sides = published_form.ask(
        "select document_key, rule_id, list_concat(total_cell_ids, total_passage_ids), list_concat(part_cell_ids, part_passage_ids) "
        "from audit.reconciliation where verdict <> 'not_evaluated'"
    )
    known = {
        place
        for (place,) in published_form.ask(
            "select cell_id from audit.cells union select passage_id from audit.passages union select cell_id from audit.rejected"
        )
    }
    assert len(sides) > 3000
    assert {rule for _, rule, total, part in sides if not total or not part} == set()
    assert {place for _, _, total, part in sides for place in (*total, *part)} <= known


def test_what_holds_nothing_to_compare_is_one_row_of_a_document(published_form: Published) -> None:
    silent = published_form.ask(
        "select unit_name, key, not_evaluated_reason from audit.reconciliation "
        "join marts.dim_document using (document_key) join marts.dim_unit using (unit_key) "
        "where rule_id = 'hierarchy.total_of_leaves' and verdict = 'not_evaluated'"
    )
    # Government funds and state capital are empty tables in all four; carry-over in two; the three public expenses in one.
    empty = {CHANGJI: 2, CENTRE: 2, KIZILSU: 3, YIWU: 4}
    assert sorted(silent) == sorted((unit, "", f"the table holds no figure ({n} times)") for unit, n in empty.items())


def test_a_reason_that_names_a_project_of_carried_over_money_is_neither_right_nor_wrong(published_form: Published) -> None:
    # Line 478: 2025 年州政资中心划转州数发局机构运行补助经费上年度未使用完毕，结转至本年度继续使用. Table 12 alone lists it.
    reasons = published_form.ask(
        "select unit_name, line_no, verdict, not_evaluated_reason from audit.reconciliation "
        "join marts.dim_document using (document_key) join marts.dim_unit using (unit_key) "
        "where rule_id = 'narrative.reason_fund' and line_no is not null"
    )
    assert (CHANGJI, "not_evaluated", "a project that the reason names is paid by carry-over alone") in {
        (unit, verdict, reason) for unit, _, verdict, reason in reasons
    }


def test_findings_are_numbered_by_severity_and_size(published_form: Published) -> None:
    rows = published_form.ask("select finding_no, severity, abs(difference_yuan) from audit.findings order by finding_no")
    assert [number for number, _, _ in rows] == list(range(1, len(rows) + 1))
    ranks = [(("error", "warning", "note").index(severity), -(size or 0)) for _, severity, size in rows]
    assert ranks == sorted(ranks)


def test_what_is_wrong_on_one_line_is_one_group_and_a_habit_is_one_group_of_its_document(published_form: Published) -> None:
    groups = published_form.ask(
        "select unit_name, list(rule_id || ' ' || line_no order by line_no, rule_id) from audit.findings group by group_no, unit_name having count(*) > 1"
    )
    together = {(unit, *members) for unit, members in groups if not members[0].startswith("narrative.zero_base")}
    written = {
        unit: [(line, rule) for line, (_, rule, _) in published_form.written_down(block)] for unit, block in CONTRADICTIONS.items()
    }
    on_the_fund = [f"{rule} {line}" for line, rule in sorted(written[CHANGJI]) if line == written[CHANGJI][0][0]]
    lines_with_two_years = {
        line for line, n in Counter(line for line, rule in written[KIZILSU] if rule == "document.fiscal_year").items() if n > 1
    }
    assert together == {
        (CHANGJI, *on_the_fund),
        *((KIZILSU, *[f"document.fiscal_year {line}"] * 2) for line in lines_with_two_years),
        *(
            (unit, *(f"document.misnomer {line}" for line, rule in written[unit] if rule == "document.misnomer"))
            for unit in (KIZILSU, CENTRE)
        ),
    }
    habits = {unit: len(members) for unit, members in groups if members[0].startswith("narrative.zero_base")}
    assert habits == {CHANGJI: 16, KIZILSU: 17, CENTRE: 3, YIWU: 3}


def test_the_rows_that_slipped_and_no_others_were_set_right(published_form: Published) -> None:
    repairs = published_form.ask(
        "select line_no, table_code, outcome, unit_name from audit.repairs join marts.dim_document using (document_key) "
        "join marts.dim_unit using (unit_key) order by line_no"
    )
    slipped = published_form.written_down(SLIPPED)
    assert repairs == [(line, "income", "repaired", CENTRE) for line, _ in slipped]
    moved = published_form.ask(
        "select line_no, column_code, printed_column_code, amount_yuan from audit.cells "
        "where printed_column_code <> column_code order by line_no, column_no"
    )
    expected = [
        (line, *columns, wan(amount))
        for line, amounts in slipped
        for amount, columns in zip(
            amounts, (("unit_funds", "fiscal_special_account"), ("fiscal_carryover", "unit_funds")), strict=True
        )
        if amount
    ]
    assert moved == expected


def test_the_facts_of_the_rows_that_were_set_right_are_right_to_the_yuan_and_marked(published_form: Published) -> None:
    facts = published_form.ask(
        "select subject_key, fund_source_key, amount_yuan, is_reconciled, is_repaired from marts.fct_income "
        "join marts.dim_unit using (unit_key) where unit_name = ? and subject_key in ('functional:2010504', 'functional:2014199') "
        "order by all",
        CENTRE,
    )
    assert facts == [
        ("functional:2010504", "fiscal_carryover", wan("36.60"), True, True),
        ("functional:2014199", "fiscal_carryover", wan("9,693.89"), True, True),
        ("functional:2014199", "general_public", wan("2,604.50"), True, True),
        ("functional:2014199", "unit_funds", wan("200.00"), True, True),
    ]
    assert published_form.ask("select count(*) from marts.fct_income where is_repaired") == [(len(facts),)]
    assert as_printed(
        amount / 10000
        for (amount,) in published_form.ask(
            "select sum(amount_yuan) from marts.fct_income join marts.dim_unit using (unit_key) where unit_name = ? "
            "group by fund_source_key order by 1",
            CENTRE,
        )
    ) == ("200", "4821.12", "9730.49")


def test_nothing_is_waived_and_every_rule_of_the_catalogue_is_published(published_form: Published) -> None:
    assert published_form.ask("select count(*) from audit.waivers") == [(0,)]
    assert published_form.ask("select count(*) from audit.reconciliation where waiver_id is not null") == [(0,)]
    assert (
        published_form.ask(
            "select distinct rule_id, rule_version, family, severity from audit.reconciliation "
            "except select rule_id, rule_version, family, severity from audit.rules"
        )
        == []
    )
