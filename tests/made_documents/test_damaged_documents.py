"""Damaged documents: nothing of them is published that is not true, none harms another, and clean ones are read whole."""

import pytest

from tests.made.damage import KINDS
from tests.made.fuzzing import CLEAN, Batch, documents, judge, sample_documents

pytestmark = pytest.mark.xdist_group("damaged")

# Every third kind in one batch; `python -m benchmarks.fuzz` takes them all, and more of each.
_NUMBERS = range(0, len(KINDS), 3)
# Every twelfth of the damages to the four texts of raw/.
_SAMPLE_NUMBERS = range(1, 4 * len(KINDS), 12)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return judge([*documents(_NUMBERS), *sample_documents(_SAMPLE_NUMBERS)], tmp_path_factory.mktemp("damaged"))


def test_many_kinds_of_damage_are_judged(batch: Batch) -> None:
    assert len(batch.tallies) > len(_NUMBERS) * 0.9
    assert sum(tally.counts["right"] for tally in batch.tallies.values()) > 120_000


def test_no_figure_is_published_that_is_wrong_and_neither_rejected_nor_marked(batch: Batch) -> None:
    assert [(kind, wrong) for kind, tally in batch.tallies.items() for wrong in tally.wrong] == []


def test_every_figure_that_was_added_is_accounted_for(batch: Batch) -> None:
    assert [(kind, text) for kind, tally in batch.tallies.items() for text in tally.unseen] == []


def test_no_damaged_document_fails_a_check_of_the_gate(batch: Batch) -> None:
    assert batch.failed_checks == []


def test_clean_documents_beside_damaged_ones_are_read_whole(batch: Batch) -> None:
    counts = batch.tallies[CLEAN].counts
    assert counts["documents"] == 7
    assert counts["right"] > 0
    assert [counts[each] for each in ("refused", "wrong identity", "rejected", "missing", "marked")] == [0] * 5
