"""The whole way of one document: bytes in, records out, whatever the bytes are."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pytest

from dagster_project.extraction.extract import Extraction, extract, failed_document
from dagster_project.extraction.records import DATASETS, arrow_schema
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import FILES, Vocabulary, place_of
from dagster_project.storage.layout import SEEDS

Read = Callable[[str | bytes], Extraction]

HEADER = "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
DOCUMENT = (
    "2026年甲县财政局单位预算公开\n\n目录\n\n单位支出总体情况表\n\n编制单位：甲县财政局\n\n单位：万元\n\n"
    f"{HEADER}201\t\t\t一般公共服务支出\t5.00\t0.0000001\t2.00\n\t\t\t总计\t5.00\t3.00\t2.00\n\n甲县财政局\n2026年2月14日\n"
)


def test_the_same_bytes_give_the_same_records(vocabulary: Vocabulary) -> None:
    assert extract(DOCUMENT.encode(), vocabulary, "1") == extract(DOCUMENT.encode(), vocabulary, "1")


def test_the_same_bytes_give_the_same_records_after_other_documents_were_read(vocabulary: Vocabulary) -> None:
    first = extract(DOCUMENT.encode(), vocabulary, "1")
    extract(DOCUMENT.replace("201", "208").replace("支出", "收入").encode(), vocabulary, "1")
    assert extract(DOCUMENT.encode(), Vocabulary.load(SEEDS), "1") == first


def test_every_record_names_the_content_and_the_document_names_the_extractor(vocabulary: Vocabulary) -> None:
    extraction = extract(DOCUMENT.encode(), vocabulary, "some version")
    digest = hashlib.sha256(DOCUMENT.encode()).hexdigest()
    records = [*extraction.documents, *extraction.tables, *extraction.cells, *extraction.rejected]
    assert {record.content_sha256 for record in records} == {digest}
    assert (len(extraction.documents), len(extraction.tables), len(extraction.cells), len(extraction.rejected)) == (1, 1, 5, 1)
    assert extraction.documents[0].extractor_version == "some version"


def test_what_was_read_is_said_of_the_document(vocabulary: Vocabulary) -> None:
    record = extract(DOCUMENT.encode(), vocabulary, "1").documents[0]
    assert (record.read_outcome, record.reason, record.reader, record.printed_unit) == ("read", None, "text", "万元")
    assert (record.title, record.unit_name, record.fiscal_year) == ("2026年甲县财政局单位预算公开", "甲县财政局", 2026)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "本单位没有预算。\n",
        f"单位支出总体情况表\n单位：万元\n{HEADER}\t\t\t总计\t\t\t\n",
        f"单位支出总体情况表\n单位：万元\n{HEADER}\t\t\t总计\t-\t—\t/\n",
    ],
)
def test_a_disclosure_without_a_figure_fails_and_says_so(read: Read, body: str) -> None:
    extraction = read(f"2026年甲县财政局单位预算公开\n目录\n{body}")
    (record,) = extraction.documents
    assert (record.read_outcome, record.reader) == ("failed", None)
    assert "no budget table with a figure" in (record.reason or "")
    assert (extraction.tables, extraction.cells, extraction.rejected) == ([], [], [])


def test_a_disclosure_whose_figures_were_all_rejected_is_not_said_to_have_none(read: Read) -> None:
    extraction = read(f"2026年甲县财政局单位预算公开\n目录\n单位支出总体情况表\n{HEADER}201\t\t\t一般公共服务支出\t5.00\t5.00\t\n")
    (record,) = extraction.documents
    assert record.read_outcome == "failed"
    assert "unit of measure" in (record.reason or "")


def test_a_failed_document_keeps_its_hash_and_its_reason() -> None:
    record = failed_document("abc", "1", "too large")
    assert (record.content_sha256, record.extractor_version, record.read_outcome, record.reason) == (
        "abc",
        "1",
        "failed",
        "too large",
    )
    assert (record.reader, record.title, record.unit_name, record.fiscal_year, record.n_lines) == (None, None, None, None, 0)


TITLE = "2026年甲县财政局单位预算公开\n目录\n单位支出总体情况表\n单位：万元\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TITLE + "\t\n", id="an empty row"),
        pytest.param(TITLE + "\t" * 20_000, id="a very wide empty row"),
        pytest.param(TITLE + "\t".join(["合计"] * 2_000), id="a very wide header"),
        pytest.param(TITLE + HEADER + "201\t" * 500, id="a very wide row"),
        pytest.param(TITLE + HEADER * 10_000, id="a very high header"),
        pytest.param(TITLE + HEADER + f"201\t\t\t甲\t{'9' * 5_000}\t{'1,' * 5_000}\t0.{'0' * 5_000}1\n", id="very long numbers"),
        pytest.param(TITLE + HEADER + f"{'2' * 5_000}\t\t\t甲\t1\t1\t\n", id="a very long code"),
        pytest.param(TITLE + HEADER + "①\t²\t፩\t甲\t①\t٣\t½\n", id="digits of other scripts"),
        pytest.param(TITLE + "科目名称\t" + "（" * 5_000 + "\n", id="open brackets"),
        pytest.param("（" * 20_000 + "\n" + TITLE, id="a line of brackets"),
        pytest.param(TITLE + "甲" + " " * 50_000 + "乙\t1\n", id="a very wide gap"),
        pytest.param("\t\n" * 5_000, id="tabs only"),
        pytest.param("\f" * 5_000 + TITLE, id="form feeds only"),
        pytest.param("单位：" * 3_000 + "\t1\n", id="labels only"),
        pytest.param("编制单位：\t单位：\n", id="labels without names"),
        pytest.param("9999年99月99日\n" + TITLE, id="a date that is none"),
        pytest.param("19٣٤年甲单位预算\n" + TITLE, id="a year in other digits"),
        pytest.param("单位预算2026年" * 2_000, id="one long line"),
        pytest.param("<b>" * 5_000 + "\t" + "**" * 5_000 + "\n", id="mark-up only"),
        pytest.param("\U0010ffff\u0000\ud7ff".encode(), id="strange characters"),
        pytest.param(b"\xff" * 1_000, id="no characters"),
    ],
)
def test_hostile_content_gives_an_outcome_never_an_exception(read: Read, content: str | bytes) -> None:
    (record,) = read(content).documents
    assert record.read_outcome in ("read", "failed")
    assert (record.reason is None) == (record.read_outcome == "read")


def test_a_table_over_thousands_of_pages_is_one_table(read: Read) -> None:
    rows = (f"201\t03\t{at % 100:02}\t第{at}项\t3.00\t1.00\t2.00\n" for at in range(3_000))
    extraction = read(TITLE + HEADER + "\n- 1 -\n\n".join(rows))
    (table,) = extraction.tables
    assert (table.n_parts, table.cells_loaded, table.cells_rejected) == (3_000, 9_000, 0)


def _fits_schemas(extraction: Extraction) -> bool:
    for dataset, record_type in DATASETS.items():
        records = getattr(extraction, dataset)
        table = pa.Table.from_pylist([asdict(record) for record in records], schema=arrow_schema(record_type))
        assert table.to_pylist() == [asdict(record) for record in records]
    return True


def test_the_records_fit_the_schemas_of_their_datasets(read: Read) -> None:
    assert _fits_schemas(read(DOCUMENT))
    assert _fits_schemas(read(b""))


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("元", "10.0000"),
        ("元", "5.00000"),
        ("万元", "1.00000000"),
        ("元", "99,999,999,999,999.99"),
        ("亿元", "999,999"),
        ("万元", "-0.00"),
    ],
)
def test_a_figure_that_is_loaded_fits_the_schema_however_it_is_printed(read: Read, measure: str, printed: str) -> None:
    # One cell that Parquet refuses would take down the whole batch that it is written with.
    text = DOCUMENT.replace("单位：万元", f"单位：{measure}").replace("\t5.00\t", f"\t{printed}\t")
    extraction = read(text)
    assert extraction.documents[0].read_outcome == "read"
    assert _fits_schemas(extraction)


# The version


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def test_the_same_code_and_vocabulary_are_the_same_version(seeds: Path) -> None:
    assert extractor_version(seeds) == extractor_version(SEEDS)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_vocabulary_file_is_another_version(seeds: Path, name: str) -> None:
    before = extractor_version(seeds)
    with (seeds / place_of(name)).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert extractor_version(seeds) != before


def test_a_seed_that_extraction_does_not_read_is_no_part_of_the_version(seeds: Path) -> None:
    before = extractor_version(seeds)
    (seeds / "classifications" / "regions.csv").write_text("", encoding="utf-8")
    assert extractor_version(seeds) == before
