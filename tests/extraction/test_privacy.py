"""Nothing of a person is in what is published, not even in what was rejected."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.privacy import showable, without_people
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key
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


# Explanations


SECTIONS = [
    "二、关于青山县档案馆 2026 年收入预算情况说明",
    "七、关于青山县档案馆 2026 年一般公共预算项目支出情况说明",
    "十一、关于青山县档案馆 2026 年财政拨款委托业务费支出情况说明",
    "三、某某情况",
]
PERSONS = [
    "王小明",
    "阿依古丽·买买提",
    "买买提",
    "李四",
    "欧阳某某",
    "13812345678",
    "１３９１２３４５６７８",
    "0991-2345678",
    "138 1234 5678",
]


@pytest.mark.parametrize("heading", SECTIONS)
@pytest.mark.parametrize(
    "text",
    [
        "单位资金 5.00 万元，主要原因是联系人：王小明，电话 13812345678。",
        "联系人： 王 小 明 单位资金 5.00 万元，项目负责人：李四、欧阳某某，占 3.00%。",
        "1. 联系人：阿依古丽·买买提委托业务费 5.00 万元，主要用于：请拨 １３９１２３４５６７８。",
        "（一）项目名称：馆藏数字化（负责人：王小明）\n设立的政策依据：联系人：阿依古丽·买买提、李四，138 1234 5678\n"
        "预算安排规模：5.00 万元\n资金分配情况：1. 经办人：王小明 3.00 万元；2. 0991-2345678 电话费 2.00 万元\n"
        "资金执行时间：负责人﹕王小明 2026.01-2026.12\n受益人群：联系人：李四",
        "单位资金 5.00 万元，联系人：王\n小明，电话 1381234\n5678。",
        "四、联系人：王小明\n单位资金 5.00 万元。",
    ],
)
def test_names_and_telephone_numbers_are_in_no_record_of_the_explanations(
    read: Callable[[str | bytes], Extraction], heading: str, text: str
) -> None:
    part_one = f"{SECTIONS[0]}\n单位资金 1.00 万元。\n"
    extraction = read(f"{disclosure()}\n第三部分 2026 年单位预算情况说明\n{part_one}{heading}\n{text}\n")
    assert extraction.figures
    shown = key(repr(extraction))
    assert [each for each in PERSONS if key(each) in shown] == []


def test_the_text_around_a_name_stays(vocabulary: Vocabulary) -> None:
    text = "联系人：王小明，电话：0991-2345678；负责人: 阿依古丽·买买提、李四。经费 5.00 万元"
    assert without_people(text, vocabulary) == "联系人：[name]，电话：[telephone number]；负责人: [name]。经费 5.00 万元"
