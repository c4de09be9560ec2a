"""The terms of the rules on sums are data: a term that cannot be used is refused with its file and line."""

import shutil
from pathlib import Path

import pytest

from dagster_project.extraction.vocabulary import Vocabulary, VocabularyError
from dagster_project.storage.layout import SEEDS


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("balance.unknown,total,1,overview,income,income_amount,total,,,,", "rule_id"),
        ("balance.overview,sideways,1,overview,income,income_amount,total,,,,", "side"),
        ("balance.overview,total,2,overview,income,income_amount,total,,,,", "weight"),
        ("balance.overview,total,1,overview,income,income_amount,heap,,,,", "row_kind"),
        ("narrative.budget_total,total,1,no_measure,,,statement,,,,", "source"),
        ("balance.overview,total,1,no_table,income,income_amount,total,,,,", "source"),
        ("balance.overview,total,1,overview,income,no_column,total,,,,", "column_code"),
        ("balance.overview,total,1,overview,income,income_amount,line,no_item,,,", "item_code"),
    ],
)
def test_a_term_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, row: str, column: str) -> None:
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    text = (seeds / "rules" / "rule_terms.csv").read_text(encoding="utf-8")
    (seeds / "rules" / "rule_terms.csv").write_text(f"{text}{row}\n", encoding="utf-8")
    line = text.count("\n") + 1
    with pytest.raises(VocabularyError, match=rf"rule_terms\.csv, line {line}: {column} "):
        Vocabulary.load(seeds)


def test_a_rule_has_its_terms_and_a_rule_without_terms_is_none_on_sums(vocabulary: Vocabulary) -> None:
    rules = {rule.rule_id: rule for rule in vocabulary.sum_rules}
    overview = rules["balance.overview"]
    assert (overview.severity, overview.basis, overview.key_by, overview.key_from) == ("error", "same", "document", "either")
    assert [(term.side, term.weight, term.source, term.list_side, term.row_kind) for term in overview.terms] == [
        ("total", 1, "overview", "income", "total"),
        ("part", 1, "overview", "expenditure", "total"),
    ]
    assert "document.mandatory_table" not in rules
