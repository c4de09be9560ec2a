"""Nothing of a person is in what is published, not even in what was rejected."""

import shutil
from collections.abc import Callable
from pathlib import Path

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.privacy import showable
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import SEEDS
from tests.small_disclosures import disclosure

CONTACTS = (
    "\n其他情况\n"
    "甲\t乙\t丙\n"
    "部门联系人\t\t张某某\t联系电话\t15900001234\t\n"
    "项目负责人：\t李某某\t办公室 0991-2345678\t13800001234\n"
    "说明\t请拨 (0991)2345678 或 159 0000 1234\n"
)


def test_names_and_telephone_numbers_of_a_table_that_is_not_recognised_are_left_out(
    read: Callable[[str | bytes], Extraction],
) -> None:
    extraction = read(disclosure() + CONTACTS)
    assert extraction.documents[0].read_outcome == "read"
    shown = [cell.text for cell in extraction.rejected]
    assert "部门联系人" in shown
    assert "请拨 [telephone number] 或 [telephone number]" in shown
    everything = repr(extraction)
    for private in ("张某某", "李某某", "15900001234", "13800001234", "2345678", "0000 1234"):
        assert private not in everything


def test_figures_and_codes_are_no_telephone_numbers(vocabulary: Vocabulary) -> None:
    for text in ("2014102", "1,232,450.00", "2026年1月1日", "210502199001011234"):
        assert showable(["项目", text], 1, vocabulary) == text


def test_a_label_of_a_person_is_itself_shown(vocabulary: Vocabulary) -> None:
    assert showable(["项目负责人", "王某"], 0, vocabulary) == "项目负责人"


def test_a_kind_without_any_word_matches_nothing_rather_than_everything(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    words = seeds / "document_words.csv"
    kept = [line for line in words.read_text(encoding="utf-8").splitlines() if not line.startswith("person_label,")]
    words.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert showable(["项目负责人", "说明"], 1, Vocabulary.load(seeds)) == "说明"
