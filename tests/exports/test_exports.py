"""What an export holds, from a small published file made by SQL: every row, types, meanings, keys, and nothing that acts."""

import csv
import hashlib
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from dagster_project.exports.catalogue import exported_tables
from dagster_project.exports.delimited import export_csv
from dagster_project.exports.folder import MARK, FolderInUse, written_whole
from dagster_project.exports.package import export_package
from dagster_project.exports.parquet import export_parquet
from dagster_project.exports.workbook import TooManyRows, export_xlsx

EXPORTS = {"csv": export_csv, "parquet": export_parquet, "xlsx": export_xlsx, "datapackage": export_package}

MADE = """
    create schema marts;
    create table marts.dim_unit (unit_key varchar not null, unit_name varchar, opened date, seen timestamp);
    comment on table marts.dim_unit is 'One row is a unit. 每行为一个单位。';
    comment on column marts.dim_unit.unit_name is 'Name of the unit. 单位名称。';
    insert into marts.dim_unit values ('u2', '青山县审计局', '2026-01-31', '2026-02-01 21:30:00'), ('u1', '=HYPERLINK("http://x")', null, null);
    create schema audit;
    create table audit.dictionary (
        schema_name varchar, table_name varchar, column_name varchar,
        references_schema varchar, references_table varchar, references_column varchar);
    insert into audit.dictionary values
        ('marts', 'dim_unit', 'unit_key', null, null, null),
        ('marts', 'dim_unit', 'parent_unit_key', 'marts', 'dim_unit', 'unit_key'),
        ('marts', 'fct_income', 'source_cell_id', 'audit', 'cells', 'cell_id'),
        ('marts', 'fct_income', 'unit_key', 'marts', 'dim_unit', 'unit_key'),
        ('marts', 'fct_income', 'subject_key', 'marts', 'dim_subject_code', 'subject_key');
    create table marts.dim_subject_code (subject_key varchar not null, subject_code varchar, level integer, is_official boolean);
    insert into marts.dim_subject_code values ('functional:2010301', '2010301', 3, true);
    create table marts.fct_income (
        source_cell_id varchar not null, unit_key varchar not null, subject_key varchar, fiscal_year integer,
        amount_yuan decimal(18, 2) not null, noted varchar[]
    );
    insert into marts.fct_income values
        ('d:1:2:3', 'u2', 'functional:2010301', 2026, -1234567.50, ['甲', '乙']), ('d:1:1:3', 'u1', null, 2026, 0.00, null)
"""


@pytest.fixture
def published() -> Any:
    with duckdb.connect() as connection:
        connection.execute(MADE)
        yield connection


def rows(path: Path, encoding: str) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def test_a_csv_file_shows_chinese_in_excel_and_holds_every_row_in_the_order_of_its_key(published: Any, tmp_path: Path) -> None:
    export_csv(published, tmp_path)

    assert (tmp_path / "dim_unit.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows(tmp_path / "fct_income.csv", "utf-8-sig") == [
        ["source_cell_id", "unit_key", "subject_key", "fiscal_year", "amount_yuan", "noted"],
        ["d:1:1:3", "u1", "", "2026", "0.00", ""],
        ["d:1:2:3", "u2", "functional:2010301", "2026", "-1234567.50", '["甲", "乙"]'],
    ]
    assert rows(tmp_path / "dim_subject_code.csv", "utf-8-sig")[1] == ["functional:2010301", "2010301", "3", "true"]


def test_a_text_that_a_spreadsheet_would_run_is_harmless(published: Any, tmp_path: Path) -> None:
    export_csv(published, tmp_path)

    assert rows(tmp_path / "dim_unit.csv", "utf-8-sig")[1:] == [
        ["u1", '\'=HYPERLINK("http://x")', "", ""],
        ["u2", "青山县审计局", "2026-01-31", "2026-02-01T21:30:00"],
    ]


def test_a_parquet_file_has_the_types_of_the_warehouse_and_says_what_its_columns_mean(published: Any, tmp_path: Path) -> None:
    export_parquet(published, tmp_path)

    incomes = pq.read_table(tmp_path / "fct_income.parquet")
    assert {field.name: str(field.type) for field in incomes.schema} == {
        **dict.fromkeys(("source_cell_id", "unit_key", "subject_key"), "string"),
        "fiscal_year": "int32",
        "amount_yuan": "decimal128(18, 2)",
        "noted": "list<element: string>",
    }
    assert incomes["amount_yuan"].to_pylist() == [Decimal("0.00"), Decimal("-1234567.50")]
    units = pq.read_schema(tmp_path / "dim_unit.parquet")
    assert units.metadata[b"description"].decode() == "One row is a unit. 每行为一个单位。"
    assert units.field("unit_name").metadata[b"description"].decode() == "Name of the unit. 单位名称。"
    assert not units.field("unit_key").nullable


def test_a_workbook_has_a_sheet_a_table_and_a_dictionary_and_no_formula(published: Any, tmp_path: Path) -> None:
    export_xlsx(published, tmp_path)

    with zipfile.ZipFile(tmp_path / "yusuan.xlsx") as workbook:
        names = workbook.read("xl/workbook.xml").decode()
        styles = workbook.read("xl/styles.xml").decode()
        sheets = {name: workbook.read(name).decode() for name in workbook.namelist() if name.startswith("xl/worksheets/sheet")}
    assert [name for name in ("dictionary", "dim_subject_code", "dim_unit", "fct_income") if f'name="{name}"' not in names] == []
    assert len(sheets) == 4
    assert all("<f>" not in sheet and "<hyperlink" not in sheet and 'state="frozen"' in sheet for sheet in sheets.values())
    codes, units, incomes = (sheets[f"xl/worksheets/sheet{number}.xml"] for number in (2, 3, 4))
    assert '<c r="B2" t="inlineStr"><is><t>2010301</t></is></c>' in codes
    assert "=HYPERLINK(" in units
    assert "<v>-1234567.50</v>" in incomes
    # A day is 1, counted from 1900; 21:30 is 0.8958….
    assert "<v>46054.8958" in units
    assert 'formatCode="yyyy-mm-dd hh:mm:ss"' in styles


def test_a_table_that_no_sheet_can_hold_is_refused(published: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dagster_project.exports.workbook._ROWS_OF_A_SHEET", 1)

    with pytest.raises(TooManyRows, match="dim_unit has 2 rows"):
        export_xlsx(published, tmp_path)


def test_a_package_describes_types_keys_and_roles_of_its_files(published: Any, tmp_path: Path) -> None:
    export_package(published, tmp_path)

    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == {"dim_subject_code", "dim_unit", "fct_income"}
    schema = resources["fct_income"]["schema"]
    assert {field["name"]: field["type"] for field in schema["fields"]} == {
        **dict.fromkeys(("source_cell_id", "unit_key", "subject_key"), "string"),
        **{"fiscal_year": "integer", "amount_yuan": "number", "noted": "array"},
    }
    (seen,) = (field for field in resources["dim_unit"]["schema"]["fields"] if field["name"] == "seen")
    assert (seen["type"], seen["format"]) == ("datetime", "%Y-%m-%dT%H:%M:%S")
    assert {field["name"]: field["columnType"] for field in schema["fields"] if "columnType" in field} == {
        "source_cell_id": "budget-line-id",
        "unit_key": "administrative-classification:generic:level1:code",
        "subject_key": "functional-classification:generic:level1:code",
        "fiscal_year": "date:fiscal-year",
        "amount_yuan": "value",
    }
    assert schema["primaryKey"] == ["source_cell_id"]
    assert schema["foreignKeys"] == [
        {"fields": ["unit_key"], "reference": {"resource": "dim_unit", "fields": ["unit_key"]}},
        {"fields": ["subject_key"], "reference": {"resource": "dim_subject_code", "fields": ["subject_key"]}},
    ]
    assert not (tmp_path / "data/dim_unit.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("form", EXPORTS)
def test_two_exports_of_one_state_are_the_same_byte_for_byte(published: Any, tmp_path: Path, form: str) -> None:
    def hashes(folder: Path) -> dict[str, str]:
        folder.mkdir()
        EXPORTS[form](published, folder)
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    first = hashes(tmp_path / "first")
    assert len(first) == {"csv": 3, "parquet": 3, "xlsx": 1, "datapackage": 4}[form]
    assert hashes(tmp_path / "second") == first


def test_a_column_points_to_a_table_that_holds_it_but_not_to_its_own(published: Any) -> None:
    tables = {table.name: {column.name: column.points_to for column in table.columns} for table in exported_tables(published)}

    assert tables["fct_income"]["unit_key"] == ("dim_unit", "unit_key")
    assert tables["dim_unit"]["unit_key"] is None


def test_an_export_takes_the_place_of_the_one_before_as_a_whole(tmp_path: Path) -> None:
    for name in ("old", "new"):
        with written_whole(tmp_path / "out") as folder:
            (folder / name).touch()

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [MARK, "new"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_export_that_fails_leaves_the_one_before_as_it_was(tmp_path: Path) -> None:
    with written_whole(tmp_path / "out") as folder:
        (folder / "old").touch()

    def fails() -> None:
        with written_whole(tmp_path / "out") as folder:
            (folder / "new").touch()
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        fails()

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [MARK, "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderInUse, match="holds something else"), written_whole(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_of_a_version_that_did_not_say_where_keys_point_is_exported_without_that(published: Any) -> None:
    published.execute("drop table audit.dictionary")
    columns = [column for table in exported_tables(published) for column in table.columns]
    assert len(columns) == 14
    assert [column.name for column in columns if column.points_to] == []
