"""What the checks of volume let pass: a table that has nothing to add up."""

import duckdb
import pytest

from expectations.volume import suites

_DESCRIPTION = "Every table that holds a sum and parts is in the ledger"


@pytest.mark.parametrize(
    ("cells", "is_missed"),
    [
        pytest.param([("leaf", False), ("leaf", False)], False, id="items alone"),
        pytest.param([("total", False), ("total", False)], False, id="a total alone"),
        pytest.param([("leaf", False), ("total", False)], True, id="a total row and its parts"),
        pytest.param([("leaf", False), ("leaf", True)], True, id="a total column and its parts"),
    ],
)
def test_a_table_without_a_sum_and_parts_needs_no_verdict(cells: list[tuple[str, bool]], is_missed: bool) -> None:
    suite = next(each for each in suites() if any(stated.description == _DESCRIPTION for stated in each.expectations))
    expectation = next(each for each in suite.expectations if each.description == _DESCRIPTION)
    connection = duckdb.connect()
    connection.execute(
        "create schema audit; create table audit.rules as select 'row.total' as rule_id, 'structure' as key_by; "
        "create table audit.reconciliation (document_key varchar, table_no integer, rule_id varchar); "
        "create table audit.cells (document_key varchar, table_no integer, row_role varchar, is_subtotal_column boolean)"
    )
    connection.executemany("insert into audit.cells values ('a document', 1, ?, ?)", cells)
    missed = connection.execute(suite.on_its_table(expectation.query)).fetchall()
    assert missed == ([("a document", 1)] if is_missed else [])
