"""The documented questions: each runs on the published file and gives the answer that was worked out from the documents."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from dagster_project.commands.examples import FOLDER, example_names, examples, read_example
from tests.published_figures import CENTRE, CHANGJI, KIZILSU, YIWU, Query

ANSWERS = yaml.safe_load((Path(__file__).parent / "answers.yml").read_text(encoding="utf-8"))
SHORT = {CHANGJI: "昌吉", KIZILSU: "克州", CENTRE: "中心", YIWU: "伊吾"}


def written(value: Any) -> str:
    """A value as the answers have it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, bool):
        return str(value).lower()
    return "–" if value is None else SHORT.get(value, str(value))


@pytest.mark.parametrize("name", example_names())
def test_a_question_is_answered_as_worked_out_from_the_documents(query: Query, name: str) -> None:
    rows = query(read_example(FOLDER / f"{name}.sql").sql)
    assert [" | ".join(map(written, row)) for row in rows] == ANSWERS[name]["rows"]


def test_each_of_at_least_25_questions_has_an_answer_and_each_answer_its_lines() -> None:
    assert sorted(ANSWERS) == example_names()
    assert len(ANSWERS) >= 25
    assert [name for name, answer in ANSWERS.items() if not answer["from"]] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_index_lists_every_question_in_its_language(page: str) -> None:
    index = (FOLDER / page).read_text(encoding="utf-8")
    for example in examples():
        question = example.english if page == "README.md" else example.chinese
        assert f"| [`{example.name}`]({example.name}.sql) | {question} |" in index


@pytest.mark.parametrize("name", example_names())
def test_a_question_divides_by_nothing_that_may_be_zero(name: str) -> None:
    lines = [line for line in read_example(FOLDER / f"{name}.sql").sql.splitlines() if not line.startswith("--")]
    assert [line for line in lines if " / " in line.replace(" / nullif(", "")] == []
