"""The extracted records: what is new or changed is read, everything else is kept."""

from collections.abc import Iterator

import dagster as dg

from dagster_project.defs.documents import raw_documents
from dagster_project.defs.owners import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.extraction.records import DATASETS
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.outcome import FAILED, RunOutcome, describe_documents, now, save_outcome
from dagster_project.planning import present_code, target_sources
from dagster_project.progress import progress
from dagster_project.storage.extracted import count_rows, discard_damaged
from dagster_project.storage.held_back import release
from dagster_project.storage.inventory import load_inventory
from dagster_project.storage.layout import SEEDS

_DESCRIPTIONS = {
    "documents": "A content that was read, or could not be (文件).",
    "tables": "A table of a document, with the count of its cells (表).",
    "cells": "A printed figure of a budget table, with where it stands and what it means (单元格).",
    "proofs": "What words leave open in a budget table and figures tell (以数字判明之处).",
    "repairs": "A row of a budget table whose amounts slipped sideways, as read and as set right (错位行).",
    "sections": "A section of the explanations, with the count of its figures (情况说明的节).",
    "remaining_texts": "What stands outside tables and sections, with the count of its figures (其余文字).",
    "sentences": "A sentence with a figure in it (句子).",
    "figures": "A figure of a sentence or of a performance table, with what it measures (数字).",
    "project_cards": "What the explanations say of one project (项目卡片).",
    "performance_tables": "A table of performance targets (绩效目标表).",
    "performance_indicators": "An indicator of a performance table (绩效指标).",
    "unit_relations": "A unit that a document says belongs to another (隶属关系).",
    "claims": "What a document states in words alone, without a figure (文字陈述).",
    "rejected": "A cell or a figure that was not understood, with the reason (未识别).",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["extracted", dataset],
            deps=[raw_documents],
            description=_DESCRIPTIONS[dataset],
            group_name="extraction",
            owners=OWNERS,
            kinds={"python", "parquet"},
        )
        for dataset in DATASETS
    ]
)
def extracted_records(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
    """Reads the documents whose records are not stored by this version of the extractor."""
    settings = warehouse.settings
    layout = settings.layout
    inventory = load_inventory(layout.inventory)
    for name in discard_damaged(layout.extracted):
        context.log.warning("extracted/%s is damaged: its documents are read again", name)
    todo = pending(inventory, layout.extracted, extractor_version(SEEDS), everything=settings.full)
    release(layout.held_back, present_code(), (content.content_sha256 for content in todo))
    with progress.stage("extraction", len(todo)):
        n_read = 0
        for _ in extract_pending(settings.raw_folder, todo, layout.extracted, SEEDS, settings.jobs):
            n_read += 1
            progress.step()
    described = describe_documents(inventory, layout)
    n_failed = len(described["failed_documents"])
    if n_failed == sum(version.is_present for version in inventory):
        message = "no document could be read" if n_failed else f"there is no document under {settings.raw_folder}"
        outcome = RunOutcome(
            FAILED, now(), **described, message=message, target=target_sources(inventory).key, seconds=dict(progress.seconds)
        )
        save_outcome(layout, outcome)
        raise dg.Failure(f"{message}: nothing is published", allow_retries=False)
    for dataset in DATASETS:
        yield dg.MaterializeResult(
            asset_key=["extracted", dataset],
            metadata={
                "documents_read": n_read,
                "documents_failed": n_failed,
                "dagster/row_count": count_rows(layout.extracted, dataset),
            },
        )
