"""How printed words are compared (`key`) and shown (`clean`)."""

import pytest

from dagster_project.extraction.wording import clean, count_digits, key, spaced_key, strip_invisible, without_numbering


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("财政拨款 （补助）小 计", "财政拨款(补助)小计"),
        ("１，２３４．５０", "1,234.50"),
        ("（一）", "(一)"),
        ("编制单位：甲县", "编制单位:甲县"),
        ("项\u3000目", "项目"),
        ("项\u00a0目", "项目"),
        ("项\n目", "项目"),
        ("“三公”经费", '"三公"经费'),
        ("„三公”经费", '"三公"经费'),
        ("‘十四五’", "'十四五'"),
        ("－5.00", "-5.00"),
        ("\u22125.00", "-5.00"),
        ("新政发〔2024〕35号", "新政发[2024]35号"),
    ],
)
def test_two_spellings_of_the_same_words_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other) == other


def test_a_sign_that_is_folded_alone_has_the_key_that_normalising_gives_it() -> None:
    """Beside the sign ㈠, whose key is (一), no text is folded alone."""
    signs = [sign for sign in map(chr, range(0x10000)) if not 0xD800 <= ord(sign) < 0xE000]
    assert [sign for sign in signs if spaced_key(sign) != spaced_key(f"{sign}\u3220").removesuffix("(一)")] == []


@pytest.mark.parametrize(
    ("text", "n_digits"), [("", 0), ("合计 1,234.50 万元", 6), ("２０２６年", 4), ("٣ ३ 𝟘 年", 3), ("²①½〇一\ud800", 0)]
)
def test_digits_of_all_widths_and_scripts_are_counted(text: str, n_digits: int) -> None:
    assert count_digits(text) == n_digits


def test_no_sign_but_a_digit_counts_as_one() -> None:
    signs = list(map(chr, range(0x110000)))
    assert [sign for sign in signs if count_digits(sign) != sign.isdecimal()] == []


@pytest.mark.parametrize("invisible", ["\u200b", "\u200c", "\u200e", "\u202a", "\u2060", "\ufeff", "\u00ad"])
def test_invisible_characters_are_in_no_key_and_no_label(invisible: str) -> None:
    printed = f"一般{invisible}公共预算"
    assert strip_invisible(printed) == "一般公共预算"
    assert key(printed) == "一般公共预算"
    assert clean(printed) == "一般公共预算"


def test_different_words_have_different_keys() -> None:
    assert key("财政拨款结转") != key("非财政拨款结转")
    assert key("1,23") != key("123")


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("自治区电子政务信息网络平台运营 费用项目", "自治区电子政务信息网络平台运营费用项目"),
        ("“12345”政务 服务便民热线", "“12345”政务服务便民热线"),
        ("12345 云呼叫平台", "12345 云呼叫平台"),
        ("2025   年  绩效服务费", "2025 年绩效服务费"),
        ("  合\u3000计 ", "合计"),
        ("特定目标 10058K", "特定目标 10058K"),
        ("维修（护） 费", "维修（护）费"),
        ("", ""),
    ],
)
def test_a_label_is_shown_without_the_spaces_that_wrapping_left(printed: str, shown: str) -> None:
    assert clean(printed) == shown


def test_a_label_keeps_its_full_width_brackets() -> None:
    assert clean("因公出国（境）费用") == "因公出国（境）费用"


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("一、本年收入", "本年收入"),
        ("十二、上年结转结余", "上年结转结余"),
        ("1. 一般公共预算拨款", "一般公共预算拨款"),
        ("2.政府性基金预算拨款", "政府性基金预算拨款"),
        ("3、国有资本经营预算拨款", "国有资本经营预算拨款"),
        ("（一）基本支出", "基本支出"),
        ("(2) 项目支出", "项目支出"),
        ("（三）、其他", "其他"),
    ],
)
def test_the_numbering_that_leads_a_label_is_no_part_of_it(label: str, bare: str) -> None:
    assert without_numbering(key(label)) == bare


@pytest.mark.parametrize("label", ["12.50", "2026年", "12345云呼叫平台", "一般公共预算", "(补助)小计"])
def test_what_only_looks_like_a_numbering_stays(label: str) -> None:
    assert without_numbering(label) == label
