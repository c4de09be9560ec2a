"""Which documents a model cannot be built with, found by building that model of some of them at a time.

The statements of the failed model are run again in memory, on views that hold the rows of the
documents chosen. A document that fails by itself is a culprit; its lines are tried in the same way.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.settings import Settings
from dagster_project.storage.layers import find_records
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.reading import attach
from dagster_project.visible import clipped

_RELATION = re.compile(r'"(layers|candidate)"\."(\w+)"\."(\w+)"')
# A view names no database where what it reads is in its own.
_NAMED_IN_VIEW = re.compile(r'(?:"?(layers|candidate)"?\.)?"?(\w+)"?\."?(\w+)"?')
# Those of staging read the extracted records: they are as good as tables.
_VIEWS_OF_MODELS = """
    select substr(database_name, length('made_') + 1), schema_name, view_name, sql from duckdb_views()
    where starts_with(database_name, 'made_') and not internal and schema_name <> 'staging'
"""
_LONGEST_QUOTE = 80
_TEXT_OF_A_LINE = """
    select text from made_layers.staging.stg_sentences where document_key = $document and line_no = $line
    union all
    select concat_ws(' ', row_label, text) from made_layers.staging.stg_cells where document_key = $document and line_no = $line
    limit 1
"""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A document that a model cannot be built with, and the reason for a person."""

    content_sha256: str
    reason: str


def find_culprits(layout: WarehouseLayout, statements: Path) -> list[Culprit]:
    """The documents that fail by themselves; none where the failure cannot be repeated, or only several together fail."""
    import duckdb

    try:
        with duckdb.connect(config={"memory_limit": f"{Settings().memory}B"}) as connection:
            trial = _Trial(connection, layout, statements.read_text(encoding="utf-8"))
            return [trial.culprit(document) for document in _failing_alone(trial.documents(), trial.fails)]
    except (OSError, duckdb.Error):  # what was not built by then, or is damaged: no document is accused for it
        return []


class _Trial:
    """The statements of a model, to be run on the rows of some documents, or of some lines of one."""

    def __init__(self, connection: Any, layout: WarehouseLayout, sql: str) -> None:
        self._connection = connection
        self._sql = sql
        self._error = ""
        self._with_lines: list[str] = []
        self._there: set[tuple[str, str, str]] = set()
        self._prepare(layout)

    def documents(self) -> list[str]:
        """The documents that the model was built of."""
        return self._column("select document_key from made_layers.staging.stg_documents order by 1")

    def fails(self, documents: Sequence[str], lines: Sequence[int] = ()) -> bool:
        """Whether the statements fail on the rows of these documents, of these lines alone where any are given."""
        import duckdb

        self._choose("chosen_documents", documents)
        self._choose("chosen_lines", lines)
        self._connection.execute("begin")
        try:
            self._connection.execute(self._sql)
        except duckdb.OutOfMemoryException:  # tells nothing of a document
            raise
        except duckdb.Error as error:
            self._error = _in_words(error)
            return True
        finally:
            self._connection.execute("rollback")
        return False

    def culprit(self, document: str) -> Culprit:
        """A document that fails, with what is wrong, and the line where one line fails by itself."""
        self.fails([document])
        said = self._error
        line = next(_failing_alone(self._lines(document), lambda lines: self.fails([document], lines)), None)
        (content_sha256,) = self._column(
            "select content_sha256 from made_layers.staging.stg_documents where document_key = $document", document=document
        )
        return Culprit(content_sha256, said if line is None else f"{said}: {self._place(document, line)}")

    def _place(self, document: str, line: int) -> str:
        text = "".join(self._column(_TEXT_OF_A_LINE, document=document, line=line))
        return f"line {line}: “{clipped(text, _LONGEST_QUOTE)}”"

    def _lines(self, document: str) -> list[int]:
        lines = {
            line
            for relation in self._with_lines
            for line in self._column(f"select distinct line_no from {relation} where document_key = $document", document=document)
        }
        return sorted(lines - {None})

    def _prepare(self, layout: WarehouseLayout) -> None:
        """Puts a view in the place of each relation that the statements name, cut down to what is chosen."""
        from dagster_project.dbt_plugins.project_names import add_functions

        run = self._connection.execute
        find_records(self._connection, layout.extracted)
        add_functions(self._connection)
        for name, path in (("layers", layout.layers), ("candidate", layout.candidate)):
            attach(self._connection, f"made_{name}", path)
            run(f"attach ':memory:' as {name}")
        run("create table memory.main.chosen_documents (chosen varchar)")
        run("create table memory.main.chosen_lines (chosen integer)")
        self._views = {(database, schema, name): sql for database, schema, name, sql in run(_VIEWS_OF_MODELS).fetchall()}
        self._put_all(_RELATION.findall(self._sql))
        run("use memory")

    def _put_all(self, relations: Iterable[tuple[str, str, str]]) -> None:
        for relation in dict.fromkeys(relations):
            if relation not in self._there:
                self._there.add(relation)
                self._put(*relation)

    def _put(self, database: str, schema: str, name: str) -> None:
        """Puts a view in the place of a relation: what is chosen of a table's rows, and the same query as before for a view."""
        self._connection.execute(f"create schema if not exists {database}.{schema}")
        query = self._views.get((database, schema, name))
        if query is None:
            self._choose_from(database, schema, name)
            return
        self._put_all((of or database, schema, name) for of, schema, name in _NAMED_IN_VIEW.findall(query))
        self._connection.execute(f"use {database}")
        self._connection.execute(query)

    def _choose_from(self, database: str, schema: str, name: str) -> None:
        made, conditions = f"made_{database}.{schema}.{name}", ["true"]
        columns = self._column(
            "select column_name from duckdb_columns() "
            "where database_name = $database and schema_name = $schema and table_name = $name",
            database=f"made_{database}",
            schema=schema,
            name=name,
        )
        if not columns:  # what the statements themselves make
            return
        if "document_key" in columns:
            conditions.append("document_key in (from memory.main.chosen_documents)")
        if {"document_key", "line_no"} <= set(columns):
            self._with_lines.append(made)
            conditions.append("(line_no in (from memory.main.chosen_lines) or not exists (from memory.main.chosen_lines))")
        self._connection.execute(f"create view {database}.{schema}.{name} as select * from {made} where {' and '.join(conditions)}")

    def _choose(self, table: str, values: Sequence[Any]) -> None:
        self._connection.execute(f"truncate memory.main.{table}")
        self._connection.execute(f"insert into memory.main.{table} select unnest($1)", [list(values)])

    def _column(self, query: str, **parameters: Any) -> list[Any]:
        return [value for (value,) in self._connection.execute(query, parameters).fetchall()]


def _failing_alone(things: Sequence[Any], fails: Callable[[Sequence[Any]], bool]) -> Iterator[Any]:
    """Those of some things that fail by themselves, found by halves. What fails only together is not among them."""
    if not things or not fails(things):
        return
    if len(things) == 1:
        yield things[0]
        return
    middle = len(things) // 2
    yield from _failing_alone(things[:middle], fails)
    yield from _failing_alone(things[middle:], fails)


def _in_words(error: Exception) -> str:
    """What the database says, as a person says it of a document."""
    import duckdb

    if isinstance(error, duckdb.ConversionException | duckdb.OutOfRangeException):
        return "a figure is too large to be worked with, or is none"
    if isinstance(error, duckdb.ConstraintException):
        return "a figure lacks something that it cannot do without, or stands there twice"
    return "its figures cannot be worked out"
