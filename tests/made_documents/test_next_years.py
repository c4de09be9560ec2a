"""The disclosure of the year after tells of the year before what was disclosed, or, if a fault is planted, in one place not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import make_disclosure, make_next_year, plant_in_next_year
from tests.made.tie_out import contradictions, contradictions_between_years

SEEDS = st.integers(min_value=0, max_value=10**9)
SOME = range(12)


@given(seed=SEEDS)
@settings(max_examples=20, deadline=None, derandomize=True)
def test_the_next_year_contradicts_neither_itself_nor_the_disclosure_of_the_year_before(seed: int) -> None:
    earlier, later = make_disclosure(seed), make_next_year(seed)
    assert contradictions(later) == []
    assert contradictions_between_years(earlier, later) == []


@given(seed=SEEDS)
@settings(max_examples=20, deadline=None, derandomize=True)
def test_a_restated_year_before_contradicts_only_the_disclosure_of_that_year(seed: int) -> None:
    restated = plant_in_next_year(seed)
    assert contradictions(restated) == []
    assert contradictions_between_years(make_disclosure(seed), restated), restated.fault.description


def test_the_next_year_is_of_the_same_unit_and_another_budget() -> None:
    for seed in SOME:
        earlier, later = make_disclosure(seed), make_next_year(seed)
        assert (later.unit_name, later.fiscal_year) == (earlier.unit_name, earlier.fiscal_year + 1)
        assert later.figures != earlier.figures


def test_some_projects_go_on_under_their_names_and_some_do_not() -> None:
    going_on, ended = 0, 0
    for seed in SOME:
        earlier, later = (_projects(made.text) for made in (make_disclosure(seed), make_next_year(seed)))
        going_on += len(earlier & later)
        ended += len(earlier - later)
    assert min(going_on, ended) >= len(SOME)


def test_a_restated_year_before_is_the_next_year_but_for_sentences_about_the_year_before() -> None:
    for seed in SOME:
        later, restated = make_next_year(seed), plant_in_next_year(seed)
        assert restated.figures == later.figures
        lines = zip(later.text.split("\n"), restated.text.split("\n"), strict=True)
        differing = [(one, other) for one, other in lines if one != other]
        assert differing
        assert all("比上年预算" in "".join(pair) or "增长" in "".join(pair) for pair in differing)


def test_the_same_seed_gives_the_same_next_year_and_the_same_fault() -> None:
    assert make_next_year(3) == make_next_year(3)
    assert plant_in_next_year(3) == plant_in_next_year(3)


def _projects(text: str) -> set[str]:
    """The names of the projects that have a performance table."""
    return {line.split("\t")[2] for line in text.split("\n") if line.startswith("项目名称\t")}
