"""Delimited text: what a spreadsheet is exported as, and what programs that extract tables write."""

import csv
from collections.abc import Sequence
from io import StringIO

from tests.made.files.parts import Part, Prose


def as_csv(parts: Sequence[Part]) -> bytes:
    """Rows with commas between their cells, blank lines between tables, and a byte order mark, as Excel writes it."""
    return _written(parts, ",").encode("utf-8-sig")


def as_tsv(parts: Sequence[Part]) -> bytes:
    """The same with tabs, in the encoding of a Chinese Windows."""
    return _written(parts, "\t").encode("gb18030")


def _written(parts: Sequence[Part], separator: str) -> str:
    written = StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    for part in parts:
        if isinstance(part, Prose):
            writer.writerow([part.text])
            continue
        writer.writerows([line] for line in part.lines)
        writer.writerows(part.rows)
        writer.writerow([])
    return written.getvalue()
