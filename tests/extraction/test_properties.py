"""What holds for every input, tried on many that were made at random."""

import codecs
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.amounts import parse_amount
from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers.encoding import decode
from dagster_project.extraction.wording import clean, key

Read = Callable[[str | bytes], Extraction]

MEASURES = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
FULL_WIDTH = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")
TITLE_PAGE = "2026年甲县财政局单位预算公开\n\n目录\n\n"
CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
# The characters that documents are made of; no combining accents, which no Chinese document has.
PRINTED = st.text(
    st.one_of(
        CHINESE,
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
        st.sampled_from("\u3000\u00a0\u200b\ufeff、。“”‘’《》〔〕—–※…①②ⅠⅡ"),
    ),
    max_size=40,
)


@st.composite
def spelt_amounts(draw: st.DrawFn) -> tuple[str, int, Decimal, Decimal]:
    """A figure in a spelling that may be printed, its table's unit of measure, and what it stands for."""
    decimals = draw(st.integers(0, 2))
    digits = draw(st.integers(0, 10**6 - 1))
    per_unit = draw(st.sampled_from(sorted(MEASURES.values())))
    value = Decimal(digits).scaleb(-decimals)
    text = f"{value:,f}" if draw(st.booleans()) else f"{value:f}"
    is_negative = draw(st.booleans())
    if is_negative:
        text = draw(st.sampled_from(["-{}", "({})", "- {}", "( {} )"])).format(text)
    of_the_cell = draw(st.sampled_from(["", *MEASURES]))
    if draw(st.booleans()):
        text = text.translate(FULL_WIDTH)
    text = draw(st.sampled_from(["", " ", "\u3000"])) + text + draw(st.sampled_from(["", " "])) + of_the_cell
    printed_in = MEASURES[of_the_cell] if of_the_cell else per_unit
    yuan = (-value if is_negative else value) * printed_in
    return text, per_unit, yuan, Decimal("0.5").scaleb(-decimals) * printed_in


@settings(deadline=None, derandomize=True, max_examples=300)
@given(spelt_amounts())
def test_a_figure_comes_back_from_any_spelling_of_it(spelt: tuple[str, int, Decimal, Decimal]) -> None:
    text, per_unit, yuan, half_width = spelt
    amount = parse_amount(text, per_unit, MEASURES)
    assert (amount.amount_yuan, amount.half_width_yuan) == (yuan, half_width)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(PRINTED)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert key(key(text)) == key(text)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(PRINTED)
def test_a_label_that_is_fit_to_be_shown_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert key(clean(text)) == key(text)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(CHINESE, st.sampled_from(["", " ", "  ", "\u3000", "\n", "\u200b"])), min_size=1, max_size=20))
def test_spaces_between_chinese_characters_change_neither_key_nor_label(characters: list[tuple[str, str]]) -> None:
    bare = "".join(character for character, _ in characters)
    spaced = "".join(character + space for character, space in characters)
    assert key(spaced) == key(bare) == bare
    assert clean(spaced) == bare


ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", b""),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", b""),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("gb18030", b""),
]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.text(CHINESE, max_size=30), max_size=20), st.sampled_from(ENCODINGS))
def test_a_chinese_text_comes_back_from_any_encoding_of_it(lines: list[str], encoding: tuple[str, bytes]) -> None:
    # Every document begins with its title; a few characters alone may be valid in two encodings.
    text = TITLE_PAGE + "编制单位：甲县财政局\n单位：万元\n" + "\t1,234.50\n".join(lines) + "\n"
    name, bom = encoding
    assert decode(bom + text.encode(name)) == text


def _assert_outcome(extraction: Extraction) -> None:
    (record,) = extraction.documents
    assert record.read_outcome in ("read", "failed")
    assert bool(record.reason) == (record.read_outcome == "failed")


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_raise_an_exception(read: Read, content: bytes) -> None:
    _assert_outcome(read(content))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.sampled_from(ENCODINGS), st.data())
def test_no_damaged_document_raises_an_exception(read: Read, encoding: tuple[str, bytes], data: st.DataObject) -> None:
    name, bom = encoding
    content = bom + f"{TITLE_PAGE}单位支出总体情况表\n单位：万元\n科目名称\t合计\n201 一般公共服务支出\t5.00\n".encode(name)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    _assert_outcome(read(content[:start] + data.draw(st.binary(max_size=4)) + content[end:]))


WORDS = st.sampled_from(
    [
        *("201", "41", "01", "2014101", "301", "01 基本工资", "201 一般公共服务支出", "9", "99"),
        *(
            "科目代码",
            "科目名称",
            "类",
            "款",
            "项",
            "合计",
            "总计",
            "小计",
            "基本支出",
            "项目支出",
            "支出预算",
            "项目",
            "项目名称",
            "预算数",
        ),
        *("收入", "支出", "财政拨款（补助）", "一般公共预算", "财政拨款收入", "财政拨款支出", "预算数（元）", "资金来源", "备注"),
        *("一、本年收入", "其中：一般财力", "政府性基金预算拨款", "公务接待费", "收入总计", "甲县财政局", "某项目"),
        *("5.00", "1,234.50", "(5)", "1,23", "12 34", "-", "—", "0.0000001", "5万元", "100%", "１．５", "1", "2", "3", "※"),
        *("单位：万元", "编制单位：甲县财政局", "部门支出总体情况表", "- 3 -", "(2026 年)", "<b>5</b>", "<b></b>"),
    ]
)
TITLES = st.sampled_from(
    [
        *("单位收支总体情况表", "单位收入总体情况表", "单位支出总体情况表", "财政拨款收支预算总体情况表", "一般公共预算支出情况表"),
        *("一般公共预算基本支出情况表", "一般公共预算项目支出情况表", "政府性基金预算支出情况表", "国有资本经营预算支出情况表"),
        *("财政拨款“三公”经费支出情况表", "财政拨款委托业务费支出情况表", "上年结转结余情况表", "项目支出绩效目标表", "某某情况"),
    ]
)
ROWS = st.lists(st.lists(st.one_of(st.just(""), WORDS), min_size=2, max_size=9), min_size=1, max_size=12)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.text(st.one_of(st.sampled_from("\t\n\r\f<>*#（）"), CHINESE, st.characters(codec="utf-8")), max_size=200))
def test_no_text_raises_an_exception(read: Read, text: str) -> None:
    _assert_outcome(read(text))
    _assert_outcome(read(TITLE_PAGE + text))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.one_of(TITLES, WORDS, st.just("\f"), ROWS), max_size=12))
def test_no_mixture_of_known_words_raises_an_exception(read: Read, blocks: list[str | list[list[str]]]) -> None:
    lines = [block if isinstance(block, str) else "\n".join("\t".join(row) for row in block) for block in blocks]
    _assert_outcome(read(TITLE_PAGE + "\n".join(lines)))


# A table of a kind of its own: one that is printed twice is refused.
ANCHOR = "财政拨款“三公”经费支出情况表\n编制单位：甲县财政局\n单位：万元\n“三公”经费支出内容\t合计\n公务接待费\t5.00\n说明\n"


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(TITLES, st.sampled_from(["单位：万元\n", "单位：元\n", ""]), ROWS), min_size=1, max_size=3))
def test_every_cell_of_any_grid_is_counted_in_exactly_one_way(read: Read, tables: list[tuple[str, str, list[list[str]]]]) -> None:
    extraction = read(
        TITLE_PAGE
        + ANCHOR
        + "说明\n".join(f"{title}\n{unit}" + "".join("\t".join(row) + "\n" for row in rows) for title, unit, rows in tables)
    )
    # Rows of which only the first cell is filled are lines of text, where no other row stands with them.
    grids = [rows for _, _, rows in tables if any(word not in ("", "<b></b>") for row in rows for word in row[1:])]
    printed = 4 + sum(word not in ("", "<b></b>") for rows in grids for row in rows for word in row)
    assert extraction.documents[0].read_outcome == "read"
    assert sum(table.cells_seen for table in extraction.tables) == printed
    loaded = Counter(cell.table_no for cell in extraction.cells)
    rejected = Counter(cell.table_no for cell in extraction.rejected)
    for table in extraction.tables:
        parts = (table.cells_loaded, table.cells_structural, table.cells_rejected, table.cells_out_of_scope)
        assert min(parts) >= 0
        assert table.cells_seen == sum(parts)
        assert table.cells_rejected == rejected[table.table_no]
        if table.table_code == "project_performance":
            # What is loaded of a performance table is texts and figures, several of which one cell may hold.
            assert loaded[table.table_no] == 0
            figures = {(f.row_no, f.column_no) for f in extraction.figures if f.table_no == table.table_no}
            assert len(figures) <= table.cells_loaded
        else:
            assert table.cells_loaded == loaded[table.table_no]
    cells = [*extraction.cells, *(cell for cell in extraction.rejected if cell.table_no is not None)]
    places = [(cell.line_no, cell.column_no) for cell in cells]
    assert len(places) == len(set(places))
    assert all(cell.reason_code and cell.reason and cell.text for cell in extraction.rejected)


@dataclass(frozen=True)
class Subject:
    """A subject code with its amounts by column, in hundredths of 万元."""

    code: str
    amounts: tuple[int, ...]


@st.composite
def subject_trees(draw: st.DrawFn, n_columns: int) -> list[Subject]:
    """Classes, sections and items in printed order, each the sum of its parts."""
    subjects: list[Subject] = []
    amount = st.one_of(st.just(0), st.integers(1, 10**9))
    for class_code in sorted(draw(st.sets(st.integers(201, 234), min_size=1, max_size=3))):
        sections: list[Subject] = []
        for section in sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=2))):
            items = [
                Subject(f"{class_code}{section:02}{item:02}", draw(st.tuples(*[amount] * n_columns)))
                for item in sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=3)))
            ]
            sections += [_sum(f"{class_code}{section:02}", items), *items]
        subjects += [_sum(str(class_code), [subject for subject in sections if len(subject.code) == 5]), *sections]
    return subjects


def _sum(code: str, parts: list[Subject]) -> Subject:
    return Subject(code, tuple(sum(column) for column in zip(*(part.amounts for part in parts), strict=True)))


CODE_STYLES: dict[str, Callable[[str], list[str]]] = {
    "apart": lambda code: [code[:3], code[3:5], code[5:], f"科目{code}名"],
    "cumulative": lambda code: [code[:3], code[:5] if len(code) > 3 else "", code if len(code) > 5 else "", f"科目{code}名"],
    "before the name": lambda code: [f"{code} 科目{code}名", "", "", ""],
    "whole": lambda code: [code, "", "", f"科目{code}名"],
}


def _printed(hundredths: int) -> str:
    return f"{Decimal(hundredths).scaleb(-2):,.2f}" if hundredths else ""


def _figures(extraction: Extraction) -> dict[tuple[str | None, str], tuple[Decimal, str]]:
    figures = {(cell.subject_code, cell.column_code): (cell.amount_yuan, cell.row_role) for cell in extraction.cells}
    assert len(figures) == len(extraction.cells)
    return figures


def _expected(
    subjects: list[Subject], columns: list[tuple[str, tuple[int, ...]]]
) -> dict[tuple[str | None, str], tuple[Decimal, str]]:
    """All figures that are printed: by column, the sum of the amounts at the places that it adds up."""
    grand_total = _sum("", [subject for subject in subjects if len(subject.code) == 3])
    expected: dict[tuple[str | None, str], tuple[Decimal, str]] = {}
    for subject in [*subjects, grand_total]:
        role = "total" if not subject.code else "leaf" if len(subject.code) == 7 else "subtotal"
        for column, places in columns:
            hundredths = sum(subject.amounts[place] for place in places)
            if hundredths:
                expected[subject.code or None, column] = (Decimal(hundredths * 100), role)
    return expected


def _rows(subjects: list[Subject], columns: list[tuple[str, tuple[int, ...]]], style: str, total_first: bool) -> list[str]:
    grand_total = _sum("", [subject for subject in subjects if len(subject.code) == 3])
    rows = []
    for subject in [grand_total, *subjects] if total_first else [*subjects, grand_total]:
        labels = CODE_STYLES[style](subject.code) if subject.code else ["", "", "", "总计"]
        rows.append(
            "\t".join([*labels, *(_printed(sum(subject.amounts[place] for place in places)) for _, places in columns)]) + "\n"
        )
    return rows


EXPENDITURE_HEADER = "科目代码\t\t\t科目名称\t支出预算\t\t\n类\t款\t项\t\t合计\t基本支出\t项目支出\n"
EXPENDITURE_COLUMNS = [("total", (0, 1)), ("basic", (0,)), ("project", (1,))]
INCOME_HEADER = (
    "科目代码\t\t\t科目名称\t总计\t财政拨款（补助）\t\t\t单位资金\n类\t款\t项\t\t\t小计\t一般公共预算\t政府性基金预算\t\n"
)
INCOME_COLUMNS = [
    ("total", (0, 1, 2)),
    ("appropriation_subtotal", (0, 1)),
    ("general_public", (0,)),
    ("government_fund", (1,)),
    ("unit_funds", (2,)),
]
FURNITURE = "编制单位：甲县财政局\n单位：万元\n"


@settings(deadline=None, derandomize=True, max_examples=100)
@given(subject_trees(2), st.sampled_from(sorted(CODE_STYLES)), st.booleans(), st.data())
def test_all_figures_of_any_expenditure_table_come_out(
    read: Read, subjects: list[Subject], style: str, total_first: bool, data: st.DataObject
) -> None:
    rows = _rows(subjects, EXPENDITURE_COLUMNS, style, total_first)
    page_break = data.draw(st.integers(1, len(rows)))
    rows.insert(page_break, data.draw(st.sampled_from(["", f"\n{FURNITURE}{EXPENDITURE_HEADER}", "- 3 -\n", EXPENDITURE_HEADER])))
    extraction = read(f"{TITLE_PAGE}{ANCHOR}部门支出总表\n{FURNITURE}{EXPENDITURE_HEADER}{''.join(rows)}")
    cells = [cell for cell in extraction.cells if cell.table_no == 2]
    assert _figures(Extraction(extraction.documents, cells=cells)) == _expected(subjects, EXPENDITURE_COLUMNS)
    assert not extraction.rejected


@settings(deadline=None, derandomize=True, max_examples=100)
@given(subject_trees(3), st.sampled_from(sorted(CODE_STYLES)), st.booleans())
def test_all_figures_of_any_income_table_come_out(read: Read, subjects: list[Subject], style: str, total_first: bool) -> None:
    rows = _rows(subjects, INCOME_COLUMNS, style, total_first)
    extraction = read(f"{TITLE_PAGE}{ANCHOR}部门收入总表\n{FURNITURE}{INCOME_HEADER}{''.join(rows)}")
    cells = [cell for cell in extraction.cells if cell.table_no == 2]
    assert _figures(Extraction(extraction.documents, cells=cells)) == _expected(subjects, INCOME_COLUMNS)
    assert not extraction.rejected
