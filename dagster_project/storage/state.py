"""What the published file was made from, and its hash, so that a refresh knows when there is nothing to do."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from dagster_project.storage.files import replace_text, tree_fingerprint
from dagster_project.storage.layout import DBT_PROJECT, EXPECTATIONS, PACKAGE, SEEDS


@dataclass(frozen=True, slots=True)
class Sources:
    """The fingerprints of what decides what is published: the documents, and the code."""

    inputs: str
    code: str

    @property
    def key(self) -> str:
        """The state in one word."""
        return f"{self.inputs}-{self.code}"


@dataclass(frozen=True, slots=True)
class PublishedState:
    """What was published: from which sources, and the hash of the file."""

    sources: Sources
    sha256: str


def code_fingerprint(extractor_version: str) -> str:
    """A hash of all that decides what is published, besides the documents."""
    tree = tree_fingerprint([PACKAGE, DBT_PROJECT, SEEDS, EXPECTATIONS], (".sql", ".yml", ".csv", ".py"))
    return f"{extractor_version}-{tree[:16]}"


def load_state(path: Path) -> PublishedState | None:
    """The state as saved at the last publication; None where there is none, or it cannot be read or is of an older form."""
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        return PublishedState(Sources(**stated["sources"]), str(stated["sha256"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save_state(path: Path, state: PublishedState) -> None:
    """Saves the state, after the publication: a run killed between the two does the work again."""
    replace_text(path, json.dumps(asdict(state), indent=2) + "\n")
