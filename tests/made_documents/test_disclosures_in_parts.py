"""A disclosure in several files is what it would be in one: the same facts, the same verdicts, the same findings."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.made import make_disclosure, plant
from tests.made.judging import build_models, extract_folder
from tests.made.parts import in_three, in_two

pytestmark = pytest.mark.xdist_group("made")

# Some without a fault, some with one that shows in the tables, in the sentences, or between the two.
FAULTS = {8: "", 15: "missing_component", 22: "sentence_amount", 29: "wrong_total", 36: "", 43: "false_statement_of_emptiness"}
IN_THREE = (8, 36)
_OF_UNITS = "join marts.dim_document using (document_key) join marts.dim_unit using (unit_key)"
_KEYS = ("document_key", "part_key", "performance_key", "card_key", "statement_key")


def _texts() -> dict[int, str]:
    faulty = {seed: plant(seed, kind) if kind else None for seed, kind in FAULTS.items()}
    return {seed: (found or make_disclosure(seed)).text for seed, found in faulty.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    """The candidates made of the whole disclosures, and of the same in two or three files each."""
    folder = tmp_path_factory.mktemp("parts")
    for seed, text in _texts().items():
        parts = in_three(text, 5) if seed in IN_THREE else in_two(text)
        _write(folder / "whole" / f"{seed}.txt", text)
        for number, part in enumerate(parts):
            # The names tell nothing, and the order in which the files come is another one each time.
            _write(folder / "apart" / f"{(number + seed) % len(parts)}-{seed}.txt", part)
    layouts = [WarehouseLayout(folder / f"warehouse of {name}") for name in ("whole", "apart")]
    for name, layout in zip(("whole", "apart"), layouts, strict=True):
        layout.extracted.mkdir(parents=True)
        extract_folder(folder / name, layout)
        build_models(layout)
    with (
        duckdb.connect(str(layouts[0].candidate), read_only=True) as whole,
        duckdb.connect(str(layouts[1].candidate), read_only=True) as apart,
    ):
        yield whole, apart


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _rows(connection: Any, query: str) -> Counter[tuple[Any, ...]]:
    return Counter(connection.execute(query).fetchall())


def test_the_files_of_a_unit_are_one_document(built: tuple[Any, Any]) -> None:
    _, apart = built
    assert apart.execute("select count(*), count(*) filter (is_current) from marts.dim_document").fetchall() == [
        (len(FAULTS), len(FAULTS))
    ]
    assert _rows(apart, "select n_files, document_part from marts.dim_document") == {
        (2, "whole"): len(FAULTS) - len(IN_THREE),
        (3, "whole"): len(IN_THREE),
    }
    assert _rows(apart, "select outcome from audit.document_outcomes") == {("loaded",): 2 * len(FAULTS) + len(IN_THREE)}


def test_its_facts_are_the_same(built: tuple[Any, Any]) -> None:
    whole, apart = built
    tables = whole.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns() "
        "where schema_name = 'marts' and table_name like 'fct%' group by all"
    ).fetchall()
    assert tables
    for table, columns in tables:
        told = [name for name in columns if name not in _KEYS and name != "line_no" and not name.endswith("cell_id")]
        query = f"select {', '.join(told)} from marts.{table}"
        assert _rows(whole, query) == _rows(apart, query), table


def test_its_figures_are_printed_alike(built: tuple[Any, Any]) -> None:
    whole, apart = built
    query = f"select unit_name, table_code, section_code, row_label, column_code, text, amount_yuan from audit.cells {_OF_UNITS}"
    assert _rows(whole, query) == _rows(apart, query)


@pytest.mark.parametrize("columns", ["verdict, total_yuan, parts_yuan, n_parts", "verdict, not_evaluated_reason"])
def test_its_verdicts_are_the_same(built: tuple[Any, Any], columns: str) -> None:
    whole, apart = built
    query = f"select unit_name, rule_id, {columns} from audit.reconciliation {_OF_UNITS}"
    assert _rows(whole, query) == _rows(apart, query)


def test_its_findings_are_the_same(built: tuple[Any, Any]) -> None:
    whole, apart = built
    query = "select unit_name, rule_id, severity, difference_yuan, is_root from audit.findings"
    assert _rows(whole, query) == _rows(apart, query)
    assert _rows(whole, query)


def test_each_figure_is_cited_from_the_file_that_prints_it(built: tuple[Any, Any]) -> None:
    _, apart = built
    lost = apart.execute(
        "select count(*) from audit.cells left join marts.dim_document_part as files using (part_key) "
        "where files.part_key is null or split_part(cell_id, ':', 1) <> part_key or files.document_key <> cells.document_key"
    ).fetchall()
    assert lost == [(0,)]
