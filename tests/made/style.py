"""How a made disclosure is laid out: the ways that real ones differ in, drawn from a seed."""

import random
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Style:
    """The layout of one disclosure."""

    is_markdown: bool
    is_total_first: bool
    has_unit_rows: bool
    has_number_rows: bool
    has_wrapped_headings: bool
    has_spaces_at_digits: bool
    has_empty_total_rows: bool
    has_entrusted_table: bool
    has_unit_performance: bool
    has_lost_column: bool
    cuts_sentences: bool
    breaks_tables: bool
    subject_words: tuple[str, str]
    income_header: str
    expenditure_header: str
    basic_header: str
    three_public_words: str
    carryover_title: str
    list_mark: str

    @property
    def has_state_capital_transfer(self) -> bool:
        """Whether the table of income has the column for state capital that is transferred from above."""
        return self.income_header != "short"


def draw_style(rng: random.Random) -> Style:
    """A layout."""

    def often(share: float) -> bool:
        return rng.random() < share

    return Style(
        is_markdown=often(0.5),
        is_total_first=often(0.35),
        has_unit_rows=often(0.6),
        has_number_rows=often(0.3),
        has_wrapped_headings=often(0.5),
        has_spaces_at_digits=often(0.5),
        has_empty_total_rows=often(0.7),
        has_entrusted_table=often(0.8),
        has_unit_performance=often(0.7),
        has_lost_column=often(0.3),
        cuts_sentences=often(0.5),
        breaks_tables=often(0.5),
        subject_words=rng.choice((("科目代码", "科目名称"), ("功能分类科目编码", "功能分类科目名称"), ("科目编码", "科目名称"))),
        income_header=rng.choice(("whole", "short", "wandering")),
        expenditure_header=rng.choice(("shifted", "plain")),
        basic_header=rng.choice(("two_cells", "deep", "merged")),
        three_public_words=rng.choice(("long", "short")),
        carryover_title=rng.choice(("上年结转结余情况表", "上年结转结余情况明细表")),
        list_mark=rng.choice((".", "、")),
    )


def on_pages(style: Style) -> Style:
    """A layout as pages show it: no mark-up, and nothing that is lost, cut or moved when a text is taken from them."""
    return replace(
        style,
        is_markdown=False,
        has_wrapped_headings=False,
        has_spaces_at_digits=False,
        has_lost_column=False,
        cuts_sentences=False,
        breaks_tables=False,
        income_header="whole" if style.income_header == "wandering" else style.income_header,
        expenditure_header="plain",
    )
