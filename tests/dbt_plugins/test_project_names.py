"""`name_similarity`: what is alike among the names of projects, and what is not."""

import subprocess
import sys
from collections.abc import Iterator

import duckdb
import pytest

from dagster_project.dbt_plugins.project_names import Plugin, name_similarity


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        Plugin("project_names", {}).configure_connection(connection)
        yield connection


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("档案楼运维服务", "档案楼运行维护保障服务"),
        ("档案目录编制", "2026年档案目录编制"),
        ("档案目录编制", "档案目录编制项目"),
        ("档案目录编制", "青山县档案馆档案目录数字化编制费"),
    ],
)
def test_a_name_that_is_the_other_with_characters_left_out_is_wholly_alike(one: str, other: str) -> None:
    assert name_similarity(one, other) == name_similarity(other, one) == 100


def test_spaces_widths_and_quotation_marks_make_no_difference() -> None:
    assert name_similarity("档案 “一件事” 服务（二期）", '档案"一件事"服务(二期)') == 100


def test_the_order_of_the_characters_counts() -> None:
    assert name_similarity("档案整理", "整理档案") == 50


def test_two_projects_of_one_unit_are_less_alike_than_the_models_ask_for() -> None:
    assert name_similarity("青山县档案馆目录编制服务", "青山县档案馆消防设备维保服务") < 85
    assert name_similarity("档案楼一层运维服务费", "查阅室租赁服务费") < 85


def test_names_without_a_common_character_are_not_alike() -> None:
    assert name_similarity("档案整理", "公车购置") == 0


@pytest.mark.parametrize("word", ["运维", "经费", "费", ""])
def test_a_name_of_less_than_four_characters_is_never_alike_to_a_longer_one(word: str) -> None:
    assert name_similarity(word, "档案楼运行维护经费") < 85
    assert name_similarity(word, word) == 100


def test_the_function_of_the_connection_compares_columns(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "select one, name_similarity(one, other) from (values ('档案整理', '档案整理费'), ('档案整理', '公车购置'), "
        "(null, '档案整理'), ('档案整理', null)) as pairs (one, other)"
    ).fetchall()
    assert rows == [("档案整理", 100.0), ("档案整理", 0.0), (None, None), ("档案整理", None)]


def test_the_function_is_there_for_every_cursor_and_for_many_rows(connection: duckdb.DuckDBPyConnection) -> None:
    query = "select count(*) from range(10000) as numbers (i) where name_similarity('档案目录' || i, '档案目录编制' || i) >= 85"
    assert connection.cursor().execute(query).fetchone() == (10000,)


def test_a_look_whether_there_is_anything_to_do_does_not_import_it() -> None:
    code = "import sys, dagster_project.cli, dagster_project.planning; print({'dagster_project.dbt_plugins', 'duckdb'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
