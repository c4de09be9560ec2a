"""Whether the rows of the vocabulary fit together: what a row refers to is there, what it means is known.

A row that cannot be used is refused with its file and line, before any document is read.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

from dagster_project.extraction.vocabulary import grammar, headings
from dagster_project.extraction.vocabulary.schema import place_of
from dagster_project.extraction.vocabulary.spellings import spellings
from dagster_project.extraction.wording import key

Row = dict[str, str]

# What a measure may be counted in; a measure without a kind may be counted in any.
QUANTITY_KINDS = frozenset({"money", "count", "area", "percent"})
# Where the figures of a measure are not of the fiscal year, or not set against the budget of the year before.
FIGURE_TIMES = frozenset({"prior_year", "against_prior_actual", "at_date"})
# What a figure is in the life of a budget.
PHASES = frozenset({"budget", "adjusted_budget", "estimate", "actual"})
# What a word of a heading says of figures that are no amounts: changes, as amounts or rates, or shares.
KINDS_OF_CHANGE = frozenset({"change", "rate", "percent", "share"})
CLASSIFICATIONS = frozenset({"functional", "economic", "government_economic"})
CARD_FIELDS = frozenset(
    {
        *("project_name", "basis", "budget", "carrying_unit", "allocation", "period"),
        *("funding", "standard", "scope", "method", "procedure", "beneficiaries"),
    }
)
# The goals of performance tables are read like a section of their own.
GOAL_SECTION = "goal"
_LABEL_KINDS = frozenset({"subject", "project", "card"})

# What a label of a performance table may stand for: above the indicators, over a column of a list of projects (in both an amount
# of measures.csv too), over a column of indicators, left of them.
_PERFORMANCE_FIELDS = {
    "beside": {"heading"},
    "head": {"unit_name", "project_name", "goal", "heading"},
    "list": {"unit_name", "project_name", "goal", "code"},
    "column": {
        "level_1",
        "level_2",
        "indicator_name",
        "target",
        "operator",
        "target_unit",
        "basis",
        "prior_value",
        "actual_value",
        "weight",
        "scoring_rule",
        "evidence",
    },
}
_PERFORMANCE_WORD_KINDS = {
    "level_1",
    "level_2",
    "operator",
    "qualitative",
    "date_word",
    "basis",
    "scoring_rule",
    "evidence",
    "weight_unit",
}
# Words that must have been said before a label.
_SAID = re.compile("“[^“”]+”")
_OPERATORS = {">=", "<=", "=", ">", "<"}

# Where a phrase of each kind of claim may have to stand.
_CLAIM_PLACES = {
    "empty_table": {"", "itself"},
    "not_arranged": {""},
    "no_subordinate_units": {"", "text"},
    "left_out": {""},
    "component": {""},
    "template_text": {"", "blank"},
    "misnomer": {""},
    "year": {"line", "title", "start", "text", "anywhere"},
}
_CLAIM_MEANINGS = {"component": {"fund_source", "functional", "economic"}, "year": {"current", "prior", "past"}}
_N_MEANINGS = {"component": 1, "misnomer": 1, "template_text": 0}
_PLACEHOLDER = re.compile(r"…|\{[^{}]*\}")
_PLACEHOLDERS = {"…", "{year}", "{number}", "{amount}"}
_PLACEHOLDERS_OF = {"no_subordinate_units": {"…", "{unit}"}}

# What a term of a rule may take: rows of a table, or an amount stated (of a measure, or of one that the models make).
_STATEMENT = "statement"
# A figure on the side `absent` must be nil, else the rule cannot be judged.
# One on the side `carried_in_budget` may be what the sides differ by.
_TERM_SIDES = {"total", "part", "absent", "absent_in_budget", "carried_in_budget"}
# Sums that the models make of the amounts of a performance table (int_ledger_figures).
_PERFORMANCE_SUMS = {"performance_fiscal_total", "unit_performance_budget", "project_performance_other"}
_ROW_KINDS = {"total", "unit", "class", "section", "item", "subject", "leaf", "line", _STATEMENT}


class VocabularyError(Exception):
    """A vocabulary file that cannot be used; the message names the file and the row."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """What columns of a file refer to: their values together must be among `known`, which `target` names.

    Where one of the values is blank, and `may_be_blank`, the row refers to nothing. Of alternatives in braces each refers to
    something. `where` limits the rows.
    """

    file: str
    columns: tuple[str, ...]
    known: Collection[tuple[str, ...]]
    target: str
    may_be_blank: bool = True
    where: tuple[str, str] | None = None

    def check(self, rows: list[Row]) -> None:
        for line, row in enumerate(rows, start=2):
            if self.where and row[self.where[0]] != self.where[1]:
                continue
            for values in product(*(spellings(row[column]) for column in self.columns)):
                is_known = values in self.known or (self.may_be_blank and not all(values))
                _refer(self.file, line, self.columns[-1], values[-1], is_known, self.target)


def check_vocabulary(tables: dict[str, list[Row]]) -> None:
    """Raises `VocabularyError` for the first row that cannot be used, naming its file and line."""
    for reference in _references(tables):
        reference.check(tables[reference.file])
    _check_yuan(tables["document_words.csv"])
    _check_performance(tables)
    _check_rule_terms(tables)
    _check_claim_phrases(tables["claim_phrases.csv"])
    _check_titles(tables)
    _check_headings(tables)


def _references(tables: dict[str, list[Row]]) -> Iterator[_Reference]:
    kinds = _values(tables["tables.csv"], "table_code")
    columns = _values(tables["table_columns.csv"], "table_code", "column_code")
    items = _values(tables["line_items.csv"], "table_code", "item_code")
    measures = _values(tables["measures.csv"], "measure_code")
    files_of_sections = ("narrative_sections.csv", "section_kinds.csv")
    sections = {(GOAL_SECTION,)}.union(*(_values(tables[file], "section_code") for file in files_of_sections))
    for name, rows in tables.items():
        if rows and "table_code" in rows[0]:
            yield _Reference(name, ("table_code",), kinds, "tables.csv")
    yield _Reference("table_headings.csv", ("table_code", "column_code"), columns, "table_columns.csv")
    yield _Reference("heading_columns.csv", ("table_code", "column_code"), columns, "table_columns.csv", may_be_blank=False)
    yield _Reference("heading_columns.csv", ("table_code", "column_with_parts"), columns, "table_columns.csv")
    yield _Reference("table_columns.csv", ("table_code", "part_of"), columns, "the same file")
    yield _Reference("line_items.csv", ("table_code", "parent_item_code"), items, "the same file")
    yield _Reference("table_column_details.csv", ("table_code", "column_code"), columns, "table_columns.csv", may_be_blank=False)
    yield _Reference("table_column_details.csv", ("table_code", "item_code"), items, "line_items.csv")
    yield _one_of("table_column_details.csv", "phase", PHASES, may_be_blank=True)
    yield _one_of("table_column_details.csv", "is_memo", {"true", "false"})
    yield _one_of("figure_times.csv", "phase", PHASES)
    yield _one_of("figure_times.csv", "year_offset", {"-1", "0"})
    yield _one_of("figure_times.csv", "document_kind", {"budget", "final_account"}, may_be_blank=True)
    yield _Reference("subject_totals.csv", ("table_code", "item_code"), items, "line_items.csv", may_be_blank=False)
    yield _one_of("subject_other_names.csv", "classification", CLASSIFICATIONS)
    yield _Reference("line_item_labels.csv", ("table_code", "item_code"), items, "line_items.csv", may_be_blank=False)
    yield _one_of("measures.csv", "quantity_kind", QUANTITY_KINDS, may_be_blank=True)
    yield _Reference("measures.csv", ("part_of",), measures, "the same file")
    for file in files_of_sections:
        yield _one_of(file, "label_kind", _LABEL_KINDS, may_be_blank=True)
        yield _Reference(file, ("measure_code",), measures, "measures.csv")
        for kind in ("subject", "project"):
            yield _Reference(file, ("measure_code",), measures, "measures.csv", may_be_blank=False, where=("label_kind", kind))
    yield _Reference("narrative_labels.csv", ("section_code",), sections, "narrative_sections.csv", may_be_blank=False)
    yield _Reference("narrative_labels.csv", ("measure_code",), measures, "measures.csv", may_be_blank=False)
    said = {(under,) for row in tables["narrative_labels.csv"] for under in spellings(row["under"]) if _SAID.fullmatch(under)}
    yield _Reference("narrative_labels.csv", ("under",), measures | {("subject",), ("project",)} | said, "measures.csv")
    yield _Reference("measure_details.csv", ("measure_code",), measures, "measures.csv", may_be_blank=False)
    yield _Reference("measure_details.csv", ("class_measure_code",), measures, "measures.csv")
    yield _Reference("measure_details.csv", ("budget_measure_code",), measures, "measures.csv")
    yield _Reference("measure_details.csv", ("section_measure_code",), measures, "measures.csv")
    yield _one_of("measure_details.csv", "figure_time", FIGURE_TIMES, may_be_blank=True)
    yield _Reference("claim_phrases.csv", ("section_code",), sections, "narrative_sections.csv")
    yield _Reference("claim_phrases.csv", ("measure_code",), measures, "measures.csv")
    for column, target, known in (("section_code", "narrative_sections.csv", sections), ("measure_code", "measures.csv", measures)):
        where = ("claim_kind", "component")
        yield _Reference("claim_phrases.csv", (column,), known, target, may_be_blank=False, where=where)
    yield _one_of("document_words.csv", "meaning", QUANTITY_KINDS - {"money"}, where=("word_kind", "quantity_unit"))
    yield _one_of("document_words.csv", "meaning", CARD_FIELDS, where=("word_kind", "card_field"))
    yield _one_of("document_words.csv", "meaning", PHASES, where=("word_kind", "phase_word"))
    yield _one_of("document_words.csv", "meaning", PHASES, where=("word_kind", "heading_phase"))
    yield _one_of("document_words.csv", "meaning", KINDS_OF_CHANGE, where=("word_kind", "heading_of_change"))


def _values(rows: list[Row], *columns: str) -> set[tuple[str, ...]]:
    return {tuple(row[column] for column in columns) for row in rows}


def _one_of(
    file: str, column: str, words: Collection[str], may_be_blank: bool = False, where: tuple[str, str] | None = None
) -> _Reference:
    """A column whose values are among a few that the program knows."""
    return _Reference(file, (column,), {(word,) for word in words}, ", ".join(sorted(words)), may_be_blank, where)


def _check_yuan(rows: list[Row]) -> None:
    for line, row in enumerate(rows, start=2):
        meaning = row["meaning"]
        if row["word_kind"] in ("measure", "narrative_measure") and not (meaning.isascii() and meaning.isdigit() and int(meaning)):
            raise VocabularyError(
                f"seeds/vocabulary/document_words.csv, line {line}: a measure means a number of yuan, not {meaning!r}"
            )


def _check_titles(tables: dict[str, list[Row]]) -> None:
    """Raises `VocabularyError` for the first word or combination of titles or section headings that cannot be used."""
    known = _meanings_of_words("title_words.csv", tables)
    _check_combinations("title_tables.csv", tables, known)
    of_sections = _meanings_of_words("section_words.csv", tables)
    _check_combinations("section_kinds.csv", tables, {facet: known[facet] | of_sections[facet] for facet in known})
    for line, row in enumerate(tables["title_tables.csv"], start=2):
        is_told = bool(row["table_code"]) != bool(row["reason"])
        _refer("title_tables.csv", line, "reason", row["reason"], is_told, "use, or is missing: a table, or why there is none")


def _meanings_of_words(file: str, tables: dict[str, list[Row]]) -> dict[str, set[str]]:
    """What a combination may say of each facet: what a file of words of a grammar says, and anything."""
    known = _check_words(file, tables, (*grammar.FACETS, grammar.NAMED_KIND, grammar.PART_KIND), grammar.ROLES)
    known[grammar.KIND] |= known.pop(grammar.NAMED_KIND) | known.pop(grammar.PART_KIND)
    return {facet: meanings | {grammar.ANY} for facet, meanings in known.items()}


def _check_headings(tables: dict[str, list[Row]]) -> None:
    """Raises `VocabularyError` for the first word or combination of headings that cannot be used."""
    known = _check_words("heading_words.csv", tables, headings.FACETS, headings.ROLES)
    known["time"].add(headings.BOTH_TIMES)
    _check_combinations("heading_columns.csv", tables, known)


def _check_words(file: str, tables: dict[str, list[Row]], facets: Collection[str], roles: Collection[str]) -> dict[str, set[str]]:
    """What the words of a file say of each facet. Raises `VocabularyError` for the first that cannot be used."""
    known: dict[str, set[str]] = {facet: set() for facet in facets}
    for line, row in enumerate(tables[file], start=2):
        role, meanings = row["role"], row["meaning"].split()
        _refer(file, line, "role", role, role in roles, ", ".join(sorted(roles)))
        _refer(file, line, "word", row["word"], bool(key(row["word"])), "the file: a word is needed")
        _refer(file, line, "meaning", row["meaning"], bool(meanings) == (role in facets), "use, or is missing")
        if role in facets:
            known[role].update(meanings)
    return known


def _check_combinations(file: str, tables: dict[str, list[Row]], known: dict[str, set[str]]) -> None:
    """Raises `VocabularyError` for the first combination of what no words say."""
    for line, row in enumerate(tables[file], start=2):
        for facet, meanings in known.items():
            said = set(row[facet].replace("|", " ").split())
            _refer(file, line, facet, row[facet], said <= meanings, "the file of words")


def _check_performance(tables: dict[str, list[Row]]) -> None:
    """Raises `VocabularyError` for the first row of the words of performance tables that cannot be used."""
    measures = {row["measure_code"] for row in tables["measures.csv"]}
    for line, row in enumerate(tables["performance_labels.csv"], start=2):
        part, code = row["part"], row["field_code"]
        _refer("performance_labels.csv", line, "part", part, part in _PERFORMANCE_FIELDS, "head, list, column, beside")
        fields = _PERFORMANCE_FIELDS[part]
        is_known = code in fields or (part in ("head", "list") and code in measures)
        _refer("performance_labels.csv", line, "field_code", code, is_known, ", ".join(sorted(fields)) + " or measures.csv")
    for line, row in enumerate(tables["performance_words.csv"], start=2):
        kind, meaning = row["word_kind"], row["meaning"]
        known_kinds = ", ".join(sorted(_PERFORMANCE_WORD_KINDS))
        _refer("performance_words.csv", line, "word_kind", kind, kind in _PERFORMANCE_WORD_KINDS, known_kinds)
        _refer("performance_words.csv", line, "word", row["word"], bool(key(row["word"])), "the file: a word is needed")
        is_known = kind != "operator" or meaning in _OPERATORS
        _refer("performance_words.csv", line, "meaning", meaning, is_known, ", ".join(sorted(_OPERATORS)))


def _check_claim_phrases(rows: list[Row]) -> None:
    """Raises `VocabularyError` for the first phrase of a claim that cannot be used."""
    for line, row in enumerate(rows, start=2):
        kind, phrase, meanings = row["claim_kind"], row["phrase"], row["meaning"].split()
        _refer("claim_phrases.csv", line, "claim_kind", kind, kind in _CLAIM_PLACES, ", ".join(sorted(_CLAIM_PLACES)))
        places = _CLAIM_PLACES[kind]
        _refer("claim_phrases.csv", line, "place", row["place"], row["place"] in places, ", ".join(sorted(places)))
        placeholders = _PLACEHOLDERS_OF.get(kind, _PLACEHOLDERS)
        is_whole = set(_PLACEHOLDER.findall(phrase)) <= placeholders and bool(key(phrase))
        _refer("claim_phrases.csv", line, "phrase", phrase, is_whole, "words and " + ", ".join(sorted(placeholders)))
        known = _CLAIM_MEANINGS.get(kind)
        is_known = known.issuperset(meanings) if known else True
        is_known = is_known and len(meanings) == _N_MEANINGS.get(kind, len(meanings))
        _refer(
            "claim_phrases.csv", line, "meaning", row["meaning"], is_known, ", ".join(sorted(known or ())) or "use, or is missing"
        )
        if kind == "no_subordinate_units":
            begins = not _PLACEHOLDER.match(phrase)
            _refer("claim_phrases.csv", line, "phrase", phrase, begins, "words that it begins with")
        if kind == "year":
            before, _, behind = phrase.partition("{year}")
            # Behind the first year stands a sign that tells the phrase; amid a text the words before it are looked for too.
            is_told = len(meanings) == max(1, phrase.count("{year}")) and behind[:1] not in ("", "…", "{")
            is_told = is_told and (row["place"] not in ("text", "anywhere") or not _PLACEHOLDER.search(before))
            _refer("claim_phrases.csv", line, "phrase", phrase, is_told, "the form that its place and its meaning ask for")


def _check_rule_terms(tables: dict[str, list[Row]]) -> None:
    """Raises `VocabularyError` for the first term of a rule that cannot be used."""
    rules = {row["rule_id"] for row in tables["rules.csv"]}
    kinds = {row["table_code"] for row in tables["tables.csv"]}
    measures = {row["measure_code"] for row in tables["measures.csv"]} | _PERFORMANCE_SUMS
    columns = _values(tables["table_columns.csv"], "table_code", "column_code")
    items = _values(tables["line_items.csv"], "table_code", "item_code")
    for line, row in enumerate(tables["rule_terms.csv"], start=2):
        kind, source, item = row["row_kind"], row["source"], row["item_code"]
        _refer("rule_terms.csv", line, "rule_id", row["rule_id"], row["rule_id"] in rules, "rules.csv")
        _refer("rule_terms.csv", line, "side", row["side"], row["side"] in _TERM_SIDES, ", ".join(sorted(_TERM_SIDES)))
        _refer("rule_terms.csv", line, "weight", row["weight"], row["weight"] in ("1", "-1"), "1, -1")
        _refer("rule_terms.csv", line, "row_kind", kind, kind in _ROW_KINDS, ", ".join(sorted(_ROW_KINDS)))
        known, file = (measures, "measures.csv") if kind == _STATEMENT else (kinds, "tables.csv")
        _refer("rule_terms.csv", line, "source", source, source in known, file)
        is_column = kind == _STATEMENT or (source, row["column_code"]) in columns
        _refer("rule_terms.csv", line, "column_code", row["column_code"], is_column, "table_columns.csv")
        _refer("rule_terms.csv", line, "item_code", item, not item or (source, item) in items, "line_items.csv")


def _refer(name: str, line: int, column: str, value: str, is_known: bool, target: str) -> None:
    if not is_known:
        raise VocabularyError(f"seeds/{place_of(name)}, line {line}: {column} {value!r} is not in {target}")
