"""Disclosures in the forms of other places: consistent, varied, and read as what their generator meant."""

from collections.abc import Callable
from functools import cache

import pytest

from dagster_project.extraction.extract import Extraction
from tests.made import places
from tests.made.files.pages import PageStyle
from tests.made.files.pdf import as_pdf
from tests.made.places import MISTAKES, PLACES, PlaceDisclosure
from tests.made.places.judging import judge
from tests.made.places.printing import parts_of
from tests.made.places.sentences import Told
from tests.made.places.tie_out import contradictions

Read = Callable[[str | bytes], Extraction]

SEEDS = range(4)
# Tables that are not read yet, by place: their figures are refused, which is no error.
REFUSED_TABLES = {
    "central_final": {"basic_expenditure"},
    "district_final": {"basic_expenditure"},
}

# Made once for all tests: nothing changes them.
make_in_place = cache(places.make_in_place)


def _made() -> list[PlaceDisclosure]:
    return [make_in_place(place, seed) for place in PLACES for seed in SEEDS]


def test_there_are_budgets_and_final_accounts_in_many_forms() -> None:
    assert len(PLACES) >= 9
    assert len([place for place in PLACES if place.endswith("final")]) >= 3


def test_the_same_seed_gives_the_same_text_and_another_seed_another_wording() -> None:
    for place in PLACES:
        assert places.make_in_place(place, 3).text == places.make_in_place(place, 3).text
        titles = {tuple(table.title for table in make_in_place(place, seed).printed.tables) for seed in range(8)}
        heads = {tuple(str(table.header) for table in make_in_place(place, seed).printed.tables) for seed in range(8)}
        assert max(len(titles), len(heads)) > 1


def test_what_they_print_ties_out() -> None:
    assert {(made.place, made.seed): found for made in _made() if (found := contradictions(made.printed))} == {}


def test_every_place_tells_figures_in_sentences_with_shares_or_changes() -> None:
    for place in PLACES:
        told = [part for block in make_in_place(place, 1).printed.paragraphs for part in block.parts if isinstance(part, Told)]
        assert len(told) > 15
        assert {part.role for part in told} & {"share", "change", "quantity"}


@pytest.mark.parametrize("place", PLACES)
def test_every_figure_is_read_as_what_it_is_or_refused(place: str, read: Read) -> None:
    for seed in SEEDS:
        made = make_in_place(place, seed)
        extraction = read(made.text)
        document = extraction.documents[0]
        assert (document.read_outcome, document.unit_name, document.fiscal_year) == ("read", made.printed.unit, made.printed.year)
        reading = judge(made.printed, extraction)
        assert reading.wrong == []
        assert [text for text in reading.missing if not any(code in text for code in REFUSED_TABLES.get(place, ()))] == []


@pytest.mark.parametrize("place", PLACES)
def test_pages_give_what_the_text_gives(place: str, read: Read) -> None:
    made = make_in_place(place, 0)
    read_of_text, read_of_pages = (
        judge(made.printed, read(content)) for content in (made.text, as_pdf(parts_of(made.printed), PageStyle()))
    )
    assert read_of_pages.wrong == []
    assert (read_of_pages.n_cells_right, read_of_pages.n_told_right) == (read_of_text.n_cells_right, read_of_text.n_told_right)


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_one_figure_that_differs(kind: str) -> None:
    planted = [made for place in PLACES if (made := places.mistake_in_place(place, 2, kind))]
    assert planted
    for made in planted:
        before, after = (text.split("\n") for text in (make_in_place(made.place, 2).text, made.text))
        differing = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
        assert len(differing) == 1
        assert made.mistake.true_text in differing[0][0]
        assert made.mistake.printed_text in differing[0][1]
