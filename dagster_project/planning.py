"""Whether there is anything to do: looked at before anything slow is imported."""

from dataclasses import dataclass

from dagster_project.extraction.extract import extractor_version
from dagster_project.settings import Settings
from dagster_project.storage.inventory import FileVersion, inputs_fingerprint, load_inventory, look
from dagster_project.storage.layout import SEEDS
from dagster_project.storage.state import PublishedState, code_fingerprint, load_state


@dataclass(frozen=True, slots=True)
class Plan:
    """What the raw folder holds now, and what would be published of it."""

    inventory: list[FileVersion]
    target: PublishedState
    is_up_to_date: bool


def make_plan(settings: Settings) -> Plan:
    """Looks at the raw folder and at the code, and compares both with what was last published."""
    inventory = look(settings.raw_folder, load_inventory(settings.layout.inventory))
    target = target_state(inventory)
    up_to_date = load_state(settings.layout.state) == target and settings.layout.published.exists()
    return Plan(inventory, target, up_to_date)


def target_state(inventory: list[FileVersion]) -> PublishedState:
    """The state that a publication of this inventory by this code would have."""
    return PublishedState(inputs_fingerprint(inventory), present_code())


def present_code() -> str:
    """The fingerprint of all that decides what is published, besides the documents."""
    return code_fingerprint(extractor_version(SEEDS))
