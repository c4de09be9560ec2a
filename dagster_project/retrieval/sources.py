"""The list of addresses, `sources.csv`: files, and pages that link to files, with what is known of the documents."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("address", "what", "unit", "year", "kind")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]{1,2000}", re.IGNORECASE)
_WHAT = ("file", "page")


class SourcesError(ValueError):
    """A list that cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Source:
    """An address of a file, or of a page whose links lead to files; unit, year and kind are None where not known."""

    address: str
    is_page: bool
    unit: str | None
    year: str | None
    kind: str | None


def read_sources(path: Path) -> list[Source]:
    """The sources of a list, in its order. Raises `SourcesError` where one cannot be used, `OSError` where there is no list."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise SourcesError(f"{path.name}: the columns are {','.join(COLUMNS)}")
        return [_source(row, f"{path.name}, line {rows.line_num}") for row in rows]


def _source(row: dict[str | None, str | None], place: str) -> Source:
    if None in row or None in row.values():
        raise SourcesError(f"{place}: as many values as columns are wanted")
    values = {name: (value or "").strip() for name, value in row.items()}
    if not _ADDRESS.fullmatch(values["address"]):
        raise SourcesError(f"{place}: an address begins with http:// or https:// and holds no blanks or quotation marks")
    if values["what"] not in _WHAT:
        raise SourcesError(f"{place}: `what` is one of {', '.join(_WHAT)}")
    if any(not value.isprintable() for value in values.values()):
        raise SourcesError(f"{place}: a value holds a line break or a sign that cannot be seen")
    stated = (values[name] or None for name in ("unit", "year", "kind"))
    return Source(values["address"], values["what"] == "page", *stated)
