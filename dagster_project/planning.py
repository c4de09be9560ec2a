"""Whether there is anything to do: looked at before anything slow is imported."""

from dataclasses import dataclass

from dagster_project.extraction.libreoffice import libreoffice
from dagster_project.extraction.version import extractor_version
from dagster_project.settings import Settings
from dagster_project.storage.inventory import FileVersion, inputs_fingerprint, load_inventory, look
from dagster_project.storage.layout import SEEDS
from dagster_project.storage.publication import published_sha256
from dagster_project.storage.state import PublishedState, Sources, code_fingerprint, load_state


@dataclass(frozen=True, slots=True)
class Plan:
    """What the raw folder holds now, what would be published of it, and what is published."""

    inventory: list[FileVersion]
    target: Sources
    published: PublishedState | None
    published_sha256: str | None

    @property
    def is_up_to_date(self) -> bool:
        """Whether the published file is whole, and made from what it would be made from now."""
        return self.published is not None and self.published == PublishedState(self.target, self.published_sha256 or "")

    @property
    def run_key(self) -> str:
        """Names what a run would be for: new sources; or, where they are those of before, the file that is damaged."""
        is_damaged = self.published is not None and self.published.sources == self.target
        return f"{self.target.key}-{self.published_sha256}" if is_damaged else self.target.key


def make_plan(settings: Settings) -> Plan:
    """Looks at the raw folder, at the code and at the published file, and compares them with what was last published."""
    layout = settings.layout
    inventory = look(settings.raw_folder, load_inventory(layout.inventory))
    return Plan(inventory, target_sources(inventory), load_state(layout.state), published_sha256(layout))


def target_sources(inventory: list[FileVersion]) -> Sources:
    """What a publication of this inventory by this code would be made from."""
    return Sources(inputs_fingerprint(inventory), present_code())


def present_code() -> str:
    """The fingerprint of all that decides what is published, besides the documents.

    Whether LibreOffice is installed is part of it: where it was not, the documents that it would read wait for it.
    """
    return f"{code_fingerprint(extractor_version(SEEDS))}{'+libreoffice' if libreoffice() else ''}"
