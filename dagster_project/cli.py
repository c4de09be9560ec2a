"""The command line: `yusuan refresh | status | findings | query | explain | rollback`."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from dagster_project.commands.display import err
from dagster_project.settings import Settings
from dagster_project.storage.reading import UnreadableDatabase

app = typer.Typer(
    name="yusuan",
    help="A warehouse of Chinese government budget disclosures in which every figure ties out, or is said not to.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Raw = Annotated[Path | None, typer.Option("--raw", help="Folder of the documents, at any depth.", envvar="YUSUAN_RAW")]
Warehouse = Annotated[Path | None, typer.Option("--warehouse", help="Folder of all that is made.", envvar="YUSUAN_WAREHOUSE")]


class RowFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class Severity(StrEnum):
    """How grave a finding is."""

    error = "error"
    warning = "warning"
    note = "note"


class Language(StrEnum):
    """The language of the messages."""

    en = "en"
    zh = "zh"


@app.command()
def refresh(
    raw: Raw = None,
    warehouse: Warehouse = None,
    full: Annotated[bool, typer.Option("--full", help="Read every document anew and publish anew.")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Processes that read documents.")] = None,
    wait: Annotated[float | None, typer.Option("--wait", min=0, help="Seconds to wait for another refresh to end.")] = None,
) -> None:
    """Read what is new or changed, rebuild what depends on it, check, publish.

    Ends with 0 if it published or had nothing to do, 1 if it published nothing, 2 if it was called wrongly, 3 if the
    gate holds some documents back and all others are published.
    """
    from dagster_project.commands.refresh import run_refresh

    settings = _settings(raw, warehouse, full=full, jobs=jobs, wait=wait)
    if not settings.raw_folder.is_dir():
        err.print(f"{settings.raw_folder} is no folder: name the folder of the documents with --raw.")
        raise typer.Exit(2)
    raise typer.Exit(run_refresh(settings))


@app.command()
def status(warehouse: Warehouse = None) -> None:
    """Show what is published, when and from what, and which documents failed."""
    from dagster_project.commands.read import show_status

    raise typer.Exit(show_status(_settings(None, warehouse)))


@app.command()
def findings(
    unit: Annotated[str | None, typer.Option("--unit", help="A part of the unit's name.")] = None,
    severity: Annotated[Severity | None, typer.Option("--severity", help="How grave.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", help="A rule's id, or its family: what stands before the point.")] = None,
    row_format: Annotated[RowFormat, typer.Option("--format", help="How findings are printed.")] = RowFormat.table,
    language: Annotated[Language, typer.Option("--language", help="Of a table's messages; CSV and JSON have both.")] = Language.en,
    warehouse: Warehouse = None,
) -> None:
    """Show the contradictions, the gravest first, with both figures and where they are printed."""
    from dagster_project.commands.findings import Choice, show_findings

    choice = Choice(unit, severity.value if severity else None, rule)
    raise typer.Exit(show_findings(_settings(None, warehouse), choice, row_format.value, language.value))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SQL statement.")],
    warehouse: Warehouse = None,
    row_format: Annotated[RowFormat, typer.Option("--format", help="How rows are printed.")] = RowFormat.table,
) -> None:
    """Run one statement on the published file, read-only."""
    from dagster_project.commands.query import run_query

    raise typer.Exit(run_query(_settings(None, warehouse), sql, row_format.value))


@app.command()
def explain(
    cell_or_fact_id: Annotated[str, typer.Argument(help="A cell_id, or a source_cell_id, performance_key or card_key.")],
    raw: Raw = None,
    warehouse: Warehouse = None,
) -> None:
    """Show where a figure is printed: document, page, line and text."""
    from dagster_project.commands import read

    raise typer.Exit(read.explain(_settings(raw, warehouse), cell_or_fact_id))


@app.command()
def rollback(warehouse: Warehouse = None) -> None:
    """Make the file published before the present one the published file again."""
    from dagster_project.commands.rollback import run_rollback

    raise typer.Exit(run_rollback(_settings(None, warehouse)))


def _settings(
    raw: Path | None, warehouse: Path | None, full: bool = False, jobs: int | None = None, wait: float | None = None
) -> Settings:
    given = {"raw": raw, "warehouse": warehouse, "jobs": jobs, "full": full or None, "wait": wait}
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        for problem in error.errors():
            setting = f"YUSUAN_{'_'.join(str(part) for part in problem['loc']).upper()}: " if problem["loc"] else ""
            err.print(f"{setting}{problem['msg'].removeprefix('Value error, ')}")
        raise typer.Exit(2) from error


def main() -> None:
    """The program's entry. Errors that are the user's end as a message and a status, never as a traceback."""
    status = 1
    try:
        app(standalone_mode=True)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except UnreadableDatabase as error:
        err.print(f"{error}: run `yusuan refresh`, which puts the published file back or publishes anew.")
    except OSError as error:
        err.print(f"{error.filename or 'file system'}: {error.strerror or error}")
    except Exception as error:  # a defect of ours: told of in one line, unless the trace is asked for
        if os.environ.get("YUSUAN_DEBUG"):
            raise
        err.print(f"yusuan failed ({type(error).__name__}: {error}). With YUSUAN_DEBUG=1 it shows where.")
    _silence_interpreter_exit()
    sys.exit(status)


def _silence_interpreter_exit() -> None:
    """Closes standard error: all was said that concerns whoever runs a command.

    DuckDB's Python module reports, when the interpreter ends, the objects that libraries still hold.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)


if __name__ == "__main__":
    main()
