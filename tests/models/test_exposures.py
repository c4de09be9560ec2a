"""What is said of who uses what is published names what they use."""

import json
import re
from typing import Any

import pytest

from dagster_project.commands.examples import examples
from dagster_project.parsed_project import MANIFEST, PARSED_BESIDE_PROJECT
from dagster_project.storage.layout import WarehouseLayout


@pytest.fixture(scope="module")
def manifest(published: WarehouseLayout) -> dict[str, Any]:
    """What dbt says of the project."""
    return json.loads((PARSED_BESIDE_PROJECT / MANIFEST).read_text(encoding="utf-8"))


def used_by(manifest: dict[str, Any], exposure: str) -> set[tuple[str, str]]:
    """Schema and name of the relations that an exposure depends on."""
    nodes = manifest["exposures"][f"exposure.yusuan.{exposure}"]["depends_on"]["nodes"]
    return {(manifest["nodes"][node]["schema"].split("_")[-1], manifest["nodes"][node]["alias"]) for node in nodes}


@pytest.mark.parametrize(("exposure", "schema"), [("chinese_views", "zh"), ("exports", "marts")])
def test_whoever_uses_a_whole_schema_is_told_of_all_of_it(manifest: dict[str, Any], exposure: str, schema: str) -> None:
    published = {
        (schema, node["alias"])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"].split("_")[-1] == schema
    }
    assert published
    assert used_by(manifest, exposure) == published


def test_the_questions_of_analysts_are_said_to_use_what_they_ask(manifest: dict[str, Any]) -> None:
    asked = {named for example in examples() for named in re.findall(r"\b(marts|audit|zh)\.(\w+)", example.sql)}
    assert used_by(manifest, "questions") == asked


def test_every_model_is_published_or_inner(manifest: dict[str, Any]) -> None:
    groups = {
        (node["schema"].split("_")[-1], node["group"]) for node in manifest["nodes"].values() if node["resource_type"] == "model"
    }
    assert {group for schema, group in groups if schema in ("marts", "audit", "zh")} == {"published"}
    assert {group for schema, group in groups if schema not in ("marts", "audit", "zh")} == {"inner"}
