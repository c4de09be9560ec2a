"""A disclosure of a place, printed: as text with tabs, and as the parts that the writers of files take."""

import random

from tests.made import words
from tests.made.explanations import numeral
from tests.made.files.parts import Part as FilePart
from tests.made.files.parts import Prose, Sheet, spans_of
from tests.made.places.accounts import Accounts
from tests.made.places.forms import Form, put
from tests.made.places.sentences import sections_of
from tests.made.places.tables import FormTable, tables_of
from tests.made.printed import Block, Paragraph, PrintedDisclosure


def print_disclosure(form: Form, accounts: Accounts, rng: random.Random) -> PrintedDisclosure:
    """The disclosure of a place, in the order of its parts."""
    tables = tables_of(form, accounts)
    kind = "决算" if accounts.is_final else "预算"
    heading = Paragraph([f"第二部分 {accounts.year}年{accounts.kind}{kind}表"], level=2)
    explained = [
        Paragraph([f"第三部分 {accounts.year}年{accounts.kind}{kind}情况说明"], level=2),
        *sections_of(form, accounts, rng),
    ]
    blocks: list[Block] = [
        *(Paragraph([line], level=1) for line in _cover(form, accounts)),
        *_contents(tables, accounts, kind),
        Paragraph([f"第一部分 {accounts.unit}概况"], level=2),
        Paragraph(["一、主要职能"], level=3),
        Paragraph([words.duty(rng)]),
    ]
    parts: list[list[Block]] = [[heading, *tables], [*explained]]
    for part in reversed(parts) if form.has_explanations_first else parts:
        blocks += part
    blocks += [Paragraph(["第四部分 名词解释"], level=2), *(Paragraph([text]) for text in words.GLOSSARY)]
    return PrintedDisclosure(accounts.unit, accounts.year, accounts.kind, blocks)


def _cover(form: Form, accounts: Accounts) -> list[str]:
    return [put(line, {"unit": accounts.unit, "year": str(accounts.year), "kind": accounts.kind}) for line in form.cover]


def _contents(tables: list[FormTable], accounts: Accounts, kind: str) -> list[Paragraph]:
    lines = [
        "目录",
        f"第一部分 {accounts.unit}概况",
        f"第二部分 {accounts.year}年{accounts.kind}{kind}表",
        *(f"{numeral(table.number)}、{table.title}" for table in tables),
        f"第三部分 {accounts.year}年{accounts.kind}{kind}情况说明",
        "第四部分 名词解释",
    ]
    return [Paragraph([line], section="contents") for line in lines]


def text_of(disclosure: PrintedDisclosure) -> str:
    """The text of a disclosure: a table is a block of lines with tabs."""
    return "\n\n".join(_text(block) for block in disclosure.blocks) + "\n"


def _text(block: Block) -> str:
    if isinstance(block, FormTable):
        rows = [*block.header, *([cell.text for cell in row.cells] for row in block.rows)]
        over = [*_lines_over(block), *filter(None, block.left_and_right)]
        return "\n".join([*over, "", *("\t".join(row) for row in rows), *(["", block.note] if block.note else [])])
    assert isinstance(block, Paragraph)
    return block.text


def _lines_over(table: FormTable) -> list[str]:
    """The lines over a table; `<title>` stands for its title among them."""
    return [line.replace("<title>", table.title) for line in table.above]


def parts_of(disclosure: PrintedDisclosure) -> list[FilePart]:
    """The parts of a disclosure as its pages show it."""
    parts: list[FilePart] = []
    for block in disclosure.blocks:
        if isinstance(block, FormTable):
            rows = (*map(tuple, block.header), *(tuple(cell.text for cell in row.cells) for row in block.rows))
            n_header = len(block.header)
            parts.append(Sheet(tuple(_lines_over(block)), block.left_and_right, rows, n_header, spans_of(rows, n_header)))
            if block.note:
                parts.append(Prose(block.note))
        else:
            assert isinstance(block, Paragraph)
            is_entry = block.section == "contents" and block.text != "目录"
            text = f"{block.text}....{len(block.text)}" if is_entry else block.text
            parts.append(Prose(text, block.level, is_entry))
    return parts
