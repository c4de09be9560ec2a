"""How a place of a document is cited: by its page, by the sheet and row of a spreadsheet, or else by the line of its file.

Of a disclosure that is published in several files, with the file.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple


class Citation(NamedTuple):
    """A place in words, Chinese and English; both are empty where it is none."""

    zh: str
    en: str


# The files by their keys, each with its name where it has to be told with a place: where the disclosure has others.
FILES = """
select
    part_key, source_file, content_sha256, reader, page_lines,
    case when is_current and count(*) over (partition by document_key, is_current) > 1 then source_file end as told_file
from marts.dim_document_part
"""


def cited_sql(line_no: str, file: str) -> str:
    """An expression of DuckDB for what `citation` needs of a line of a file; `file` is a relation with the columns of `FILES`."""
    page_no = f"len(list_filter({file}.page_lines, lambda first_line: first_line <= {line_no}))"
    row_no = f"case when {file}.reader = 'spreadsheet' then {line_no} - {file}.page_lines[{page_no}] + 1 end"
    return f"struct_pack(line_no := {line_no}, page_no := {page_no}, row_no := {row_no}, told_file := {file}.told_file)"


def placed(line_no: int, page_lines: Sequence[int], reader: str) -> dict[str, int | None]:
    """What `citation` needs of a line of a document that is not in a database, as `cited_sql` gives it of one that is."""
    if not page_lines:
        return {"line_no": line_no, "page_no": None, "row_no": None}
    page_no = bisect_right(page_lines, line_no)
    row_no = line_no - page_lines[page_no - 1] + 1 if reader == "spreadsheet" else None
    return {"line_no": line_no, "page_no": page_no, "row_no": row_no}


def citation(place: dict[str, Any]) -> Citation:
    """A line with its page, as `cited_sql` gives it, in words."""
    found = citation_in_file(place)
    file = place.get("told_file")
    return Citation(f"《{file}》{found.zh}", f"{found.en} of {file}") if file and found.en else found


def citation_in_file(place: dict[str, Any]) -> Citation:
    """The same without the file."""
    line_no, page_no, row_no = place["line_no"], place["page_no"], place["row_no"]
    if line_no is None:
        return Citation("", "")
    if row_no is not None:
        return Citation(f"第{page_no}张表第{row_no}行", f"sheet {page_no}, row {row_no}")
    if page_no is not None:
        return Citation(f"第{page_no}页", f"page {page_no}")
    return Citation(f"第{line_no}行", f"line {line_no}")
