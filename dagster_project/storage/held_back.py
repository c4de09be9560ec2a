"""The documents that the gate holds back: which contents, under which code, and why in words.

What is held back is judged again as soon as its content, what stands beside it or the code is another. dbt reads the
file too: the models leave its contents out, and `audit.document_outcomes` says why.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from dagster_project.storage.files import read_parquet, replace_parquet


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A content that was held back, the fingerprint of the code that did it, and the reason for a person."""

    content_sha256: str
    code: str
    reason: str


def load_held_back(path: Path, code: str) -> list[HeldBack]:
    """What this code holds back; empty where the file is not there or cannot be read: then all is judged again."""
    import pyarrow as pa

    try:
        rows = read_parquet(path, [field.name for field in fields(HeldBack)]).to_pylist()
    except (OSError, KeyError, pa.ArrowException):
        return []
    return [HeldBack(**row) for row in rows if row["code"] == code]


def save_held_back(path: Path, held_back: Iterable[HeldBack]) -> None:
    """Writes what is held back, in the place of what was."""
    import pyarrow as pa

    schema = pa.schema([(field.name, pa.string()) for field in fields(HeldBack)])
    entries = sorted(held_back, key=lambda entry: entry.content_sha256)
    replace_parquet(path, pa.Table.from_pylist([asdict(entry) for entry in entries], schema=schema))


def release(path: Path, code: str, contents: Iterable[str]) -> None:
    """Has some contents judged again: their records are made anew."""
    held_back, released = load_held_back(path, code), set(contents)
    if any(entry.content_sha256 in released for entry in held_back):
        save_held_back(path, (entry for entry in held_back if entry.content_sha256 not in released))
