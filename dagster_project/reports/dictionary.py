"""The data dictionary and the picture of what points where, as pages in Markdown, from `audit.dictionary` of a published file.

`make dictionary` writes both into docs/; a test tells when they are out of date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from dagster_project.settings import Settings
from dagster_project.storage.layout import PROJECT_ROOT
from dagster_project.storage.reading import open_read_only

_COLUMNS = """
select
    schema_name, table_name, table_description_en, table_description_zh,
    column_name, data_type, description_en, description_zh, key_role, references_schema, references_table
from audit.dictionary
order by schema_name <> 'marts', schema_name <> 'audit', table_name, column_no
"""
_MADE = "<!-- Made by `make dictionary`, from what the models say of themselves. -->"
_EVERY_FACT = (
    "Every fact points to its document (`document_key` → `dim_document`), its unit (`unit_key` → `dim_unit`) and, but for a "
    "few, to its printed figure (`source_cell_id` → `audit.cells`): these are left out of the picture. Relate facts to "
    "dimensions, never to each other. 每张事实表都指向其文件、单位和所印数字，图中略去；事实表只与维度表关联，彼此不直接关联。"
)
# Every fact points to these: drawn once, they would hide all else.
_OF_EVERY_FACT = {"dim_document", "dim_document_part", "dim_unit", "cells"}


@dataclass(frozen=True, slots=True)
class _Column:
    schema: str
    table: str
    table_english: str
    table_chinese: str
    name: str
    data_type: str
    english: str
    chinese: str
    key_role: str | None
    points_to_schema: str | None
    points_to: str | None

    @property
    def row(self) -> str:
        """What is said of it, as a row of the page."""
        key = "primary" if self.key_role == "primary" else ""
        target = f"→ `{self.points_to_schema}.{self.points_to}`" if self.points_to else ""
        meanings = (text.replace("|", "\\|") for text in (self.english, self.chinese))
        return f"| `{self.name}` | {self.data_type} | {' '.join(filter(None, (key, target)))} | {' | '.join(meanings)} |"


def dictionary_page(connection: Any) -> str:
    """Every published column, schema by schema and table by table, in both languages."""
    lines = [
        *("# Data dictionary 数据字典", "", _MADE, ""),
        "The same is in the published file: `audit.dictionary`. What the tables are for is told in [warehouse](warehouse.md). "
        "同样的内容也在已发布文件的 `audit.dictionary` 中。",
    ]
    for (schema, table), columns in _by_table(_columns(connection)):
        first = columns[0]
        lines += [
            *("", f"## `{schema}.{table}`", "", first.table_english, "", first.table_chinese, ""),
            *("| column 列 | type 类型 | key 键 | meaning | 含义 |", "| --- | --- | --- | --- | --- |"),
            *(column.row for column in columns),
        ]
    return "\n".join(lines) + "\n"


def entities_page(connection: Any) -> str:
    """What points where: a picture of the dimensions and facts, and a table of all facts with their dimensions."""
    columns = [column for column in _columns(connection) if column.schema == "marts"]
    facts = [(table, of_table) for (_, table), of_table in _by_table(columns) if table.startswith(("fct_", "bridge_"))]
    drawn = sorted(
        {
            f'    {column.points_to} ||--o{{ {table} : "{column.name}"'
            for (_, table), of_table in _by_table(columns)
            for column in of_table
            if column.points_to and column.points_to not in _OF_EVERY_FACT
        }
    )
    dimensions = sorted({column.points_to for column in columns if column.points_to} - {"cells"})
    matrix = [
        f"| `{table}` | " + " | ".join("●" if any(c.points_to == name for c in of_table) else "" for name in dimensions) + " |"
        for table, of_table in facts
    ]
    return (
        "\n".join(
            [
                *("# What points where 表间关系", "", _MADE, ""),
                _EVERY_FACT,
                *("", "```mermaid", "erDiagram", *drawn, "```", ""),
                *("## Facts and their dimensions 事实表与维度表", ""),
                "| fact | " + " | ".join(f"`{name}`" for name in dimensions) + " |",
                "| --- |" + " --- |" * len(dimensions),
                *matrix,
            ]
        )
        + "\n"
    )


def write_pages(connection: Any, folder: Path) -> None:
    """Writes both pages into a folder."""
    (folder / "dictionary.md").write_text(dictionary_page(connection), encoding="utf-8")
    (folder / "entities.md").write_text(entities_page(connection), encoding="utf-8")


def _columns(connection: Any) -> list[_Column]:
    return [_Column(*row) for row in connection.execute(_COLUMNS).fetchall()]


def _by_table(columns: Sequence[_Column]) -> Iterable[tuple[tuple[str, str], list[_Column]]]:
    for table, of_table in groupby(columns, key=lambda column: (column.schema, column.table)):
        yield table, list(of_table)


if __name__ == "__main__":
    with open_read_only(Settings().layout.published) as published:
        write_pages(published, PROJECT_ROOT / "docs")
