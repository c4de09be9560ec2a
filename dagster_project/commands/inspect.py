"""`yusuan inspect`: one document looked at, without a warehouse and without dbt."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dagster_project.citation import citation
from dagster_project.commands.display import err, out, show_pairs, show_rows, write_json
from dagster_project.extraction.privacy import without_people
from dagster_project.extraction.readers import UnreadableDocument, read_document
from dagster_project.extraction.stated import BesideFile
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.inspection import InspectedTable, Inspection, MissingGroup, inspect_document
from dagster_project.pictures import DocumentPictures
from dagster_project.storage.inventory import file_beside, read_beside
from dagster_project.storage.layout import SEEDS

# What a person can take in at once; JSON has all.
_WORDS_SHOWN = 12
_LONGEST_SHOWN = 100
_KINDS_OF_PAGES = {"spreadsheet": "sheets"}


def show_inspection(path: Path, as_format: str, output: Path | None) -> int:
    """Shows what a file is, its tables and what is missing, as text, HTML or JSON; returns the exit status."""
    vocabulary = Vocabulary.load(SEEDS)
    beside = file_beside(path)
    try:
        content = path.read_bytes()
        document = read_document(content)
        files = [BesideFile(beside.name, read_beside(beside))] if beside else []
        inspection = inspect_document(document, files, vocabulary)
    except UnreadableDocument as error:
        err.print(f"{path.name} cannot be read: {without_people(str(error), vocabulary)}.")
        return 1
    with _to(output):
        if as_format == "html":
            out.file.write(_html(path.name, inspection, DocumentPictures.drawable(content, document, vocabulary)))
        elif as_format == "json":
            write_json({"file": path.name, **asdict(inspection)})
        else:
            _show(path, inspection)
    return 1 if inspection.problem else 0


@contextmanager
def _to(output: Path | None) -> Iterator[None]:
    """Has what is printed written to a file, if one is named."""
    if output is None:
        yield
        return
    terminal = out.file
    with output.open("w", encoding="utf-8") as file:
        out.file = file
        try:
            yield
        finally:
            out.file = terminal
    out.print(str(output))


def _html(name: str, inspection: Inspection, pictures: DocumentPictures | None) -> str:
    from dagster_project.reports.inspection import render_inspection

    return render_inspection(name, inspection, pictures)


def _show(path: Path, inspection: Inspection) -> None:
    show_pairs(_head(path, inspection))
    if inspection.tables:
        out.print("\nTables")
        show_rows(
            ("no", "where", "title", "taken for", "rows", "loaded", "rejected"),
            [_table_row(table, inspection) for table in inspection.tables],
        )
    _show_columns(inspection)
    for group in inspection.missing:
        _show_group(group, inspection)


def _head(path: Path, inspection: Inspection) -> list[tuple[str, str]]:
    n_pages = f"{inspection.n_pages} {_KINDS_OF_PAGES.get(inspection.reader, 'pages')}, " if inspection.n_pages else ""
    known = sum(table.table_code is not None for table in inspection.tables)
    kind = (inspection.document_kind or "").replace("_", " ")
    pairs = [
        ("File", path.name),
        ("Read as", f"{inspection.reader}, {n_pages}{inspection.n_lines:,} lines"),
        ("Blocks", f"{inspection.n_text_lines:,} lines of text or paragraphs, {inspection.n_grids:,} grids"),
        ("Left out", "; ".join(inspection.remarks)),
        ("Title", inspection.title or ""),
        ("Unit", inspection.unit_name or ""),
        ("Year and kind", f"{inspection.fiscal_year} {kind}" if inspection.fiscal_year else ""),
        ("Published on", str(inspection.published_on or "")),
        ("Tables", f"{len(inspection.tables)}, {known} of them recognised"),
        ("Figures", f"{inspection.figures_loaded:,} loaded, {inspection.figures_rejected:,} rejected"),
        ("A refresh", f"would refuse it: {inspection.problem}" if inspection.problem else "would load it"),
    ]
    return [(name, value) for name, value in pairs if value]


def _table_row(table: InspectedTable, inspection: Inspection) -> tuple[Any, ...]:
    title = table.title or (f"({table.words_above})" if table.words_above else "")
    counts = (table.n_rows, table.cells_loaded, table.cells_rejected)
    return (table.table_no, _where(table.line_no, inspection), _cut(title), table.table_code or "unknown", *counts)


def _show_columns(inspection: Inspection) -> None:
    """The columns of the tables that were recognised; those that are not known are said to be."""
    rows = [
        (table.table_no, column.headings or "—", column.meaning or f"not known: {column.problem}")
        for table in inspection.tables
        if table.table_code
        for column in table.columns
    ]
    if rows:
        out.print("\nColumns of the tables that were recognised")
        show_rows(("table", "headings", "meaning"), rows)


def _show_group(group: MissingGroup, inspection: Inspection) -> None:
    n_figures = sum(word.n_figures for word in group.words)
    seeds = f" → {group.seeds}" if group.seeds else ""
    out.print(f"\nNot understood: {group.what} ({n_figures:,} figures){seeds}")
    show_rows(
        ("figures", "first", "words"),
        [(word.n_figures, _where(word.line_no, inspection), _cut(word.text)) for word in group.words[:_WORDS_SHOWN]],
    )
    if len(group.words) > _WORDS_SHOWN:
        out.print(f"… and {len(group.words) - _WORDS_SHOWN} more: --format json has all.")


def _where(line_no: int, inspection: Inspection) -> str:
    return citation(inspection.place_of(line_no)).en


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
