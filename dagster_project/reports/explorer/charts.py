"""Charts as SVG that stands in a page: plain shapes and texts, without a style or a script of its own.

Leather lays them out. What it lacks is put in here: the amount beside each bar, the words that a screen reader reads, and
a drawing that fits the width of a page. All texts reach the tree as texts, which writing it out escapes.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from decimal import Decimal

import leather
from markupsafe import Markup

from dagster_project.visible import clipped, visible

# In these units a chart is as wide as a telephone; a wide window shows it half as large again.
_WIDTH = 400
_ROW_HEIGHT = 24
_COLUMNS_HEIGHT = 220
_LONGEST_LABEL = 13
# What is left free behind the longest bar, or over the highest column, for its amount.
_FREE = Decimal("1.35")
_COLOUR = "#2f6db5"
_BELOW_ZERO = "#9b1c1c"

leather.theme.background_color = "#ffffff"
leather.theme.margin = 0.02
leather.theme.label_color = "#1a1a1a"
leather.theme.tick_font_family = "sans-serif"
leather.theme.tick_font_size = 12
# Labels are Chinese for the most part: as wide as they are high.
leather.theme.tick_font_char_width = 12
leather.theme.tick_font_char_height = 12

Bar = tuple[str, Decimal]


def bars(title: str, rows: Sequence[Bar], written: Callable[[Decimal], str]) -> Markup | None:
    """Amounts as bars below each other, the first on top; None where there is none to be drawn.

    `written` says how an amount is written beside its bar.
    """
    if not rows:
        return None
    named = _named(rows)
    chart = _chart([amount for _, amount in named], "x")
    chart.add_bars([(amount, label) for label, amount in named], fill_color=_colour_of_bar)
    height = _ROW_HEIGHT * len(named) + 30
    svg = _drawn(chart, title, height)
    for bar, (label, amount) in zip(_shapes(svg, "series bars"), reversed(named), strict=True):
        middle = float(bar.attrib["y"]) + float(bar.attrib["height"]) / 2
        _write(svg, bar, float(bar.attrib["x"]) + float(bar.attrib["width"]) + 4, middle, "start", written(amount), label)
    return _written_out(svg)


def columns(title: str, rows: Sequence[Bar], written: Callable[[Decimal], str]) -> Markup | None:
    """Amounts as columns beside each other, the first on the left; None where there is none to be drawn."""
    if not rows:
        return None
    named = _named(rows)
    chart = _chart([amount for _, amount in named], "y")
    chart.add_columns([(label, amount) for label, amount in named], fill_color=_COLOUR)
    svg = _drawn(chart, title, _COLUMNS_HEIGHT)
    for bar, (label, amount) in zip(_shapes(svg, "series columns"), named, strict=True):
        middle = float(bar.attrib["x"]) + float(bar.attrib["width"]) / 2
        _write(svg, bar, middle, float(bar.attrib["y"]) - 10, "middle", written(amount), label)
    return _written_out(svg)


def _named(rows: Sequence[Bar]) -> list[Bar]:
    """The rows with labels that can be drawn, no two of them alike: a chart would draw such rows over each other."""
    named: dict[str, Decimal] = {}
    for text, amount in rows:
        label = short = clipped(visible(text), _LONGEST_LABEL)
        n = 1
        while label in named:
            n += 1
            label = f"{short} {n}"
        named[label] = amount
    return list(named.items())


def _chart(amounts: Sequence[Decimal], money_axis: str) -> leather.Chart:
    chart = leather.Chart()
    least, most = min(Decimal(0), *amounts), max(Decimal(0), *amounts)
    getattr(chart, f"add_{money_axis}_scale")(least, (most - least) * _FREE + least or 1)
    # The amounts are written beside the bars: the axis tells no more than where nought is.
    getattr(chart, f"add_{money_axis}_axis")(ticks=[0], tick_formatter=lambda *_: "0")
    return chart


def _colour_of_bar(datum: leather.utils.Datum) -> str:
    return _BELOW_ZERO if datum.x < 0 else _COLOUR


def _drawn(chart: leather.Chart, title: str, height: int) -> ET.Element:
    attributes = {"class": "chart", "viewBox": f"0 0 {_WIDTH} {height}", "role": "img", "aria-label": visible(title)}
    svg = ET.Element("svg", attributes)
    svg.append(chart.to_svg_group(_WIDTH, height))
    return svg


def _shapes(svg: ET.Element, group: str) -> list[ET.Element]:
    return list(svg.iterfind(f".//g[@class='{group}']/rect"))


def _write(svg: ET.Element, bar: ET.Element, x: float, y: float, anchor: str, amount: str, label: str) -> None:
    """Writes an amount beside its bar, and what is shown where one points at the bar."""
    ET.SubElement(bar, "title").text = f"{label} {amount}"
    group = next(group for group in svg.iter("g") if bar in list(group))
    text = ET.SubElement(
        group, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "dy": "0.35em", "text-anchor": anchor, "class": "amount"}
    )
    text.text = amount


def _written_out(svg: ET.Element) -> Markup:
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - its texts are escaped as they are written
