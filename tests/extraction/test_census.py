"""Every digit of a document is in its coverage: a census that knows nothing of how documents are read counts the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.storage.layout import PROJECT_ROOT
from tests.census import total
from tests.made import make_disclosure
from tests.made.damage import KINDS, damage_made

Read = Callable[[str | bytes], Extraction]

SAMPLES = sorted((PROJECT_ROOT / "raw").rglob("*.txt"))
CASES = sorted((PROJECT_ROOT / "tests" / "cases").glob("*.txt"))


def covered(extraction: Extraction) -> int:
    """The digits of all parts of a document."""
    parts = (*extraction.tables, *extraction.sections, *extraction.remaining_texts)
    return sum(part.digits_seen for part in parts)


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=lambda path: path.stem)
def test_all_digits_of_a_document_are_in_its_coverage(path: Path, read: Read) -> None:
    extraction = read(path.read_bytes())
    if extraction.documents[0].read_outcome == "read":
        assert covered(extraction) == total(path.read_bytes()).decimal
    else:
        assert path.stem.startswith("B4")


@pytest.mark.parametrize("seed", range(12))
def test_all_digits_of_a_made_document_are_in_its_coverage(seed: int, read: Read) -> None:
    content = make_disclosure(seed).text.encode()
    assert covered(read(content)) == total(content).decimal


@pytest.mark.parametrize("kind", KINDS)
def test_all_digits_of_a_damaged_document_are_in_its_coverage(kind: str, read: Read) -> None:
    document = next(filter(None, (damage_made(seed, kind) for seed in range(20))))
    extraction = read(document.content)
    if extraction.documents[0].read_outcome == "read":
        assert covered(extraction) == total(document.content).decimal
    else:
        assert extraction.documents[0].reason


def test_a_part_is_counted_for_each_table_section_and_the_rest(read: Read) -> None:
    extraction = read(CASES[0].read_bytes())
    assert len(extraction.tables) == 3
    assert len(extraction.sections) == 1
    (rest,) = extraction.remaining_texts
    # 2026 in the title and in the headings of parts two and three, the numbers of three tables.
    assert rest.digits_seen == 4 + 4 + 4 + 3
