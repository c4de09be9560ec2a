"""What a query looks like on a terminal: figures and keys whole, a line a column where a table is too wide, some rows of many."""

import os
import pty
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dagster_project.commands import display, examples
from dagster_project.storage.layout import WarehouseLayout
from tests.conftest import YUSUAN

Run = Callable[..., subprocess.CompletedProcess[str]]
Show = Callable[..., list[str]]

KEY = "79376e21ed073d93d509f608e1bd55dc"
SENTENCE = "两处必有一误，仅凭文件无法判断是哪一处。" * 3


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Show:
    """Prints one column of values, or several, as wide as the terminal; gives the lines."""

    def show_columns(width: int, as_format: str = "fitting", **columns: list[Any]) -> list[str]:
        monkeypatch.setattr(display.out, "_width", width)
        display.show_rows(list(columns), list(zip(*columns.values(), strict=True)), as_format)
        return capsys.readouterr().out.splitlines()

    return show_columns


def cells(lines: list[str]) -> list[list[str]]:
    """The cells of the lines of a table's body, with their blanks less the one on either side."""
    return [[cell[1:-1] for cell in line.strip("│").split("│")] for line in lines if line.startswith("│")]


def test_figures_stand_under_each_other_with_separators(show: Show) -> None:
    assert cells(show(80, yuan=[Decimal("147516100.00"), None, Decimal("-4173800.50")])) == [
        ["147,516,100.00"],
        ["              "],
        [" -4,173,800.50"],
    ]


def test_decimals_that_no_figure_of_the_column_needs_are_left_out_and_others_are_not(show: Show) -> None:
    assert cells(show(80, target=[Decimal("4.000000"), Decimal("80.000000")])) == [["  4.00"], [" 80.00"]]
    assert cells(show(80, share=[Decimal("4.000000"), Decimal("0.125000")])) == [["4.000"], ["0.125"]]
    assert cells(show(80, tenths=[Decimal("0.5"), Decimal("12.0")])) == [["   0.5"], ["  12.0"]]


def test_a_year_has_no_separator_and_a_large_count_has_one(show: Show) -> None:
    assert cells(show(80, year=[2025, 2026], rows=[999, 12345])) == [["2025", "   999"], ["2026", "12,345"]]


def test_a_code_or_a_truth_is_no_figure(show: Show) -> None:
    assert cells(show(80, subject_code=["2014102"], is_leaf=[True])) == [["2014102     ", "true   "]]


def test_long_texts_are_folded_where_figures_and_keys_beside_them_stay_whole(show: Show) -> None:
    lines = show(90, key=[KEY], yuan=[Decimal("147516100.00")], message=[SENTENCE])
    shown = cells(lines)
    assert [row[0].strip() for row in shown] == [KEY, *[""] * (len(shown) - 1)]
    assert shown[0][1] == "147,516,100.00"
    assert "".join(row[2].strip() for row in shown) == SENTENCE
    # A Chinese character takes two columns.
    assert {len(line) + sum(not sign.isascii() and sign not in "│" for sign in line) for line in lines if "│" in line} == {90}


def test_a_table_that_does_not_fit_is_shown_vertically_a_line_a_column(show: Show) -> None:
    columns = {
        "unit_key": [KEY, KEY],
        "单位": ["甲局", "乙局"],
        "cell": [f"{KEY[:16]}:7:10:11"] * 2,
        "yuan": [Decimal("1242.36"), None],
    }
    assert cells(show(120, **columns))
    lines = show(80, **columns)
    assert [line.rstrip("─") for line in lines] == [
        "row 1 ",
        f"unit_key: {KEY}",
        "    单位: 甲局",
        "    cell: 79376e21ed073d93:7:10:11",
        "    yuan: 1,242.36",
        "row 2 ",
        f"unit_key: {KEY}",
        "    单位: 乙局",
        "    cell: 79376e21ed073d93:7:10:11",
        "    yuan:",
    ]


def test_a_long_text_shown_vertically_is_folded_under_itself(show: Show) -> None:
    _, first, *others = show(40, "vertical", message=[SENTENCE])
    assert first.startswith("message: 两")
    assert others
    assert all(line.startswith(" " * 9) and len(line.strip()) <= 15 for line in others)
    assert "".join([first.removeprefix("message: "), *map(str.strip, others)]) == SENTENCE


def test_a_table_that_is_asked_for_is_as_wide_as_its_figures_and_keys(show: Show) -> None:
    shown = cells(show(40, "table", key=[KEY], yuan=[Decimal("147516100.00")]))
    assert shown == [[KEY, "147,516,100.00"]]


def test_no_rows_are_told_of_where_their_columns_do_not_fit(show: Show) -> None:
    assert show(20, **{name: [] for name in ("unit_key", "unit_name", "region_code")}) == ["No rows."]


def on_a_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """What a command prints on a terminal, standard error too, without colours."""
    leader, follower = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if not name.startswith("YUSUAN_")}
    process = subprocess.Popen(
        [YUSUAN, *arguments],
        env={**variables, "COLUMNS": str(columns), "TERM": "xterm", "PYTHONUTF8": "1", **environment},
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    printed = b""
    try:
        while read := os.read(leader, 65536):
            printed += read
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    assert process.wait(timeout=60) == 0, printed.decode()
    return re.sub(r"\x1b\[[0-9;]*m", "", printed.decode()).replace("\r\n", "\n")


def test_a_terminal_shows_some_rows_of_many_and_tells_how_to_get_the_others(published: WarehouseLayout) -> None:
    warehouse = ("--warehouse", str(published.root))
    cut = on_a_terminal("query", "from range(1234)", *warehouse)
    assert len(cells(cut.splitlines())) == 50
    assert "50 of 1,234 rows are shown: --rows 0 shows all, --format csv writes all." in cut
    whole = on_a_terminal("query", "from range(60)", "--rows", "0", *warehouse)
    assert (len(cells(whole.splitlines())), "rows are shown" in whole) == (60, False)
    assert len(on_a_terminal("query", "from range(60)", "--format", "csv", *warehouse).splitlines()) == 61


def test_what_is_no_terminal_is_given_all_rows_unless_it_asks_for_fewer(published: WarehouseLayout, yusuan: Run) -> None:
    arguments = ("--warehouse", published.root)
    assert len(cells(yusuan("query", "from range(60)", *arguments).stdout.splitlines())) == 60
    few = yusuan("query", "from range(60)", "--rows", "2", *arguments)
    assert (len(cells(few.stdout.splitlines())), few.returncode) == (2, 0)
    assert "2 of 60 rows are shown" in few.stderr


def test_units_are_readable_on_80_columns(published: WarehouseLayout) -> None:
    printed = on_a_terminal("query", "from marts.dim_unit order by unit_name", "--warehouse", str(published.root))
    assert "      unit_name: 新疆维吾尔自治区数据资源和政务服务中心\n" in printed
    assert len(re.findall(r"^       unit_key: [0-9a-f]{32}$", printed, re.MULTILINE)) == 4


# Documented questions


@pytest.fixture
def question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documented questions with one in it."""
    (tmp_path / "units.sql").write_text("-- Which units are there?\n-- 有哪些单位？\nselect 7 as n\n", encoding="utf-8")
    monkeypatch.setattr(examples, "FOLDER", tmp_path)
    return tmp_path


def test_the_first_comments_of_an_example_are_its_question_in_both_languages(question: Path) -> None:
    (example,) = examples.examples()
    assert (example.name, example.english, example.chinese) == ("units", "Which units are there?", "有哪些单位？")
    (question / "units.sql").write_text("select 7\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"units\.sql"):
        examples.examples()


def test_an_example_that_is_not_there_is_wrong_usage(published: WarehouseLayout, yusuan: Run) -> None:
    for name in ("no_such_question", "../../README", "/etc/passwd"):
        result = yusuan("query", "--example", name, "--warehouse", published.root)
        assert (result.returncode, result.stdout) == (2, "")
        assert "`yusuan query --example` lists them" in result.stderr


def test_a_query_is_either_a_statement_or_an_example(yusuan: Run) -> None:
    for arguments in (["query"], ["query", "select 1", "--example", "units"]):
        result = yusuan(*arguments)
        assert result.returncode == 2
        assert "Either SQL or --example is wanted." in result.stderr


# Completion

COMPLETED = """
eval "$(_YUSUAN_COMPLETE=bash_source {program})"
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_yusuan_completion {program}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "completion"), [("fin", ["findings"]), ("findings --sev", ["--severity"]), ("query --format v", ["vertical"])]
)
def test_bash_completes_commands_options_and_their_values(words: str, completion: list[str]) -> None:
    script = COMPLETED.format(program=YUSUAN, words=f"{YUSUAN} {words}")
    result = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.split() == completion
