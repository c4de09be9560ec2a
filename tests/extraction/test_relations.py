"""Which unit belongs to which, where a document says so before its tables."""

import pytest

from dagster_project.extraction.readers import read_document
from dagster_project.extraction.relations import unit_relations
from dagster_project.extraction.vocabulary import Vocabulary
from tests.small_disclosures import disclosure
from tests.small_explanations import Read

UNIT = "青山县档案馆"


@pytest.fixture
def related(vocabulary: Vocabulary):
    """(parent, child) of the relations that a text states."""

    def relations(text: str) -> list[tuple[str, str]]:
        found = unit_relations(read_document(f"{text}\n".encode()), UNIT, "0" * 64, vocabulary)
        return [(each.parent_name, each.child_name) for each in found]

    return relations


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("（十）完成青山县数字化发展局交办的其他任务。", "青山县数字化发展局"),
        ("九、 完成 青山县数字化\u3000发展局 交办的其他工作。", "青山县数字化发展局"),
        ("本馆隶属于青山县文化和旅游局。", "青山县文化和旅游局"),
        ("主管部门：青山县教育局", "青山县教育局"),
        ("主管部门为青山县教育局；", "青山县教育局"),
        ("青山县档案馆为青山县人民政府办公室所属事业单位，正科级。", "青山县人民政府办公室"),
        ("本馆是青山县（新区）管理委员会下属事业单位", "青山县（新区）管理委员会"),
    ],
)
def test_the_organ_that_a_unit_works_for_is_its_parent(related, text: str, parent: str) -> None:
    assert related(text) == [(parent, UNIT)]


@pytest.mark.parametrize(
    "text",
    [
        "完成县党委、县人民政府交办的其他任务。",
        "完成县委交办的其他任务。",
        "完成县人民政府交办的其他任务。",
        "完成上级交办的其他任务。",
        "完成领导和局里交办的其他任务。",
        "完成县委、青山县数字化发展局交办的其他任务。",
        "隶属于青山县档案馆。",
        "隶属于青 山 县 档 案 馆。",
        "青山县数字化发展局交办的其他任务。",
        "完成交办的其他任务。",
        "本馆由财政局保障。",
    ],
)
def test_party_committees_governments_vague_words_and_the_unit_itself_are_no_parents(related, text: str) -> None:
    assert related(text) == []


def test_the_units_below_are_the_children(related) -> None:
    text = "下属预算单位包括：1. 青山县图书馆、2. 青山县第一小学、青山县方志办公室，青山县档案馆，以及其他。"
    assert related(text) == [(UNIT, "青山县图书馆"), (UNIT, "青山县第一小学"), (UNIT, "青山县方志办公室")]


def test_a_unit_without_units_below_has_no_children(related) -> None:
    assert related(f"{UNIT}无下属预算单位，下设 3 个科室，分别是：办公室、档案科、信息科。") == []


def test_a_relation_is_told_once_with_the_line_that_states_it(read: Read) -> None:
    told = "（三）完成青山县文化局交办的其他任务。"
    document = disclosure().replace("第二部分", f"第一部分 概况\n{told}\n隶属于青山县文化局。\n第二部分", 1)
    (relation,) = read(document).unit_relations
    assert (relation.parent_name, relation.child_name, relation.text) == ("青山县文化局", UNIT, told)
    assert relation.line_no == document.split("\n").index(told) + 1


def test_what_stands_behind_the_tables_states_no_relation(read: Read) -> None:
    assert read(disclosure() + "\n完成青山县文化局交办的其他任务。\n").unit_relations == []


def test_no_person_is_in_the_line_that_states_a_relation(read: Read) -> None:
    document = disclosure().replace("第二部分", "隶属于青山县文化局。联系人：王小明，13812345678\n第二部分", 1)
    (relation,) = read(document).unit_relations
    assert relation.text == "隶属于青山县文化局。联系人：[name]，[telephone number]"
