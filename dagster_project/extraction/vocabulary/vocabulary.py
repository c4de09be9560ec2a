"""Answers questions about words by the rows of `seeds/`; it holds no word itself: a layout that is new is a few CSV rows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from dagster_project.extraction.vocabulary.checks import CLASSIFICATIONS, Row, check_vocabulary
from dagster_project.extraction.vocabulary.entries import ColumnMeaning, Heading, LineItem, SumRule, SumTerm, TableKind
from dagster_project.extraction.vocabulary.files import read_rows
from dagster_project.extraction.vocabulary.grammar import ENDING, Composition, PartOf, WordGrammar
from dagster_project.extraction.vocabulary.headings import LINE, UNIT, HeadingGrammar, Said
from dagster_project.extraction.vocabulary.schema import COLUMNS, FILES, place_of
from dagster_project.extraction.vocabulary.titles import ComposedTitle, TitleGrammar
from dagster_project.extraction.wording import key, spaced_key, without_numbering

# A label says something of its table only where a line, a cell or a bracket begins, or behind a blank.
_LABEL_START = r"(?:^|(?<=[\s(\[,;]))"
# A year that stands by itself between the name of a unit and the unit of measure.
_YEAR_BESIDE = r"(?:19|20)\d\d\s*年度?(?=\s|$)"
_MEASURE_SEPARATOR = re.compile(r"[、,/或和及]")
_DIGITS_OF_A_CLASS = 3
_NUMBER_IN_BRACKETS = re.compile(r"\(\d+分?\)$")
# 2024年“三公”经费预算数: the year of a heading says when its figures are of, not what.
_YEAR_BEFORE_TITLE = r"(?:19|20)\d\d年?度?"
_NUMBER_BEFORE_TITLE = r"\d表?[:.、]?|(?:^|[表件])[一二三四五六七八九十]+[:.、]?|^\((?:\d+|[一二三四五六七八九十]+)\)"
_YEAR_OF_HEADING = re.compile(r"(?:19|20)\d\d年度?(?=\D)")
# What 决算 says in the heading of a section, and what such a document need not say.
_FINAL, _ACTUAL = "final", "actual"
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年度?")


class Vocabulary:
    """All words known, indexed by their keys. Read-only once made."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        check_vocabulary(tables)
        self._rows = tables
        titled = {row["table_code"]: row["by_function"] for row in tables["titled_tables.csv"]}
        self.kinds = {
            (code := row["table_code"]): TableKind(code, row["reader"], row["classification"], code in titled, titled.get(code, ""))
            for row in tables["tables.csv"]
        }
        details = {
            (row["table_code"], row["column_code"]): (row["item_code"], row["phase"]) for row in tables["table_column_details.csv"]
        }
        self.columns = {
            (place := (row["table_code"], row["column_code"])): ColumnMeaning(
                *place, row["column_role"], row["side"], row["part_of"], *details.get(place, ("", ""))
            )
            for row in tables["table_columns.csv"]
        }

    @classmethod
    def load(cls, seeds: Path) -> "Vocabulary":
        """The vocabulary of a seeds folder. Raises `VocabularyError` where a file is missing or wrong."""
        return cls({name: read_rows(seeds / place_of(name)) for name in FILES})

    @cached_property
    def columns_of_all_times(self) -> dict[tuple[str, str], ColumnMeaning]:
        """All columns, those of amounts once more for each time of `figure_times.csv`, where none is listed for it."""
        amounts = [column for column in self.columns.values() if column.is_amount and not column.phase]
        derived = [_at_time(column, row) for row in self._rows["figure_times.csv"] for column in amounts]
        return {(column.table_code, column.column_code): column for column in derived} | self.columns

    def column_at(self, meaning: ColumnMeaning, time_code: str) -> ColumnMeaning | None:
        """The column for the same thing at a time of `figure_times.csv`."""
        return self.columns_of_all_times.get((meaning.table_code, f"{meaning.column_code}_{time_code}"))

    def time_code(self, year_offset: int, phase: str, own_phase: str) -> str:
        """The time of figures of a phase, so many years off that of a document of `own_phase`; empty where there is none."""
        kind = "final_account" if own_phase == "actual" else "budget"
        return next(
            (
                row["time_code"]
                for row in self._rows["figure_times.csv"]
                if (int(row["year_offset"]), row["phase"]) == (year_offset, phase) and row["document_kind"] in ("", kind)
            ),
            "",
        )

    @cached_property
    def titles(self) -> list[tuple[str, str]]:
        """(key of a title, table code), the longest titles first."""
        pairs = [(key(row["title"]), row["table_code"]) for row in self._rows["table_titles.csv"]]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    @cached_property
    def _all_titles(self) -> tuple[str, ...]:
        return tuple(title for title, _ in self.titles)

    @cached_property
    def furniture_endings(self) -> frozenset[str]:
        """The signs that lines and cells end with that are no part of a table, besides digits."""
        words = (*self._all_titles, *self.title_endings, *self.continued_words)
        return frozenset({word[-1] for word in words} | set(")》页-—–:.、"))

    @cached_property
    def title_endings(self) -> tuple[str, ...]:
        """What titles that are composed of words end with, in keys."""
        return tuple(key(row["word"]) for row in self._rows["title_words.csv"] if row["role"] == ENDING)

    @cached_property
    def title_of_all_tables(self) -> re.Pattern[str]:
        """2026年部门预算公开表, in a key: what heads the tables of a document, and names none of them."""
        kinds = self.any_of("document_kind")
        return re.compile(rf"(?:^|年度?)(?:{kinds}|预算|决算)(?:公开|情况|报|附|总|套|样|明细)*(?:{'|'.join(self.title_endings)})$")

    def title_code(self, text_key: str) -> str | None:
        """The code of the table whose title a key ends with: one of `table_titles.csv`, the longest, or one composed of words.

        None where a word before it makes it the title of another table: 项目支出绩效目标表 is no 支出绩效目标表.
        """
        code = self.listed_title_code(text_key)
        composed = None if code else self.composed_title(text_key)
        return code or (composed.table_code or None if composed else None)

    def listed_title_code(self, text_key: str) -> str | None:
        """The code of the table whose title, the longest of `table_titles.csv`, a key ends with."""
        if not text_key.endswith(self._all_titles):
            return None
        title, code = next((title, code) for title, code in self.titles if text_key.endswith(title))
        return None if self._qualifier_at_end.search(self.without_title_fillers(text_key.removesuffix(title))) else code

    @cached_property
    def composed_title(self) -> Callable[[str], ComposedTitle | None]:
        """What a key says as a title that is composed of words; None where it is none."""
        grammar = TitleGrammar(self._rows["title_words.csv"], self._rows["title_tables.csv"], self._before_title)
        return lru_cache(maxsize=4096)(grammar.read)

    @cached_property
    def composed_section(self) -> Callable[[str, str], Composition | None]:
        """The row of `section_kinds.csv` that a key says as the heading of a section, composed of words, in a document whose own
        figures are of a phase; None where it is none, such as the title of a table."""

        def read(text_key: str, phase: str) -> Composition | None:
            unsaid = {"kind": {_FINAL}} if phase == _ACTUAL else {}
            return None if self.composed_title(text_key) else self._section_grammar.read(text_key, unsaid)

        return lru_cache(maxsize=4096)(read)

    def section_part_of(self, text_key: str, above_key: str, phase: str) -> PartOf | None:
        """What a key says as the heading of a section that parts what the heading above it names; None where it names anything."""
        return self._section_grammar.part_of(text_key, self.composed_section(above_key, phase))

    @cached_property
    def _section_grammar(self) -> WordGrammar:
        """Reads headings of sections. The words of titles are words of theirs, too, for which `section_words.csv` counts first."""
        of_titles = [row for row in self._rows["title_words.csv"] if row["role"] != ENDING]
        return WordGrammar([*self._rows["section_words.csv"], *of_titles], self._rows["section_kinds.csv"], self._before_title)

    @cached_property
    def _before_title(self) -> re.Pattern[str]:
        """What a text before a title, in a key, may end with: nothing, a year, the number of a table, a name, or another's."""
        names = "|".join(map(self.any_of, ("organ_suffix", "name_ending", "self_name", "title_of_others", "title_of_other_year")))
        return re.compile(rf"(?:^|{_YEAR_BEFORE_TITLE}|{_NUMBER_BEFORE_TITLE}|[:《]|(?:{names})(?:\([^()]*\))?)$")

    def besides_title(self, text_key: str) -> tuple[str, str]:
        """What stands before and behind the longest known title of a table in a key; the key itself where there is none."""
        title = next((title for title, _ in self.titles if title in text_key), "")
        composed = None if title else self.composed_title(text_key)
        if composed:
            return composed.before, composed.behind
        before, _, behind = text_key.rpartition(title) if title else (text_key, "", "")
        return before, behind

    def without_title_fillers(self, text_key: str) -> str:
        """What stands before the title of a table, in a key, less the words at its end that say nothing."""
        return self._title_fillers.sub("", text_key)

    @cached_property
    def _title_fillers(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.any_of('title_filler')})+$")

    @cached_property
    def _qualifier_at_end(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.any_of('title_qualifier')})$")

    @cached_property
    def titles_of_others(self) -> frozenset[str]:
        """全县: words before a title that say that its table is not the unit's own."""
        return frozenset(word for word, _ in self.words("title_of_others"))

    @cached_property
    def titles_of_other_years(self) -> list[str]:
        """上年: words before or behind a title that say that its table is of another year."""
        return [word for word, _ in self.words("title_of_other_year")]

    @cached_property
    def words_for_last_year(self) -> list[str]:
        """上年, 去年: those of them that say that it is the year before."""
        return [word for word, meaning in self.words("title_of_other_year") if meaning == "prior"]

    @cached_property
    def meanings_of_change(self) -> dict[str, str]:
        """增减, 增长率: words that say in a heading that its figures are changes (`change`, `rate`, `percent`) or shares."""
        return dict(self.words("heading_of_change"))

    @cached_property
    def heading_of_change(self) -> re.Pattern[str]:
        """Finds such a word in the key of a heading, of two that begin alike the longer one."""
        return re.compile("|".join(re.escape(word) for word in sorted(self.meanings_of_change, key=len, reverse=True)))

    def behind_comparison(self, heading: str) -> str:
        """What a heading, in a key, says behind the first word that compares (2026年预算数比 | 2025年执行数); else empty."""
        found = self._comparison.search(heading)
        return heading[found.end() :] if found else ""

    @cached_property
    def _comparison(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(word) for word, _ in self.words("comparison_lead")))

    @cached_property
    def ignored_tables(self) -> dict[str, str]:
        """Key of a heading → what the table is that it heads, which states no figures (a list of the tables)."""
        return {key(row["heading"]): row["reason"] for row in self._rows["ignored_tables.csv"]}

    @cached_property
    def measure_codes(self) -> frozenset[str]:
        """The codes of `measures.csv`."""
        return frozenset(row["measure_code"] for row in self._rows["measures.csv"])

    def phase_of(self, words: str) -> str:
        """What a heading or a title, in a key, says that its figures are (预算数, 决算表); empty where it does not say."""
        return next((phase for word, phase in self._phase_words if word in words), "")

    def phase_at_end(self, heading: str) -> str:
        """What the last words of a heading, in a key, say that its figures are (“三公”经费预算); empty where they do not say."""
        return next((phase for word, phase in self.words("heading_phase") if heading.endswith(word)), "")

    @cached_property
    def _phase_words(self) -> list[tuple[str, str]]:
        return self.words("phase_word")

    @cached_property
    def headings(self) -> dict[tuple[str, str], list[Heading]]:
        """(table code, key of a heading) → its meanings; headings of every table have the code ''."""
        found: dict[tuple[str, str], list[Heading]] = {}
        for row in self._rows["table_headings.csv"]:
            heading = Heading(key(row["under"]), row["column_code"])
            found.setdefault((row["table_code"], key(row["heading"])), []).append(heading)
        return found

    @cached_property
    def longest_heading(self) -> int:
        """How many signs the longest key of a heading has."""
        return max((len(heading) for _, heading in self.headings), default=0)

    @cached_property
    def line_items(self) -> dict[tuple[str, str], list[LineItem]]:
        """(table code, key of a label) → the items it may name, in reading order, told apart by their sides and parents."""
        items = {(row["table_code"], row["item_code"]): row for row in self._rows["line_items.csv"]}
        spelt = [(code, row["item_name"]) for code, row in items.items()]
        spelt += [((row["table_code"], row["item_code"]), row["label"]) for row in self._rows["line_item_labels.csv"]]
        found: dict[tuple[str, str], list[LineItem]] = {}
        for (table_code, item_code), label in spelt:
            row = items[table_code, item_code]
            item = LineItem(item_code, row["parent_item_code"], row["side"])
            found.setdefault((table_code, key(label)), []).append(item)
        places = {code: place for place, code in enumerate(items)}
        return {
            (table_code, label): sorted(named, key=lambda item: places[table_code, item.item_code])
            for (table_code, label), named in found.items()
        }

    @cached_property
    def parent_items(self) -> frozenset[tuple[str, str]]:
        """(table code, item code) of the items that have parts."""
        rows = self._rows["line_items.csv"]
        of_items = frozenset((row["table_code"], row["parent_item_code"]) for row in rows if row["parent_item_code"])
        return of_items | self.subject_totals

    @cached_property
    def subject_totals(self) -> frozenset[tuple[str, str]]:
        """(table code, item code) of the items that add up the rows with subject codes of their list (本年支出合计)."""
        return frozenset((row["table_code"], row["item_code"]) for row in self._rows["subject_totals.csv"])

    @cached_property
    def memo_items(self) -> frozenset[tuple[str, str]]:
        """(table code, item code) of the items that only stand beside what their table adds up (其中：…, 会议费)."""
        return frozenset((row["table_code"], row["item_code"]) for row in self._rows["memo_items.csv"])

    @cached_property
    def class_codes(self) -> dict[tuple[str, str], str]:
        """(classification, key of a name, of today or of former years) → the code of the class that has this name."""
        rows = self._rows["subject_other_names.csv"]
        names = {(row["classification"], key(row["subject_name"])): row["subject_code"] for row in rows}
        names |= {
            (classification, name): code
            for (classification, code), name in self.subject_names.items()
            if len(code) == _DIGITS_OF_A_CLASS
        }
        return names

    @cached_property
    def subject_names(self) -> dict[tuple[str, str], str]:
        """(classification, subject code) → the key of its name."""
        return {
            (classification, row["subject_code"]): key(row["subject_name"])
            for classification in sorted(CLASSIFICATIONS)
            for row in self._rows[f"{classification}_classification.csv"]
        }

    @cached_property
    def item_parents(self) -> dict[tuple[str, str], str]:
        """(table code, item code) → the item that it is a part of, blank where of none."""
        return {(row["table_code"], row["item_code"]): row["parent_item_code"] for row in self._rows["line_items.csv"]}

    @cached_property
    def item_ancestors(self) -> dict[tuple[str, str], list[str]]:
        """(table code, item code) → the items that it is a part of, the nearest first."""
        found: dict[tuple[str, str], list[str]] = {}
        for table_code, item_code in self.item_parents:
            above = found[table_code, item_code] = []
            parent = self.item_parents[table_code, item_code]
            while parent and parent not in above:
                above.append(parent)
                parent = self.item_parents[table_code, parent]
        return found

    @cached_property
    def item_fund_sources(self) -> dict[tuple[str, str], str]:
        """(table code, item code) → the fund source that the item is about, blank where about none."""
        return {(row["table_code"], row["item_code"]): row["fund_source_code"] for row in self._rows["line_items.csv"]}

    @cached_property
    def sum_rules(self) -> list[SumRule]:
        """The rules that compare sums of figures named by terms, in the order of the catalogue.

        What may be carried over in one table alone takes no part in their sums.
        """
        terms: dict[str, list[SumTerm]] = {}
        names = COLUMNS["rule_terms.csv"][3:]
        for row in self._rows["rule_terms.csv"]:
            term = SumTerm(row["side"], int(row["weight"]), *(row[name] for name in names))
            if term.side != "carried_in_budget":
                terms.setdefault(row["rule_id"], []).append(term)
        return [
            SumRule(row["rule_id"], row["severity"], row["basis"], row["key_by"], row["key_from"], tuple(terms[row["rule_id"]]))
            for row in self._rows["rules.csv"]
            if row["rule_id"] in terms
        ]

    @cached_property
    def measures(self) -> dict[str, int]:
        """Unit of measure → yuan in one of it (万元 → 10,000)."""
        return {word: int(meaning) for word, meaning in self.words("measure")}

    @cached_property
    def document_kinds(self) -> list[tuple[str, str]]:
        return self.words("document_kind")

    @cached_property
    def total_rows(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words("total_row"))

    @cached_property
    def totals_of_items(self) -> frozenset[str]:
        """The keys of total rows that say that they add up the items of their table, and nothing that stands beside these."""
        return frozenset(word for word, meaning in self.words("total_row") if meaning)

    def totals_items(self, text_key: str) -> bool:
        """Whether a key is such a total row, with or without a number before it (一、“三公”经费小计)."""
        return without_numbering(text_key) in self.totals_of_items

    @cached_property
    def nil_marks(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words("nil"))

    @cached_property
    def number_row_marks(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words("number_row_mark"))

    @cached_property
    def contents_headings(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words("contents_heading"))

    @cached_property
    def subtotal_rows(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words("subtotal_row"))

    @cached_property
    def left_out_phrases(self) -> tuple[str, ...]:
        """The keys of phrases that say that something is left out of the tables."""
        return tuple(key(row["phrase"]) for row in self._rows["claim_phrases.csv"] if row["claim_kind"] == "left_out")

    @cached_property
    def left_out(self) -> re.Pattern[str]:
        """Any of these phrases: a line is looked through for all of them at once."""
        return re.compile("|".join(map(re.escape, self.left_out_phrases)) or "(?!)")

    @cached_property
    def unit_list_headings(self) -> dict[str, str]:
        """The headings of a list of the units of a department, by their keys; `unit` heads their names."""
        return dict(self.words("unit_list_heading"))

    @cached_property
    def continued_words(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words("continued"))

    @cached_property
    def _continued_suffix(self) -> re.Pattern[str]:
        return re.compile(rf"\(?(?:{self.any_of('continued')})\)?$")

    def without_continued(self, title_key: str) -> str:
        """The key of a title without the word that says that its table goes on from another page."""
        is_continued = title_key.removesuffix(")").endswith(self._continued_endings)
        return self._continued_suffix.sub("", title_key) if is_continued else title_key

    @cached_property
    def _continued_endings(self) -> tuple[str, ...]:
        return tuple(self.continued_words)

    @cached_property
    def furniture_label(self) -> re.Pattern[str]:
        """编制单位：…, 编制日期：…, 单位：… without a figure: a line over a table that is no part of it, in a key."""
        labels = rf"(?:{self.any_of('unit_label')}|{self.any_of('furniture_label')}):"
        return re.compile(rf"{labels}|(?:{self.any_of('measure_label')}):\D+$")

    @cached_property
    def organ_name(self) -> re.Pattern[str]:
        """A name, in a key, that ends like that of an organ or institution (局, 中心)."""
        return re.compile(rf"[一-鿿()·0-9]{{2,40}}(?:{self.any_of('organ_suffix')})")

    def without_organ_prefix(self, name: str) -> str:
        """The name of an organ without what may stand before it or be left out (中共)."""
        prefix = next((word for word, _ in self.words("organ_prefix") if name.startswith(word)), "")
        return name.removeprefix(prefix)

    @cached_property
    def parent_phrases(self) -> list[re.Pattern[str]]:
        """完成…交办的其他工作: phrases that name the unit's superior; group 1 is the name."""
        return [_phrase(word) for word, _ in self.words("parent_phrase")]

    @cached_property
    def child_phrases(self) -> list[re.Pattern[str]]:
        """下属预算单位包括：…: phrases that name the units below; group 1 is their list."""
        return [_phrase(word) for word, _ in self.words("child_phrase")]

    @cached_property
    def words_of_relations(self) -> re.Pattern[str]:
        """The longer part of each phrase that names a superior or units below: nearly all lines hold none of them."""
        phrases = [word for kind in ("parent_phrase", "child_phrase") for word, _ in self.words(kind)]
        return re.compile("|".join(re.escape(max(phrase.split("..."), key=len)) for phrase in phrases) or "(?!)")

    @cached_property
    def person_label(self) -> re.Pattern[str]:
        """项目负责人, 联系人：a label, in a key, of a cell that names a person or how to reach one."""
        return re.compile(rf"(?:{self._person_labels})(?:\(.*\))?:?$")

    @property
    def _person_labels(self) -> str:
        return f"{self.any_of('person_label')}|{self.any_of('telephone_label')}"

    @cached_property
    def unit_label(self) -> re.Pattern[str]:
        """编制单位：…, in a spaced key; group 1 is the unit's name, up to a label, a number or a year (2024年度) beside it."""
        labels = "|".join(self._spaced_any_of(kind) for kind in ("measure_label", "furniture_label"))
        people = "|".join(self._spaced_any_of(kind) for kind in ("person_label", "telephone_label"))
        return re.compile(
            rf"{_LABEL_START}(?:{self._spaced_any_of('unit_label')})\s*:\s*(.+?)\s*(?=(?:{labels})\s*:|{people}|\s{_YEAR_BESIDE}|\s-?[\d,]+(?:\.\d+)?\s*$|$)"
        )

    @cached_property
    def measure_label(self) -> re.Pattern[str]:
        """单位：万元, in a key or a spaced key, where a line, a cell or a bracket begins, or behind a blank.

        Group 1 is the unit of measure, or all of them where several are printed (元、万元).
        """
        measure = f"(?:{self._spaced_any_of('measure')})"
        label = rf"{_LABEL_START}(?:{self._spaced_any_of('measure_label')})\s*:\s*(?:人民币\s*)?"
        return re.compile(rf"{label}({measure}(?:\s*[、,/或和及]\s*{measure})*)(?![一-鿿])")

    @cached_property
    def cut_measure(self) -> re.Pattern[str]:
        """单位：万, at the end of a spaced key: a label of the unit of measure with signs that may be the beginning of one."""
        return re.compile(rf"{_LABEL_START}(?:{self._spaced_any_of('measure_label')})\s*:\s*([一-鿿])\s*$")

    def unit_in(self, text: str) -> str:
        """The key of the unit's name behind 编制单位： in a line or a cell, or behind 单位：; empty where there is none."""
        if not self._may_be_unit_label.search(key(text)):
            return ""
        words = spaced_key(text)
        found = self.unit_label.search(words) or self._organ_behind_measure_label.search(words)
        return key(found.group(1)) if found else ""

    @cached_property
    def _may_be_unit_label(self) -> re.Pattern[str]:
        """编制单位：, in a key, wherever it stands: nearly all texts are without it."""
        return re.compile(rf"(?:{self.any_of('unit_label')}|{self.any_of('measure_label')}):")

    @cached_property
    def _organ_behind_measure_label(self) -> re.Pattern[str]:
        """单位：县图书馆, in a spaced key: the word for the unit of measure before a name that ends like an organ's, group 1."""
        labels = self._spaced_any_of("measure_label")
        return re.compile(rf"{_LABEL_START}(?:{labels})\s*:\s*({self.organ_name.pattern})\s*(?=(?:{labels})\s*:|$)")

    def measures_in(self, text: str) -> list[str]:
        """The units of measure that a line or a cell says its table is printed in, each once."""
        if ":" not in key(text):
            return []
        found = (match.group(1) for match in self.measure_label.finditer(spaced_key(text)))
        return list(dict.fromkeys(key(word) for words in found for word in _MEASURE_SEPARATOR.split(words)))

    @cached_property
    def figure(self) -> re.Pattern[str]:
        """A figure that can be no code, in a key: it has decimals, separators, a sign or a unit of measure."""
        number, grouped = r"\d+", r"\d{1,3}(?:,\d{3})+"
        unit = rf"(?:%|{self.any_of('measure')})"
        return re.compile(rf"[-(]?(?:{grouped}(?:\.\d+)?|{number}\.\d+)\)?{unit}?|-{number}|{number}{unit}", re.ASCII)

    @cached_property
    def measure_suffix(self) -> re.Pattern[str]:
        """预算数(万元): a unit of measure in brackets at the end of a key."""
        return re.compile(rf"\((?:单位:)?({self.any_of('measure')})\)$")

    def says_that_items_are_left_out(self, text_key: str) -> bool:
        """Whether words, in a key, say that something is left out, and that it is secret."""
        return self.left_out.search(text_key) is not None and any(word in text_key for word, _ in self.words("secrecy_word"))

    @cached_property
    def part_prefix(self) -> re.Pattern[str]:
        return re.compile(rf"^(?:{self.any_of('part_prefix')}):?")

    def item_label(self, text_key: str) -> str:
        """The key of an item's label without its numbering and without 其中."""
        return self.part_prefix.sub("", without_numbering(text_key))

    def knows_heading(self, table_code: str, word: str) -> bool:
        """Whether a heading is listed for a table or for all, or is composed of known words."""
        return _knows_heading(self, table_code, word)

    def heads_any_table(self, word: str) -> bool:
        """Whether a word is known as a heading of any kind of budget table."""
        return _heads_any_table(self, word)

    def lists_heading(self, table_code: str, word: str) -> bool:
        """Whether a heading is listed for a table or for all (`table_headings.csv`)."""
        heading = self.heading_key(word)
        return (table_code, heading) in self.headings or ("", heading) in self.headings

    def composes_heading(self, table_code: str, word: str) -> bool:
        """Whether a heading is composed of known words in a table that is told by them."""
        if is_year(word):
            return self.tells_columns_by_words(table_code)
        return self._heading_grammar.knows(table_code, _without_years(self.heading_key(word)))

    @cached_property
    def _heading_grammar(self) -> HeadingGrammar:
        return HeadingGrammar(self._rows["heading_words.csv"], self._rows["heading_columns.csv"])

    def tells_columns_by_words(self, table_code: str) -> bool:
        """Whether the columns of a table are told by the words of their headings, besides those that are listed."""
        return self._heading_grammar.tells(table_code)

    def said_by_heading(self, word: str) -> Said | None:
        """What a heading that is composed of known words says; a year alone (2025年) says nothing; None for any other."""
        if is_year(word):
            return frozenset()
        return self._heading_grammar.said(_without_years(self.heading_key(word)))

    def composed_column(self, table_code: str, said: Said) -> ColumnMeaning | None:
        """What the column holds whose headings say this together; None where no column of the table is meant."""
        found = self._heading_grammar.column(table_code, said)
        if found is None:
            return None
        if found.column_code in (UNIT, LINE):
            side = next((meaning for facet, meaning in said if facet == "flow"), "") if self._has_sides(table_code) else ""
            return ColumnMeaning(table_code, found.column_code, found.column_code, side, "")
        return self.columns[table_code, found.column_code]

    def pairs_classifications(self, table_code: str) -> bool:
        """Whether a table has a column for the subjects of another classification beside its own (`other_subject`)."""
        return table_code in self._pairing_tables

    @cached_property
    def _pairing_tables(self) -> frozenset[str]:
        return frozenset(code for (code, _), column in self.columns.items() if column.column_role == "other_subject")

    def column_with_parts(self, table_code: str, column_code: str) -> str:
        """The column that another is where its parts are printed beside it; empty where it is the same."""
        return self._columns_with_parts.get((table_code, column_code), "")

    @cached_property
    def _columns_with_parts(self) -> dict[tuple[str, str], str]:
        return {
            (row["table_code"], row["column_code"]): row["column_with_parts"]
            for row in self._rows["heading_columns.csv"]
            if row["column_with_parts"]
        }

    @cached_property
    def sides_of_item_columns(self) -> frozenset[tuple[str, str]]:
        """(table code, side) of the lists whose items have a column of their own."""
        return frozenset((column.table_code, column.side) for column in self.columns.values() if column.column_role == "item")

    def performance_field(self, part: str, label: str) -> str:
        """What a label of a performance table labels: in its `head`, or over a `column`, where a number in brackets may follow
        it (分值（90）: what all weights sum to). Empty where the label is not known.
        """
        word = key(label)
        if part == "column":
            word = _NUMBER_IN_BRACKETS.sub("", word)
        return self._performance_fields.get((part, word), "")

    @cached_property
    def _performance_fields(self) -> dict[tuple[str, str], str]:
        return {(row["part"], key(row["label"])): row["field_code"] for row in self._rows["performance_labels.csv"]}

    @cached_property
    def tables_of_projects(self) -> frozenset[str]:
        """The codes of the tables that have a column of projects."""
        return frozenset(column.table_code for column in self.columns.values() if column.column_role == "project")

    def splits_by(self, column: ColumnMeaning) -> str:
        """What tells a column from the total that it is a part of: the first of these that is not the total's; empty for others."""
        own = self._attributes.get((column.table_code, column.column_code), {})
        whole = self._attributes.get((column.table_code, column.part_of), {})
        facets = ("fund_source_code", "expenditure_kind", "cost_kind", "economic_code")
        return next((facet for facet in facets if own.get(facet) and own[facet] != whole.get(facet)), "")

    @cached_property
    def _attributes(self) -> dict[tuple[str, str], Mapping[str, str]]:
        return {(row["table_code"], row["column_code"]): row for row in self._rows["table_columns.csv"]}

    def _has_sides(self, table_code: str) -> bool:
        return any(column.side for (code, _), column in self.columns.items() if code == table_code)

    def heading_key(self, word: str) -> str:
        """The key of a heading without the year and the unit of measure that it may carry."""
        heading = key(word)
        if heading.endswith(")"):
            heading = self.measure_suffix.sub("", heading)
        year = _YEAR_OF_HEADING.match(heading)
        return heading[year.end() :] if year else heading

    def column_of_total(self, table_code: str, label_key: str) -> str:
        """The code of the column whose heading, with a total word behind it, is the label of a row (人员经费合计); else empty."""
        for word in self.total_rows:
            if label_key.endswith(word):
                found = self.headings.get((table_code, label_key.removesuffix(word)), [])
                codes = {entry.column_code for entry in found if not entry.under}
                if len(codes) == 1:
                    return codes.pop()
        return ""

    def rows(self, name: str) -> list[Row]:
        """The rows of one of the files."""
        return self._rows[name]

    def words(self, kind: str) -> list[tuple[str, str]]:
        """(key of a word, its meaning) of a kind, the longest words first."""
        return self._words_by_kind.get(kind, [])

    @cached_property
    def _words_by_kind(self) -> dict[str, list[tuple[str, str]]]:
        words: dict[str, list[tuple[str, str]]] = {}
        for row in self._rows["document_words.csv"]:
            words.setdefault(row["word_kind"], []).append((key(row["word"]), row["meaning"]))
        return {kind: sorted(pairs, key=lambda pair: -len(pair[0])) for kind, pairs in words.items()}

    def _spaced_any_of(self, kind: str) -> str:
        """A pattern of all words of a kind, whose signs may stand apart."""
        return "|".join(r"\s*".join(map(re.escape, word)) for word, _ in self.words(kind)) or "(?!)"

    def any_of(self, kind: str) -> str:
        """A pattern of all words of a kind; where there is no word it matches nothing, rather than everything."""
        return "|".join(re.escape(word) for word, _ in self.words(kind)) or "(?!)"


def is_year(heading: str) -> bool:
    """Whether a heading is a year and nothing else (2025年)."""
    return _YEAR_ALONE.fullmatch(key(heading)) is not None


def _without_years(heading_key: str) -> str:
    """The key of a heading without the years in it (其中：2026年政府采购)."""
    return _YEAR_OF_HEADING.sub("", heading_key) if "年" in heading_key else heading_key


def _at_time(column: ColumnMeaning, time: Row) -> ColumnMeaning:
    """A column of amounts as that of another time: its code, and that of its total, with the time behind it."""
    code, part_of = (f"{each}_{time['time_code']}" if each else "" for each in (column.column_code, column.part_of))
    return replace(column, column_code=code, part_of=part_of, phase=time["phase"])


def _phrase(word_key: str) -> re.Pattern[str]:
    """The pattern of a phrase with a name (or a list, at its end) where the placeholder stands."""
    before, _, behind = word_key.partition("...")
    return re.compile(rf"{re.escape(before)}([^。;]{{2,400}}?){re.escape(behind) or '(?:[。;]|$)'}")


@lru_cache(maxsize=65536)
def _heads_any_table(vocabulary: Vocabulary, word: str) -> bool:
    budget_tables = (code for code, kind in vocabulary.kinds.items() if kind.reader == "budget_table")
    return any(vocabulary.knows_heading(code, word) for code in budget_tables)


@lru_cache(maxsize=65536)
def _knows_heading(vocabulary: Vocabulary, table_code: str, word: str) -> bool:
    """Cached: the first rows of all tables are looked at for headings, under each kind of table that they may be."""
    return vocabulary.lists_heading(table_code, word) or vocabulary.composes_heading(table_code, word)
