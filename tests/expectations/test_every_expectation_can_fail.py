"""Every expectation of the gate is seen to fail, for the defect that it is there to catch.

Each breakage is done with SQL to a copy of the published file, in a transaction that is rolled back
when it was judged: the defect, the expectations that must fail, and what their failing rows must
name. All others must hold. An expectation that no breakage makes fail is not known to catch anything:
one test counts.

What is judged are the queries of the expectations as DuckDB answers them. That Great Expectations finds
the same, for what fails and for what holds, is tested on all breakages at once.

Great Expectations is imported late: collecting these tests must not cost every worker its import.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from dagster_project.quality.failing_rows import FailingRows
from dagster_project.storage.layout import WarehouseLayout
from expectations import all_suites
from expectations.suite import FACTS, TableSuite
from tests.foreign_keys import drop_foreign_keys

pytestmark = pytest.mark.xdist_group("expectations")

PUBLISHED_TABLE = re.compile(r"\b(?:marts|audit)\.\w+")

COLUMN_TOTALS = "In each column the facts sum to the printed total, or their table is marked and listed"
GRAND_TOTALS = "All facts of a table sum to its grand total, or the table is marked and listed"
VERDICT_OF_TABLE = "The facts of a table are marked as broken just where a sum of it is"
UNJUDGED = "No fact is marked as reconciled in a table of which a sum was not judged"
MARKED_THOUGH_BROKEN = "No fact is marked as reconciled in a table that breaks a rule"
BROKEN_IS_LISTED = "Every rule that is broken and not waived is listed in the findings"
LEAF_IS_FACT = "Every leaf figure is a fact"
AMOUNT_OF_ITS_CELL = "Every fact has the amount of the cell that it comes from"
PRINTED_AMOUNT = "Every fact whose amount is printed has that of the cell that it comes from"
STATED_IS_FACT = "Every figure that is stated is in a fact"
TARGET_IS_INDICATOR = "Every numeric target is that of an indicator"
SENTENCE_IS_KEPT = "Every figure of the explanations stands in a sentence that is kept"
CURRENT_DOCUMENT = "Every document_key is a current document"
COUNTED_ONCE = "No table and no section is counted twice"
LOADED_IS_IN_CELLS = "The cells counted as loaded are in audit.cells"
DOCUMENT_IS_COVERED = "Every current document has its tables in the coverage ledger"
MANDATORY_JUDGED = "Whether a budget holds its mandatory tables was judged"
TOTAL_IS_PRINTED = "Every total_cell_id is a printed figure, or one that was rejected"
APPLIED = "Every rule was applied to every current document"
JUDGED = "A rule whose figures are printed on both sides was judged"
VERDICT = "A verdict is what the difference and the slack make it"
WAIVED = "What is waived is broken, and its waiver is applied"
RESTS = "Every verdict rests on something printed on each side, and on nothing twice"
SILENT_ONCE = "What holds nothing to compare is one row of a document"
PASSAGE_IS_KEPT = "Every passage that the ledger rests on is a passage of its document, or what a rule demands"
TOTALS_ARE_PRINTED = "Every figure of a total side is a printed figure, or one that was rejected"
PART_IS_PRINTED = "Every part and every suspect that the ledger names is a printed figure"
TELLABLE = "Every verdict says all that its message is made of"
SUSPECTED_ONCE = "Every suspect is the one of a broken sum"
ONE_ROOT = "Every group of findings has one root, the first of it"
PROVED = "Every row that was set right has its proof"
SLIPPED_IS_MARKED = "Every figure of a row that slipped, or may have, is marked so, and no other figure is"
IN_ITS_COLUMN = "No figure stands under another column than its own but in a row that was set right"
MARKED_AS_ITS_FIGURE = "Every fact is marked as its figure is"


def points_to(key: str) -> str:
    """The description of the expectation that a key of a fact finds what it points to."""
    return f"Every {key} is an entry of what {key} points to"


@dataclass(frozen=True, slots=True)
class Breakage:
    """A defect, and what the gate must say to it.

    `target` chooses one row of the sound file; its columns are filled in, by name, in `breaks` and in
    the texts of `fails`: suite → expectation → what its failing rows must name. `among` limits the
    suites that are run; without it all run that read a changed table, except those on keys, attribution
    and projects, which have breakages of their own.
    """

    breaks: str
    fails: dict[str, dict[str, str]]
    target: str = "select 1 as nothing"
    among: tuple[str, ...] = ()


A_BASIC_FACT = """
    select source_cell_id as cell, document_key as document, split_part(source_cell_id, ':', 2) as table_no
    from marts.fct_expenditure where is_reconciled and expenditure_kind = 'basic' order by amount_yuan desc, source_cell_id limit 1
"""

A_BASIC_SUM = """
    select document_key as document, rule_id as rule, key from audit.reconciliation
    where rule_id = 'hierarchy.total_of_leaves' and verdict = 'exact' and table_code = 'expenditure' and key like '%/basic'
    order by all limit 1
"""

BREAK_THE_SUM = (
    "update audit.reconciliation set verdict = 'broken', difference_yuan = 1000000 "
    "where document_key = '{document}' and rule_id = '{rule}' and key = '{key}'"
)

A_SUBTOTAL = """
    select cell_id as cell, document_key as document from audit.cells
    where row_role = 'subtotal' and table_code = 'expenditure' order by cell_id limit 1
"""

MAKE_A_FACT_OF_THE_CELL = """
    insert into marts.fct_expenditure by name (
        select f.* replace ('{cell}' as source_cell_id, c.amount_yuan as amount_yuan)
        from (select * from marts.fct_expenditure where document_key = '{document}' limit 1) as f
        cross join (select amount_yuan from audit.cells where cell_id = '{cell}') as c
    )
"""


def a_total_cell(condition: str) -> str:
    """A printed figure of a total row of the expenditure table of a document whose facts tie out."""
    return f"""
        select cell_id as cell, document_key as document from audit.cells
        where table_code = 'expenditure' and row_role = 'total' and {condition}
            and document_key in (select document_key from marts.fct_expenditure where is_reconciled)
        order by cell_id limit 1
    """


def without_constraints(table: str) -> str:
    """The table made anew: the contract's constraints would refuse the breakage."""
    return f"create or replace table {table} as select * from {table}"


OWN_DOCUMENT = "Every fact has the unit, the year and the kind of its document"
OWN_CELL = "Every fact means what the row and the column of its cell mean"
OWN_PHASE = "Every fact is of the phase and the year of its cell, and no actual is one of the year of a budget"

# A fact and what makes it mean something that its cell does not, though it is a sound value elsewhere.
OTHER_MEANINGS = {
    "fct_overview": "item_code = '999'",
    "fct_income": "fund_source_key = 'other_income'",
    "fct_expenditure": "expenditure_kind = case expenditure_kind when 'basic' then 'project' else 'basic' end",
    "fct_appropriation": "side = case side when 'income' then 'expenditure' else 'income' end",
    "fct_fund_expenditure": "budget_kind = 'government_fund'",
    "fct_basic_expenditure": "cost_kind = case cost_kind when 'personnel' then 'operating' else 'personnel' end",
    "fct_project_expenditure": "subject_key = 'functional:2010101'",
    "fct_three_public": "expense_item = 'abroad'",
    "fct_entrusted_service": "budget_kind = 'state_capital'",
    "fct_carryover": "origin = 'non_fiscal'",
    "fct_organ_operating": "subject_key = 'economic:30101'",
    "fct_economic_expenditure": "expenditure_kind = case expenditure_kind when 'basic' then 'project' else 'basic' end",
    "fct_procurement": "category = 'works'",
    "fct_purchased_service": "service = 'another service'",
    "fct_project_funding": "fund_source_key = 'other_income'",
    "fct_other_expense": "expense_item = case expense_item when 'meeting' then 'training' else 'meeting' end",
    "fct_appropriation_by_function": "expenditure_kind = case expenditure_kind when 'basic' then 'project' else 'basic' end",
    "fct_appropriation_basic": "cost_kind = case cost_kind when 'personnel' then 'operating' else 'personnel' end",
    "fct_basic_by_function": "cost_kind = case cost_kind when 'personnel' then 'operating' else 'personnel' end",
    "fct_project_by_economic": "subject_key = 'economic:30101'",
    "fct_basic_funding": "fund_source_key = 'other_income'",
    "fct_expenditure_by_use": "economic_subject_key = 'economic:310'",
    "fct_year_over_year": "measure_code = 'furniture_value'",
    "fct_disclosed_figure": "value = value + 1",
    "fct_project_card": "source_cell_id = (select min(source_cell_id) from marts.fct_disclosed_figure)",
    "fct_performance_budget": "source_cell_id = (select min(source_cell_id) from marts.fct_disclosed_figure)",
    "fct_performance_indicator": "target_value = target_value + 1",
}

# Which facts of these may be chosen to be broken: a fact has a printed figure of its own.
WITH_A_FIGURE = {
    "fct_performance_budget": "is_amount_printed",
    "fct_performance_indicator": "target_value is not null",
}


def attribution_defects() -> "dict[str, Breakage]":
    """For each fact: one of another unit than its document, one that means another thing than its cell, one of another phase."""
    found: dict[str, Breakage] = {}
    for fact, other in OTHER_MEANINGS.items():
        figure = WITH_A_FIGURE.get(fact, "source_cell_id is not null")
        a_fact = f"select min(source_cell_id) as cell, arg_min(document_key, source_cell_id) as document from marts.{fact} where {figure}"
        found[f"a fact of {fact} is another unit's"] = Breakage(
            target=a_fact,
            breaks=f"update marts.{fact} set unit_key = (select min(unit_key) from marts.dim_unit where unit_key not in "
            f"(select unit_key from marts.{fact} where source_cell_id = '{{cell}}')) where source_cell_id = '{{cell}}'",
            fails={f"attribution.{fact}": {OWN_DOCUMENT: "{cell}"}},
            among=(f"attribution.{fact}",),
        )
        found[f"a fact of {fact} means another thing"] = Breakage(
            target=a_fact,
            breaks=f"update marts.{fact} set {other} where source_cell_id = '{{cell}}'",
            fails={f"attribution.{fact}": {OWN_CELL: "{document}"}},
            among=(f"attribution.{fact}",),
        )
        if fact in FACTS:
            found[f"a fact of {fact} is an actual of a budget"] = Breakage(
                target=a_fact,
                breaks=f"update marts.{fact} set phase = 'actual' where source_cell_id = '{{cell}}'",
                fails={f"attribution.{fact}": {OWN_PHASE: "{cell}"}},
                among=(f"attribution.{fact}",),
            )
            found[f"a fact of {fact} is last year's and not marked so"] = Breakage(
                target=a_fact,
                breaks=f"update marts.{fact} set fiscal_year = fiscal_year - 1 where source_cell_id = '{{cell}}'",
                fails={f"attribution.{fact}": {OWN_DOCUMENT: "{cell}", OWN_PHASE: "{cell}"}},
                among=(f"attribution.{fact}",),
            )
    return found


DEFECTS: dict[str, Breakage] = {
    **attribution_defects(),
    "a table is counted twice": Breakage(
        target="select document_key as document, table_no from audit.coverage where cells_loaded = 0 and cells_rejected = 0 order by all limit 1",
        breaks="insert into audit.coverage select * from audit.coverage where document_key = '{document}' and table_no = {table_no}",
        fails={"coverage.coverage": {COUNTED_ONCE: "{document}"}},
        among=("coverage.coverage",),
    ),
    "a rule is applied twice to the same thing": Breakage(
        target="select min(document_key) as document from audit.reconciliation",
        breaks="insert into audit.reconciliation select * from audit.reconciliation where document_key = '{document}' "
        "and rule_id = 'document.mandatory_table'",
        fails={"volume.reconciliation": {"No rule is applied twice to the same thing": "{document}"}},
        among=("volume.reconciliation",),
    ),
    "a finding is no broken rule": Breakage(
        target="select finding_no as finding, rule_id as rule, 'made up' as other from audit.findings order by finding_no limit 1",
        breaks="update audit.findings set rule_id = '{other}' where finding_no = {finding}",
        fails={
            "totals.reconciliation": {
                "Every finding is a rule that is broken in the ledger": "{other}",
                BROKEN_IS_LISTED: "{rule}",
            }
        },
        among=("totals.reconciliation",),
    ),
    "a figure is taken for less exact than it is": Breakage(
        target="select min(cell_id) as cell from audit.cells",
        breaks="update audit.cells set half_width_yuan = 10000 where cell_id = '{cell}'",
        fails={"volume.cells": {"No figure is taken for less exact than a unit of its measure": "{cell}"}},
        among=("volume.cells",),
    ),
    # Dimensions
    "a fund source is missing": Breakage(
        target="select min(fund_source_key) as fund from marts.fct_income",
        breaks="delete from marts.dim_fund_source where fund_source_key = '{fund}'",
        fails={
            f"referential_integrity.{fact}": {points_to("fund_source_key"): "{fund}"}
            for fact in ("fct_income", "fct_year_over_year", "fct_disclosed_figure")
        },
    ),
    "a project of one table is missing": Breakage(
        target="select min(project_key) as project from marts.fct_project_expenditure where project_key not in "
        "(select project_key from marts.fct_entrusted_service union all select project_key from marts.fct_carryover)",
        breaks="delete from marts.dim_project where project_key = '{project}'",
        fails={
            f"referential_integrity.{fact}": {points_to("project_key"): "{project}"}
            for fact in ("fct_project_expenditure", "fct_project_card", "fct_performance_budget")
        },
    ),
    "an economic item is missing": Breakage(
        target="select min(subject_key) as subject from marts.fct_basic_expenditure where len(subject_key) = len('economic:30101') "
        "and subject_key not in (select subject_key from marts.fct_economic_expenditure) "
        "and subject_key not in (select subject_key from marts.fct_organ_operating)",
        breaks="delete from marts.dim_subject_code where subject_key = '{subject}'",
        fails={"referential_integrity.fct_basic_expenditure": {points_to("subject_key"): "{subject}"}},
    ),
    "an economic class, which has items, is missing": Breakage(
        target="select 'economic:302' as subject",
        breaks="delete from marts.dim_subject_code where subject_key = '{subject}'",
        fails={
            "referential_integrity.fct_project_expenditure": {points_to("economic_subject_key"): "{subject}"},
            "referential_integrity.fct_expenditure_by_use": {points_to("economic_subject_key"): "{subject}"},
            "referential_integrity.dim_subject_code": {"Every parent_subject_key is a code one level up": "{subject}"},
        },
    ),
    "an economic class is no class": Breakage(
        target="select min(economic_subject_key) as subject from marts.fct_project_expenditure",
        breaks="update marts.dim_subject_code set level = 2 where subject_key = '{subject}'",
        fails={
            "referential_integrity.fct_project_expenditure": {points_to("economic_subject_key"): "{subject}"},
            "referential_integrity.dim_subject_code": {"Every code below a class has a parent": "{subject}"},
        },
    ),
    "the parent of a subject code is missing": Breakage(
        target="select max(subject_key) as subject from marts.dim_subject_code where level = 3",
        breaks="update marts.dim_subject_code set parent_subject_key = 'functional:00000' where subject_key = '{subject}'",
        fails={"referential_integrity.dim_subject_code": {"Every parent_subject_key is a code one level up": "{subject}"}},
    ),
    "a section has no parent": Breakage(
        target="select max(subject_key) as subject from marts.dim_subject_code where level = 2",
        breaks="update marts.dim_subject_code set parent_subject_key = null where subject_key = '{subject}'",
        fails={"referential_integrity.dim_subject_code": {"Every code below a class has a parent": "{subject}"}},
    ),
    "the unit of a document is missing": Breakage(
        target="select min(document_key) as document from marts.dim_document",
        breaks="update marts.dim_document set unit_key = 'nowhere' where document_key = '{document}'",
        fails={"referential_integrity.dim_document": {"Every unit_key is a unit": "{document}"}},
    ),
    "the unit of a project is missing": Breakage(
        target="select min(project_key) as project from marts.dim_project",
        breaks="update marts.dim_project set unit_key = 'nowhere' where project_key = '{project}'",
        fails={"referential_integrity.dim_project": {"Every unit_key is a unit": "{project}"}},
    ),
    # Documents
    "the warehouse is empty": Breakage(
        breaks="; ".join(
            f"delete from {table}"
            for table in (
                *(f"marts.dim_{name}" for name in ("document", "document_part", "unit", "subject_code", "project", "fund_source")),
                *(f"audit.{name}" for name in ("cells", "coverage", "document_outcomes", "findings", "reconciliation", "rejected")),
                *(f"marts.{fact}" for fact in FACTS),
                *(f"marts.fct_{name}" for name in ("year_over_year", "disclosed_figure", "project_card")),
                *("marts.fct_performance_budget", "marts.fct_performance_indicator", "audit.sentences"),
                *("marts.fct_project_budget", "marts.fct_printed_total", "marts.fct_statement"),
                *("marts.bridge_project_performance", "audit.project_aliases", "audit.unmatched_projects"),
            )
        ),
        fails={"volume.dim_document": {"There is a current document": "no current document"}},
    ),
    "two versions of a disclosure are current": Breakage(
        target="select min(document_key) as document, max(document_key) as other, arg_min(unit_key, document_key) as unit "
        "from marts.dim_document where is_current",
        breaks="update marts.dim_document as d "
        "set unit_key = o.unit_key, fiscal_year = o.fiscal_year, document_kind = o.document_kind "
        "from marts.dim_document as o where d.document_key = '{other}' and o.document_key = '{document}'",
        fails={"volume.dim_document": {"One version of a disclosure is current, never two": "{unit}"}},
    ),
    "a current document went missing on the way": Breakage(
        breaks="insert into marts.dim_document select * replace ('lost' as document_key, fiscal_year + 100 as fiscal_year) "
        "from marts.dim_document limit 1",
        fails={
            "volume.dim_document": {
                "Every current document has facts, if its budget tables were read": "lost",
                "Every current document has a place under the raw folder that was loaded, or held back in its favour": "lost",
            },
            "volume.reconciliation": {MANDATORY_JUDGED: "lost"},
            "ledger.reconciliation": {APPLIED: "lost"},
            "coverage.coverage": {DOCUMENT_IS_COVERED: "lost"},
        },
    ),
    "the file of a current document is said to be superseded": Breakage(
        target="select min(document_key) as document from marts.dim_document where is_current",
        breaks="update audit.document_outcomes set outcome = 'superseded', reason = 'another' where document_key = '{document}'",
        fails={
            "volume.dim_document": {
                "Every current document has a place under the raw folder that was loaded, or held back in its favour": "{document}"
            },
        },
    ),
    "a file failed without a reason": Breakage(
        breaks="insert into audit.document_outcomes (source_file, outcome, first_seen_at) values ('lost.txt', 'failed', now())",
        fails={"coverage.document_outcomes": {"Every file that failed, was held back or was superseded says why": "lost.txt"}},
    ),
    "a file was superseded for a blank reason": Breakage(
        breaks="insert into audit.document_outcomes (source_file, outcome, reason, first_seen_at) "
        "values ('lost.txt', 'superseded', '  ', now())",
        fails={"coverage.document_outcomes": {"Every file that failed, was held back or was superseded says why": "lost.txt"}},
    ),
    # Facts and the sums that they must add up to
    "a fact is missing": Breakage(
        target=A_BASIC_FACT,
        breaks="delete from marts.fct_expenditure where source_cell_id = '{cell}'",
        fails={
            "volume.cells": {LEAF_IS_FACT: "{cell}"},
            "totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"},
        },
    ),
    "all facts of a table are missing": Breakage(
        target=A_BASIC_FACT,
        breaks="delete from marts.fct_expenditure where document_key = '{document}'",
        fails={
            "volume.cells": {LEAF_IS_FACT: "{cell}"},
            "totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"},
        },
    ),
    "a fact has ten times its amount": Breakage(
        target=A_BASIC_FACT,
        breaks="update marts.fct_expenditure set amount_yuan = amount_yuan * 10 where source_cell_id = '{cell}'",
        fails={
            "referential_integrity.fct_expenditure": {AMOUNT_OF_ITS_CELL: "{cell}"},
            "totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"},
        },
    ),
    "a fact and its cell have ten times the amount": Breakage(
        target=A_BASIC_FACT,
        breaks="update marts.fct_expenditure set amount_yuan = amount_yuan * 10 where source_cell_id = '{cell}'; "
        "update audit.cells set amount_yuan = amount_yuan * 10 where cell_id = '{cell}'",
        fails={"totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"}},
    ),
    "a cell has another amount than its fact": Breakage(
        target=A_BASIC_FACT,
        breaks="update audit.cells set amount_yuan = amount_yuan + 0.01 where cell_id = '{cell}'",
        fails={"referential_integrity.fct_expenditure": {AMOUNT_OF_ITS_CELL: "{cell}"}},
    ),
    "an amount slipped into the column beside it": Breakage(
        target=A_BASIC_FACT,
        breaks="update audit.cells set column_code = 'project' where cell_id = '{cell}'; "
        "update marts.fct_expenditure set expenditure_kind = 'project' where source_cell_id = '{cell}'",
        fails={"totals.cells": {COLUMN_TOTALS: "{document}"}, "ledger.cells": {IN_ITS_COLUMN: "{cell}"}},
    ),
    "a figure is two facts": Breakage(
        target=A_BASIC_FACT,
        breaks="insert into marts.fct_fund_expenditure by name "
        "(select * from marts.fct_expenditure where source_cell_id = '{cell}')",
        fails={
            "volume.cells": {"No figure is two facts": "{cell}"},
            "totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"},
        },
    ),
    "a printed total is a fact": Breakage(
        target=a_total_cell("column_code = 'basic'"),
        breaks=MAKE_A_FACT_OF_THE_CELL,
        fails={
            "volume.cells": {"No printed total, and no figure of a subtotal column, is a fact": "{cell}"},
            "totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"},
        },
    ),
    "a figure of a subtotal column is a fact": Breakage(
        target="select cell_id as cell, document_key as document from audit.cells "
        "where table_code = 'expenditure' and row_role = 'leaf' and is_subtotal_column "
        "and document_key in (select document_key from marts.fct_expenditure where is_reconciled) "
        "order by amount_yuan desc, cell_id limit 1",
        breaks=MAKE_A_FACT_OF_THE_CELL,
        fails={
            "volume.cells": {"No printed total, and no figure of a subtotal column, is a fact": "{cell}"},
            "totals.cells": {COLUMN_TOTALS: "{document}", GRAND_TOTALS: "{document}"},
        },
    ),
    "the total of a column was read wrongly": Breakage(
        target=a_total_cell("column_code = 'basic'"),
        breaks="update audit.cells set amount_yuan = amount_yuan + 1000000 where cell_id = '{cell}'",
        fails={"totals.cells": {COLUMN_TOTALS: "{document}"}},
    ),
    "the total of a column was read as blank": Breakage(
        target=a_total_cell("column_code = 'basic'"),
        breaks="delete from audit.cells where cell_id = '{cell}'; "
        "update audit.coverage set cells_loaded = cells_loaded - 1, cells_structural = cells_structural + 1 "
        "where document_key = '{document}' and table_code = 'expenditure'",
        fails={
            "totals.cells": {COLUMN_TOTALS: "{document}"},
            "referential_integrity.reconciliation": {TOTAL_IS_PRINTED: "{cell}"},
            "ledger.reconciliation": {TOTALS_ARE_PRINTED: "{cell}", PART_IS_PRINTED: "{cell}"},
        },
    ),
    "the grand total was read wrongly": Breakage(
        target=a_total_cell("column_code = 'total'"),
        breaks="update audit.cells set amount_yuan = amount_yuan + 1000000 where cell_id = '{cell}'",
        fails={"totals.cells": {GRAND_TOTALS: "{cell}"}},
    ),
    "the facts of a table that does not add up are marked, but nobody is told": Breakage(
        target=a_total_cell("column_code = 'basic'"),
        breaks="update audit.cells set amount_yuan = amount_yuan + 1000000 where cell_id = '{cell}'; "
        "update marts.fct_expenditure set is_reconciled = false, reconciliation_verdict = 'not_evaluated' "
        "where document_key = '{document}'",
        fails={"totals.cells": {COLUMN_TOTALS: "{document}"}},
    ),
    # The ledger and what it says of the facts
    "a fact of a table that breaks a rule is marked as reconciled": Breakage(
        target=A_BASIC_SUM,
        breaks=f"{BREAK_THE_SUM}; insert into audit.findings select * replace (finding_no + 1000000 as finding_no, "
        "group_no + 1000000 as group_no, true as is_root, '{document}' as document_key, '{rule}' as rule_id, '{key}' as key) "
        "from audit.findings limit 1",
        fails={"totals.reconciliation": {MARKED_THOUGH_BROKEN: "{key}"}, "totals.cells": {VERDICT_OF_TABLE: "{document}"}},
    ),
    "a fact of a table that agrees is marked as broken": Breakage(
        target=A_BASIC_SUM,
        breaks="update marts.fct_expenditure set is_reconciled = false, reconciliation_verdict = 'broken' "
        "where document_key = '{document}'",
        fails={"totals.cells": {VERDICT_OF_TABLE: "{document}"}},
    ),
    "a fact is reconciled by one mark and not by the other": Breakage(
        target=A_BASIC_SUM,
        breaks="update marts.fct_expenditure set reconciliation_verdict = 'not_evaluated' where document_key = '{document}'",
        fails={"totals.cells": {VERDICT_OF_TABLE: "{document}"}},
    ),
    "a rule is broken of which the findings say nothing": Breakage(
        target=A_BASIC_SUM,
        breaks="update marts.fct_expenditure set is_reconciled = false, reconciliation_verdict = 'broken' "
        f"where document_key = '{{document}}'; {BREAK_THE_SUM}",
        fails={"totals.reconciliation": {BROKEN_IS_LISTED: "{key}"}},
    ),
    "one finding of several on a document is missing": Breakage(
        target="select min(finding_no) as finding, arg_min(document_key, finding_no) as document, arg_min(key, finding_no) as key "
        "from audit.findings group by group_no having count(*) = 1 order by 1 limit 1",
        breaks="delete from audit.findings where finding_no = {finding}",
        fails={"totals.reconciliation": {BROKEN_IS_LISTED: "{key}"}},
    ),
    "all findings are missing": Breakage(
        target="select document_key as document, key from audit.findings order by finding_no limit 1",
        breaks="delete from audit.findings",
        fails={"totals.reconciliation": {BROKEN_IS_LISTED: "{key}"}},
    ),
    "no sum of a table whose facts are marked as reconciled was judged": Breakage(
        target=A_BASIC_FACT,
        breaks="update audit.reconciliation set verdict = 'not_evaluated', not_evaluated_reason = 'none', not_evaluated_reason_zh = '无' "
        "where document_key = '{document}' and table_no = {table_no} "
        "and rule_id in (select rule_id from audit.rules where key_by = 'structure')",
        fails={"totals.cells": {UNJUDGED: "{document}"}},
    ),
    "one sum of a table whose facts are marked as reconciled was not judged": Breakage(
        target=A_BASIC_SUM,
        breaks="update audit.reconciliation set verdict = 'not_evaluated', not_evaluated_reason = 'none', not_evaluated_reason_zh = '无' "
        "where document_key = '{document}' and rule_id = '{rule}' and key = '{key}'",
        fails={"totals.cells": {UNJUDGED: "{document}"}},
    ),
    "what was not evaluated does not say why": Breakage(
        target="select document_key as document, key from audit.reconciliation where verdict = 'not_evaluated' "
        "order by all limit 1",
        breaks="update audit.reconciliation set not_evaluated_reason = null where document_key = '{document}' and key = '{key}'",
        fails={"totals.reconciliation": {"Whatever was not evaluated says why": "{key}"}},
    ),
    "the ledger holds nothing on the sums of a table": Breakage(
        target=A_BASIC_FACT,
        breaks="delete from audit.reconciliation where document_key = '{document}' and table_no = {table_no} "
        "and rule_id in (select rule_id from audit.rules where key_by = 'structure')",
        fails={
            "volume.reconciliation": {"Every table that holds a sum and parts is in the ledger": "{document}"},
            "totals.cells": {UNJUDGED: "{document}"},
        },
    ),
    "nobody looked whether a document holds its mandatory tables": Breakage(
        target="select min(document_key) as document from marts.dim_document where is_current",
        breaks="delete from audit.reconciliation where document_key = '{document}' and rule_id = 'document.mandatory_table'",
        fails={
            "volume.reconciliation": {MANDATORY_JUDGED: "{document}"},
            "ledger.reconciliation": {APPLIED: "document.mandatory_table"},
        },
    ),
    "the ledger speaks of a document that is not current": Breakage(
        target="select document_key as document, key from audit.reconciliation where rule_id = 'document.mandatory_table' "
        "order by document_key, key limit 1",
        breaks="update audit.reconciliation set document_key = 'nowhere' "
        "where document_key = '{document}' and rule_id = 'document.mandatory_table' and key = '{key}'",
        fails={
            "referential_integrity.reconciliation": {CURRENT_DOCUMENT: "nowhere"},
            "ledger.reconciliation": {PASSAGE_IS_KEPT: "nowhere"},
        },
    ),
    "the ledger speaks of a total that is printed nowhere": Breakage(
        target="select min(total_cell_id) as cell from audit.reconciliation where verdict = 'exact'",
        breaks="update audit.reconciliation set total_cell_id = 'nowhere' where total_cell_id = '{cell}'",
        fails={"referential_integrity.reconciliation": {TOTAL_IS_PRINTED: "nowhere"}},
    ),
    # Cells and their coverage
    "a figure belongs to a document that is not current": Breakage(
        target=A_SUBTOTAL,
        breaks="update audit.cells set document_key = 'nowhere' where cell_id = '{cell}'",
        fails={
            "referential_integrity.cells": {
                CURRENT_DOCUMENT: "{cell}",
                "Every figure stands in a current file of its document": "{cell}",
            },
        },
    ),
    "a file belongs to a document that is not known": Breakage(
        target="select min(part_key) as file from marts.dim_document_part",
        breaks="update marts.dim_document_part set document_key = 'nowhere' where part_key = '{file}'",
        fails={"referential_integrity.dim_document_part": {"Every document_key is a version": "{file}"}},
        among=("referential_integrity.dim_document_part",),
    ),
    "a figure was lost after it was counted": Breakage(
        target=A_SUBTOTAL,
        breaks="delete from audit.cells where cell_id = '{cell}'",
        fails={
            "coverage.coverage": {LOADED_IS_IN_CELLS: "{document}"},
            "referential_integrity.reconciliation": {TOTAL_IS_PRINTED: "{cell}"},
            "ledger.reconciliation": {TOTALS_ARE_PRINTED: "{cell}", PART_IS_PRINTED: "{cell}"},
        },
    ),
    "a cell was seen of which nothing became": Breakage(
        target="select document_key as document, title from audit.coverage order by document_key, table_no limit 1",
        breaks="update audit.coverage set cells_seen = cells_seen + 1 where document_key = '{document}' and title = '{title}'",
        fails={
            "coverage.coverage": {"The cells seen are those loaded, structural, rejected and out of scope": "{title}"},
        },
    ),
    "more cells are counted as rejected than are listed": Breakage(
        target="select document_key as document, table_no from audit.coverage order by all limit 1",
        breaks="update audit.coverage set cells_rejected = cells_rejected + 1, cells_structural = cells_structural - 1 "
        "where document_key = '{document}' and table_no = {table_no}",
        fails={"coverage.coverage": {"The cells counted as rejected are in audit.rejected": "{document}"}},
    ),
    "a figure of a budget table has no role": Breakage(
        target=A_SUBTOTAL,
        breaks=f"{without_constraints('audit.cells')}; update audit.cells set row_role = null where cell_id = '{{cell}}'",
        fails={"volume.cells": {"Every figure of a budget table has an amount and a role": "{cell}"}},
        among=("volume.cells",),
    ),
    "a figure of a budget table has no amount": Breakage(
        target=A_SUBTOTAL,
        breaks=f"{without_constraints('audit.cells')}; update audit.cells set amount_yuan = null where cell_id = '{{cell}}'",
        fails={"volume.cells": {"Every figure of a budget table has an amount and a role": "{cell}"}},
        among=("volume.cells",),
    ),
    # Explanations and performance tables
    "a stated figure is lost": Breakage(
        target="select min(source_cell_id) as cell from marts.fct_disclosed_figure where measure_code = 'procurement_goods'",
        breaks="delete from marts.fct_disclosed_figure where source_cell_id = '{cell}'",
        fails={"volume.cells": {STATED_IS_FACT: "{cell}"}},
        among=("volume.cells",),
    ),
    "the percentage of a change is lost": Breakage(
        target="select min(change_pct_cell_id) as cell from marts.fct_year_over_year",
        breaks="update marts.fct_year_over_year set change_pct_cell_id = null where change_pct_cell_id = '{cell}'",
        fails={"volume.cells": {STATED_IS_FACT: "{cell}"}},
        among=("volume.cells",),
    ),
    "an indicator is lost": Breakage(
        target="select min(source_cell_id) as cell from marts.fct_performance_indicator where target_value is not null",
        breaks="delete from marts.fct_performance_indicator where source_cell_id = '{cell}'",
        fails={"volume.cells": {TARGET_IS_INDICATOR: "{cell}"}},
        among=("volume.cells",),
    ),
    "a sentence is lost": Breakage(
        target="select document_key as document, min(section_no) as section from audit.sentences group by all order by all limit 1",
        breaks="delete from audit.sentences where document_key = '{document}' and section_no = {section}",
        fails={"volume.cells": {SENTENCE_IS_KEPT: "{document}"}},
        among=("volume.cells",),
    ),
    "a sentence belongs to a document that is not current": Breakage(
        target="select min(document_key) as document from audit.sentences",
        breaks="update audit.sentences set document_key = 'nowhere' where document_key = '{document}'",
        fails={"referential_integrity.sentences": {CURRENT_DOCUMENT: "nowhere"}},
        among=("referential_integrity.sentences",),
    ),
    "a performance table is lost": Breakage(
        target="select min(performance_key) as performance, arg_min(document_key, performance_key) as document "
        "from marts.fct_performance_budget",
        breaks="delete from marts.fct_performance_budget where performance_key = '{performance}'",
        fails={"volume.coverage": {"Every performance table of which something was loaded is a fact": "{document}"}},
        among=("volume.coverage",),
    ),
    "a section is counted twice": Breakage(
        target="select min(document_key) as document from audit.coverage where part_kind = 'section'",
        breaks="insert into audit.coverage select * from audit.coverage where document_key = '{document}' and section_no = 1",
        fails={"coverage.coverage": {COUNTED_ONCE: "{document}"}},
        among=("coverage.coverage",),
    ),
    "a figure of a sentence was lost after it was counted": Breakage(
        target="select min(cell_id) as cell, arg_min(document_key, cell_id) as document from audit.cells where section_no is not null",
        breaks="delete from audit.cells where cell_id = '{cell}'",
        fails={"coverage.coverage": {LOADED_IS_IN_CELLS: "{document}"}},
        among=("coverage.coverage",),
    ),
    "a figure of a sentence is counted as rejected but not listed": Breakage(
        target="select document_key as document, section_no as section from audit.coverage where section_no is not null and cells_loaded > 0 "
        "order by all limit 1",
        breaks="update audit.coverage set cells_rejected = cells_rejected + 1, cells_loaded = cells_loaded - 1 "
        "where document_key = '{document}' and section_no = {section}",
        fails={
            "coverage.coverage": {
                "The cells counted as rejected are in audit.rejected": "{document}",
                LOADED_IS_IN_CELLS: "{document}",
            }
        },
        among=("coverage.coverage",),
    ),
    "the parent of a unit is no unit": Breakage(
        target="select min(unit_key) as unit from marts.dim_unit",
        breaks="update marts.dim_unit set parent_unit_key = 'nowhere' where unit_key = '{unit}'",
        fails={"referential_integrity.dim_unit": {"Every parent_unit_key is a unit": "{unit}"}},
        among=("referential_integrity.dim_unit",),
    ),
    "the region of a unit is none that is known": Breakage(
        target="select min(unit_key) as unit from marts.dim_unit",
        breaks="update marts.dim_unit set region_code = 'nowhere' where unit_key = '{unit}'",
        fails={"referential_integrity.dim_unit": {"Every region_code is a region": "{unit}"}},
        among=("referential_integrity.dim_unit",),
    ),
    "a measure is a part of none that is known": Breakage(
        target="select min(measure_code) as measure from marts.dim_measure",
        breaks="update marts.dim_measure set part_of_measure_code = 'nothing' where measure_code = '{measure}'",
        fails={"referential_integrity.dim_measure": {"Every part_of_measure_code is a measure": "{measure}"}},
        among=("referential_integrity.dim_measure",),
    ),
    "a document was replaced by one that is not known": Breakage(
        target="select min(document_key) as document from marts.dim_document",
        breaks="update marts.dim_document set replaced_by_document_key = 'nowhere' where document_key = '{document}'",
        fails={"referential_integrity.dim_document": {"Every replaced_by_document_key is a version": "{document}"}},
        among=("referential_integrity.dim_document",),
    ),
    "a document is not in the coverage ledger": Breakage(
        target="select min(document_key) as document from audit.coverage",
        breaks="delete from audit.coverage where document_key = '{document}'",
        fails={"coverage.coverage": {DOCUMENT_IS_COVERED: "{document}"}},
    ),
    **{
        f"a cell was rejected for {described} reason": Breakage(
            target="select document_key as document, table_no from audit.coverage order by all limit 1",
            breaks="update audit.coverage set cells_rejected = cells_rejected + 1, cells_structural = cells_structural - 1 "
            "where document_key = '{document}' and table_no = {table_no}; "
            "create or replace table audit.rejected as select * from audit.rejected; "
            "insert into audit.rejected (cell_id, document_key, part_key, table_no, text, reason) "
            f"values ('{{document}}:x', '{{document}}', '{{document}}', {{table_no}}, '1O,000', {reason})",
            fails={"coverage.rejected": {"Every rejected cell says why": "{document}:x"}},
        )
        for described, reason in {"no": "null", "a blank": "'  '"}.items()
    },
}

FACT_KEYS = {
    "fct_overview": (),
    "fct_income": ("subject_key", "fund_source_key"),
    "fct_expenditure": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_appropriation": ("subject_key",),
    "fct_fund_expenditure": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_basic_expenditure": ("subject_key", "government_subject_key"),
    "fct_project_expenditure": ("subject_key", "project_key", "economic_subject_key"),
    "fct_three_public": (),
    "fct_entrusted_service": ("project_key",),
    "fct_carryover": ("project_key",),
    "fct_organ_operating": ("subject_key", "government_subject_key"),
    "fct_economic_expenditure": ("subject_key", "government_subject_key"),
    "fct_procurement": ("subject_key", "fund_source_key"),
    "fct_purchased_service": (),
    "fct_project_funding": (*("subject_key", "project_key", "economic_subject_key", "government_subject_key", "fund_source_key"),),
    "fct_other_expense": (),
    "fct_appropriation_by_function": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_appropriation_basic": ("subject_key", "government_subject_key"),
    "fct_basic_by_function": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_project_by_economic": ("subject_key", "government_subject_key"),
    "fct_basic_funding": ("subject_key", "government_subject_key", "fund_source_key"),
    "fct_expenditure_by_use": (
        *("subject_key", "project_key", "economic_subject_key", "government_subject_key", "fund_source_key"),
    ),
}

EXPLANATION_KEYS = {
    "fct_year_over_year": (
        *("source_cell_id", "measure_code", "subject_key", "fund_source_key"),
        *("amount_cell_id", "share_cell_id", "change_pct_cell_id"),
    ),
    "fct_disclosed_figure": (
        *("source_cell_id", "measure_code", "subject_key", "fund_source_key", "project_key"),
        *("share_cell_id", "change_cell_id"),
    ),
    "fct_project_card": ("source_cell_id", "project_key"),
    "fct_performance_budget": ("source_cell_id", "project_key"),
    "fct_performance_indicator": ("performance_key",),
}
WITH_PRINTED_AMOUNT = ("fct_disclosed_figure", "fct_project_card", "fct_performance_budget")

DANGLING_KEYS: dict[str, Breakage] = {
    f"a {key} of {fact} points nowhere": Breakage(
        # A fact that has the key, where any has.
        target=f"select source_cell_id as cell from marts.{fact} order by {key} is null, source_cell_id desc limit 1",
        breaks=f"update marts.{fact} set {key} = 'nowhere' where source_cell_id = '{{cell}}'",
        fails={
            f"referential_integrity.{fact}": {
                points_to(key): "nowhere",
                # A fact that comes from no cell has the amount of none.
                **({AMOUNT_OF_ITS_CELL: "nowhere"} if key == "source_cell_id" else {}),
            }
        },
        among=(f"referential_integrity.{fact}",),
    )
    for fact, keys in FACT_KEYS.items()
    for key in ("document_key", "unit_key", "source_cell_id", *keys)
}

DANGLING_EXPLANATION_KEYS: dict[str, Breakage] = {
    f"a {key} of {fact} points nowhere": Breakage(
        target=f"select max({key}) as was from marts.{fact}",
        breaks=f"update marts.{fact} set {key} = 'nowhere' where {key} = '{{was}}'",
        fails={
            f"referential_integrity.{fact}": {
                points_to(key): "nowhere",
                **({PRINTED_AMOUNT: "nowhere"} if key == "source_cell_id" and fact in WITH_PRINTED_AMOUNT else {}),
            }
        },
        among=(f"referential_integrity.{fact}",),
    )
    for fact, keys in EXPLANATION_KEYS.items()
    for key in ("document_key", "unit_key", *keys)
}

WRONG_AMOUNTS: dict[str, Breakage] = {
    f"an amount of {fact} is a fen off": Breakage(
        target=f"select max(source_cell_id) as cell from marts.{fact}",
        breaks=f"update marts.{fact} set amount_yuan = amount_yuan + 0.01 where source_cell_id = '{{cell}}'",
        fails={f"referential_integrity.{fact}": {AMOUNT_OF_ITS_CELL: "{cell}"}},
        among=(f"referential_integrity.{fact}",),
    )
    for fact in FACT_KEYS
} | {
    f"an amount of {fact} is a fen off": Breakage(
        target=f"select max(source_cell_id) as cell from marts.{fact} where amount_yuan is not null and {condition}",
        breaks=f"update marts.{fact} set amount_yuan = amount_yuan + 0.01 where source_cell_id = '{{cell}}'",
        fails={f"referential_integrity.{fact}": {PRINTED_AMOUNT: "{cell}"}},
        among=(f"referential_integrity.{fact}",),
    )
    for fact, condition in {
        "fct_disclosed_figure": "true",
        "fct_project_card": "source_cell_id is not null",
        "fct_performance_budget": "is_amount_printed",
        "fct_performance_indicator": "true",
    }.items()
}

_FACT_COLUMNS = ("document_key", "unit_key", "fiscal_year", "document_kind", "amount_yuan", "is_reconciled")
_OF_A_DOCUMENT = ("document_key", "unit_key", "fiscal_year", "document_kind", "is_reconciled")
KEYED = {
    "marts.dim_document": ("document_key", ("unit_key", "fiscal_year", "document_kind", "source_file")),
    "marts.dim_document_part": ("part_key", ("document_key", "document_part", "source_file")),
    "marts.dim_region": ("region_code", ("region_name", "admin_level")),
    "marts.dim_unit": ("unit_key", ("unit_name",)),
    "marts.dim_subject_code": ("subject_key", ("classification", "subject_code", "subject_name", "level", "class_name")),
    "marts.dim_project": ("project_key", ("unit_key", "project_name")),
    "marts.dim_fund_source": ("fund_source_key", ("fund_source_name", "fund_group")),
    "audit.dictionary": (
        "column_key",
        ("schema_name", "table_name", "column_name", "data_type", "description_en", "description_zh"),
    ),
    "marts.dim_code": ("code_key", ("code_set", "code", "name_zh", "name_en", "sort_order")),
    "marts.dim_measure": ("measure_code", ("measure_name", "measure_name_en")),
    "audit.cells": ("cell_id", ("document_key", "column_code", "text")),
    "audit.waivers": ("waiver_id", ("rule_id", "key", "figures_hash", "cause", "reason", "who", "status")),
    "audit.passages": ("passage_id", ("passage_kind",)),
    "audit.rules": ("rule_id", ("family", "severity", "basis", "title_zh", "title_en")),
    "audit.findings": ("finding_no", ("document_key", "rule_id", "group_no", "message_zh", "message_en")),
    **{f"marts.{fact}": ("source_cell_id", _FACT_COLUMNS) for fact in FACT_KEYS},
    "marts.fct_year_over_year": ("source_cell_id", (*_OF_A_DOCUMENT, "measure_code", "change_yuan")),
    "marts.fct_disclosed_figure": ("source_cell_id", (*_OF_A_DOCUMENT, "measure_code", "value")),
    "marts.fct_project_card": ("card_key", (*_OF_A_DOCUMENT, "project_key", "is_withheld")),
    "marts.fct_performance_budget": ("performance_key", (*_OF_A_DOCUMENT, "scope")),
    "marts.fct_performance_indicator": (
        "source_cell_id",
        (*_OF_A_DOCUMENT, "performance_key", "indicator_name", "target_text"),
    ),
}


def two_rows_of_one_word(table: str, columns: tuple[str, ...]) -> str:
    """Two rows with the same word in each of these columns, for a table that the samples leave empty."""
    words = ", ".join("'{key}'" for _ in columns)
    return f"insert into {table} ({', '.join(columns)}) select {words} from range(2)"


# Nothing is waived in the samples.
HOLD_NO_ROW = ("audit.waivers",)

ROWS_TWICE: dict[str, Breakage] = {
    f"a row of {table} is there twice": Breakage(
        target=f"select max({key}) as key from {table}",
        breaks=f"{without_constraints(table)}; insert into {table} select * from {table} where cast({key} as varchar) = '{{key}}'",
        fails={f"keys.{table.split('.')[1]}": {f"No {key} is there twice": "{key}"}},
        among=(f"keys.{table.split('.')[1]}",),
    )
    for table, (key, _) in KEYED.items()
    if table not in HOLD_NO_ROW
} | {
    f"a row of {table} is there twice": Breakage(
        target="select 'w' as key",
        breaks=f"{without_constraints(table)}; {two_rows_of_one_word(table, (key, *columns))}",
        fails={f"keys.{table.split('.')[1]}": {f"No {key} is there twice": "{key}"}},
        among=(f"keys.{table.split('.')[1]}",),
    )
    for table, (key, columns) in KEYED.items()
    if table in HOLD_NO_ROW
}

ROWS_OF_NOTHING: dict[str, Breakage] = {
    f"a row of {table} holds nothing": Breakage(
        breaks=f"{without_constraints(table)}; insert into {table} ({key}) values (null)",
        fails={f"keys.{table.split('.')[1]}": {f"Every row has its {column}": f"'{column}': None" for column in (key, *columns)}},
        among=(f"keys.{table.split('.')[1]}",),
    )
    for table, (key, columns) in KEYED.items()
}

BRIDGE, ALIASES, UNMATCHED = "marts.bridge_project_performance", "audit.project_aliases", "audit.unmatched_projects"
OWN_PROJECT = "Every project covered is a project of the same unit and year"
COVERS_ONE = "Every performance table that names a project covers one"
LISTED = "Everything that no table names is listed as unmatched"
LISTED_ITSELF = "Everything listed is a mention of the project that it is by itself"
RANKED = "The candidates of a mention are ranked from 1, three at most"
AN_OWN_NAME = (
    "select project_key as project, performance_key as performance, document_key as document "
    f"from {BRIDGE} where method = 'own_name' order by performance_key limit 1"
)
A_SUM = f"select performance_key as performance, min(project_key) as project from {BRIDGE} where method = 'amounts_add_up' group by all order by all limit 1"
A_SENTENCE = (
    "select mention_key as mention, document_key as document, project_key as project "
    f"from {ALIASES} where mention_kind = 'entrusted_sentence' order by mention_key limit 1"
)
AN_UNMATCHED = (
    f"select mention_key as mention, project_key as project from {UNMATCHED} where candidate_rank = 3 order by mention_key limit 1"
)


def another_unit(table: str, row: str) -> str:
    """A row of a table is given a unit that it is not of."""
    return (
        f"update {table} set unit_key = (select min(unit_key) from marts.dim_unit "
        f"where unit_key not in (select unit_key from {table} where {row})) where {row}"
    )


def about_projects(table: str, breaks: str, target: str, fails: dict[str, str]) -> Breakage:
    """A defect in what is known of projects, and what the suite of that table must say to it."""
    suite = f"projects.{table.split('.')[1]}"
    return Breakage(target=target, breaks=f"{without_constraints(table)}; {breaks}", fails={suite: fails}, among=(suite,))


PROJECT_DEFECTS: dict[str, Breakage] = {
    "a performance table covers a project twice": about_projects(
        BRIDGE,
        f"insert into {BRIDGE} select * from {BRIDGE} where performance_key = '{{performance}}' and project_key = '{{project}}'",
        A_SUM,
        {"No performance table covers a project twice": "{project}"},
    ),
    "a row of the bridge holds nothing": about_projects(
        BRIDGE,
        f"insert into {BRIDGE} (project_key) values (null)",
        "select 1 as nothing",
        {"Nothing is missing in the bridge": "'performance_key': None"},
    ),
    "a performance table covers a project that there is not": about_projects(
        BRIDGE,
        f"update {BRIDGE} set project_key = 'nowhere' where performance_key = '{{performance}}'",
        AN_OWN_NAME,
        {OWN_PROJECT: "{performance}"},
    ),
    "a performance table that there is not covers a project": about_projects(
        BRIDGE,
        f"update {BRIDGE} set performance_key = 'nowhere' where performance_key = '{{performance}}'",
        AN_OWN_NAME,
        {"Every performance table that covers a project is one of its document": "nowhere", COVERS_ONE: "{performance}"},
    ),
    "a performance table is another unit's": about_projects(
        BRIDGE,
        another_unit(BRIDGE, "performance_key = '{performance}'"),
        AN_OWN_NAME,
        {"Every coverage has the unit and the year of its document": "{performance}", OWN_PROJECT: "{performance}"},
    ),
    "a performance table covers nothing": about_projects(
        BRIDGE,
        f"delete from {BRIDGE} where performance_key = '{{performance}}'",
        AN_OWN_NAME,
        {COVERS_ONE: "{performance}"},
    ),
    "a performance table has two projects by its name": about_projects(
        BRIDGE,
        f"update {BRIDGE} set method = 'exact' where performance_key = '{{performance}}'",
        A_SUM,
        {"A performance table covers several projects only where their amounts add up": "{performance}"},
    ),
    "a part of the sum that a performance table covers is missing": about_projects(
        BRIDGE,
        f"delete from {BRIDGE} where performance_key = '{{performance}}' and project_key = '{{project}}'",
        A_SUM,
        {"The amounts of two to four projects add up to the budget of the table that covers them": "{performance}"},
    ),
    "a mention is taken for its project twice": about_projects(
        ALIASES,
        f"insert into {ALIASES} select * from {ALIASES} where mention_key = '{{mention}}'",
        A_SENTENCE,
        {"No mention is taken for a project twice": "{mention}"},
    ),
    "a mention holds nothing": about_projects(
        ALIASES,
        f"insert into {ALIASES} (mention_key) values ('lost')",
        "select 1 as nothing",
        {"Nothing but an amount is missing of a mention": "lost"},
    ),
    "a mention is of a project that there is not": about_projects(
        ALIASES,
        f"update {ALIASES} set project_key = 'nowhere' where mention_key = '{{mention}}'",
        A_SENTENCE,
        {"Every mention is of a project of the same unit and year": "{mention}"},
    ),
    "a mention is another unit's": about_projects(
        ALIASES,
        another_unit(ALIASES, "mention_key = '{mention}'"),
        A_SENTENCE,
        {
            "Every mention is of a project of the same unit and year": "{mention}",
            "Every mention has the unit and the year of its document": "{mention}",
        },
    ),
    "a project is mentioned nowhere": about_projects(
        ALIASES,
        f"delete from {ALIASES} where project_key = '{{project}}'",
        AN_OWN_NAME,
        {"Every project is mentioned": "{project}"},
    ),
    "two names of one list are taken for one project": about_projects(
        ALIASES,
        f"update {ALIASES} set project_key = (select min(project_key) from {ALIASES} where document_key = '{{document}}' "
        "and mention_kind = 'entrusted_sentence' and project_key <> '{project}') where mention_key = '{mention}'",
        f"select min(mention_key) as mention, document_key as document, min_by(project_key, mention_key) as project from {ALIASES} "
        "where mention_kind = 'entrusted_sentence' group by document_key having count(distinct project_key) > 1 "
        "order by document_key limit 1",
        {"Two names of one list are two projects": "{document}"},
    ),
    "a fact is of a project that its table does not mention": about_projects(
        ALIASES,
        "update marts.fct_entrusted_service set project_key = 'nowhere' where source_cell_id = '{cell}'",
        "select min(source_cell_id) as cell from marts.fct_entrusted_service",
        {"Every fact is of a project that its table mentions": "{cell}"},
    ),
    "a project card is of a project that it does not mention": about_projects(
        ALIASES,
        "update marts.fct_project_card set project_key = 'nowhere' where card_key = '{card}'",
        "select min(card_key) as card from marts.fct_project_card",
        {"Every project card is of the project that it mentions": "{card}"},
    ),
    "a candidate is listed twice": about_projects(
        UNMATCHED,
        f"insert into {UNMATCHED} select * from {UNMATCHED} where mention_key = '{{mention}}' and candidate_rank = 3",
        AN_UNMATCHED,
        {"No candidate of a mention is listed twice": "{mention}", RANKED: "{mention}"},
    ),
    "a candidate has no place": about_projects(
        UNMATCHED,
        f"update {UNMATCHED} set candidate_rank = 5 where mention_key = '{{mention}}' and candidate_rank = 3",
        AN_UNMATCHED,
        {RANKED: "{mention}"},
    ),
    "a candidate is no project of a table": about_projects(
        UNMATCHED,
        f"update {UNMATCHED} set candidate_project_key = project_key where mention_key = '{{mention}}' and candidate_rank = 3",
        AN_UNMATCHED,
        {"Every candidate is a project that a table names": "{mention}"},
    ),
    "a candidate is not compared": about_projects(
        UNMATCHED,
        f"update {UNMATCHED} set similarity = null where mention_key = '{{mention}}' and candidate_rank = 3",
        AN_UNMATCHED,
        {"Every candidate has a name and a similarity": "{mention}"},
    ),
    "what is listed as unmatched is no mention": about_projects(
        UNMATCHED,
        f"update {UNMATCHED} set mention_key = 'nowhere' where mention_key = '{{mention}}'",
        AN_UNMATCHED,
        {LISTED_ITSELF: "nowhere", LISTED: "{mention}"},
    ),
    "what a table names is listed as unmatched": about_projects(
        UNMATCHED,
        f"update {UNMATCHED} set project_key = candidate_project_key where mention_key = '{{mention}}'",
        AN_UNMATCHED,
        {"Nothing that a table names is listed as unmatched": "{mention}", LISTED_ITSELF: "{mention}"},
    ),
    "what no table names is not listed": about_projects(
        UNMATCHED,
        f"delete from {UNMATCHED} where mention_key = '{{mention}}'",
        AN_UNMATCHED,
        {LISTED: "{mention}"},
    ),
}

A_SUM_THAT_AGREES = (
    "select document_key as document, rule_id as rule, key from audit.reconciliation "
    "where rule_id = 'balance.overview' and verdict = 'exact' order by all limit 1"
)
A_CONDITION_THAT_HOLDS = (
    "select document_key as document, rule_id as rule, key from audit.reconciliation "
    "where rule_id = 'document.contents_table' and verdict = 'exact' order by all limit 1"
)
A_SUM_THAT_IS_BROKEN = (
    "select document_key as document, rule_id as rule, key from audit.reconciliation "
    "where verdict = 'broken' and difference_yuan <> 0 and total_cell_id is not null order by all limit 1"
)
A_GROUP = 'select group_no as "group", max(finding_no) as last from audit.findings group by group_no having count(*) > 1 order by 1 limit 1'
A_REPAIR = "select document_key as document, table_no, row_no from audit.repairs where outcome = 'repaired' order by all limit 1"
A_MOVED_SUBTOTAL = (
    "select min(cell_id) as cell from audit.cells "
    "where alignment = 'repaired' and printed_column_code <> column_code and row_role = 'subtotal'"
)
A_FIGURE_IN_ITS_PLACE = (
    "select min(cell_id) as cell from audit.cells where alignment is distinct from 'repaired' and row_role = 'leaf'"
)


def in_the_ledger(column: str, value: str) -> str:
    """A column of the row of the ledger that was chosen is given another value."""
    return (
        f"update audit.reconciliation set {column} = {value} "
        "where document_key = '{document}' and rule_id = '{rule}' and key = '{key}'"
    )


def of_the_repair(column: str, value: str) -> str:
    """A column of the repair that was chosen is given another value."""
    return (
        f"update audit.repairs set {column} = {value} "
        "where document_key = '{document}' and table_no = {table_no} and row_no = {row_no}"
    )


def about_the_ledger(table: str, breaks: str, target: str, fails: dict[str, str]) -> Breakage:
    """A defect of the ledger, the findings, the repairs or their marks, and what the suite of that table must say to it."""
    return Breakage(target=target, breaks=breaks, fails={f"ledger.{table}": fails}, among=(f"ledger.{table}",))


LEDGER_DEFECTS: dict[str, Breakage] = {
    "a rule was not applied to a document": about_the_ledger(
        "reconciliation",
        "delete from audit.reconciliation where document_key = '{document}' and rule_id = '{rule}'",
        "select min(document_key) as document, 'hierarchy.unit_row' as rule from audit.reconciliation",
        {APPLIED: "{rule}"},
    ),
    "a rule whose figures are printed on both sides was not judged": about_the_ledger(
        "reconciliation",
        in_the_ledger("verdict", "'not_evaluated'"),
        A_SUM_THAT_AGREES,
        {JUDGED: "{rule}"},
    ),
    "sums that differ are called exact": about_the_ledger(
        "reconciliation",
        in_the_ledger("difference_yuan", "100"),
        A_SUM_THAT_AGREES,
        {VERDICT: "{rule}"},
    ),
    "sums that are equal are called broken": about_the_ledger(
        "reconciliation",
        in_the_ledger("difference_yuan", "0"),
        A_SUM_THAT_IS_BROKEN,
        {VERDICT: "{rule}"},
    ),
    "a rule that holds is waived": about_the_ledger(
        "reconciliation",
        in_the_ledger("waiver_id", "'w'"),
        A_SUM_THAT_AGREES,
        {WAIVED: "{rule}"},
    ),
    "a rule is waived though nobody waived it": about_the_ledger(
        "reconciliation",
        in_the_ledger("waiver_id", "'w'"),
        A_SUM_THAT_IS_BROKEN,
        {WAIVED: "{rule}"},
    ),
    "a rule is waived though the figures changed since": about_the_ledger(
        "reconciliation",
        f"{without_constraints('audit.waivers')}; insert into audit.waivers (waiver_id, status) values ('w', 'void'); "
        + in_the_ledger("waiver_id", "'w'"),
        A_SUM_THAT_IS_BROKEN,
        {WAIVED: "{rule}"},
    ),
    "a rule passed that was held against nothing": about_the_ledger(
        "reconciliation",
        in_the_ledger("part_cell_ids", "null"),
        A_SUM_THAT_AGREES,
        {RESTS: "{rule}"},
    ),
    "a rule passed that held nothing against anything": about_the_ledger(
        "reconciliation",
        in_the_ledger("total_cell_ids", "[]"),
        A_SUM_THAT_AGREES,
        {RESTS: "{rule}"},
    ),
    "a rule is broken by nothing": about_the_ledger(
        "reconciliation",
        in_the_ledger("part_cell_ids", "null"),
        A_SUM_THAT_IS_BROKEN,
        {RESTS: "{rule}"},
    ),
    "a condition holds of nothing": about_the_ledger(
        "reconciliation",
        in_the_ledger("total_passage_ids", "null"),
        A_CONDITION_THAT_HOLDS,
        {RESTS: "{rule}"},
    ),
    "a figure agrees with itself": about_the_ledger(
        "reconciliation",
        in_the_ledger("part_cell_ids", "total_cell_ids"),
        A_SUM_THAT_AGREES,
        {RESTS: "{rule}"},
    ),
    "nothing to compare is told twice": about_the_ledger(
        "reconciliation",
        "insert into audit.reconciliation select * replace ('again' as key) from audit.reconciliation "
        "where document_key = '{document}' and rule_id = '{rule}'",
        "select min(document_key) as document, 'document.template_text' as rule from audit.reconciliation",
        {SILENT_ONCE: "{rule}"},
    ),
    "a rule rests on a passage that stands nowhere": about_the_ledger(
        "reconciliation",
        in_the_ledger("part_passage_ids", "['nowhere']"),
        A_CONDITION_THAT_HOLDS,
        {PASSAGE_IS_KEPT: "nowhere"},
    ),
    "a rule rests on a passage of another document": about_the_ledger(
        "reconciliation",
        in_the_ledger("part_passage_ids", "['{elsewhere}']"),
        f"select condition.*, passage_id as elsewhere from ({A_CONDITION_THAT_HOLDS}) as condition inner join audit.passages "
        "on passages.document_key <> condition.document order by passage_id limit 1",
        {PASSAGE_IS_KEPT: "{elsewhere}"},
    ),
    "a figure of the total side is printed nowhere": about_the_ledger(
        "reconciliation",
        in_the_ledger("total_cell_ids", "['nowhere']"),
        A_SUM_THAT_AGREES,
        {TOTALS_ARE_PRINTED: "nowhere"},
    ),
    "a part of a sum is printed nowhere": about_the_ledger(
        "reconciliation",
        in_the_ledger("part_cell_ids", "['nowhere']"),
        A_SUM_THAT_AGREES,
        {PART_IS_PRINTED: "nowhere"},
    ),
    "what is suspected is printed nowhere": about_the_ledger(
        "reconciliation",
        in_the_ledger("suspect_cell_id", "'nowhere'"),
        A_SUM_THAT_IS_BROKEN,
        {PART_IS_PRINTED: "nowhere"},
    ),
    "a verdict has no difference to tell of": about_the_ledger(
        "ledger",
        "update audit.ledger set difference = null where document_key = '{document}' and rule_id = '{rule}' and key = '{key}'",
        A_SUM_THAT_AGREES,
        {TELLABLE: "{rule}"},
    ),
    "a broken condition does not say what broke it": about_the_ledger(
        "ledger",
        "update audit.ledger set verdict = 'broken' where document_key = '{document}' and rule_id = '{rule}' and key = '{key}'",
        A_CONDITION_THAT_HOLDS,
        {TELLABLE: "{rule}"},
    ),
    "a sum that holds has a suspect": about_the_ledger(
        "suspects",
        "insert into audit.suspects by name (select document_key, rule_id, key, total_cell as suspect_cell_id, 1 as n_mended "
        "from audit.ledger where document_key = '{document}' and rule_id = '{rule}' and key = '{key}')",
        A_SUM_THAT_AGREES,
        {SUSPECTED_ONCE: "{rule}"},
    ),
    "a broken sum has two suspects": about_the_ledger(
        "suspects",
        "insert into audit.suspects select * from audit.suspects where document_key = '{document}' and rule_id = '{rule}'",
        "select document_key as document, rule_id as rule from audit.suspects order by all limit 1",
        {SUSPECTED_ONCE: "{rule}"},
    ),
    "a group of findings has no root": about_the_ledger(
        "findings",
        "update audit.findings set is_root = false where group_no = {group}",
        'select min(group_no) as "group" from audit.findings',
        {ONE_ROOT: "{group}"},
    ),
    "a group of findings has two roots": about_the_ledger(
        "findings",
        "update audit.findings set is_root = true where group_no = {group}",
        A_GROUP,
        {ONE_ROOT: "{group}"},
    ),
    "the root of a group of findings is not the first of it": about_the_ledger(
        "findings",
        "update audit.findings set is_root = (finding_no = {last}) where group_no = {group}",
        A_GROUP,
        {ONE_ROOT: "{group}"},
    ),
    "nothing proves that a row was set right": about_the_ledger(
        "repairs",
        of_the_repair("proof", "[]"),
        A_REPAIR,
        {PROVED: "{document}"},
    ),
    "it is not known that anything proves that a row was set right": about_the_ledger(
        "repairs",
        of_the_repair("proof", "null"),
        A_REPAIR,
        {PROVED: "{document}"},
    ),
    "a row was set right, and nobody knows how": about_the_ledger(
        "repairs",
        of_the_repair("as_repaired", "null"),
        A_REPAIR,
        {PROVED: "{document}"},
    ),
    "a figure was moved in a row that was not set right": about_the_ledger(
        "cells",
        "update audit.cells set printed_column_code = 'elsewhere' where cell_id = '{cell}'",
        A_FIGURE_IN_ITS_PLACE,
        {IN_ITS_COLUMN: "{cell}"},
    ),
    "a figure that was moved is not marked": Breakage(
        target=A_MOVED_SUBTOTAL,
        breaks="update audit.cells set alignment = null where cell_id = '{cell}'",
        fails={"ledger.repairs": {SLIPPED_IS_MARKED: "{cell}"}, "ledger.cells": {IN_ITS_COLUMN: "{cell}"}},
        among=("ledger.repairs", "ledger.cells"),
    ),
    "a figure of a row that nobody doubts is marked as doubtful": about_the_ledger(
        "repairs",
        "update audit.cells set alignment = 'ambiguous' where cell_id = '{cell}'",
        A_SUBTOTAL,
        {SLIPPED_IS_MARKED: "{cell}"},
    ),
    "the row of a figure that was moved is in no list": about_the_ledger(
        "repairs",
        "delete from audit.repairs where outcome = 'repaired'",
        A_MOVED_SUBTOTAL,
        {SLIPPED_IS_MARKED: "{cell}"},
    ),
    "a fact of a row that was set right does not say so": about_the_ledger(
        "cells",
        "update marts.fct_income set is_repaired = false where source_cell_id = '{cell}'",
        "select min(source_cell_id) as cell from marts.fct_income where is_repaired",
        {MARKED_AS_ITS_FIGURE: "{cell}"},
    ),
    "a fact is marked as doubtful whose figure is not": about_the_ledger(
        "cells",
        "update marts.fct_expenditure set is_ambiguous = true where source_cell_id = '{cell}'",
        A_BASIC_FACT,
        {MARKED_AS_ITS_FIGURE: "{cell}"},
    ),
}

A_PROJECT_MONEY = "select min(source_cell_id) as cell from marts.fct_project_budget where stated_in = 'project_expenditure'"
A_PRINTED_TOTAL = "select min(source_cell_id) as cell from marts.fct_printed_total where is_reconciled"
A_STATEMENT = "select min(statement_key) as key from marts.fct_statement"
OF_ITS_DOCUMENT = "Every row has the unit, the year and the kind of its document, which is current"


def about_what_is_retold(table: str, breaks: str, target: str, fails: dict[str, str]) -> Breakage:
    """A breakage of a table that tells anew what stands elsewhere."""
    return Breakage(target=target, breaks=breaks, fails={f"retold.{table}": fails}, among=(f"retold.{table}",))


def retold_row(table: str, key: str, target: str) -> dict[str, Breakage]:
    """A row of such a table twice, and one of another year than its document."""
    (column,) = re.findall(r" as (\w+)", target)
    return {
        f"a row of {table} is retold twice": about_what_is_retold(
            table,
            f"insert into marts.{table} select * from marts.{table} where {key} = '{{{column}}}'",
            target,
            {f"No {key} is there twice": f"{{{column}}}"},
        ),
        f"a row of {table} is of another year than its document": about_what_is_retold(
            table,
            f"update marts.{table} set fiscal_year = fiscal_year + 7 where {key} = '{{{column}}}'",
            target,
            {OF_ITS_DOCUMENT: f"{{{column}}}"},
        ),
    }


RETOLD_DEFECTS: dict[str, Breakage] = {
    "what figures tell is told of a document that is not there": Breakage(
        breaks="insert into audit.proofs by name (select 'nowhere' as document_key, 'nowhere' as part_key, 1 as table_no, "
        "'income' as table_code, 1 as line_no, 'unit_of_measure' as question, '元' as told, ['1 = 1'] as proof)",
        fails={"referential_integrity.proofs": {"Every document_key is a current document": "nowhere"}},
        among=("referential_integrity.proofs",),
    ),
    **retold_row("fct_project_budget", "source_cell_id", A_PROJECT_MONEY),
    **retold_row("fct_printed_total", "source_cell_id", A_PRINTED_TOTAL),
    **retold_row("fct_statement", "statement_key", A_STATEMENT),
    "money of a project is another amount than in its table": about_what_is_retold(
        "fct_project_budget",
        "update marts.fct_project_budget set amount_yuan = amount_yuan + 0.01 where source_cell_id = '{cell}'",
        A_PROJECT_MONEY,
        {"All money of a project is that of the fact that it is taken from": "{cell}"},
    ),
    "money of a project is lost": about_what_is_retold(
        "fct_project_budget",
        "delete from marts.fct_project_budget where source_cell_id = '{cell}'",
        A_PROJECT_MONEY,
        {"All money of the year that a table of projects prints is there, once for each project": "{cell}"},
    ),
    "money of a project that a table lists is said to stand beside the tables": about_what_is_retold(
        "fct_project_budget",
        "update marts.fct_project_budget set money_kind = 'other' where source_cell_id = '{cell}'",
        A_PROJECT_MONEY,
        {"What is stated beside the tables of projects is of a project that none of them lists": "{cell}"},
    ),
    "a printed total is of a fund source that is not there": about_what_is_retold(
        "fct_printed_total",
        "update marts.fct_printed_total set fund_source_key = 'nothing' where source_cell_id = '{cell}'",
        A_PRINTED_TOTAL,
        {"Every fund_source_key is an entry of what fund_source_key points to": "{cell}"},
    ),
    "a printed total is a fen off, and its gap with it": about_what_is_retold(
        "fct_printed_total",
        "update marts.fct_printed_total set amount_yuan = amount_yuan + 0.01, gap_yuan = gap_yuan + 0.01 where source_cell_id = '{cell}'",
        A_PRINTED_TOTAL,
        {"Every printed total is a figure of a total row, as printed": "{cell}"},
    ),
    "a gap is a fen off": about_what_is_retold(
        "fct_printed_total",
        "update marts.fct_printed_total set gap_yuan = gap_yuan + 0.01 where source_cell_id = '{cell}'",
        A_PRINTED_TOTAL,
        {"A gap is what a printed total has more than its facts": "{cell}"},
    ),
    "a total that was not judged is said to be reconciled": about_what_is_retold(
        "fct_printed_total",
        "update marts.fct_printed_total set verdict = null where source_cell_id = '{cell}'",
        A_PRINTED_TOTAL,
        {"A total is reconciled where its gap was found to be rounding at most": "{cell}"},
    ),
    "a statement has no words": about_what_is_retold(
        "fct_statement",
        f"{without_constraints('marts.fct_statement')}; update marts.fct_statement set text = null where statement_key = '{{key}}'",
        A_STATEMENT,
        {"Every row has its text": "{key}"},
    ),
    **{
        f"the {key} of a statement is not known": about_what_is_retold(
            "fct_statement",
            f"update marts.fct_statement set {key} = 'nowhere' where statement_key = '{{key}}'",
            A_STATEMENT,
            {f"Every {key} is an entry of what {key} points to": "nowhere"},
        )
        for key in ("subject_key", "fund_source_key", "project_key", "measure_code", "source_cell_id")
    },
}

BREAKAGES = {
    **DEFECTS,
    **DANGLING_KEYS,
    **DANGLING_EXPLANATION_KEYS,
    **WRONG_AMOUNTS,
    **ROWS_TWICE,
    **ROWS_OF_NOTHING,
    **PROJECT_DEFECTS,
    **LEDGER_DEFECTS,
    **RETOLD_DEFECTS,
}


Failure = tuple[str, str]
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What failed after a breakage, (suite, expectation) → rows, and the row that was chosen to be broken."""

    failed: dict[Failure, Rows]
    target: dict[str, Any]


@pytest.fixture(scope="module")
def copy(
    published_with_other_tables: WarehouseLayout, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the published file that may be broken, and is to be left as it was."""
    copied = tmp_path_factory.mktemp("broken") / "copy.duckdb"
    shutil.copyfile(published_with_other_tables.published, copied)
    with duckdb.connect(str(copied)) as connection:
        drop_foreign_keys(connection)
        # What a view tells cannot be broken row by row.
        connection.execute("create table audit.told as from audit.reconciliation; drop view audit.reconciliation")
        connection.execute("alter table audit.told rename to reconciliation")
        yield connection


@pytest.fixture(scope="module")
def judge(copy: duckdb.DuckDBPyConnection) -> Callable[[str], Judged]:
    """Breaks the copy, asks what is expected of it and mends it, once for each breakage."""
    known: dict[str, Judged] = {}

    def judged(name: str) -> Judged:
        if name not in known:
            known[name] = _break_and_judge(copy, BREAKAGES[name])
        return known[name]

    return judged


@pytest.mark.parametrize("defect", BREAKAGES)
def test_the_gate_fails_where(defect: str, judge: Callable[[str], Judged]) -> None:
    judged = judge(defect)
    expected = {
        (suite, description): named.format(**judged.target)
        for suite, descriptions in BREAKAGES[defect].fails.items()
        for description, named in descriptions.items()
    }
    assert set(judged.failed) == set(expected)
    for failure, named in expected.items():
        rows = judged.failed[failure]
        assert any(named in str(row) for row in rows), f"{failure}: the failing rows do not name {named}: {rows}"


def test_every_expectation_of_every_suite_is_made_to_fail_by_a_breakage(judge: Callable[[str], Judged]) -> None:
    stated = [(suite.name, expectation.description) for suite in all_suites() for expectation in suite.expectations]
    assert len(stated) == len(set(stated)), "two expectations of a suite cannot be told apart in a report"
    seen_to_fail = {failure for name in BREAKAGES for failure in judge(name).failed}
    assert sorted(set(stated) - seen_to_fail) == []
    assert sorted(seen_to_fail - set(stated)) == []


def test_great_expectations_finds_as_many_failing_rows_as_each_query_does(
    copy: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a file that is broken in all ways but that it is empty: so most expectations fail, and some hold."""
    from dagster_project.quality import validation

    # Whose the rows are is asked for beside Great Expectations (test_gate.py), and takes longer than it.
    monkeypatch.setattr(validation, "failing_rows", lambda *_: FailingRows([], {}, 0))
    suites = all_suites()
    breakages = [breakage for name, breakage in BREAKAGES.items() if name != "the warehouse is empty"]
    copy.begin()
    try:
        for breakage, target in [(breakage, _target(copy, breakage)) for breakage in breakages]:
            _break(copy, breakage, target)
        found = {failure: len(rows) for failure, rows in _failing(copy, suites).items()}
        outcomes = validation.validate(copy, suites)
    finally:
        copy.rollback()
    told = {(outcome.suite.name, each.description): each.n_rows for outcome in outcomes for each in outcome.failures}
    assert told == found
    n_stated = sum(len(suite.expectations) for suite in suites)
    assert n_stated * 0.8 < len(told) < n_stated


def _break_and_judge(connection: duckdb.DuckDBPyConnection, breakage: Breakage) -> Judged:
    connection.begin()
    try:
        target = _target(connection, breakage)
        _break(connection, breakage, target)
        return Judged(_failing(connection, [suite for suite in all_suites() if _is_concerned(suite, breakage)]), target)
    finally:
        connection.rollback()


def _target(connection: duckdb.DuckDBPyConnection, breakage: Breakage) -> dict[str, Any]:
    """The row that is to be broken."""
    rows = _rows(connection, breakage.target)
    assert len(rows) == 1, "nothing to break was found"
    (target,) = rows
    assert None not in target.values(), "nothing to break was found"
    return target


def _break(connection: duckdb.DuckDBPyConnection, breakage: Breakage, target: dict[str, Any]) -> None:
    for statement in breakage.breaks.format(**target).split("; "):
        connection.execute(statement)


def _failing(connection: duckdb.DuckDBPyConnection, suites: Sequence[TableSuite]) -> dict[Failure, Rows]:
    """What does not hold, with the rows that are wrong."""
    asked = (
        ((suite.name, each.description), _rows(connection, suite.on_its_table(each.query)))
        for suite in suites
        for each in suite.expectations
    )
    return {failure: rows for failure, rows in asked if rows}


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    found = connection.execute(query)
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _is_concerned(suite: TableSuite, breakage: Breakage) -> bool:
    """Whether a suite is among those that the breakage is tried on: what reads no table that it changes cannot fail."""
    if breakage.among:
        return suite.name in breakage.among
    return suite.topic not in ("keys", "attribution", "projects", "retold") and bool(
        _tables_read(suite) & _tables_in(breakage.breaks)
    )


def _tables_read(suite: TableSuite) -> set[str]:
    queries = (expectation.query for expectation in suite.expectations)
    return {suite.relation}.union(*map(_tables_in, queries))


def _tables_in(sql: str) -> set[str]:
    return set(PUBLISHED_TABLE.findall(sql))
