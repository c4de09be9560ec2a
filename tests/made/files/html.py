"""HTML pages as websites of governments show them: paragraphs, and tables with merged cells."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from tests.made.files.parts import Part, Prose, Sheet

_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>预算公开</title><style>td{border:1px solid}</style></head>'
)


def as_html(parts: Sequence[Part]) -> bytes:
    """An HTML page."""
    body = "\n".join(line for part in parts for line in _lines(part))
    return f'{_HEAD}\n<body><div class="article">\n{body}\n</div></body></html>\n'.encode()


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
