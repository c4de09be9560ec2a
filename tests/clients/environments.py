"""The versions of clients that are tried, each in an environment of its own, outside of the project's."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dagster_project.storage.layout import PROJECT_ROOT
from tests.clients.probe import ANSWERS, Answers, Outcome

# Ignored by git, as every folder of this name.
ENVIRONMENTS_FOLDER = Path(__file__).parent / ".venv"
_LOCK = PROJECT_ROOT / "bi" / "superset" / "requirements.lock"
_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Environment:
    """A client, by its name in `openings.py`, with the packages that it is installed with. `name` is its folder's."""

    name: str
    client: str
    requirements: tuple[str, ...]

    @property
    def python(self) -> Path:
        return ENVIRONMENTS_FOLDER / self.name / "bin" / "python"

    @property
    def is_set_up(self) -> bool:
        """Whether it is there with these packages."""
        return self._marker.exists() and self._marker.read_text(encoding="utf-8") == self._marked

    def set_up(self) -> None:
        """Makes it anew. Raises `CalledProcessError` where packages cannot be fetched."""
        folder = ENVIRONMENTS_FOLDER / self.name
        subprocess.run([_BIN / "uv", "venv", "--quiet", "--clear", "--python", sys.executable, folder], check=True)
        install = [_BIN / "uv", "pip", "install", "--quiet", "--python", self.python, *self.requirements]
        subprocess.run(install, cwd=PROJECT_ROOT, check=True)
        self._marker.write_text(self._marked, encoding="utf-8")

    @property
    def _marker(self) -> Path:
        return ENVIRONMENTS_FOLDER / self.name / "requirements.txt"

    @property
    def _marked(self) -> str:
        return "\n".join(_LOCK.read_text(encoding="utf-8") if each == str(_LOCK) else each for each in self.requirements)


ENVIRONMENTS = (
    Environment("duckdb-1.2", "duckdb", ("duckdb==1.2.2",)),
    Environment("duckdb-1.3", "duckdb", ("duckdb==1.3.2",)),
    Environment("duckdb-1.4", "duckdb", ("duckdb==1.4.4",)),
    Environment("duckdb-1.5", "duckdb", ("duckdb==1.5.6",)),
    Environment("duckdb-2.0", "duckdb", ("duckdb==2.0.1",)),
    Environment("pandas", "pandas", ("pandas==3.1.1", "duckdb==1.5.6")),
    Environment("pandas-sql", "pandas_sql", ("pandas==3.1.1", "sqlalchemy==2.0.58", "duckdb-sqlalchemy==1.5.6.5", "duckdb==1.5.6")),
    Environment("polars", "polars", ("polars==2.1.0", "pyarrow==26.0.1", "duckdb==1.5.6")),
    Environment("ibis", "ibis", ("ibis-framework[duckdb]==12.0.0", "duckdb==1.5.6")),
    Environment("sqlalchemy-1.4", "duckdb_engine", ("sqlalchemy==1.4.54", "duckdb-engine==0.17.0", "duckdb==1.5.6")),
    Environment("sqlalchemy-2.0", "sqlalchemy", ("sqlalchemy==2.0.58", "duckdb-sqlalchemy==1.5.6.5", "duckdb==1.5.6")),
    Environment("sqlalchemy-2.1", "sqlalchemy", ("sqlalchemy==2.1.9", "duckdb-sqlalchemy==1.5.6.5", "duckdb==1.5.6")),
    Environment("superset", "superset", ("--requirement", str(_LOCK))),
    Environment("harlequin", "harlequin", ("harlequin==2.17.0", "duckdb==1.5.6")),
)


def answers(python: Path, client: str, file: Path) -> Answers:
    """What a client answers in the environment of an interpreter; where it cannot even open the file, that error alone."""
    result = subprocess.run(
        [python, "-m", "tests.clients.probe", client, file.absolute()],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    told = [line.removeprefix(ANSWERS) for line in result.stdout.splitlines() if line.startswith(ANSWERS)]
    if not told:
        return Answers("", errors=[f"does not open it: {result.stderr.strip().splitlines()[-1]}"])
    given = json.loads(told[0])
    outcomes = {question: Outcome(**outcome) for question, outcome in given.pop("outcomes").items()}
    return Answers(**given, outcomes=outcomes)
