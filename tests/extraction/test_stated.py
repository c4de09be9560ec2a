"""What stands in a document.yml beside a document fills what the text does not tell, and never overrules it."""

import datetime
from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction, extract
from dagster_project.extraction.readers import UnreadableDocument
from dagster_project.extraction.records import DocumentRecord
from dagster_project.extraction.stated import MOST_BYTES, NOTHING, BesideFile, Said, Stated, stated_beside
from dagster_project.extraction.vocabulary import Vocabulary
from tests.small_disclosures import disclosure

NAME = "2026/archive/document.yml"
UNIT = "青山县档案馆"
# Of the small disclosure the tables alone, which name no unit; nothing tells whose they are, of which year or kind.
TABLES = disclosure()[disclosure().index("表 1") : disclosure().rindex(UNIT)].replace(f"编制单位：{UNIT}\n", "")
WHOLE = f"unit: {UNIT}\nyear: 2026\nkind: 单位预算\n"

Record = Callable[..., DocumentRecord]


@pytest.fixture
def stated(vocabulary: Vocabulary) -> Callable[[str | bytes], Stated]:
    def read(content: str | bytes) -> Stated:
        return stated_beside([BesideFile(NAME, content.encode() if isinstance(content, str) else content)], vocabulary)

    return read


@pytest.fixture
def record(vocabulary: Vocabulary) -> Record:
    """The record of a document with files beside its copies."""

    def read(text: str, *beside: str) -> DocumentRecord:
        files = [BesideFile(NAME if at == 0 else f"{at}/document.yml", said.encode()) for at, said in enumerate(beside)]
        extraction: Extraction = extract(text.encode(), vocabulary, "1", files)
        (document,) = extraction.documents
        assert bool(extraction.cells) == (document.read_outcome == "read")
        return document

    return read


def test_each_name_has_a_value_and_a_place(stated: Callable[[str], Stated]) -> None:
    found = stated(
        "# as found on the site\n"
        "unit: 青山县档案馆 (本级)\n"
        "year: 2026\n"
        "kind: unit_budget\n"
        "official_address: https://www.qingshan.gov.cn/art/2026/2/1/art_1_2.html?a=1&b=%E9#表\n"
        'published_on: "2026-02-01"\n'
        "retrieved_at: 2026-02-02T05:30:00+08:00\n"
    )
    address = "https://www.qingshan.gov.cn/art/2026/2/1/art_1_2.html?a=1&b=%E9#表"
    assert found == Stated(
        Said("青山县档案馆（本级）", "青山县档案馆 (本级)", f"{NAME} (line 2)"),
        Said(2026, "2026", f"{NAME} (line 3)"),
        Said("unit_budget", "unit_budget", f"{NAME} (line 4)"),
        Said(address, address, f"{NAME} (line 5)"),
        Said(datetime.date(2026, 2, 1), "2026-02-01", f"{NAME} (line 6)"),
        # In UTC, and without a zone.
        Said(datetime.datetime(2026, 2, 1, 21, 30), "2026-02-02T05:30:00+08:00", f"{NAME} (line 7)"),
    )


@pytest.mark.parametrize("content", ["", "\n", "# nothing\n", "unit:\nyear: ''\n", "{}"])
def test_where_nothing_is_stated_nothing_is(stated: Callable[[str], Stated], content: str) -> None:
    assert stated(content) == NOTHING


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_it_may_be_in_any_encoding_that_a_document_may_be_in(stated: Callable[[bytes], Stated], encoding: str) -> None:
    assert stated("unit: 青山县档案馆\r\nkind: 单位预算\r\n".encode(encoding)).unit == Said(UNIT, UNIT, f"{NAME} (line 1)")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("year 2026", r"document.yml \(line 1\) is not written as is wanted"),
        ("- unit: 青山县档案馆", r"\(line 1\) is not written"),
        ("unit: [青山县档案馆]", r"\(line 1\) is not written"),
        ("year: 2026\nunit:\n  name: 青山县档案馆", r"\(line 3\) is not written"),
        ("year: 2026\n\tunit: 青山县档案馆", r"\(line 2\) is not written"),
        ("year: 2026\n---\nyear: 2025\n", r"\(line 2\) is not written"),
        ('unit: "青山县', "is not written"),
        ("unit: !!python/object/apply:os.system [id]", r"\(line 1\) is not written"),
        ("year: !!int 2026", r"\(line 1\) is not written"),
        ("unit: &a 青山县档案馆\nyear: *a", r"\(line 2\) is not written"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]", r"\(line 1\) is not written"),
        ("[" * 16_000, "is not written"),
        ("unit: " + "{" * 16_000, "is not written"),
        ("? " * 8_000, "is not written"),
        ("year: 2026\nyear: 2026", r"\(line 2\) says year a second time"),
        ("year: 2026\nnote: x", r"\(line 2\) says 'note', which is not known: it may say unit, year, kind"),
        ("Year: 2026", r"says 'Year', which is not known"),
        (f"{'长' * 60}: 1", f"says '{'长' * 40}…', which"),
        ("year: 26", r"\(line 1\) says of year what it cannot be: a year such as 2026 is wanted"),
        ("year: true", "a year such as 2026"),
        ("year: 2026.0", "a year such as 2026"),
        ("year: ２０２６", "a year such as 2026"),
        ("kind: 预算", "单位预算"),
        ("unit: 12345", "the full name of a unit"),
        ("unit: 张三", "the full name of a unit"),
        ("unit: 张建国", "the full name of a unit"),
        ("unit: 青山县档案馆：表 1", "the full name of a unit"),
        (f"unit: {'长' * 101}", "the full name of a unit"),
        ("published_on: 2026-02-30", "a date such as 2026-02-01"),
        ("published_on: 2026-02-01T10:00:00", "a date such as 2026-02-01"),
        ("published_on: 2026年2月1日", "a date such as 2026-02-01"),
        ("retrieved_at: 2026-02-01", "a time with its zone such as 2026-02-01T05:30:00Z"),
        ("retrieved_at: 2026-02-01T05:30:00", "a time with its zone"),
        ("retrieved_at: 2026-02-30T05:30:00Z", "a time with its zone"),
        ("retrieved_at: 2026-02-01T25:30:00Z", "a time with its zone"),
        ("retrieved_at: 2026-02-01T05:30:00+99:00", "a time with its zone"),
        ("official_address: www.qingshan.gov.cn", "an address"),
        ("official_address: javascript:alert(1)", "an address"),
        ("official_address: file:///etc/passwd", "an address"),
        ("official_address: https:///a", "an address"),
        ("official_address: https://user:word@qingshan.gov.cn/", "a person or a number of one"),
        ("official_address: https://user@qingshan/", "an address"),
        ("official_address: https://[::1/", "an address"),
        ("official_address: https://qingshan.gov.cn/a b", "an address"),
        ('official_address: https://qingshan.gov.cn/"onclick=', "an address"),
        ("official_address: https://qingshan.gov.cn/\u202ea", "an address"),
        (f"official_address: https://qingshan.gov.cn/{'a' * 2000}", "an address"),
        ("#" * (MOST_BYTES + 1), "more than 16,384 bytes"),
        (b"\x00\x01\x02", "cannot be read: a binary file"),
        ("unit: 青山县".encode()[:-1], "cannot be read: the file is truncated"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(
    stated: Callable[[str | bytes], Stated], content: str | bytes, reason: str
) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        stated(content)


@pytest.mark.parametrize(
    "content",
    [
        "unit: 青山县档案馆 联系人：张建国",
        "unit: 青山县档案馆 13812345678",
        "official_address: https://qingshan.gov.cn/?tel=13812345678",
        "联系人：张建国: 13812345678",
    ],
)
def test_nothing_of_a_person_gets_in(record: Record, content: str) -> None:
    document = record(disclosure(), content)
    assert document.read_outcome == "failed"
    assert document.reason
    assert "13812345678" not in document.reason
    assert "张建国" not in document.reason


def test_it_fills_all_that_the_text_does_not_tell_and_the_outcome_says_so(record: Record) -> None:
    assert record(TABLES).reason == "not a budget disclosure: none of 部门预算、单位预算、部门决算、单位决算 stands in its title"
    document = record(TABLES, f"{WHOLE}published_on: 2026-02-03\nofficial_address: http://qingshan.gov.cn/a\n")
    assert (document.read_outcome, document.unit_name, document.fiscal_year, document.document_kind) == (
        "read",
        UNIT,
        2026,
        "unit_budget",
    )
    assert (document.published_on, document.official_address) == (datetime.date(2026, 2, 3), "http://qingshan.gov.cn/a")
    assert document.reason == (
        f"unit as {NAME} (line 1) says; year as {NAME} (line 2) says; kind as {NAME} (line 3) says; "
        f"published_on as {NAME} (line 4) says"
    )


def test_what_agrees_with_the_text_changes_nothing(record: Record) -> None:
    assert record(disclosure(), f"{WHOLE}published_on: 2026-02-01\n") == record(disclosure())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("unit: 青山县博物馆", f"it names {UNIT} in its title and over its tables, but {NAME} (line 1) says 青山县博物馆"),
        ("year: 2025", f"its title says 2026, but {NAME} (line 1) says 2025"),
        ("kind: 部门预算", f"its title says 单位预算, but {NAME} (line 1) says 部门预算"),
        ("kind: unit_final_account", f"its title says 单位预算, but {NAME} (line 1) says unit_final_account"),
        ("published_on: 2026-02-02", f"at its end 2026-02-01 stands, but {NAME} (line 1) says 2026-02-02"),
    ],
)
def test_what_contradicts_the_text_has_it_refused_with_both_values(record: Record, said: str, reason: str) -> None:
    document = record(disclosure(), said)
    assert document.read_outcome == "failed"
    assert document.reason == f"{reason}: take that line out where the text is right"


@pytest.mark.parametrize(
    ("title", "said", "reason"),
    [
        # A title that names no kind still names a year and an organ, and says 预算.
        ("2025年青山县档案馆预算公开", WHOLE, "its title says 2025"),
        ("2026年青山县博物馆预算公开", WHOLE, "its title names 青山县博物馆"),
        ("2026年青山县档案馆决算公开", WHOLE, "its title says 部门决算、单位决算"),
        # Where nothing else names a unit, the title does.
        ("2026年青山县人民政府单位预算公开", WHOLE, "its title names 青山县人民政府"),
    ],
)
def test_what_a_title_tells_in_part_may_be_contradicted_too(record: Record, title: str, said: str, reason: str) -> None:
    document = record(f"{title}\n目录\n{TABLES}", said)
    assert document.read_outcome == "failed"
    assert document.reason
    assert document.reason.startswith(reason)


@pytest.mark.parametrize(
    ("title", "year"),
    [("2026年预算公开", 2026), ("附件2 部门预算", 2026), ("2025年2026年青山县档案馆单位预算", 2025)],
)
def test_what_a_title_leaves_open_may_be_stated(record: Record, title: str, year: int) -> None:
    kind = "部门预算" if "部门" in title else "单位预算"
    document = record(f"{title}\n目录\n{TABLES}", f"unit: {UNIT}\nyear: {year}\nkind: {kind}")
    assert (document.read_outcome, document.fiscal_year, document.unit_name) == ("read", year, UNIT), document.reason


def test_of_several_units_over_the_tables_one_may_be_stated_and_the_tables_of_others_are_refused(vocabulary: Vocabulary) -> None:
    text = disclosure().replace(UNIT, "某某").replace("编制单位：某某", "编制单位：青山县博物馆", 1).replace("某某", "", 1)
    text = text.replace("编制单位：某某", "编制单位：青山县图书馆", 1).replace("编制单位：某某", "编制单位：青山县文化馆", 1)
    text = text.replace("某某", "")
    alone = extract(text.encode(), vocabulary, "1").documents[0]
    assert alone.reason == "several units are named over the tables (青山县博物馆、青山县图书馆、青山县文化馆): split the file"
    stated = extract(text.encode(), vocabulary, "1", [BesideFile(NAME, "unit: 青山县图书馆".encode())])
    assert stated.documents[0].unit_name == "青山县图书馆"
    assert {cell.table_code for cell in stated.cells} == {"income"}
    other = extract(text.encode(), vocabulary, "1", [BesideFile(NAME, b"unit: \xe9\x9d\x92\xe5\xb1\xb1\xe5\x8e\xbf\xe5\xb1\x80")])
    assert other.documents[0].reason
    assert other.documents[0].reason.startswith("its tables name 青山县博物馆、青山县图书馆、青山县文化馆, but")


def test_what_files_beside_two_copies_say_is_taken_together(record: Record) -> None:
    document = record(TABLES, "unit: 青山县档案馆\nyear: 2026", "year: 2026\nkind: 单位预算")
    assert (document.unit_name, document.fiscal_year, document.document_kind) == (UNIT, 2026, "unit_budget")


def test_files_beside_two_copies_that_contradict_each_other_have_it_refused(record: Record) -> None:
    document = record(TABLES, WHOLE, "unit: 青山县博物馆")
    assert document.reason == (
        f"{NAME} (line 1) says unit: 青山县档案馆, 1/document.yml (line 1) says unit: 青山县博物馆, "
        "and both stand beside the same content: which is right cannot be told; mend one of them"
    )


def test_of_the_times_at_which_the_same_content_was_fetched_the_first_counts(record: Record) -> None:
    times = [f"retrieved_at: 2026-02-0{day}T05:30:00Z" for day in (3, 1, 2)]
    document = record(TABLES, *(f"{WHOLE}{time}" for time in times))
    assert (document.read_outcome, document.retrieved_at) == ("read", datetime.datetime(2026, 2, 1, 5, 30))


def test_a_document_that_was_not_fetched_has_no_time_of_that(record: Record) -> None:
    assert record(TABLES, f"{WHOLE}official_address: https://www.qingshan.gov.cn/").retrieved_at is None
