"""HTML pages as websites of governments show them: paragraphs, and tables with merged cells; or pages of positioned text."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from tests.made.files.pages import Page, PageStyle, pages_of
from tests.made.files.parts import Part, Prose, Sheet

_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>预算公开</title><style>td{border:1px solid}</style></head>'
)


def as_html(parts: Sequence[Part]) -> bytes:
    """An HTML page."""
    body = "\n".join(line for part in parts for line in _lines(part))
    return f'{_HEAD}\n<body><div class="article">\n{body}\n</div></body></html>\n'.encode()


def as_positioned_html(parts: Sequence[Part], style: PageStyle) -> bytes:
    """An HTML page as converters of PDF files write it: texts and rules by their places on pages."""
    body = "\n".join(
        f'<div style="position:relative;width:{page.width:g}pt;height:{page.height:g}pt">{"".join(_drawn(page))}</div>'
        for page in pages_of(parts, style)
    )
    return f"{_HEAD}\n<body>\n{body}\n</body></html>\n".encode()


def _drawn(page: Page) -> Iterator[str]:
    for word in page.words:
        # A line is as high as its letters, and stands on a baseline a tenth above its end.
        spread = f";letter-spacing:{word.spread:g}pt" if word.spread else ""
        yield _box(word.x, word.y - 0.9 * word.size, f"font-size:{word.size:g}pt;line-height:{word.size:g}pt{spread}", word.text)
    for x1, y1, x2, y2 in page.strokes:
        edge = "border-bottom" if y1 == y2 else "border-right"
        yield _box(x1, y1, f"width:{x2 - x1:g}pt;height:{y2 - y1:g}pt;{edge}:0.5pt solid #000")


def _box(left: float, top: float, style: str, text: str = "") -> str:
    return f'<div style="position:absolute;left:{left:g}pt;top:{top:g}pt;{style}">{escape(text)}</div>'


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, Prose):
        tag = f"h{part.level}" if part.level else "p"
        yield f"<{tag}>{escape(part.text)}</{tag}>"
        return
    yield from (f'<p style="text-align:center">{escape(line)}</p>' for line in part.lines)
    yield f"<table>\n{_rows(part)}\n</table>"


def _rows(sheet: Sheet) -> str:
    return "\n".join(
        f"<tr>{''.join(_cell(*cell) for _, _, *cell in cells)}</tr>"
        for _, cells in groupby(sorted(sheet.cells(), key=lambda cell: cell[0]), key=lambda cell: cell[0])
    )


def _cell(n_rows: int, n_columns: int, text: str) -> str:
    rows, columns = f' rowspan="{n_rows}"' if n_rows > 1 else "", f' colspan="{n_columns}"' if n_columns > 1 else ""
    return f"<td{rows}{columns}>{escape(text)}</td>"
