"""Disclosures of places with damaged rows: no figure is read as what it is not, and rows that one way alone makes whole are read."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.made.places import PLACES, make_in_place
from tests.made.places.damage import DAMAGES, damage_in_place
from tests.made.places.judging import judge

Read = Callable[[str | bytes], Extraction]

# Of no other test or measurement.
SEEDS = range(7_000, 7_005)
# Kinds that take no figure away; of the rows so damaged the most are read as they were.
TAKING_NOTHING = ("blank_lost", "cell_added")
LEAST_READ_AGAIN = 0.8


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_figure_of_a_damaged_disclosure_is_read_as_what_it_is_not(kind: str, read: Read) -> None:
    wrong = {}
    for place in PLACES:
        for seed in SEEDS:
            made = damage_in_place(place, seed, kind)
            extraction = read(made.damaged_text)
            if extraction.cells and (found := judge(made.printed, extraction).wrong):
                wrong[place, seed] = (made.was, made.is_now, found)
    assert wrong == {}


@pytest.mark.parametrize("kind", TAKING_NOTHING)
def test_most_rows_that_lost_or_got_a_blank_are_read_whole(kind: str, read: Read) -> None:
    n_whole = 0
    for place in PLACES:
        for seed in SEEDS:
            made = damage_in_place(place, seed, kind)
            before, after = judge(made.printed, read(make_in_place(place, seed).text)), judge(made.printed, read(made.damaged_text))
            n_whole += after.n_cells_right == before.n_cells_right
    assert n_whole >= LEAST_READ_AGAIN * len(PLACES) * len(SEEDS)


@pytest.mark.parametrize("kind", ["blank_lost", "cell_added"])
def test_what_is_set_right_is_a_row_of_another_length_than_the_header_with_its_proof(kind: str, read: Read) -> None:
    repairs = []
    for place in PLACES:
        made = damage_in_place(place, SEEDS[0], kind)
        damaged_at = made.damaged_text.split("\n").index(made.is_now) + 1
        found = read(made.damaged_text).repairs
        assert {(repair.line_no, repair.outcome) for repair in found} <= {(damaged_at, "repaired")}
        repairs += found
    assert repairs
    assert all(repair.proof and repair.n_moved for repair in repairs)
