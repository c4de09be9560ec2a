"""A made disclosure gives the same records as text, PDF, OFD, web page, spreadsheet, Word file or delimited text."""

from collections import Counter
from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.made import print_on_pages
from tests.made.as_read import meaning_of_cell
from tests.made.files import TYPES, UNRULED
from tests.made.files.parts import Part, parts_of
from tests.made.files.sameness import differences

Read = Callable[[str | bytes], Extraction]

SEEDS = range(12)
# Those whose pages are drawn cost most, and differ in little: a disclosure in one of these ways.
DRAWN = [name for name in TYPES if name.startswith(("pdf", "ofd", "html, positioned"))]
OTHERS = [name for name in TYPES if name not in DRAWN and name != "text"]


def _parts(seed: int) -> list[Part]:
    return parts_of(print_on_pages(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_made_disclosure_gives_the_same_records_whatever_the_type_of_its_file(read: Read, seed: int) -> None:
    parts = _parts(seed)
    expected = read(TYPES["text"](parts))
    assert len(expected.cells) > 150
    assert len(expected.figures) > 100
    assert len(expected.claims) > 20
    assert expected.rejected == []
    for name in [*OTHERS, DRAWN[seed % len(DRAWN)]]:
        assert differences(expected, read(TYPES[name](parts))) == [], name


@pytest.mark.parametrize("seed", SEEDS)
def test_a_made_disclosure_with_rules_across_alone_has_every_figure_of_its_budget_tables(read: Read, seed: int) -> None:
    parts = _parts(seed)
    expected, found = (Counter(map(meaning_of_cell, read(write(parts)).cells)) for write in (TYPES["text"], UNRULED))
    assert expected.total() > 150
    assert found == expected


def test_a_figure_that_differs_or_is_lacking_is_told(read: Read) -> None:
    expected = read(TYPES["text"](_parts(SEEDS[0])))
    found = read(TYPES["text"](_parts(SEEDS[0])))
    found.cells[3].text = "0.07"
    del found.figures[5]
    told = differences(expected, found)
    assert [line.split()[:2] for line in told] == [["-", "cells"], ["+", "cells"], ["-", "figures"]]
    assert "text=0.07" in told[1]
