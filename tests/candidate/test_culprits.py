"""Which documents a model cannot be built with: found on a small build that is made by SQL."""

from pathlib import Path

import duckdb
import pytest

from dagster_project.candidate.culprits import find_culprits
from dagster_project.storage.layout import WarehouseLayout

STATEMENTS = """
    create table "layers"."intermediate"."int_doubled" as
    select document_key, cast(amount * 2 as decimal(4, 2)) as doubled from "layers"."staging"."stg_cells"
"""


@pytest.fixture
def layout(tmp_path: Path) -> WarehouseLayout:
    """Five documents of three lines; two of them have an amount whose double does not fit."""
    layout = WarehouseLayout(tmp_path / "with 'quotes'")
    layout.build.mkdir(parents=True)
    with duckdb.connect(str(layout.layers)) as connection:
        connection.execute("create schema staging")
        connection.execute(
            "create table staging.stg_documents as select 'd' || n as document_key, 'sha-d' || n as content_sha256 from range(5) t(n)"
        )
        connection.execute(
            "create table staging.stg_cells as select document_key, line_no::integer as line_no, '项目支出' as row_label, "
            "amount::varchar as text, amount from (select document_key, line_no, case when document_key in ('d1', 'd4') "
            "and line_no = 7 then 88.5 else 1.5 end as amount from staging.stg_documents cross join (select unnest([6, 7, 8]) as line_no))"
        )
        connection.execute("create table staging.stg_sentences (document_key varchar, line_no integer, text varchar)")
    duckdb.connect(str(layout.candidate)).close()
    return layout


def statements(folder: Path, sql: str) -> Path:
    path = folder / "model.sql"
    path.write_text(sql, encoding="utf-8")
    return path


def test_each_document_that_fails_by_itself_is_found_with_the_line_in_words(layout: WarehouseLayout, tmp_path: Path) -> None:
    found = find_culprits(layout, statements(tmp_path, STATEMENTS))
    assert [culprit.content_sha256 for culprit in found] == ["sha-d1", "sha-d4"]
    assert {culprit.reason for culprit in found} == {"a figure is too large to be worked with, or is none: line 7: “项目支出 88.5”"}


def test_no_document_is_accused_of_what_only_several_together_do(layout: WarehouseLayout, tmp_path: Path) -> None:
    sql = STATEMENTS.replace(
        "cast(amount * 2", 'cast((select count(distinct document_key) from "layers"."staging"."stg_cells") * 40 + 0 * amount'
    )
    assert find_culprits(layout, statements(tmp_path, sql)) == []


def test_no_document_is_accused_of_a_failure_that_cannot_be_repeated(layout: WarehouseLayout, tmp_path: Path) -> None:
    assert find_culprits(layout, statements(tmp_path, STATEMENTS.replace("(4, 2)", "(18, 2)"))) == []


def test_no_document_is_accused_where_there_are_no_statements(layout: WarehouseLayout, tmp_path: Path) -> None:
    assert find_culprits(layout, tmp_path / "nothing.sql") == []


def test_a_view_of_other_models_is_made_of_the_documents_that_are_tried_alone(layout: WarehouseLayout, tmp_path: Path) -> None:
    """Its query takes all rows together first, so that a choice of documents among what it gives would come too late."""
    with duckdb.connect(str(layout.layers)) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create view intermediate.int_doubled as with doubled as materialized "
            "(select document_key, line_no, cast(amount * 2 as decimal(4, 2)) as doubled from staging.stg_cells) from doubled"
        )
        connection.execute("create view intermediate.int_of_it as select * from intermediate.int_doubled")
    sql = 'create table "candidate"."audit"."made" as select * from "layers"."intermediate"."int_of_it"'
    with duckdb.connect(str(layout.candidate)) as connection:
        connection.execute("create schema audit")
    found = find_culprits(layout, statements(tmp_path, sql))
    assert [culprit.content_sha256 for culprit in found] == ["sha-d1", "sha-d4"]
    assert {culprit.reason for culprit in found} == {"a figure is too large to be worked with, or is none: line 7: “项目支出 88.5”"}
