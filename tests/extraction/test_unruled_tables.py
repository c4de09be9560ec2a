"""Tables whose rules are missing, all or in part: the same cells as where every cell has its rules, or none at all."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.extraction.pages import Page, Rule, blocks_of
from dagster_project.extraction.readers import Grid, TextLine
from tests.drawn_tables import PAD, Drawn, made_table, page, signs

Rules = Callable[[Drawn], list[Rule]]
RULES: dict[str, Rules] = {
    "all": Drawn.all_rules,
    "none": lambda _: [],
    "across": Drawn.rules_across,
    "head, header and foot": Drawn.three_rules,
    "head and foot": lambda drawn: [drawn.three_rules()[0], drawn.three_rules()[-1]],
    "down": Drawn.rules_down,
    "down, head and foot": Drawn.rules_down_between_head_and_foot,
    "across in a frame": Drawn.rules_across_in_frame,
    "without outer ones": Drawn.rules_without_outer,
    "across too short": Drawn.rules_across_too_short,
    "down too short": Drawn.rules_down_too_short,
    "doubled": Drawn.doubled_rules,
}
some_rules = pytest.mark.parametrize("rules", RULES.values(), ids=RULES)


def read(*pages: Page) -> tuple[list[list[tuple[str, ...]]], list[str]]:
    """The tables of some pages, and the lines outside."""
    blocks, _ = blocks_of(pages)
    tables = [[row.cells for row in block.rows] for block in blocks if isinstance(block, Grid)]
    return tables, [block.text for block in blocks if isinstance(block, TextLine)]


def on_page(drawn: Drawn, rules: Sequence[Rule]) -> Page:
    """A table with its title, unit of measure and a note around it."""
    middle, end = (drawn.xs[0] + drawn.xs[-1]) / 2, drawn.xs[-1] - PAD
    return page(
        [
            *signs("收支预算总表", middle - 30, drawn.top - 40),
            *signs("部门：某局", drawn.xs[0] + PAD, drawn.top - 12),
            *signs("单位：万元", end - 50, drawn.top - 12),
            *drawn.glyphs(),
            *signs("注：本表口径与上年一致。", drawn.xs[0], drawn.ys[-1] + 30),
        ],
        rules,
    )


AROUND = ["收支预算总表", "部门：某局 单位：万元", "注：本表口径与上年一致。"]


@some_rules
@given(chance=st.randoms(use_true_random=False))
def test_a_plain_table_is_read_whatever_rules_it_has(rules: Rules, chance: random.Random) -> None:
    drawn = made_table(chance, is_plain=True)

    assert read(on_page(drawn, rules(drawn))) == ([drawn.cells()], AROUND)


@some_rules
@given(chance=st.randoms(use_true_random=False))
def test_no_table_is_read_wrongly_whatever_rules_it_has(rules: Rules, chance: random.Random) -> None:
    drawn = made_table(chance, is_plain=False)

    tables, _ = read(on_page(drawn, rules(drawn)))

    assert tables in ([drawn.cells()], [])
