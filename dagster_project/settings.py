"""Where a refresh reads and writes, and what a query may take, from the environment (`YUSUAN_RAW`, `YUSUAN_WAREHOUSE`, …)."""

import os
import re
import threading
from pathlib import Path
from typing import Self

from pydantic import ByteSize, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dagster_project.dbt_program import PARENT
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

# What DuckDB's patterns, dbt's formats and addresses of databases give a meaning to; line breaks and the like; no UTF-8.
_UNUSABLE_IN_PATHS = re.compile(r"[#?*\[\]{}\x00-\x1f\ud800-\udfff]")


def default_jobs() -> int:
    """As many processes as there are cores for this one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """The settings of a run; relative paths are taken from the folder that the program runs in."""

    model_config = SettingsConfigDict(env_prefix="YUSUAN_")

    raw: Path = Field(default=PROJECT_ROOT / "raw", description="Folder of the documents, at any depth")
    warehouse: Path = Field(default=PROJECT_ROOT / "warehouse", description="Folder of all that is made")
    jobs: int = Field(default_factory=default_jobs, ge=1, description="Processes that extract documents")
    full: bool = Field(default=False, description="Extract every document anew")
    memory: ByteSize = Field(default=ByteSize(4_000_000_000), ge=500_000_000, description="Memory that the models may use")
    query_rows: int = Field(default=100_000, ge=1, description="Rows that a query may give")
    query_memory: ByteSize = Field(default=ByteSize(2_000_000_000), ge=100_000_000, description="Memory that a query may use")
    query_seconds: float = Field(default=60, gt=0, le=threading.TIMEOUT_MAX, description="Time that a query may take")
    wait: float = Field(default=600, ge=0, description="Seconds to wait for another refresh that writes into the warehouse")

    @model_validator(mode="after")
    def _warehouse_can_be_used(self) -> Self:
        """What is made must not lie where documents are looked for, and its path must mean nothing but itself."""
        root = self.layout.root
        if root.is_relative_to(self.raw_folder):
            raise ValueError(f"the warehouse folder {root} lies in the raw folder {self.raw_folder}: choose another")
        if unusable := _UNUSABLE_IN_PATHS.search(str(root)):
            raise ValueError(f"the path of the warehouse folder, {str(root)!r}, holds {unusable[0]!r}: choose another")
        return self

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
        os.environ["YUSUAN_MEMORY"] = str(int(self.memory))
        os.environ["YUSUAN_WAIT"] = str(self.wait)
        os.environ["YUSUAN_BUILD"] = str(self.layout.build)
        os.environ["YUSUAN_EXTRACTED"] = str(self.layout.extracted)
        os.environ["DBT_TARGET_PATH"] = str(self.layout.dbt_target)
        os.environ[PARENT] = str(os.getpid())
