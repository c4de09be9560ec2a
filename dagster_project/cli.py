"""The command line: `yusuan refresh | status | findings | query | explain | export | inspect | diff | rollback`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from dagster_project.commands.display import ROWS_ON_A_TERMINAL, Shown, err
from dagster_project.settings import Settings, WrongSettings
from dagster_project.storage.reading import UnreadableDatabase

_FOLDER = click.Path(path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_raw = click.option("--raw", type=_FOLDER, envvar="YUSUAN_RAW", show_envvar=True, help="Folder of the documents, at any depth.")
_warehouse = click.option(
    "--warehouse", type=_FOLDER, envvar="YUSUAN_WAREHOUSE", show_envvar=True, help="Folder of all that is made."
)


def _row_format(help_text: str) -> Callable[[Any], Any]:
    return click.option(
        "--format", "row_format", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help=help_text
    )


class _InOrder(click.Group):
    """Commands that are listed as they stand here, not by their names."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)


@click.group(cls=_InOrder, no_args_is_help=True, context_settings={"max_content_width": 120})
def app() -> None:
    """A warehouse of Chinese government budget disclosures in which every figure ties out, or is said not to."""


@app.command()
@_raw
@_warehouse
@click.option("--full", is_flag=True, help="Read every document anew and publish anew.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read documents.")
@click.option("--wait", type=click.FloatRange(min=0), help="Seconds to wait for another refresh to end.")
def refresh(raw: Path | None, warehouse: Path | None, full: bool, jobs: int | None, wait: float | None) -> None:
    """Read what is new or changed, rebuild what depends on it, check, publish.

    Ends with 0 if it published or had nothing to do, 1 if it published nothing, 2 if it was called wrongly, 3 if the
    gate holds some documents back and all others are published.
    """
    from dagster_project.commands.refresh import run_refresh

    settings = _settings(raw, warehouse, full=full, jobs=jobs, wait=wait)
    if not settings.raw_folder.is_dir():
        err.print(f"{settings.raw_folder} is no folder: name the folder of the documents with --raw.")
        raise Exit(2)
    raise Exit(run_refresh(settings))


@app.command()
@_warehouse
def status(warehouse: Path | None) -> None:
    """Show what is published, when and from what, and which documents failed."""
    from dagster_project.commands.status import show_status

    raise Exit(show_status(_settings(None, warehouse)))


@app.command()
@click.option("--unit", help="A part of the unit's name.")
@click.option("--severity", type=click.Choice(["error", "warning", "note"]), help="How grave.")
@click.option("--rule", help="A rule's id, or its family: what stands before the point.")
@_row_format("How findings are printed.")
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", show_default=True,
    help="Of a table's messages; CSV and JSON have both.",
)  # fmt: skip
@_warehouse
def findings(
    unit: str | None, severity: str | None, rule: str | None, row_format: str, language: str, warehouse: Path | None
) -> None:
    """Show the contradictions, the gravest first, with both figures and where they are printed."""
    from dagster_project.commands.findings import Choice, show_findings

    raise Exit(show_findings(_settings(None, warehouse), Choice(unit, severity, rule), row_format, language))


def _names_of_examples(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    from dagster_project.commands.examples import example_names

    return [name for name in example_names() if name.startswith(incomplete)]


@app.command()
@click.argument("sql", required=False)
@click.option(
    "--example", metavar="NAME", is_flag=False, flag_value="", shell_complete=_names_of_examples,
    help="Run a documented question instead; without a name, list them.",
)  # fmt: skip
@_warehouse
@click.option(
    "--format", "row_format", type=click.Choice(["table", "vertical", "csv", "json"]),
    help="How rows are printed. By default as a table where it fits the terminal, else vertically: a line a column.",
)  # fmt: skip
@click.option(
    "--rows", type=click.IntRange(min=0),
    help=f"Rows that are shown at most, 0 for all. By default {ROWS_ON_A_TERMINAL} on a terminal and all elsewhere.",
)  # fmt: skip
def query(sql: str | None, example: str | None, warehouse: Path | None, row_format: str | None, rows: int | None) -> None:
    """Run one statement, SQL, on the published file, read-only."""
    from dagster_project.commands.query import list_examples, run_example, run_query

    if (sql is None) == (example is None):
        raise click.UsageError("Either SQL or --example is wanted.")
    if example == "":
        raise Exit(list_examples())
    settings, shown = _settings(None, warehouse), Shown(row_format or "fitting", rows)
    raise Exit(run_query(settings, sql, shown) if sql is not None else run_example(settings, str(example), shown))


@app.command()
@click.argument("cell_or_fact_id")
@click.option(
    "--picture", type=click.Path(dir_okay=False, writable=True, path_type=Path), metavar="FILE.png",
    help="Draw the page around the figure, which is marked, into a file. PDF documents only.",
)  # fmt: skip
@_raw
@_warehouse
def explain(cell_or_fact_id: str, picture: Path | None, raw: Path | None, warehouse: Path | None) -> None:
    """Show where a figure is printed: document, page, line and text.

    CELL_OR_FACT_ID is a cell_id, or a source_cell_id, performance_key or card_key.
    """
    from dagster_project.commands import explain as command

    raise Exit(command.explain(_settings(raw, warehouse), cell_or_fact_id, picture))


@app.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--format", "as_format", type=click.Choice(["parquet", "csv", "xlsx", "datapackage"]), default="parquet", show_default=True,
    help="A file a table (Parquet, or CSV that Excel opens), one workbook, or a Frictionless data package.",
)  # fmt: skip
@_warehouse
def export(folder: Path, as_format: str, warehouse: Path | None) -> None:
    """Write the marts into a folder, DIR, for those who do not use DuckDB.

    An export that is there already is replaced as a whole; a folder that holds anything else is left alone.
    """
    from dagster_project.commands.export import run_export

    raise Exit(run_export(_settings(None, warehouse), folder, as_format))


@app.command()
@click.argument("file", type=_FILE)
@click.option(
    "--format", "as_format", type=click.Choice(["text", "html", "json"]), default="text", show_default=True,
    help="How it is shown; html draws what was recognised over the pages.",
)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file to write to, instead of the terminal.")
def inspect(file: Path, as_format: str, output: Path | None) -> None:
    """Look at one document, FILE, without a warehouse: its tables, what they were taken for, and what vocabulary is missing.

    Ends with 0 if a refresh would load it, 1 if it would refuse it, 2 if it was called wrongly.
    """
    from dagster_project.commands.inspect import show_inspection

    raise Exit(show_inspection(file, as_format, output))


@app.command()
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@_row_format("How differences are printed.")
def diff(old: Path, new: Path, row_format: str) -> None:
    """Compare two published files, OLD and NEW: tables, columns and rows, in whatever order.

    When a document was seen first, and whether it was new, is not compared.

    Ends with 0 if they hold the same, 1 if they differ, 2 if it was called wrongly or a file cannot be read.
    """
    from dagster_project.commands.diff import show_differences

    raise Exit(show_differences(_settings(None, None), old, new, row_format))


@app.command()
@_warehouse
def rollback(warehouse: Path | None) -> None:
    """Make the file published before the present one the published file again."""
    from dagster_project.commands.rollback import run_rollback

    raise Exit(run_rollback(_settings(None, warehouse)))


def _settings(
    raw: Path | None, warehouse: Path | None, full: bool = False, jobs: int | None = None, wait: float | None = None
) -> Settings:
    given = {"raw": raw, "warehouse": warehouse, "jobs": jobs, "full": full or None, "wait": wait}
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except WrongSettings as wrong:
        for problem in wrong.problems:
            err.print(problem)
        raise Exit(2) from wrong


def main() -> None:
    """The program's entry. Errors that are the user's end as a message and a status, never as a traceback."""
    status = 1
    try:
        app(prog_name="yusuan")
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
