"""Where a refresh reads and writes, and what a query may take, from the environment (`YUSUAN_RAW`, `YUSUAN_WAREHOUSE`, …).

Read here and not by pydantic-settings, which takes longer to import than a query takes to be answered.
"""

import os
import re
import threading
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from dagster_project.dbt_program import PARENT
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

# What DuckDB's patterns, dbt's formats and addresses of databases give a meaning to; line breaks and the like; no UTF-8.
_UNUSABLE_IN_PATHS = re.compile(r"[#?*\[\]{}\x00-\x1f\ud800-\udfff]")
_PREFIX = "YUSUAN_"


def default_jobs() -> int:
    """As many processes as there are cores for this one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WrongSettings(ValueError):
    """Settings that cannot be used: `problems` says what is wrong with each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text!r} is no whole number") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{text!r} is no number") from None


def _yes_or_no(text: str) -> bool:
    if (word := text.strip().lower()) not in _YES | _NO:
        raise ValueError(f"{text!r} is neither true nor false")
    return word in _YES


def _bytes(text: str) -> int:
    size = _SIZE.fullmatch(text)
    if size is None:
        raise ValueError(f"{text!r} is no size such as 500MB or 2GiB")
    thousand = 1024 if size["binary"] else 1000
    return int(Decimal(size["number"]) * thousand ** " kmgtpe".index((size["prefix"] or " ").lower()))


_YES = {"1", "true", "t", "yes", "y", "on"}
_NO = {"0", "false", "f", "no", "n", "off"}
_SIZE = re.compile(r"\s*(?P<number>\d*\.?\d+)\s*((?P<prefix>[kmgtpe])(?P<binary>i)?)?b?\s*", re.IGNORECASE | re.ASCII)


def readable_size(n_bytes: int) -> str:
    """A size as a setting may say it: 200.0MB."""
    thousands = next(power for power in range(6, -1, -1) if n_bytes >= 1000**power or not power)
    return f"{Decimal(n_bytes) / 1000**thousands:.1f}{' KMGTPE'[thousands].strip()}B"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a setting is read from a text, and which values it may have: as a condition, and in words."""

    read: Callable[[str], Any]
    is_allowed: Callable[[Any], bool] = lambda _: True
    allowed: str = ""


_COUNT = _Kind(_whole_number, lambda n: n >= 1, "1 or more")
_KINDS = {
    "raw": _Kind(Path),
    "warehouse": _Kind(Path),
    "jobs": _COUNT,
    "full": _Kind(_yes_or_no),
    "memory": _Kind(_bytes, lambda n: n >= 500_000_000, "500MB or more"),
    "query_rows": _COUNT,
    "query_memory": _Kind(_bytes, lambda n: n >= 100_000_000, "100MB or more"),
    "query_seconds": _Kind(_number, lambda n: 0 < n <= threading.TIMEOUT_MAX, f"more than 0, up to {threading.TIMEOUT_MAX:.0f}"),
    "wait": _Kind(_number, lambda n: n >= 0, "0 or more"),
    "sources": _Kind(Path),
    "retrieve_private": _Kind(_yes_or_no),
}


@dataclass(init=False)
class Settings:
    """The settings of a run; relative paths are taken from the folder that the program runs in."""

    # Folder of the documents, at any depth
    raw: Path = PROJECT_ROOT / "raw"
    # Folder of all that is made
    warehouse: Path = PROJECT_ROOT / "warehouse"
    # Processes that extract documents
    jobs: int = field(default_factory=default_jobs)
    # Extract every document anew
    full: bool = False
    # Memory that the models may use, in bytes
    memory: int = 4_000_000_000
    # Rows that a query may give
    query_rows: int = 100_000
    # Memory that a query may use, in bytes
    query_memory: int = 2_000_000_000
    # Time that a query may take
    query_seconds: float = 60
    # Seconds to wait for another refresh that writes into the warehouse
    wait: float = 600
    # List of addresses that documents are fetched from; none: nothing is fetched
    sources: Path | None = None
    # Whether they may lie on machines that are not on the public network
    retrieve_private: bool = False

    def __init__(self, **given: Any) -> None:
        """The settings as given, and all others as the environment says. Raises `WrongSettings`."""
        if unknown := given.keys() - {setting.name for setting in fields(self)}:
            raise TypeError(f"no settings: {', '.join(sorted(unknown))}")
        problems = []
        for setting in fields(self):
            variable = f"{_PREFIX}{setting.name.upper()}"
            try:
                setattr(self, setting.name, _value(setting, given, os.environ.get(variable)))
            except ValueError as error:
                problems.append(f"{variable}: {error}")
        if problems:
            raise WrongSettings(problems)
        self._check_warehouse()

    def _check_warehouse(self) -> None:
        """What is made must not lie where documents are looked for, and its path must mean nothing but itself."""
        root = self.layout.root
        if root.is_relative_to(self.raw_folder):
            raise WrongSettings([f"the warehouse folder {root} lies in the raw folder {self.raw_folder}: choose another"])
        if unusable := _UNUSABLE_IN_PATHS.search(str(root)):
            raise WrongSettings([f"the path of the warehouse folder, {str(root)!r}, holds {unusable[0]!r}: choose another"])

    @property
    def raw_folder(self) -> Path:
        return self.raw.resolve()

    @property
    def layout(self) -> WarehouseLayout:
        return WarehouseLayout(self.warehouse.resolve())

    def export(self) -> None:
        """Puts the settings into the environment: what dbt and child processes go by."""
        os.environ["YUSUAN_RAW"] = str(self.raw_folder)
        os.environ["YUSUAN_WAREHOUSE"] = str(self.layout.root)
        os.environ["YUSUAN_JOBS"] = str(self.jobs)
        os.environ["YUSUAN_FULL"] = str(self.full).lower()
        os.environ["YUSUAN_MEMORY"] = str(self.memory)
        os.environ["YUSUAN_WAIT"] = str(self.wait)
        os.environ["YUSUAN_BUILD"] = str(self.layout.build)
        os.environ["YUSUAN_EXTRACTED"] = str(self.layout.extracted)
        os.environ["DBT_TARGET_PATH"] = str(self.layout.dbt_target)
        os.environ[PARENT] = str(os.getpid())


def _value(setting: Field[Any], given: dict[str, Any], variable: str | None) -> Any:
    """What is given, or else what the variable of the environment says, or else the ordinary value."""
    kind = _KINDS[setting.name]
    if setting.name in given:
        value = given[setting.name]
    elif variable is not None:
        value = kind.read(variable)
    else:
        value = setting.default if setting.default_factory is MISSING else setting.default_factory()
    if not kind.is_allowed(value):
        raise ValueError(f"{value} is not {kind.allowed}")
    return value
