"""A planted fault is what its label says, and nothing else is wrong."""

import json
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from tests import made
from tests.made import FAULT_KINDS, FaultyDisclosure, write_disclosures
from tests.made.document import PrintedFigure
from tests.made.faults import Fault
from tests.made.tie_out import contradictions

SOME = range(8)
FAMILIES = {"row", "hierarchy", "balance", "cross_table", "narrative", "performance", "disclosure", "document", "over_time"}
TABLES = {
    "overview", "income", "expenditure", "appropriation", "general_public_expenditure", "basic_expenditure",
    "project_expenditure", "government_fund_expenditure", "state_capital_expenditure", "three_public",
    "entrusted_service", "carryover", "unit_performance", "project_performance",
}  # fmt: skip
OF_ONE_CELL = [
    "wrong_item", "wrong_section", "wrong_class", "wrong_unit_row", "wrong_total", "total_off_by_one_digit", "total_off", "swapped_digits",
]  # fmt: skip
OF_ONE_LINE = [
    "sentence_amount", "sentence_change", "wrong_share", "wrong_percentage", "zero_base", "stale_year", "template_text",
    "wrong_project_count", "wrong_vehicle_count", "wrong_staff_count", "missing_component", "performance_amount", "wrong_weight",
    "renamed_code", "false_statement_of_emptiness", "false_statement_of_nothing", "withheld_named", "other_label", "wrong_year_before",
    "garbled_target", "reserved_above_total", "micro_above_reserved", "equipment_above_bound", "vehicle_announced",
]  # fmt: skip
SLIPS = ["slipped_row", "slipped_rows", "slipped_with_parents", "slipped_table", "slipped_table_and_total"]
# Of what not every disclosure has.
RARE = {"wrong_staff_count", "zero_base", "wrong_unit_row", "withheld_named", "other_label"}


# Made once for all tests: nothing changes them.
make_disclosure = cache(made.make_disclosure)
plant = cache(made.plant)


def _planted(kind: str, seeds: Iterable[int] = SOME) -> list[FaultyDisclosure]:
    return [faulty for seed in seeds if (faulty := plant(seed, kind))]


def _texts(figures: Iterable[PrintedFigure]) -> dict[tuple[str, str, str, str], str]:
    """The figures by what they are; a project may stand under several subjects."""
    return {
        (figure.meaning.table_code, f"{figure.meaning.row_kind} {figure.meaning.row_label}",
         f"{figure.meaning.subject_code} {figure.meaning.item_code}", figure.meaning.column_code): figure.text
        for figure in figures
    }  # fmt: skip


def _cells(fault: Fault) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    return {
        (cell.meaning.table_code, f"{cell.meaning.row_kind} {cell.meaning.row_label}",
         f"{cell.meaning.subject_code} {cell.meaning.item_code}", cell.meaning.column_code): (cell.true_text, cell.printed_text)
        for cell in fault.true_cells
    }  # fmt: skip


def _changed_lines(seed: int, faulty: FaultyDisclosure) -> list[tuple[list[str], list[str]]]:
    """The lines that differ, as they were and as they are."""
    before, after = ([line for line in text.split("\n") if line] for text in (make_disclosure(seed).text, faulty.text))
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(before[a:b], after[c:d]) for tag, a, b, c, d in changes if tag != "equal"]


def test_every_kind_of_fault_is_tested_for_what_it_changes() -> None:
    assert {*OF_ONE_CELL, *OF_ONE_LINE, *SLIPS, "project_lost", "missing_table", "missing_section"} == set(FAULT_KINDS)


@pytest.mark.parametrize("kind", FAULT_KINDS)
def test_each_kind_of_fault_has_a_place_in_most_disclosures_and_contradicts_them(kind: str) -> None:
    planted = _planted(kind)
    assert len(planted) >= (2 if kind in RARE else 7)
    for faulty in planted:
        assert contradictions(faulty), faulty.fault.description


@pytest.mark.parametrize("kind", FAULT_KINDS)
def test_a_label_names_its_kind_families_and_tables(kind: str) -> None:
    for faulty in _planted(kind, range(4)):
        fault = faulty.fault
        assert fault.kind == kind
        assert fault.families
        assert fault.families <= FAMILIES
        assert fault.table_codes <= TABLES
        assert fault.description


@pytest.mark.parametrize("kind", [*OF_ONE_CELL, *SLIPS])
def test_the_cells_of_a_label_are_those_that_differ_and_no_others_do(kind: str) -> None:
    for faulty in _planted(kind):
        true, printed = _texts(make_disclosure(faulty.seed).figures), _texts(faulty.figures)
        differing = {
            what: (true.get(what, ""), printed.get(what, "")) for what in {*true, *printed} if true.get(what) != printed.get(what)
        }
        assert differing == _cells(faulty.fault)


@pytest.mark.parametrize("kind", OF_ONE_CELL)
def test_a_wrong_figure_is_one_cell_of_one_line(kind: str) -> None:
    for faulty in _planted(kind):
        ((before, after),) = _changed_lines(faulty.seed, faulty)
        cells = [(one, other) for one, other in zip(before[0].split("\t"), after[0].split("\t"), strict=True) if one != other]
        (cell,) = faulty.fault.true_cells
        assert (len(before), len(after), len(cells)) == (1, 1, 1)
        assert cell.true_text in cells[0][0]
        assert cell.printed_text in cells[0][1]


@pytest.mark.parametrize("kind", OF_ONE_LINE)
def test_a_wrong_statement_leaves_the_tables_and_all_other_lines_as_they_are(kind: str) -> None:
    for faulty in _planted(kind):
        ((before, after),) = _changed_lines(faulty.seed, faulty)
        # A sentence that a page break cuts is two lines.
        assert len(before) <= 2
        assert len(after) <= 2
        assert [f.text for f in faulty.figures] == [f.text for f in make_disclosure(faulty.seed).figures]


@pytest.mark.parametrize("kind", SLIPS)
def test_rows_that_slip_keep_their_figures_in_their_order(kind: str) -> None:
    for faulty in _planted(kind):
        for before, after in _changed_lines(faulty.seed, faulty):
            assert len(before) == len(after)
            for one, other in zip(before, after, strict=True):
                assert one != other
                assert [cell for cell in one.split("\t") if cell] == [cell for cell in other.split("\t") if cell]
                assert len(one.split("\t")) == len(other.split("\t"))


def test_a_row_alone_slips_alone_and_a_row_with_its_parents_leaves_the_total() -> None:
    assert all(len({c.meaning.row_label for c in f.fault.true_cells}) == 1 for f in _planted("slipped_row"))
    with_parents = [{cell.meaning.row_kind for cell in faulty.fault.true_cells} for faulty in _planted("slipped_with_parents")]
    assert all("class" in kinds and kinds & {"item", "project"} and "total" not in kinds for kinds in with_parents)
    assert all("total" not in {cell.meaning.row_kind for cell in f.fault.true_cells} for f in _planted("slipped_table"))
    assert all("total" in {cell.meaning.row_kind for cell in f.fault.true_cells} for f in _planted("slipped_table_and_total"))


def test_a_missing_table_is_still_in_the_contents() -> None:
    for faulty in _planted("missing_table"):
        (code,) = faulty.fault.table_codes
        assert code not in {figure.meaning.table_code for figure in faulty.figures}
        ((before, after),) = _changed_lines(faulty.seed, faulty)
        assert after == []
        assert before[0].startswith("表 ")
        title = before[1].removeprefix("## ")
        assert f"、 {title}\n" in faulty.text


def test_a_lost_project_is_still_in_another_place() -> None:
    for faulty in _planted("project_lost"):
        before, after = ("".join(text.split()) for text in (make_disclosure(faulty.seed).text, faulty.text))
        words = faulty.fault.description.replace(":", "").split()
        name = next(word for word in words if word in before and len(word) > 4)
        assert 0 < after.count(name) < before.count(name)


def test_the_same_seed_and_kind_give_the_same_fault() -> None:
    assert made.plant(3, "slipped_rows") == made.plant(3, "slipped_rows")


def test_disclosures_are_written_with_a_manifest_that_says_what_is_in_each(tmp_path: Path) -> None:
    written = write_disclosures(tmp_path, range(5), "slipped_row")
    lines = (tmp_path / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == written
    for entry in written:
        faulty = plant(entry["seed"], "slipped_row")
        assert faulty is not None
        assert (tmp_path / entry["file"]).read_text(encoding="utf-8") == faulty.text
        assert [cell["true_text"] for cell in entry["true_cells"]] == [cell.true_text for cell in faulty.fault.true_cells]


def test_disclosures_without_faults_are_written_as_they_are_made(tmp_path: Path) -> None:
    (entry,) = write_disclosures(tmp_path / "new", [7])
    assert (tmp_path / "new" / entry["file"]).read_text(encoding="utf-8") == make_disclosure(7).text
    assert "kind" not in entry
