"""Disclosures in several files in whole runs: in any order, one of them corrected, one removed, a whole one beside them.

Three refreshes are looked at by all tests. The tables of every unit print no title and no kind of disclosure.
"""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.small_disclosures import disclosure

pytestmark = pytest.mark.xdist_group("in_parts")

Run = Callable[..., subprocess.CompletedProcess[str]]
# Whose tables come first and are corrected; whose text comes first, and whose tables are removed; whose parts follow a whole.
ARCHIVE, LIBRARY, MUSEUM = "青山县档案馆", "青山县图书馆", "青山县博物馆"


def _tables(unit: str, **figures: str) -> str:
    text = disclosure(unit=unit, **figures)
    return text[text.index("表 1") : text.rindex(unit)].replace("单位收支总体情况表", "2026年收支预算总表")


def _explanations(income: str) -> str:
    return f"第三部分 2026年单位预算情况说明\n\n一、收入预算情况说明\n\n2026年收入预算{income}万元。\n\n第四部分 名词解释\n"


def _text(unit: str, income: str = "35.00", published: str = "2026年3月1日") -> str:
    contents = "目录\n第二部分 2026年单位预算公开表\n单位收入总体情况表\n第三部分 2026年单位预算情况说明\n收入预算情况说明\n"
    title = f"2026年{unit}单位预算公开\n\n{contents}\n第二部分 2026年单位预算公开表\n详见附件\n\n"
    return f"{title}{_explanations(income)}\n{unit}\n{published}\n"


def _whole(unit: str) -> str:
    body, date = disclosure(unit=unit).rstrip().rsplit(f"\n{unit}\n", 1)
    return f"{body}\n{_explanations('35.00')}\n{unit}\n{date}\n"


@dataclass
class Runs:
    """What each refresh published: outcomes by file, documents by unit with their files, findings; and the file itself."""

    layout: WarehouseLayout
    outcomes: list[dict[str, tuple[str, str | None]]] = field(default_factory=list)
    documents: list[dict[str, tuple[str, list[str]]]] = field(default_factory=list)
    findings: list[list[tuple[Any, ...]]] = field(default_factory=list)
    cells: list[dict[str, tuple[str, str]]] = field(default_factory=list)
    explained: str = ""

    def refresh(self, yusuan: Run, raw: Path) -> None:
        result = yusuan("refresh", "--raw", raw, "--warehouse", self.layout.root)
        assert result.returncode == 0, result.stdout + result.stderr
        with duckdb.connect(str(self.layout.published), read_only=True) as connection:

            def rows(query: str) -> list[tuple[Any, ...]]:
                return connection.execute(query).fetchall()

            of_files = rows(
                "select source_file, outcome, reason from audit.document_outcomes where outcome <> 'superseded' or reason not like 'the file was removed%'"
            )
            self.outcomes.append({file: (outcome, reason) for file, outcome, reason in of_files})
            of_units = rows(
                "select unit_name, any_value(documents.document_part), list(parts.source_file order by part_no) "
                "from marts.dim_document as documents join marts.dim_unit using (unit_key) "
                "join marts.dim_document_part as parts on documents.document_key = parts.document_key "
                "where documents.is_current group by documents.document_key, unit_name"
            )
            self.documents.append({unit: (part, files) for unit, part, files in of_units})
            self.findings.append(rows("select unit_name, rule_id, source_file, line_no, message_en from audit.findings"))
            of_cells = rows("select cell_id, text, source_file from audit.cells join marts.dim_document_part using (part_key)")
            self.cells.append({cell: (text, file) for cell, text, file in of_cells})


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, yusuan: Run) -> Runs:
    folder = tmp_path_factory.mktemp("in_parts")
    raw = folder / "raw"
    raw.mkdir()
    found = Runs(WarehouseLayout(folder / "warehouse"))

    def write(**files: str) -> None:
        for name, text in files.items():
            (raw / f"{name}.txt").write_text(text, encoding="utf-8")

    write(a_tables=_tables(ARCHIVE), l_text=_text(LIBRARY), m_whole=_whole(MUSEUM), m_tables=_tables(MUSEUM))
    found.refresh(yusuan, raw)
    write(a_text=_text(ARCHIVE, income="36.00"), l_tables=_tables(LIBRARY), m_text=_text(MUSEUM))
    found.refresh(yusuan, raw)
    (cell,) = (id_ for id_, (text, file) in found.cells[-1].items() if (text, file) == ("36.00", "a_text.txt"))
    found.explained = yusuan("explain", cell, "--raw", raw, "--warehouse", found.layout.root).stdout
    write(a_tables=_tables(ARCHIVE, running="24.00"))
    (raw / "l_tables.txt").unlink()
    found.refresh(yusuan, raw)
    return found


def test_tables_that_leave_their_kind_open_wait_for_the_text_that_tells_it(runs: Runs) -> None:
    outcome, reason = runs.outcomes[0]["a_tables.txt"]
    assert outcome == "failed"
    assert reason is not None
    assert reason.startswith("which kind of disclosure it is a part of (department budget unit budget)")
    assert ARCHIVE not in runs.documents[0]


def test_parts_are_one_document_in_whatever_order_they_came(runs: Runs) -> None:
    assert runs.documents[1][ARCHIVE] == ("whole", ["a_text.txt", "a_tables.txt"])
    assert runs.documents[1][LIBRARY] == ("whole", ["l_text.txt", "l_tables.txt"])
    assert runs.outcomes[1]["a_tables.txt"] == (
        "unchanged",
        "the tables of a disclosure, together with a_text.txt; year as titles of tables say",
    )


def test_a_sentence_of_one_file_is_held_against_a_table_of_the_other(runs: Runs) -> None:
    (finding,) = (each for each in runs.findings[1] if each[0] == ARCHIVE and each[1] == "narrative.income_total")
    assert finding[2] == "a_text.txt"
    assert "36.00 万元 (line 16 of a_text.txt)" in finding[4]
    assert "35.00 万元 (line" in finding[4]
    assert "of a_tables.txt)" in finding[4]


def test_a_text_alone_is_published_and_nothing_is_missed_in_it(runs: Runs) -> None:
    for number in (0, 2):
        assert runs.documents[number][LIBRARY] == ("text", ["l_text.txt"])
        assert runs.outcomes[number]["l_text.txt"][1] == "the text of a disclosure, whose budget tables were not read"
        assert [each for each in runs.findings[number] if each[0] == LIBRARY] == []


def test_a_corrected_part_replaces_its_former_self_only(runs: Runs) -> None:
    assert runs.documents[2][ARCHIVE] == ("whole", ["a_text.txt", "a_tables.txt"])
    before, after = ({cell for cell, (_, file) in cells.items() if file == "a_text.txt"} for cells in runs.cells[1:])
    assert before == after
    former, corrected = ({cell for cell, (_, file) in cells.items() if file == "a_tables.txt"} for cells in runs.cells[1:])
    assert not former & corrected
    assert ("a_tables.txt", True) in {
        (file, "24.00" in message) for unit, _, file, _, message in runs.findings[2] if unit == ARCHIVE
    }


def test_a_whole_document_stays_beside_a_part_and_gives_way_to_newer_parts_that_hold_all_of_it(runs: Runs) -> None:
    assert runs.documents[0][MUSEUM] == ("whole", ["m_whole.txt"])
    assert runs.outcomes[0]["m_tables.txt"] == (
        "superseded",
        "what it holds stands in another file too, which holds more of it: m_whole.txt",
    )
    assert runs.documents[1][MUSEUM] == ("whole", ["m_text.txt", "m_tables.txt"])
    assert runs.outcomes[1]["m_whole.txt"] == (
        "superseded",
        "another version of this disclosure is newer: m_text.txt, m_tables.txt",
    )


def test_a_figure_is_explained_from_its_own_file(runs: Runs) -> None:
    assert "a_text.txt" in runs.explained
    assert "line 16" in runs.explained
    assert "narrative.income_total" in runs.explained
