"""Style sheets within a page: which declarations hold for an element, by selectors of tags, classes and identifiers.

Selectors of another kind, such as `:hover` or `[title]`, hold for nothing; so do sheets for print and conditions of CSS.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from dagster_project.extraction.source_document import UnreadableDocument

# Values by property.
Declarations = Mapping[str, str]

_BRACE = re.compile(r"[{}]")
_COMPOUND = re.compile(r"(\*|[\w-]*)((?:[.#][\w-]+)*)")
_PART = re.compile(r"([.#])([\w-]+)")
_IMPORTANT = "!important"
# What holds whatever the browser is: the rest of its kind is for paper, or names fonts and movements.
_TRANSPARENT = ("@media", "@supports", "@layer")
_PRINT = "print"
_MOST_SELECTORS = 100_000
# How often a selector may be held against an element.
_MOST_TRIED = 2_000_000


class Styled(Protocol):
    """An element as selectors see it."""

    @property
    def tag(self) -> str: ...

    @property
    def attributes(self) -> Mapping[str, str]: ...


class _Compound(NamedTuple):
    """What is asked of one element."""

    tag: str
    identifier: str
    classes: frozenset[str]

    def holds_for(self, element: Styled) -> bool:
        return (
            self.tag in {"", "*", element.tag}
            and (not self.identifier or self.identifier == element.attributes.get("id"))
            and (not self.classes or self.classes <= set(element.attributes.get("class", "").split()))
        )


class _Rule(NamedTuple):
    """Declarations with the selector that they stand behind: `above` is asked of elements around, the nearest first.

    Each is with whether it must be the parent of the one before.
    """

    weight: tuple[int, int, int, int]
    selected: _Compound
    above: tuple[tuple[_Compound, bool], ...]
    declarations: Declarations


class Styles:
    """The rules of some style sheets."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        self._n_rules = self._n_tried = 0
        for sheet in sheets:
            for selectors, declared in _blocks_of(sheet):
                self._add(selectors, declared)

    def of(self, element: Styled, around: Sequence[Styled]) -> dict[str, str]:
        """What holds for an element; `around` are the elements that it stands in, the outermost first."""
        names = element.attributes
        keys = ["*", element.tag, *("." + each for each in names.get("class", "").split()), "#" + names.get("id", "")]
        rules = [rule for key in keys for rule in self._rules.get(key, ())]
        self._n_tried += len(rules)
        if self._n_tried > _MOST_TRIED:
            raise UnreadableDocument("an HTML page with more style than any page: save it from a browser as text, or as PDF")
        holding = sorted(rule for rule in rules if rule.selected.holds_for(element) and _stands_below(rule, around))
        printed = names.get("style", "")
        own = declarations(printed)
        if not holding and _IMPORTANT not in printed:
            return dict(own)
        layers = [*(rule.declarations for rule in holding), own]
        found = {name: value for layer in layers for name, value in layer.items()}
        found |= {name: value for layer in layers for name, value in layer.items() if value.endswith(_IMPORTANT)}
        return {name: _plain(value) for name, value in found.items()}

    def _add(self, selectors: str, declared: Declarations) -> None:
        for selector in selectors.split(","):
            compounds = _compounds(selector)
            if not compounds or self._n_rules >= _MOST_SELECTORS:
                continue
            self._n_rules += 1
            each = [compound for compound, _ in compounds]
            weight = (
                sum(bool(compound.identifier) for compound in each),
                sum(len(compound.classes) for compound in each),
                sum(compound.tag not in {"", "*"} for compound in each),
                self._n_rules,
            )
            self._rules[_key(each[0])].append(_Rule(weight, each[0], tuple(compounds[1:]), declared))


def _key(compound: _Compound) -> str:
    """What an element must have for a selector to be looked at."""
    if compound.identifier:
        return "#" + compound.identifier
    return "." + min(compound.classes) if compound.classes else compound.tag or "*"


def _compounds(selector: str) -> list[tuple[_Compound, bool]]:
    """What a selector asks, from the element itself outwards, each with whether it must be the parent of the one before.

    Empty where it is of a kind that holds for nothing.
    """
    found: list[tuple[_Compound, bool]] = []
    is_parent = False
    for part in reversed(selector.replace(">", " > ").split()):
        if part == ">":
            is_parent = True
            continue
        matched = _COMPOUND.fullmatch(part)
        if not matched:
            return []
        names = _PART.findall(matched[2])
        identifier = next((name for sign, name in names if sign == "#"), "")
        classes = frozenset(name for sign, name in names if sign == ".")
        found.append((_Compound(matched[1].lower(), identifier, classes), is_parent))
        is_parent = False
    return found


def _stands_below(rule: _Rule, around: Sequence[Styled]) -> bool:
    at = len(around)
    for compound, is_parent in rule.above:
        lowest = at - 1 if is_parent else 0
        at = next((place for place in range(at - 1, max(lowest, 0) - 1, -1) if compound.holds_for(around[place])), -1)
        if at < 0:
            return False
    return True


def _blocks_of(sheet: str) -> Iterator[tuple[str, Declarations]]:
    """The selectors and declarations of a sheet that hold on a screen, in order."""
    sheet = _without_comments(sheet)
    holds: list[bool] = []
    start, head = 0, ""
    for brace in _BRACE.finditer(sheet):
        part = sheet[start : brace.start()]
        start = brace.end()
        if brace[0] == "{":
            head = part.rpartition(";")[2].strip()
            holds.append((not holds or holds[-1]) and (not head.startswith("@") or _is_transparent(head)))
        elif holds:
            if holds.pop() and head and not head.startswith("@"):
                yield head, declarations(part)
            head = ""


def _is_transparent(head: str) -> bool:
    return head.lower().startswith(_TRANSPARENT) and _PRINT not in head.lower()


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)


@lru_cache(maxsize=10_000)
def declarations(printed: str) -> Declarations:
    """The declarations of a style attribute or of a block, all in small letters."""
    found: dict[str, str] = {}
    for part in printed.split(";"):
        name, _, value = part.partition(":")
        if value:
            found[name.strip().lower()] = value.strip().lower()
    return found


def _plain(value: str) -> str:
    return value.removesuffix(_IMPORTANT).rstrip()
