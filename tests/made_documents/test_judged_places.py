"""Disclosures in the forms of other places through extraction and ledger: consistent ones raise no finding, mistakes are found."""

from dataclasses import dataclass

import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.made.judging import Finding, build_models, current_files, extract_folder, findings_by_file
from tests.made.places import MISTAKES, PLACES, MistakenDisclosure, PlaceDisclosure, make_in_place, mistake_in_place
from tests.made.places.judging import is_pointed_at

pytestmark = pytest.mark.xdist_group("judged_places")

N_CLEAN = 3
# Seeds of mistakes, which no consistent disclosure has.
SEEDS_OF_A_KIND = 1000
SEEDS_TRIED = 12
# What nothing is held against yet: amounts that are told once, of money that was carried over in part.
NOT_HELD = {
    "jiangsu": ("appropriation_item",),
}


def _mistaken(place: str, number: int, kind: str) -> MistakenDisclosure | None:
    """A disclosure with a mistake in what something is held against, of a seed that no other kind has."""
    seeds = range((number + 1) * SEEDS_OF_A_KIND, (number + 1) * SEEDS_OF_A_KIND + SEEDS_TRIED)
    made = (mistake_in_place(place, seed, kind) for seed in seeds)
    return next((each for each in made if each and not any(word in each.mistake.what for word in NOT_HELD.get(place, ()))), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """Disclosures by the name of their file, and what the ledger says of each."""

    clean: dict[str, PlaceDisclosure]
    mistaken: dict[str, MistakenDisclosure]
    findings: dict[str, list[Finding]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """A warehouse of disclosures of all places, as far as the gate."""
    raw, layout = tmp_path_factory.mktemp("places"), WarehouseLayout(tmp_path_factory.mktemp("places_warehouse"))
    clean = {f"{place}-{seed}.txt": make_in_place(place, seed) for place in PLACES for seed in range(N_CLEAN)}
    mistaken = {
        f"{place}-{kind}.txt": made
        for place in PLACES
        for number, kind in enumerate(MISTAKES)
        if (made := _mistaken(place, number, kind))
    }
    for name, made in (clean | mistaken).items():
        (raw / name).write_text(made.text, encoding="utf-8")
    extract_folder(raw, layout)
    build_models(layout)
    current = current_files(layout.candidate)
    return Judged(
        {name: made for name, made in clean.items() if name in current},
        {name: made for name, made in mistaken.items() if name in current},
        findings_by_file(layout.candidate),
    )


def test_a_consistent_disclosure_of_any_place_raises_no_finding(judged: Judged) -> None:
    assert len(judged.clean) >= N_CLEAN * len(PLACES) - 1
    assert {name: judged.findings[name] for name in judged.clean if name in judged.findings} == {}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_found_in_every_place(judged: Judged, kind: str) -> None:
    of_kind = {name: made.mistake for name, made in judged.mistaken.items() if made.mistake.kind == kind}
    assert of_kind
    missed = [(name, mistake) for name, mistake in of_kind.items() if not is_pointed_at(mistake, judged.findings.get(name, []))]
    assert missed == []
