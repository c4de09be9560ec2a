"""From accounts to the sentences of a form: paragraphs, and what each of their figures means.

A sentence is data of the form, with figures in brackets:

| written | printed |
| --- | --- |
| `[income_total]` | an amount in 万元 |
| `[expenditure_basic%expenditure_total]` | the share of one in the other, in percent |
| `[general_public_total~]` | the change against the year before, in the words of the form; with `~~` without a percentage |
| `[item^item_initial]` | the execution in percent of a budget |
| `[vehicles#]` | a count |

`<unit>`, `<year>`, `<prior>`, `<kind>`, `<reason>`, `<purpose>` are words. Within a list (`each`) `[.]` is the figure of
the entry, `<name>` and the names of its class, section and item are words.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tests.made import classification, words
from tests.made.explanations import numeral
from tests.made.places.accounts import (
    BASIC,
    FISCAL,
    OPERATING,
    PERSONNEL,
    PROJECT,
    SOURCES,
    SPENT_IN_TABLE,
    Accounts,
    Entry,
    of_kinds,
    of_sources,
    total,
)
from tests.made.places.forms import Form, put
from tests.made.printed import Paragraph, Part, Stated, in_wan, percent

_FIGURE = re.compile(r"\[([^\[\]]+)\]")
_YUAN_PER_UNIT = 100
_AGAINST_EXECUTION = ("change_against_execution", "change_against_execution_pct")
# What a form calls a source of money, unless it has a word of its own for it: `source.other_income`.
_SOURCE_NAMES = {
    "general_public": "一般公共预算拨款收入",
    "government_fund": "政府性基金预算拨款收入",
    "state_capital": "国有资本经营预算拨款收入",
    "fiscal_special_account": "财政专户管理资金收入",
    "business_income": "事业收入",
    "operating_income": "事业单位经营收入",
    "superior_subsidy": "上级补助收入",
    "affiliated_unit_income": "附属单位上缴收入",
    "other_income": "其他收入",
}


@dataclass(slots=True)
class Told(Stated):
    """A figure of a sentence, with what it is: one of some measures, its subject, its fund; `value` with its sign."""

    measures: frozenset[str] = frozenset()
    subject: str | None = None
    fund: str | None = None
    value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that may be told: of this year, of the year before, or a count."""

    measures: str
    yuan: int
    prior: int = 0
    subject: str | None = None
    fund: str | None = None


def sections_of(form: Form, accounts: Accounts, rng: random.Random) -> list[Paragraph]:
    """The sections of a form, with their figures."""
    return list(_Writer(form, accounts, rng).paragraphs())


class _Writer:
    """Writes the sections of one disclosure."""

    def __init__(self, form: Form, accounts: Accounts, rng: random.Random) -> None:
        self._form = form
        self._accounts = accounts
        self._rng = rng
        self._figures = figures_of_accounts(accounts)
        self._year = accounts.year

    def paragraphs(self) -> Iterator[Paragraph]:
        number = 0
        for section in self._form.sections:
            if "heading" in section:
                number += section.get("is_numbered", True)
                yield Paragraph([self._put(section["heading"]).replace("<n>", numeral(number))], level=section.get("level", 3))
            for line in section["lines"]:
                yield from self._line(line)

    def _line(self, line: str | dict[str, Any]) -> Iterator[Paragraph]:
        if isinstance(line, str):
            yield Paragraph(list(self._parts(line, self._figures, {})), section="told")
        elif "each" not in line:
            if self._figures[line["if"]].yuan:
                yield Paragraph(list(self._parts(line["text"], self._figures, {})), section="told")
        elif line.get("in_one"):
            yield Paragraph([part for parts in self._in_one(line) for part in parts], section="told")
        else:
            yield from (Paragraph(parts, section="told") for parts in self._entries(line))

    def _in_one(self, line: dict[str, Any]) -> Iterator[list[Part]]:
        """The entries of a list in one paragraph, behind what leads them."""
        yield list(self._parts(line.get("lead", ""), self._figures, {}))
        entries = list(self._entries(line))
        for at, parts in enumerate(entries):
            yield [*parts, line.get("end", "。") if at == len(entries) - 1 else line.get("between", "；")]

    def _entries(self, line: dict[str, Any]) -> Iterator[list[Part]]:
        """The entries of a list, numbered; classes before their items where the form has them so."""
        number = n_classes = 0
        seen_class = ""
        for figure, names in _LISTS[line["each"]](self._accounts):
            if line.get("by_class") and names["class"] != seen_class:
                seen_class, number, n_classes = names["class"], 0, n_classes + 1
                yield list(self._parts(line["by_class"], {}, names | {"n": numeral(n_classes)}))
            number += 1
            yield self._entry(line, figure, names | {"n": str(number)})

    def _entry(self, line: dict[str, Any], figure: Figure, names: dict[str, str]) -> list[Part]:
        figures = self._figures | {".": figure}
        text = line["text"]
        if "initial" in line.get("with", ""):
            figures["initial"] = _initial_of(self._accounts, figure)
            text = text if figures["initial"].yuan else line.get("text_if_none", text)
        own_word = self._form.words.get(f"source.{names.get('source')}", names["name"])
        return list(self._parts(text, figures, names | {"name": own_word}))

    def _put(self, text: str, names: dict[str, str] | None = None) -> str:
        accounts = self._accounts
        known = {
            "unit": accounts.unit,
            "kind": accounts.kind,
            "year": str(self._year),
            "prior": str(self._year - 1),
            "personnel_names": _economic_names(accounts, PERSONNEL),
            "operating_names": _economic_names(accounts, OPERATING),
            **(names or {}),
        }
        text = put(text, known)
        text = re.sub("<reason>", lambda _: words.reason(self._rng), text)
        return re.sub("<purpose>", lambda _: words.purpose(self._rng), text)

    def _parts(self, text: str, figures: dict[str, Figure], names: dict[str, str]) -> Iterator[Part]:
        text = self._put(text, names)
        place = 0
        for found in _FIGURE.finditer(text):
            if found.start() > place:
                yield text[place : found.start()]
            yield from self._figure(found[1], figures)
            place = found.end()
        if text[place:]:
            yield text[place:]

    def _figure(self, written: str, figures: dict[str, Figure]) -> Iterator[Part]:
        for sign, told in (("~~", self._change_alone), ("~", self._change), ("%", self._share), ("^", self._completion)):
            key, found, other = written.partition(sign)
            if found:
                yield from told(figures[key], figures.get(other))
                return
        figure = figures[written.removesuffix("#")]
        if written.endswith("#"):
            yield _told(str(figure.yuan), "quantity", figure, Decimal(figure.yuan))
            return
        yield self._amount(figure.yuan, "amount", figure)

    def _amount(self, yuan: int, kind: str, figure: Figure, sign: int = 1) -> Told:
        text = in_wan(yuan)
        if self._form.printing.trims_zeros:
            text = text.rstrip("0").rstrip(".")
        if not self._form.printing.has_separators:
            text = text.replace(",", "")
        told = _told(text, kind, figure, sign * Decimal(text.replace(",", "")))
        told.yuan = sign * yuan
        return told

    def _share(self, figure: Figure, whole: Figure | None) -> Iterator[Part]:
        assert whole
        text = percent(figure.yuan, whole.yuan) if whole.yuan else "0"
        yield _told(text, "share", figure, Decimal(text.replace(",", "")))

    def _completion(self, figure: Figure, budget: Figure | None) -> Iterator[Part]:
        assert budget
        text = percent(figure.yuan, budget.yuan) if budget.yuan else "0"
        # A budget at the beginning of the year has the name that its completion has.
        rate = replace(figure, measures=budget.measures.replace("_initial", "_completion"))
        yield _told(text, "quantity", rate, Decimal(text.replace(",", "")))

    def _change_alone(self, figure: Figure, _: Figure | None) -> Iterator[Part]:
        return self._changed(figure, "_alone")

    def _change(self, figure: Figure, _: Figure | None) -> Iterator[Part]:
        return self._changed(figure, "" if figure.prior else "_alone")

    def _changed(self, figure: Figure, ending: str) -> Iterator[Part]:
        change = figure.yuan - figure.prior
        # What is nothing when it is printed is no change.
        if abs(change) < _YUAN_PER_UNIT // 2:
            yield self._put(self._form.words["same"])
            return
        sign = 1 if change > 0 else -1
        clause = self._put(self._form.words[("more" if change > 0 else "less") + ending])
        # A change against what was executed is none against the budget of the year before.
        against_execution = self._form.words.get("compared_with") == "execution"
        kinds = ("amount", "quantity") if against_execution else ("change", "change_pct")
        told = [replace(figure, measures=name, fund=None) for name in _AGAINST_EXECUTION] if against_execution else [figure, figure]
        for piece in re.split(r"(\[change\]|\[percent\])", clause):
            if piece == "[change]":
                yield self._amount(abs(change), kinds[0], told[0], sign)
            elif piece == "[percent]":
                text = percent(change, figure.prior)
                yield _told(text, kinds[1], told[1], sign * Decimal(text.replace(",", "")))
            elif piece:
                yield piece


def _told(text: str, kind: str, figure: Figure, value: Decimal) -> Told:
    return Told(
        text=text,
        role=kind,
        measure=figure.measures,
        yuan=figure.yuan,
        measures=frozenset(figure.measures.split("|")),
        subject=figure.subject,
        fund=figure.fund,
        value=value,
    )


def _of(measures: str, entries: list[Entry], subject: str | None = None, fund: str | None = None) -> Figure:
    return Figure(measures, total(entries), sum(entry.prior for entry in entries), subject, fund)


def figures_of_accounts(accounts: Accounts) -> dict[str, Figure]:
    """What sentences may tell of accounts, by the names that forms call it."""
    income, spent, opening, closing = (
        list(entries) for entries in (accounts.income, accounts.spent, accounts.opening, accounts.closing)
    )
    general_public = list(SPENT_IN_TABLE["general_public_expenditure"](accounts))
    fiscal, basic = of_sources(spent, FISCAL), of_kinds(general_public, BASIC)
    figures = {
        "budget_total": _of("budget_total", [*income, *opening]),
        "income_total": _of("income_total", [*income, *opening]),
        "income_current": _of("income_current|income_total", income),
        "income_current_alone": _of("income_current", income),
        "income_appropriation": _of("income_appropriation|income_current_appropriation", of_sources(income, FISCAL)),
        "carryover_total": _of("income_carryover|carryover_total|opening_carryover", opening),
        "closing_carryover": _of("closing_carryover|expenditure_carryover", closing),
        "expenditure_total": _of("expenditure_total", [*spent, *closing]),
        "expenditure_current": _of("expenditure_current", spent),
        "expenditure_current_final": _of("expenditure_current|expenditure_total", spent),
        "final_general_public": _of("general_public_total|appropriation_expenditure_total", general_public),
        "final_basic_total": _of("basic_total|appropriation_basic_total", basic),
        "final_basic_personnel": _of("basic_personnel|appropriation_basic_personnel", of_kinds(basic, [PERSONNEL])),
        "final_basic_operating": _of("basic_operating|appropriation_basic_operating", of_kinds(basic, [OPERATING])),
        "expenditure_basic": _of("expenditure_basic", of_kinds(spent, BASIC)),
        "expenditure_personnel": _of("expenditure_basic_personnel|expenditure_basic_of_personnel", of_kinds(spent, [PERSONNEL])),
        "expenditure_operating_funds": _of(
            "expenditure_basic_operating|expenditure_basic_of_operating", of_kinds(spent, [OPERATING])
        ),
        "expenditure_project": _of("expenditure_project", of_kinds(spent, [PROJECT])),
        "expenditure_operating": _of("expenditure_operating", []),
        "expenditure_to_superior": _of("expenditure_to_superior", []),
        "expenditure_subsidies": _of("expenditure_subsidies", []),
        "expenditure_appropriation": _of("appropriation_expenditure_total", fiscal),
        "appropriation_total": _of("appropriation_total", of_sources([*income, *opening], FISCAL)),
        "appropriation_expenditure_total": _of("appropriation_expenditure_total", fiscal),
        "appropriation_basic_total": _of("appropriation_basic_total", of_kinds(fiscal, BASIC)),
        "appropriation_basic_personnel": _of("appropriation_basic_personnel", of_kinds(fiscal, [PERSONNEL])),
        "appropriation_basic_operating": _of("appropriation_basic_operating", of_kinds(fiscal, [OPERATING])),
        "general_public_total": _of("general_public_total", general_public),
        "general_public_total_initial": Figure(
            "general_public_total_initial|appropriation_expenditure_initial", sum(entry.initial for entry in general_public)
        ),
        "basic_total": _of("basic_total", basic),
        "basic_personnel": _of("basic_personnel", of_kinds(basic, [PERSONNEL])),
        "basic_operating": _of("basic_operating", of_kinds(basic, [OPERATING])),
        "government_fund_total": _of("government_fund_total", list(SPENT_IN_TABLE["government_fund_expenditure"](accounts))),
        "state_capital_total": _of("state_capital_total", list(SPENT_IN_TABLE["state_capital_expenditure"](accounts))),
        "operating_expenses": _of("operating_expenses|organ_operating_expenses", of_kinds(basic, [OPERATING])),
    }
    for name, economic in (("meeting", "30215"), ("training", "30216")):
        figures[name] = _of(f"{name}_expenses", [entry for entry in basic if entry.economic == economic])
    for source in SOURCES:
        figures[f"income.{source}"] = _of("income", of_sources(income, [source]), fund=source)
        figures[f"carried.{source}"] = _of("income_carryover", of_sources(opening, [source]), fund=source)
    for fund in FISCAL:
        figures[f"appropriation.{fund}"] = _of("appropriation_income|income", of_sources(income, [fund]), fund=fund)
        figures[f"spent.{fund}"] = _of(
            "appropriation_expenditure_from_fund|general_public_total|government_fund_total|state_capital_total",
            of_sources(spent, [fund]),
        )
    return figures | _three_public(accounts) | _others(accounts)


def _three_public(accounts: Accounts) -> dict[str, Figure]:
    groups = {item: (item,) for item in accounts.three_public}
    groups |= {"total": tuple(accounts.three_public), "vehicles": ("vehicle_purchase", "vehicle_operation")}
    figures = {}
    for name, items in groups.items():
        amounts = [accounts.three_public[item] for item in items]
        yuan, prior, budget = (sum(each) for each in zip(*((one.yuan, one.prior, one.budget) for one in amounts), strict=True))
        figures[f"three_public_{name}"] = Figure(f"three_public_{name}", yuan, prior)
        figures[f"three_public_{name}_initial"] = Figure(f"three_public_{name}_initial", budget)
    return figures


def _others(accounts: Accounts) -> dict[str, Figure]:
    bought = accounts.procurement
    figures = {
        "procurement_total": bought.total,
        "procurement_goods": bought.goods,
        "procurement_works": bought.works,
        "procurement_services": bought.services,
        "vehicles": sum(accounts.vehicles),
        "vehicles_law_enforcement": accounts.vehicles[0],
        "vehicles_special": accounts.vehicles[1],
        "vehicles_other": accounts.vehicles[2],
        "equipment_over_1m": accounts.costly_equipment,
    }
    return {name: Figure(name, number) for name, number in figures.items()}


def _economic_names(accounts: Accounts, kind: str) -> str:
    """The economic subjects that basic expenditure of a kind consists of."""
    names = classification.economic()
    entries = of_kinds(SPENT_IN_TABLE["basic_expenditure"](accounts), [kind])
    return "、".join(names[code] for code in sorted({entry.economic for entry in entries}))


Named = tuple[Figure, dict[str, str]]


def _subject_names(code: str) -> dict[str, str]:
    names = classification.functional()
    return {
        "class": names[code[:3]],
        # Some places leave the last word of a class out.
        "class_alone": names[code[:3]].removesuffix("支出") or names[code[:3]],
        "section": names.get(code[:5], ""),
        "item": names.get(code, ""),
        "code": code,
        "name": names[code],
    }


def _items(measure: str, choice: Callable[[Accounts], list[Entry]]) -> Callable[[Accounts], Iterator[Named]]:
    def named(accounts: Accounts) -> Iterator[Named]:
        entries = choice(accounts)
        for code in sorted({entry.subject for entry in entries if entry.yuan or entry.initial}):
            own = [entry for entry in entries if entry.subject == code]
            yield _of(measure, own, code), _subject_names(code)

    return named


def _classes(measure: str, choice: Callable[[Accounts], list[Entry]]) -> Callable[[Accounts], Iterator[Named]]:
    def named(accounts: Accounts) -> Iterator[Named]:
        entries = choice(accounts)
        for code in sorted({entry.subject[:3] for entry in entries}):
            own = [entry for entry in entries if entry.subject.startswith(code)]
            yield _of(measure, own, code), _subject_names(code)

    return named


def _income(accounts: Accounts) -> Iterator[Named]:
    for source in SOURCES:
        own = of_sources(accounts.income, [source])
        if own:
            yield _of("income", own, fund=source), {"name": _SOURCE_NAMES[source], "source": source}


def _income_and_carryover(accounts: Accounts) -> Iterator[Named]:
    """The sources of income, and what was left over from the year before among them."""
    yield from _income(accounts)
    if accounts.opening:
        yield _of("income_carryover|carryover_total", list(accounts.opening)), {"name": "上年结转"}


def _initial_of(accounts: Accounts, figure: Figure) -> Figure:
    entries = [entry for entry in _general_public(accounts) if entry.subject == figure.subject]
    return Figure("general_public_item_initial", sum(entry.initial for entry in entries), 0, figure.subject)


def _general_public(accounts: Accounts) -> list[Entry]:
    return list(SPENT_IN_TABLE["general_public_expenditure"](accounts))


def _fiscal(accounts: Accounts) -> list[Entry]:
    return of_sources(accounts.spent, FISCAL)


_LISTS: dict[str, Callable[[Accounts], Iterator[Named]]] = {
    "general_public_items": _items("general_public_item", _general_public),
    "appropriation_items": _items("appropriation_item", _fiscal),
    "general_public_classes": _classes("general_public_class|general_public_item", _general_public),
    "expenditure_classes": _classes("expenditure_class|expenditure_item", lambda accounts: list(accounts.spent)),
    "appropriation_classes": _classes("appropriation_class|appropriation_item|appropriation_expenditure", _fiscal),
    "income": _income,
    "income_and_carryover": _income_and_carryover,
}
