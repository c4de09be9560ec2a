"""What sentences state of budgets and of what was spent of them: what contradicts itself is found, what rounds does not.

Each document is one sentence or a few; the expected verdicts are worked out by hand from their amounts.
"""

from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.made.judging import build_models, extract_folder

pytestmark = pytest.mark.xdist_group("stated_budgets")

ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"
TOTAL = "一般公共预算财政拨款支出年初预算为100.00万元，支出决算为95.00万元，完成年初预算的95.00%。其中："
EXPENDITURE = "三、支出预算情况说明"

DOCUMENTS = {
    # 60 + 40 = 100; 95 of 100 is 95 %, 38 of 40 is 95 %; 33 + 27 = 60. 57.33 of 60 is 95.55 %, as 95.6 % says.
    "right": (
        "决算",
        ITEMS,
        TOTAL,
        "1.公共安全支出（类）年初预算为60.00万元，支出决算为57.33万元，完成年初预算的95.6%。其中：",
        "（1）司法（款）行政运行（项）年初预算为33.00万元，支出决算为33.00万元，完成年初预算的100%。",
        "（2）司法（款）基层司法业务（项）年初预算为27.00万元，支出决算为24.33万元，完成年初预算的90.11%。",
        "2.教育支出（类）年初预算为40.00万元，支出决算为38.00万元，完成年初预算的95%。",
    ),
    # 57 of 60 is 95 %, not 96 %.
    "completion": ("决算", ITEMS, TOTAL, "1.公共安全支出（类）年初预算为60.00万元，支出决算为57.00万元，完成年初预算的96%。"),
    # 70 + 40 is more than 100.
    "classes": (
        "决算",
        ITEMS,
        TOTAL,
        "1.公共安全支出（类）年初预算为70.00万元，支出决算为66.50万元，完成年初预算的95%。",
        "2.教育支出（类）年初预算为40.00万元，支出决算为38.00万元，完成年初预算的95%。",
    ),
    # 33 + 28 is more than 60.
    "items": (
        "决算",
        ITEMS,
        TOTAL,
        "1.公共安全支出（类）年初预算为60.00万元，支出决算为57.00万元，完成年初预算的95%。其中：",
        "（1）司法（款）行政运行（项）年初预算为33.00万元，支出决算为33.00万元，完成年初预算的100%。",
        "（2）司法（款）基层司法业务（项）年初预算为28.00万元，支出决算为24.00万元，完成年初预算的85.71%。",
    ),
    "sum": ("预算", EXPENDITURE, "2026年支出预算35.00万元，其中：基本支出20.00万元，项目支出15.00万元。"),
    "no-sum": ("预算", EXPENDITURE, "2026年支出预算35.00万元，其中：基本支出20.00万元，项目支出14.00万元。"),
    # Whether what is carried to the next year is a part of the 35.00 is not told: 20 + 14 + 1 is 35, and 20 + 14 is not.
    "carried": ("预算", EXPENDITURE, "2026年支出预算35.00万元，其中：基本支出20.00万元，项目支出14.00万元，结转下年1.00万元。"),
    "nothing-carried": (
        "预算",
        EXPENDITURE,
        "2026年支出预算35.00万元，其中：基本支出20.00万元，项目支出14.00万元，结转下年0.00万元。",
    ),
}


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the gate would judge, of a document for each of what is looked at."""
    folder = tmp_path_factory.mktemp("stated_budgets")
    raw = folder / "raw"
    raw.mkdir()
    for number, (name, (kind, *lines)) in enumerate(DOCUMENTS.items(), start=1):
        year = 2026 if kind == "预算" else 2024
        head = [f"{year}年度青山县第{number}中学单位{kind}", f"第三部分 {year}年度单位{kind}情况说明"]
        (raw / f"{name}.txt").write_text("\n".join([*head, *lines]), encoding="utf-8")
    layout = WarehouseLayout(folder / "warehouse")
    extract_folder(raw, layout)
    build_models(layout)
    return layout.candidate


def _verdicts(candidate: Path, rule_id: str) -> dict[str, list[tuple[str, str]]]:
    """Document → (key, verdict) of what a rule judged in it."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        rows = connection.execute(
            "select replace(source_file, '.txt', ''), reconciliation.key, verdict from audit.reconciliation "
            "join marts.dim_document using (document_key) where rule_id = ? and verdict <> 'not_evaluated' order by all",
            [rule_id],
        ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for name, check_key, verdict in rows:
        found.setdefault(name, []).append((check_key, verdict))
    return found


def _broken(candidate: Path, rule_id: str) -> set[str]:
    return {name for name, judged in _verdicts(candidate, rule_id).items() if any(verdict == "broken" for _, verdict in judged)}


def test_a_completion_of_a_class_is_that_of_its_amounts(candidate: Path) -> None:
    assert _broken(candidate, "narrative.completion") == {"completion"}
    assert [verdict for _, verdict in _verdicts(candidate, "narrative.completion")["right"]] == [
        "exact",
        "rounding",
        "exact",
        "rounding",
        "exact",
    ]


def test_the_budgets_of_classes_are_not_more_than_that_of_all(candidate: Path) -> None:
    assert _broken(candidate, "narrative.initial_parts") == {"classes"}
    assert _verdicts(candidate, "narrative.initial_parts")["right"] == [("classes", "exact")]


def test_the_budgets_of_items_are_not_more_than_that_of_their_class(candidate: Path) -> None:
    assert _verdicts(candidate, "narrative.initial_items_of_class") == {
        "items": [("204", "broken")],
        "right": [("204", "exact")],
    }


def test_expenditure_is_not_judged_beside_what_is_carried_to_the_next_year(candidate: Path) -> None:
    assert _verdicts(candidate, "disclosure.expenditure_sum") == {
        "sum": [("", "exact")],
        "no-sum": [("", "broken")],
        "nothing-carried": [("", "broken")],
    }


def test_only_what_was_planted_is_found(candidate: Path) -> None:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        found = connection.execute(
            "select distinct replace(source_file, '.txt', ''), rule_id from audit.findings "
            "where rule_id <> 'document.mandatory_table' order by all"
        ).fetchall()
    assert found == [
        ("classes", "narrative.initial_parts"),
        ("completion", "narrative.completion"),
        ("items", "narrative.initial_items_of_class"),
        ("no-sum", "disclosure.expenditure_sum"),
        ("nothing-carried", "disclosure.expenditure_sum"),
    ]
