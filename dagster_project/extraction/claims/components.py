"""The names that a text says a total consists of (收入预算包括：…), with the code that each is a name of."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dagster_project.extraction.claims.claim import Claim
from dagster_project.extraction.claims.paragraphs import DocumentText, Span
from dagster_project.extraction.claims.words import ClaimWords, ComponentPhrase, Names
from dagster_project.extraction.records import CellRecord
from dagster_project.extraction.wording import key

COMPONENT = "component"
# A list that says that it leaves some names out.
OPEN_LIST = "open_list"
FUND_SOURCE = "fund_source"
# The lengths of codes that names of a classification are looked for among, the likeliest first.
_CODE_LENGTHS = {"functional": (3,), "economic": (5, 3)}

_LIST = re.compile(r"[^。;\n]*")
# Brackets are part of a name: 维修（护）费.
_NAME = re.compile(r"(?:\([^()]*\)|[^、,])+")
_DIGIT = re.compile(r"\d")
_ET_CETERA = re.compile(r"等(?:支出|费用|经费|方面)?$")


class _Lead(NamedTuple):
    """Words that lead to a list, which ends where the next such words begin."""

    start: int
    end: int
    phrase: ComponentPhrase


def component_claims(text: DocumentText, cells: Iterable[CellRecord], words: ClaimWords) -> Iterator[Claim]:
    """One claim a name of a list without figures, and one where the list says that it leaves some out (等)."""
    printed: dict[str, Names] | None = None
    for number, paragraph in enumerate(text.paragraphs):
        phrases = words.components.get(paragraph.section_code)
        leads = _leads(text, number, phrases) if phrases else []
        if not leads:
            continue
        if printed is None:
            printed = _printed_names(cells, words)
        ends = [*(lead.start for lead in leads[1:]), text.span(number).end]
        for lead, end in zip(leads, ends, strict=True):
            yield from _listed(text, Span(lead.end, max(lead.end, end)), lead.phrase, printed, words)


def _leads(text: DocumentText, number: int, phrases: Iterable[ComponentPhrase]) -> list[_Lead]:
    """The words of a paragraph that lead to lists, in order."""
    matches = ((phrase, match) for phrase in phrases for match in phrase.pattern.finditer(text.key, *text.span(number)))
    return sorted((_Lead(match.start(), match.end(), phrase) for phrase, match in matches), key=lambda lead: lead.start)


def _listed(
    text: DocumentText, span: Span, phrase: ComponentPhrase, printed: dict[str, Names], words: ClaimWords
) -> Iterator[Claim]:
    whole = _LIST.match(text.key, *span)
    if whole is None or _DIGIT.search(whole.group()):
        return
    for found in _NAME.finditer(text.key, *whole.span()):
        name = found.group()
        code = _code(name, phrase, printed, words)
        if code is None:
            # 等 ends some names (商业服务业等支出), and a list that leaves some out.
            name = _ET_CETERA.sub("", name)
            code = _code(name, phrase, printed, words)
            if name != found.group():
                left_out = Span(found.start() + len(name), found.end())
                yield Claim(claim_kind=OPEN_LIST, at=left_out.start, shown=left_out, measure_code=phrase.measure_code)
        if name:
            span = Span(found.start(), found.start() + len(name))
            is_fund_source = phrase.names == FUND_SOURCE
            yield Claim(
                claim_kind=COMPONENT,
                at=span.start,
                shown=span,
                measure_code=phrase.measure_code,
                fund_source_code=code if is_fund_source else None,
                subject_code=None if is_fund_source else code,
            )


def _code(name: str, phrase: ComponentPhrase, printed: dict[str, Names], words: ClaimWords) -> str | None:
    if phrase.names == FUND_SOURCE:
        return words.fund_sources.get(phrase.measure_code, {}).get(name)
    for names in (printed.get(phrase.names, {}), words.official_names[phrase.names]):
        for length in _CODE_LENGTHS[phrase.names]:
            codes = [code for code in names.get(name, ()) if len(code) == length]
            if len(codes) == 1:
                return codes[0]
    return None


def _printed_names(cells: Iterable[CellRecord], words: ClaimWords) -> dict[str, Names]:
    """The names that the tables of the document print, by classification."""
    found: dict[str, Names] = {}
    for cell in cells:
        if cell.subject_code and cell.subject_name:
            classification = words.classifications[cell.table_code]
            if len(cell.subject_code) in _CODE_LENGTHS.get(classification, ()):
                names = found.setdefault(classification, {})
                names.setdefault(key(cell.subject_name), set()).add(cell.subject_code)
    return found
