"""Where everything lies: the project's own folders, and the files of a warehouse folder."""

from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT_ROOT / "dagster_project"
SEEDS = PROJECT_ROOT / "seeds"
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
EXPECTATIONS = PROJECT_ROOT / "expectations"


@dataclass(frozen=True, slots=True)
class WarehouseLayout:
    """The paths of one warehouse folder. Only names are made here, no folder is."""

    root: Path

    @property
    def published(self) -> Path:
        """The file that users connect to."""
        return self.root / "budget.duckdb"

    @property
    def history(self) -> Path:
        """The last published files, the present one among them."""
        return self.root / "history"

    @property
    def extracted(self) -> Path:
        """The extracted records, a folder a dataset."""
        return self.root / "extracted"

    @property
    def inventory(self) -> Path:
        """The files seen under the raw folder."""
        return self.extracted / "files" / "files.parquet"

    @property
    def held_back(self) -> Path:
        """The documents that the gate holds back, beside the records that dbt reads."""
        return self.extracted / "held_back" / "held_back.parquet"

    @property
    def build(self) -> Path:
        """Scratch: dbt's layers and the candidate; nothing in it outlives its use."""
        return self.root / "build"

    @property
    def candidate(self) -> Path:
        """The file that is to be published, while it is built and judged."""
        return self.build / "candidate.duckdb"

    @property
    def layers(self) -> Path:
        """dbt's own layers (seeds, staging, intermediate), left after a run for whoever looks for a cause."""
        return self.build / "layers.duckdb"

    @property
    def dbt_target(self) -> Path:
        """dbt's manifest and compiled models."""
        return self.build / "dbt"

    @property
    def reports(self) -> Path:
        """The outcome of the last run, and the pages for people."""
        return self.root / "reports"

    @property
    def run_outcome(self) -> Path:
        """The outcome of the last run, as JSON."""
        return self.reports / "refresh.json"

    @property
    def state(self) -> Path:
        """What the published file was made from."""
        return self.root / "state.json"

    @property
    def retrieved(self) -> Path:
        """What was fetched from which address, and when."""
        return self.root / "retrieved.json"

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance: its runs, those of the command line among them, schedule and sensor."""
        return self.root / "dagster"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes into the folder."""
        return self.root / "writer.lock"
