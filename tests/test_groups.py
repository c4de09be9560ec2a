"""Tests of one group run in one worker: what they share is made once."""

import pytest

pytestmark = pytest.mark.xdist_group("shared")


@pytest.fixture(scope="module")
def makers() -> list[str]:
    """The workers that made this fixture, as far as this worker knows."""
    return []


@pytest.mark.parametrize("place", range(8))
def test_a_group_is_not_spread_over_workers(makers: list[str], place: int) -> None:
    makers.append(str(place))
    assert len(makers) == place + 1, "another worker ran some of the tests of this group"
