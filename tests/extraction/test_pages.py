"""Whatever is drawn on a page, each sign of it is read once."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dagster_project.extraction.pages import Box, Glyph, Page, Rule, blocks_of
from dagster_project.extraction.readers import Grid

SIDE = 200
places = st.floats(0, SIDE, allow_nan=False)
# Many rules lie close to one another, or on one another.
near = st.sampled_from([0.0, 2.4, 2.6, 4.9, 5.1, 50.0, 52.4, 100.0, 106.0, 150.0, 200.0])


@st.composite
def glyphs(draw: st.DrawFn) -> Glyph:
    left, bottom, size = draw(places), draw(places), draw(st.sampled_from([6.0, 10.0, 20.0]))
    return Glyph(draw(st.sampled_from("预算12.5aZ合计")), Box(left, bottom - size, left + size / 2, bottom), bottom, size)


rules = st.builds(
    lambda is_horizontal, at, ends: Rule(is_horizontal, at, min(ends), max(ends)),
    st.booleans(),
    near | places,
    st.tuples(near, near),
)
pages = st.lists(st.tuples(st.lists(glyphs(), max_size=30), st.lists(rules, max_size=25)), min_size=1, max_size=2)


# A sign between the two lines of the outermost rule, which it is larger than.
_BETWEEN_DOUBLED_RULES = (
    [Glyph("预", Box(0.0, 42.0, 5.0, 52.0), 52.0, 10.0)],
    [
        *(Rule(False, at, 0.0, 50.0) for at in (8.0, 50.0)),
        *(Rule(True, at, 0.0, 50.0) for at in (0.0, 46.0, 50.0)),
    ],
)


@given(pages)
@example([_BETWEEN_DOUBLED_RULES])
def test_each_sign_is_read_once_in_a_line_or_in_a_cell(drawn: list[tuple[list[Glyph], list[Rule]]]) -> None:
    blocks, n_lines, _ = blocks_of(
        # The margins, whose page numbers are left out, lie outside what is drawn.
        [
            Page(number, SIDE, 10 * SIDE, tuple(_lowered(each) for each in signs), tuple(_lowered_rule(each) for each in lines))
            for number, (signs, lines) in enumerate(drawn, start=1)
        ]
    )

    read = Counter[str]()
    for block in blocks:
        texts = [cell for row in block.rows for cell in row.cells] if isinstance(block, Grid) else [block.text]
        read.update(sign for text in texts for sign in text if not sign.isspace())
    assert read == Counter(glyph.text for signs, _ in drawn for glyph in signs)
    numbers = [row.line_no for block in blocks for row in (block.rows if isinstance(block, Grid) else (block,))]
    assert numbers == sorted(numbers)
    assert not numbers or numbers[-1] <= n_lines


def _lowered(glyph: Glyph) -> Glyph:
    box = glyph.box
    down = 4 * SIDE
    return glyph._replace(box=box._replace(top=box.top + down, bottom=box.bottom + down), baseline=glyph.baseline + down)


def _lowered_rule(rule: Rule) -> Rule:
    down = 4 * SIDE
    return rule._replace(at=rule.at + down) if rule.is_horizontal else rule._replace(start=rule.start + down, end=rule.end + down)


@pytest.mark.parametrize("package", ["pages", "readers", "extract"])
def test_each_part_of_the_extraction_can_be_imported_first(package: str) -> None:
    subprocess.run([sys.executable, "-c", f"import dagster_project.extraction.{package}"], check=True)
