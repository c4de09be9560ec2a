"""Made disclosures through extraction and ledger: what is consistent raises no finding, each planted fault is found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count, islice

import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.made import (
    FAULT_KINDS,
    FaultyDisclosure,
    MadeDisclosure,
    make_disclosure,
    make_next_year,
    plant,
    plant_in_next_year,
)
from tests.made.judging import (
    Finding,
    build_models,
    comparisons_by_file,
    current_files,
    extract_folder,
    figures_by_file,
    findings_by_file,
    points_at,
    true_figures,
)

pytestmark = pytest.mark.xdist_group("made")

N_CLEAN = 30
N_OF_A_KIND = 3
SEEDS_OF_A_KIND = 1000
# Seeds of pairs of years, which no other document has.
CONSISTENT_PAIRS = range(200_000, 200_005)
RESTATED_PAIRS = range(300_000, 300_005)
PRIOR_DOCUMENT = "over_time.prior_document"


@dataclass(frozen=True, slots=True)
class Judged:
    """Disclosures by the name of their file, and what the ledger says of each."""

    clean: dict[str, MadeDisclosure]
    faulty: dict[str, FaultyDisclosure]
    next_years: dict[str, MadeDisclosure]
    restated: dict[str, FaultyDisclosure]
    findings: dict[str, list[Finding]]
    figures: dict[str, Counter[tuple[str, str, str]]]
    repaired: set[str]
    compared_with_prior: dict[str, int]


def _faulty(place: int, kind: str) -> Iterator[FaultyDisclosure]:
    """Disclosures with a fault of a kind, each of a seed that no other kind has."""
    seeds = islice(count((place + 1) * SEEDS_OF_A_KIND), SEEDS_OF_A_KIND)
    return islice(filter(None, (plant(seed, kind) for seed in seeds)), N_OF_A_KIND)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """A warehouse of made disclosures, as far as the gate."""
    raw, layout = tmp_path_factory.mktemp("made"), WarehouseLayout(tmp_path_factory.mktemp("made_warehouse"))
    clean = {f"clean-{seed}.txt": make_disclosure(seed) for seed in range(N_CLEAN)}
    faulty = {f"{kind}-{made.seed}.txt": made for place, kind in enumerate(FAULT_KINDS) for made in _faulty(place, kind)}
    # The years before the next ones are as clean as any other.
    clean |= {f"before-{seed}.txt": make_disclosure(seed) for seed in (*CONSISTENT_PAIRS, *RESTATED_PAIRS)}
    next_years = {f"next-{seed}.txt": make_next_year(seed) for seed in CONSISTENT_PAIRS}
    restated = {f"restated-{seed}.txt": plant_in_next_year(seed) for seed in RESTATED_PAIRS}
    for name, made in (clean | faulty | next_years | restated).items():
        (raw / name).write_text(made.text, encoding="utf-8")
    extract_folder(raw, layout)
    build_models(layout)
    current = current_files(layout.candidate)
    figures = figures_by_file(layout.candidate)
    return Judged(
        {name: made for name, made in clean.items() if name in current},
        {name: made for name, made in faulty.items() if name in current},
        next_years,
        restated,
        findings_by_file(layout.candidate),
        {name: Counter(figure[:3] for figure in own) for name, own in figures.items()},
        {name for name, own in figures.items() if any(alignment == "repaired" for *_, alignment in own)},
        comparisons_by_file(layout.candidate, PRIOR_DOCUMENT),
    )


def _differing_lines(one: str, other: str) -> set[int]:
    """The lines of a text, from 1, that are not those of another."""
    lines = [text.split("\n") for text in (other, one)]
    changes = SequenceMatcher(None, *lines, autojunk=False).get_opcodes()
    return {line for tag, _, _, start, end in changes if tag != "equal" for line in range(start + 1, end + 1)}


def test_a_consistent_disclosure_raises_no_finding(judged: Judged) -> None:
    assert len(judged.clean) >= N_CLEAN + len(CONSISTENT_PAIRS) + len(RESTATED_PAIRS) - 3
    assert {name: judged.findings[name] for name in judged.clean if name in judged.findings} == {}


def test_a_year_before_that_is_what_the_disclosure_of_that_year_prints_raises_no_finding(judged: Judged) -> None:
    assert {name: judged.findings[name] for name in judged.next_years if name in judged.findings} == {}
    # Two kinds of expenditure, three amounts of the general public budget, operating expenses, and a few subjects at least.
    assert all(judged.compared_with_prior[name] >= 10 for name in judged.next_years)


def test_another_year_before_than_was_disclosed_is_found_on_each_line_that_states_it_and_by_that_rule_alone(judged: Judged) -> None:
    for name, made in judged.restated.items():
        found = judged.findings.get(name, [])
        assert {finding.rule_id for finding in found} == {PRIOR_DOCUMENT}, made.fault.description
        assert {finding.line_no for finding in found} == _differing_lines(made.text, make_next_year(made.seed).text)


@pytest.mark.parametrize("kind", FAULT_KINDS)
def test_a_planted_fault_is_found_by_a_rule_of_the_right_family_or_set_right(judged: Judged, kind: str) -> None:
    of_kind = {name: made for name, made in judged.faulty.items() if made.fault.kind == kind}
    assert of_kind
    missed = [
        (name, made.fault.description, judged.findings.get(name))
        for name, made in of_kind.items()
        if name not in judged.repaired and not points_at(made.fault, judged.findings.get(name, []))
    ]
    assert missed == []


def test_rows_that_were_moved_stand_where_they_stood_before_they_slipped(judged: Judged) -> None:
    moved = [name for name in judged.faulty if name in judged.repaired]
    assert len(moved) >= 5
    assert [name for name in moved if judged.figures[name] != true_figures(judged.faulty[name].seed)] == []


def test_no_row_of_a_disclosure_without_slips_is_moved(judged: Judged) -> None:
    straight = [
        *judged.clean,
        *judged.next_years,
        *judged.restated,
        *(name for name, made in judged.faulty.items() if not made.fault.kind.startswith("slipped")),
    ]
    assert [name for name in straight if name in judged.repaired] == []


def test_what_can_be_set_right_in_one_way_only_is_set_right(judged: Judged) -> None:
    unique = [name for name, made in judged.faulty.items() if made.fault.is_uniquely_repairable]
    assert len(unique) >= 5
    assert [name for name in unique if judged.figures[name] != true_figures(judged.faulty[name].seed)] == []
