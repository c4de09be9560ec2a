"""The words are data: what a vocabulary file may get wrong, and a new layout in CSV rows only."""

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.extraction.extract import extract
from dagster_project.extraction.vocabulary import FILES, Vocabulary, VocabularyError, place_of
from dagster_project.storage.layout import SEEDS

Append = Callable[..., int]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


@pytest.fixture
def append(seeds: Path) -> Append:
    """Appends rows to a vocabulary file; gives the number of the line on which the first of them stands."""

    def append_rows(name: str, *rows: str) -> int:
        path = seeds / place_of(name)
        text = path.read_text(encoding="utf-8")
        text += "" if text.endswith("\n") else "\n"
        path.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return text.count("\n") + 1

    return append_rows


def _load_and_use(seeds: Path) -> Vocabulary:
    """Loads a vocabulary and reads a document with it, so that every index is made."""
    vocabulary = Vocabulary.load(seeds)
    extract(
        "2026年甲县财政局单位预算公开\n目录\n单位收支总体情况表\n单位：万元\n收入\t\n项目\t预算数\n一、本年收入\t5.00\n".encode(),
        vocabulary,
        "1",
    )
    return vocabulary


def test_the_vocabulary_of_the_project_is_sound() -> None:
    vocabulary = _load_and_use(SEEDS)
    assert {kind.reader for kind in vocabulary.kinds.values()} == {"budget_table", "performance"}
    assert {code for _, code in vocabulary.titles} <= set(vocabulary.kinds)
    assert vocabulary.measures == {"元": 1, "千元": 1_000, "万元": 10_000, "萬元": 10_000, "亿元": 100_000_000, "億元": 100_000_000}


def test_the_parent_of_every_item_is_an_item_of_the_same_table(vocabulary: Vocabulary) -> None:
    items = {(table, item.item_code) for (table, _), found in vocabulary.line_items.items() for item in found}
    assert vocabulary.parent_items <= items


def test_no_two_items_of_a_side_under_one_parent_have_the_same_label(vocabulary: Vocabulary) -> None:
    for found in vocabulary.line_items.values():
        places = {(item.side, item.parent) for item in found}
        assert len(places) == len({(item.side, item.parent, item.item_code) for item in found})


def test_longer_titles_are_tried_first(vocabulary: Vocabulary) -> None:
    lengths = [len(title) for title, _ in vocabulary.titles]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(seeds: Path, name: str) -> None:
    (seeds / place_of(name)).unlink()
    with pytest.raises(VocabularyError, match=re.escape(name)):
        Vocabulary.load(seeds)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="nowhere"):
        Vocabulary.load(tmp_path / "nowhere")


def test_a_file_that_is_not_utf_8_is_named(seeds: Path) -> None:
    path = seeds / "vocabulary" / "table_titles.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(VocabularyError, match=r"table_titles\.csv"):
        Vocabulary.load(seeds)


def test_a_file_with_a_byte_order_mark_is_read(seeds: Path) -> None:
    path = seeds / "vocabulary" / "table_titles.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert Vocabulary.load(seeds).titles == Vocabulary.load(SEEDS).titles


@pytest.mark.parametrize(
    ("name", "row", "wrong"),
    [
        ("table_titles.csv", "no_table,神秘情况表", "no_table"),
        ("table_headings.csv", "no_table,合计,,total", "no_table"),
        ("table_columns.csv", "no_table,total,合计,amount,,true,,,,,,,", "no_table"),
        ("line_items.csv", "no_table,income,x,某项,,", "no_table"),
        ("line_item_labels.csv", "no_table,abroad,出国费", "no_table"),
        ("table_headings.csv", "expenditure,本年合计,,no_column", "no_column"),
        ("line_item_labels.csv", "three_public,no_item,出国费", "no_item"),
        ("line_items.csv", "overview,income,x,某项,no_parent,", "no_parent"),
        ("table_columns.csv", "expenditure,other,其他,amount,,false,no_subtotal,,,,,,", "no_subtotal"),
        ("performance_labels.csv", "foot,填报说明,goal", "foot"),
        ("performance_labels.csv", "head,填报说明,no_field", "no_field"),
        ("performance_labels.csv", "column,合计,performance_budget", "performance_budget"),
        ("performance_words.csv", "no_kind,甲,", "no_kind"),
        ("performance_words.csv", "operator,约,about", "about"),
        ("measures.csv", "grants,补助,Grants,weight,", "weight"),
        ("measures.csv", "grants,补助,Grants,money,no_measure", "no_measure"),
        ("narrative_sections.csv", "grants,补助情况说明,table,,", "table"),
        ("narrative_sections.csv", "grants,补助情况说明,,no_measure,", "no_measure"),
        ("narrative_sections.csv", "grants,补助情况说明,subject,,general_public", "measure_code"),
        ("narrative_sections.csv", "grants,补助情况说明,project,,", "measure_code"),
        ("narrative_labels.csv", "no_section,补助,,income,", "no_section"),
        ("narrative_labels.csv", "income,补助,,no_measure,", "no_measure"),
        ("narrative_labels.csv", "income,补助,no_measure,income,", "no_measure"),
        ("narrative_labels.csv", "{income|no_section},补助,,income,", "no_section"),
        ("narrative_labels.csv", "income,补助,{income_total|no_measure},income,", "no_measure"),
        ("narrative_labels.csv", "income,补助,“绩效,income,", "“绩效"),
        ("document_words.csv", "quantity_unit,袋,money", "money"),
        ("document_words.csv", "quantity_unit,袋,", "meaning"),
        ("document_words.csv", "card_field,备注,remarks", "remarks"),
    ],
)
def test_a_wrong_reference_is_an_error_that_names_the_file_and_the_line(
    seeds: Path, append: Append, name: str, row: str, wrong: str
) -> None:
    line = append(name, row)
    with pytest.raises(VocabularyError) as error:
        _load_and_use(seeds)
    assert name in str(error.value)
    assert f"line {line}" in str(error.value)
    assert wrong in str(error.value)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("document_words.csv", "measure,百万元,一百万"),
        ("document_words.csv", "narrative_measure,百万,1e6"),
        ("document_words.csv", "narrative_measure,百万,"),
        ("document_words.csv", "narrative_measure,百万,0"),
        ("narrative_labels.csv", "income,补助"),
        ("table_titles.csv", "expenditure"),
        ("tables.csv", "new_table,新表,New table,functional"),
    ],
)
def test_a_row_that_cannot_be_used_is_an_error_that_names_the_file_and_the_line(
    seeds: Path, append: Append, name: str, row: str
) -> None:
    line = append(name, row)
    with pytest.raises(VocabularyError) as error:
        _load_and_use(seeds)
    assert name in str(error.value)
    assert f"line {line}" in str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_lacks_a_column_is_named(seeds: Path, name: str) -> None:
    (seeds / place_of(name)).write_text("something\nelse\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=re.escape(name)):
        _load_and_use(seeds)


def test_a_new_layout_is_a_few_csv_rows(seeds: Path, append: Append) -> None:
    document = (
        "2026年乙市教育局单位预算公开\n目录\n支出预算公开明细\n填报机构：乙市教育局\n计量：百元\n"
        "科目号\t科目\t全年合计\t日常运转\t事业发展\n205\t教育支出\t9.00\t4.00\t5.00\n\t全部\t9.00\t4.00\t无\n"
    ).encode()
    assert extract(document, Vocabulary.load(seeds), "1").documents[0].read_outcome == "failed"
    append("table_titles.csv", "expenditure,支出预算公开明细")
    append(
        "table_headings.csv",
        ",科目号,,subject",
        "expenditure,全年合计,,total",
        "expenditure,日常运转,,basic",
        "expenditure,事业发展,,project",
    )
    append("document_words.csv", "unit_label,填报机构,", "measure_label,计量,", "measure,百元,100", "total_row,全部,", "nil,无,")
    extraction = extract(document, Vocabulary.load(seeds), "2")
    assert (extraction.documents[0].unit_name, extraction.documents[0].printed_unit) == ("乙市教育局", "百元")
    assert [(cell.subject_code, cell.column_code, cell.amount_yuan, cell.row_role) for cell in extraction.cells] == [
        ("205", "total", Decimal("900.00"), "leaf"),
        ("205", "basic", Decimal("400.00"), "leaf"),
        ("205", "project", Decimal("500.00"), "leaf"),
        (None, "total", Decimal("900.00"), "total"),
        (None, "basic", Decimal("400.00"), "total"),
    ]
    assert not extraction.rejected


def test_a_new_kind_of_table_is_a_few_csv_rows(seeds: Path, append: Append) -> None:
    append("tables.csv", "debt,债务情况表,Debt,,budget_table,false,")
    append("table_titles.csv", "debt,政府债务情况表")
    append("table_columns.csv", "debt,item,债务种类,item,,,,,,,,,", "debt,balance,余额,amount,,false,,,,,,,")
    append("table_headings.csv", "debt,债务种类,,item", "debt,年末余额,,balance")
    append("line_items.csv", "debt,,bonds,债券,,", "debt,,general_bonds,一般债券,bonds,")
    document = (
        "2026年乙市财政局单位预算公开\n目录\n政府债务情况表\n单位：亿元\n"
        "债务种类\t年末余额\n一、债券\t1.50\n其中：一般债券\t1.50\n合计\t1.50\n"
    )
    extraction = extract(document.encode(), Vocabulary.load(seeds), "1")
    assert [(cell.table_code, cell.item_code, cell.amount_yuan, cell.row_role) for cell in extraction.cells] == [
        ("debt", "bonds", Decimal("150000000.00"), "subtotal"),
        ("debt", "general_bonds", Decimal("150000000.00"), "leaf"),
        ("debt", None, Decimal("150000000.00"), "total"),
    ]
