"""Whose the failing rows of an expectation are, and where in the document they stand.

Of a disclosure in several files a row is of the file that its figure stands in; of the first, where that is not told.

Great Expectations counts failing rows and shows some. Which documents are to be held back must be
known of all of them: so the rows of a failed expectation are asked for here, with their places.
"""

from dataclasses import dataclass, field
from typing import Any

from dagster_project.visible import clipped

ROWS_SHOWN = 20
# A document's failing rows that are kept: its reason names these and counts the others.
_ROWS_OF_A_DOCUMENT = 3
# Keys of a file, or that begin with that of the file or the document that they are of; those of a file first.
_KEYS_OF_A_DOCUMENT = (
    *("part_key", "cell_id", "source_cell_id", "total_cell_id"),
    *("document_key", "card_key", "performance_key", "mention_key"),
)
# The files that were read, and a document that none is known of.
_FILES = """
    select part_key, document_key, source_file, content_sha256, unit_key, fiscal_year, document_kind, is_current
    from marts.dim_document_part
    union all
    select document_key, document_key, source_file, content_sha256, unit_key, fiscal_year, document_kind, is_current
    from marts.dim_document where document_key not in (select part_key from marts.dim_document_part)
"""
_KEYS_OF_A_FIGURE = ("cell_id", "source_cell_id", "total_cell_id")
_KEYS_OF_A_DISCLOSURE = ("unit_key", "fiscal_year", "document_kind")
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class FailingRow:
    """A row that an expectation says should not be; whose it is and where that stands, as far as it is known."""

    values: dict[str, Any]
    document_key: str | None = None
    source_file: str | None = None
    line_no: int | None = None
    figure: str | None = None
    stands_in: str | None = None

    @property
    def place(self) -> str:
        """The place in words: line, figure, and the sentence or the row of the table that it stands in."""
        line = f"line {self.line_no}" if self.line_no else ""
        figure = f"“{clipped(self.figure, _LONGEST_QUOTE)}”" if self.figure else ""
        within = f"in “{clipped(self.stands_in, _LONGEST_QUOTE)}”" if self.stands_in else ""
        return " ".join(part for part in (line, figure, within) if part)

    @property
    def in_words(self) -> str:
        """The row itself: the names and the values that it has."""
        return ", ".join(f"{name} {value}" for name, value in self.values.items() if value is not None)


@dataclass(slots=True)
class DocumentRows:
    """The failing rows of one file: how many, and the first of them."""

    source_file: str
    content_sha256: str
    n_rows: int
    rows: list[FailingRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FailingRows:
    """The failing rows of an expectation: some to be shown, and those of each document by its key."""

    shown: list[FailingRow]
    documents: dict[str, DocumentRows]
    n_of_no_document: int


def failing_rows(connection: Any, query: str) -> FailingRows:
    """The rows that a query finds in a candidate, with their documents and places.

    The candidate may lack the tables that tell: then the rows are nobody's. Raises `duckdb.Error`
    where the query itself fails.
    """
    import duckdb

    try:
        rows = _fetch(connection, _with_places(connection, query))
    except duckdb.Error:
        rows = _fetch(connection, f"select failing, 1 as n_rows from ({query}) as failing limit {ROWS_SHOWN}")
    documents: dict[str, DocumentRows] = {}
    shown: list[FailingRow] = []
    n_of_no_document = 0
    for row in rows:
        content, n_rows = row.pop("content_sha256", None), row.pop("n_rows")
        found = FailingRow(values=row.pop("failing"), **row)
        shown.append(found)
        if found.document_key is None:
            n_of_no_document = n_rows
            continue
        of_document = documents.setdefault(found.document_key, DocumentRows(found.source_file or "", content or "", n_rows))
        of_document.rows.append(found)
    return FailingRows(shown[:ROWS_SHOWN], documents, n_of_no_document)


def _with_places(connection: Any, query: str) -> str:
    """The first failing rows of each document and of none, each with its place and the count of its like."""
    columns = [column[0] for column in connection.execute(f"select * from ({query}) as failing limit 0").description]
    keys = [_key(column) for column in _KEYS_OF_A_DOCUMENT if column in columns]
    figure = next((f"failing.{column}" for column in _KEYS_OF_A_FIGURE if column in columns), "null")
    line, section, sentence = (
        f"failing.{column}" if column in columns else "null" for column in ("line_no", "section_no", "sentence_no")
    )
    return f"""
        with failing as ({query}),
        files as ({_FILES}),
        figures as (
            select cell_id, line_no, text, section_no, sentence_no, row_label from audit.cells
            union all
            select cell_id, line_no, text, section_no, sentence_no, null from audit.rejected
        ),
        owned as (
            select failing, files.part_key, files.document_key, files.source_file, files.content_sha256,
                {figure} as cell_id, {line} as line_no, {section} as section_no, {sentence} as sentence_no
            from failing left join files on {_belongs(keys, columns)}
        ),
        placed as (
            select failing, owned.part_key as document_key, owned.source_file, owned.content_sha256,
                coalesce(owned.line_no, figures.line_no, sentences.line_no) as line_no,
                figures.text as figure,
                coalesce(sentences.text, figures.row_label) as stands_in
            from owned
            left join figures on figures.cell_id = owned.cell_id
            left join audit.sentences as sentences
                on sentences.document_key = owned.document_key
                and sentences.section_no = coalesce(owned.section_no, figures.section_no)
                and sentences.sentence_no = coalesce(owned.sentence_no, figures.sentence_no)
        ),
        numbered as (
            select *, count(*) over (partition by document_key) as n_rows,
                row_number() over (partition by document_key order by line_no, figure) as row_no
            from placed
        )
        select * exclude (row_no) from numbered
        where row_no <= case when document_key is null then {ROWS_SHOWN} else {_ROWS_OF_A_DOCUMENT} end
        order by document_key nulls first, row_no
    """


def _key(column: str) -> str:
    """The key of the file that a key is of, where there is such a file."""
    key = f"split_part(failing.{column}, ':', 1)"
    return f"case when {key} in (select part_key from files) then {key} end"


def _belongs(keys: list[str], columns: list[str]) -> str:
    """What makes a failing row a document's: its key; without any, the unit, year and kind of the row."""
    if keys:
        return f"files.part_key = coalesce({', '.join(keys)})"
    if "unit_key" not in columns:
        return "false"
    same = [f"files.{column} = failing.{column}" for column in _KEYS_OF_A_DISCLOSURE if column in columns]
    return " and ".join(["files.is_current", *same])


def _fetch(connection: Any, query: str) -> list[dict[str, Any]]:
    found = connection.execute(query)
    columns = [column[0] for column in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
