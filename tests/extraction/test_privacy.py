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
from tests.disclosure_with_people import PLANTED, SPARSELY_LABELLED, disclosure_with_people
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
    for text in ("2014102", "1,232,450.00", "2026年1月1日", "654223240000000012345"):
        assert showable(["项目", text], 1, vocabulary) == text


def test_a_label_of_a_person_is_itself_shown(vocabulary: Vocabulary) -> None:
    assert showable(["项目负责人", "王某"], 0, vocabulary) == "项目负责人"


def test_a_kind_without_any_word_matches_nothing_rather_than_everything(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    words = seeds / "vocabulary" / "document_words.csv"
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("馆藏数字化（负责人：王小明）", "馆藏数字化（负责人：[name]）"),
        ("联系人 王小明 电话 0991-1234567", "联系人 [name] 电话 [telephone number]"),
        ("联系人王小明电话0991-1234567", "联系人[name]电话[telephone number]"),
        ("联系人 阿依古丽 电话 2345678", "联系人 [name] 电话 [telephone number]"),
        ("联系人阿依古丽（138 0000 1234）", "联系人[name]（[telephone number]）"),
        ("负责人：张三 经办人：李四", "负责人：[name] 经办人：[name]"),
        ("负责人：张三经办人：李四", "负责人：[name]经办人：[name]"),
        ("负责人 张三 经办人 李四", "负责人 [name] 经办人 [name]"),
        ("负责人张三经办人李四", "负责人[name]经办人[name]"),
        ("项目负责人 王小明，金额 5.00 万元", "项目负责人 [name]，金额 5.00 万元"),
        ("负责人（签字）：欧阳小明", "负责人（签字）：[name]"),
        ("联系人是王小明。", "联系人是[name]。"),
        ("负责人 阿依古丽·买买提。", "负责人 [name]。"),
        ("联 系 人：王　明", "联 系 人：[name]"),
        ("联系人：王\u200b小明", "联系人：[name]"),
        ("联系人：Wang Xiaoming", "联系人：[name]"),
        ("联系人及电话：王小明 2345678", "联系人及电话：[name] [telephone number]"),
        ("姓名：王小明", "姓名：[name]"),
    ],
)
def test_a_name_behind_its_label_is_left_out(vocabulary: Vocabulary, text: str, shown: str) -> None:
    assert without_people(text, vocabulary) == shown


@pytest.mark.parametrize(
    "number",
    [
        *(
            "13800001234",
            "138 0000 1234",
            "138-0000-1234",
            "138–0000–1234",
            "１３８００００１２３４",
            "1380 000 1234",
            "138\u200b00001234",
        ),
        *("+86 138 0000 0000", "0086-13800000000", "+8613800000000", "8613800000000", "（+86）13800001234"),
        *("0991-1234567", "0991—1234567", "０９９１－１２３４５６７", "(0991)1234567", "（0991）1234567转801", "0991-1234567-801"),
        *("010-8888 8888", "+86 991 1234567", "0991-1234567/7654321", "400-123-4567", "400 1234 567", "800-810-1234"),
    ],
)
def test_a_telephone_number_is_known_by_its_form(vocabulary: Vocabulary, number: str) -> None:
    assert without_people(f"咨询{number}办理", vocabulary) == "咨询[telephone number]办理"


@pytest.mark.parametrize("label", ["电话：", "电话", "联系电话: ", "传真：", "手机号码：", "电话（办公室）："])
@pytest.mark.parametrize("number", ["2345678", "12345678", "２３４５６７８", "234 5678", "4001234567"])
def test_a_short_telephone_number_is_known_by_its_label(vocabulary: Vocabulary, label: str, number: str) -> None:
    assert without_people(f"{label}{number}。", vocabulary) == f"{label}[telephone number]。"


def test_several_numbers_behind_one_another_are_each_left_out(vocabulary: Vocabulary) -> None:
    assert without_people("13800001234,13900001234", vocabulary) == "[telephone number],[telephone number]"


def test_an_e_mail_address_and_an_identity_number_are_left_out(vocabulary: Vocabulary) -> None:
    assert without_people("邮箱：wang.xm＠xj.gov.cn，", vocabulary) == "邮箱：[e-mail address]，"
    assert without_people("身份证号65010219900101123X", vocabulary) == "身份证号[identity number]"


@pytest.mark.parametrize(
    "text",
    [
        *("12345678.90", "13812345678.90", "13,812,345,678.00", "13812345678元", "预算数为 13812345678 元", "13812345678万元"),
        *(
            "4001234567",
            "0.13812345678",
            "2010301",
            "〔2025〕3号",
            "新财预〔2025〕123号",
            "654223240000000012345",
            "11650000MB1234567X",
        ),
        *("2026年1月1日至2026年12月31日", "20260101-20261231", "2026-01-01 2026-12-31", "2025-2026", "ZFCG-2025-0991-12"),
        *("电话费 12345678.90元", "邮电费、电话费等 12345678 元", "12345 云呼叫平台技术服务运维费", "联系人及联系电话", "联系人："),
        *(
            "项目负责人审核签字",
            "由项目负责人 审核。",
            "单位负责人以及项目负责人对项目负责",
            "负责人应当履行职责",
            "项目负责人 金额 备注",
        ),
    ],
)
def test_what_is_about_no_one_stays(vocabulary: Vocabulary, text: str) -> None:
    assert without_people(text, vocabulary) == text


def test_a_number_alone_in_a_table_of_amounts_is_an_amount(vocabulary: Vocabulary) -> None:
    cells = ["行政运行", "13812345678", "联系人：王小明 13812345678"]
    assert showable(cells, 1, vocabulary, is_of_amounts=True) == "13812345678"
    assert showable(cells, 2, vocabulary, is_of_amounts=True) == "联系人：[name] [telephone number]"


# Everywhere


def test_no_person_is_in_any_record_whatever_the_place(read: Callable[[str | bytes], Extraction]) -> None:
    extraction = read(disclosure_with_people())
    assert extraction.documents[0].read_outcome == "read", extraction.documents[0].reason
    shown = key(repr(extraction))
    told = [place for place, secrets in PLANTED.items() if any(secret in shown for secret in secrets)]
    assert (told, [secret for secret in SPARSELY_LABELLED if secret in shown]) == ([], [])


def test_the_text_around_a_name_stays(vocabulary: Vocabulary) -> None:
    text = "联系人：王小明，电话：0991-2345678；负责人: 阿依古丽·买买提、李四。经费 5.00 万元"
    assert without_people(text, vocabulary) == "联系人：[name]，电话：[telephone number]；负责人: [name]。经费 5.00 万元"
