"""What every client is asked of the published file, and whether it answers rightly: `python -m tests.clients.probe CLIENT FILE`.

What is right is said by the file itself, in `audit.dictionary`, which each client is asked for first. It runs in the client's own
environment too: it imports the standard library alone.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.clients.openings import CLIENTS, Client, NotOffered, Relation, Row

ANSWERS = "ANSWERS "
SCHEMAS = ("marts", "zh", "audit")
ROWS_LOOKED_AT = 5
_DICTIONARY = """
    select
        schema_name, table_name, concat_ws(' ', table_description_en, table_description_zh),
        column_name, concat_ws(' ', description_en, description_zh), coalesce(key_role, ''),
        -- DuckDB declares keys within a schema, and none of a table to itself.
        case
            when schema_name = 'marts' and references_schema = 'marts' and table_name <> references_table and not is_view
                then concat_ws('.', references_schema, references_table, references_column)
            else ''
        end
    from audit.dictionary
    order by schema_name, table_name, column_no
"""
# A figure as documents print it; that it stays exact is for the client to say.
_MONEY = "select amount_yuan from marts.fct_expenditure where amount_yuan is not null limit 1"
# What whoever may write SQL must not get, with what DuckDB refuses it by.
_CLOSED_DOORS = {
    "select * from read_text('/etc/passwd')": "disabled",
    "set enable_external_access = true": "locked",
    "create table marts.written (written integer)": "read-only",
}


@dataclass(frozen=True, slots=True)
class Right:
    """What the file says of a relation."""

    comment: str
    comments: dict[str, str]
    primary_key: list[str]
    foreign_keys: dict[str, str]


@dataclass(slots=True)
class Outcome:
    """How many relations a question was answered rightly for, of how many, and for how many the client has no answer by design."""

    right: int = 0
    of: int = 0
    not_offered: int = 0

    def __str__(self) -> str:
        if self.not_offered == self.of:
            return "—"
        return str(self.right) if self.right == self.of else f"{self.right} of {self.of}"


@dataclass(slots=True)
class Answers:
    """What a client answered; `errors` are in words, and empty where all that it offers is right. `money` is the type of a figure."""

    versions: str
    money: str = ""
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def probe(client: Client) -> Answers:
    """Asks a client everything."""
    answers = Answers(client.versions())
    right = _dictionary(client.query(_DICTIONARY))
    answers.money = type(client.query(_MONEY)[0][0]).__name__
    answers.errors += _open_doors(client)
    asked: dict[str, tuple[Callable[[Relation], Any], Mapping[Relation, Any]]] = {
        "lists": (_listed(client), dict.fromkeys(right, True)),
        "describes": (lambda relation: _described(client.columns(relation)), {at: sorted(of.comments) for at, of in right.items()}),
        "comments": (client.comments, {at: {"": of.comment, **of.comments} for at, of in right.items()}),
        "keys": (
            lambda relation: list(client.primary_key(relation)),
            {at: of.primary_key for at, of in right.items() if of.primary_key},
        ),
        "relates": (
            lambda relation: dict(client.foreign_keys(relation)),
            {at: of.foreign_keys for at, of in right.items() if of.foreign_keys},
        ),
        "queries": (lambda relation: _widths(client, relation) <= {len(right[relation].comments)}, dict.fromkeys(right, True)),
    }
    for question, (ask, expected) in asked.items():
        answers.outcomes[question] = _judged(question, ask, expected, answers.errors)
    return answers


def _dictionary(rows: Iterable[Row]) -> dict[Relation, Right]:
    found: dict[Relation, Right] = {}
    for schema, table, comment, column, column_comment, key_role, target in rows:
        relation = found.setdefault((schema, table), Right(comment, {}, [], {}))
        relation.comments[column] = column_comment
        if key_role == "primary":
            relation.primary_key.append(column)
        if target:
            relation.foreign_keys[column] = target
    if {schema for schema, _ in found} != set(SCHEMAS):
        raise ValueError(f"audit.dictionary is not that of the published file: {sorted(found)}")
    return found


def _judged(question: str, ask: Callable[[Relation], Any], expected: Mapping[Relation, Any], errors: list[str]) -> Outcome:
    outcome = Outcome(of=len(expected))
    for relation, right in expected.items():
        try:
            answer = ask(relation)
        except NotOffered:
            outcome.not_offered += 1
            continue
        except Exception as error:  # whatever a client makes of the file is what is looked for
            errors.append(f"{question} {'.'.join(relation)}: {type(error).__name__}: {str(error).splitlines()[0]}")
            continue
        if answer == right:
            outcome.right += 1
        else:
            errors.append(f"{question} {'.'.join(relation)}: {answer} where {right} is right")
    return outcome


def _listed(client: Client) -> Callable[[Relation], bool]:
    """Whether a relation is among those that are listed; they are asked for once."""
    listed: set[Relation] = set()

    def is_listed(relation: Relation) -> bool:
        listed.update(listed or client.relations())
        return relation in listed

    return is_listed


def _described(types: Mapping[str, str]) -> list[str]:
    unknown = [column for column, kind in types.items() if not kind]
    if unknown:
        raise TypeError(f"the type is not known of {', '.join(unknown)}")
    return sorted(types)


def _widths(client: Client, relation: Relation) -> set[int]:
    """How many values the first rows of a relation have. Raises `ValueError` where it counts more rows than it shows, or fewer."""
    rows, n_rows = client.first_rows(relation, ROWS_LOOKED_AT), client.count(relation)
    if len(rows) != min(n_rows, ROWS_LOOKED_AT):
        raise ValueError(f"{len(rows)} first rows of {n_rows}")
    return {len(row) for row in rows}


def _open_doors(client: Client) -> Iterable[str]:
    """What the client let a statement do that must be refused."""
    for statement, refused_by in _CLOSED_DOORS.items():
        try:
            client.query(statement)
        except Exception as error:  # each client has exceptions of its own
            if refused_by not in str(error):
                yield f"{statement}: refused by {error}"
        else:
            yield f"{statement}: not refused"


def main() -> None:
    """Prints what a client answered, as JSON behind a mark: a client may print words of its own."""
    name, file = sys.argv[1:]
    print(ANSWERS + json.dumps(asdict(probe(CLIENTS[name](Path(file).absolute())))))


if __name__ == "__main__":
    main()
