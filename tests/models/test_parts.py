"""That a table that is made of some documents after others is the one that is made of all at once."""

from typing import Any

import pytest

from dagster_project.storage.layout import WarehouseLayout

TABLES = {"int_check_sums": "layers.intermediate.int_check_sums", "ledger": "candidate.audit.ledger"}


@pytest.fixture
def parts(built: Any) -> Any:
    """The first document of each part and that of the next: here each document is a part."""
    keys = [key for (key,) in built.execute("select distinct document_key from layers.staging.stg_documents order by 1").fetchall()]
    assert len(keys) > 1
    yield list(zip(["", *keys[1:]], [*keys[1:], None], strict=True))
    built.execute("reset variable first_document; reset variable next_document")


@pytest.mark.parametrize("model", TABLES)
def test_the_parts_together_are_the_whole(published: WarehouseLayout, built: Any, parts: Any, model: str) -> None:
    (statements,) = published.dbt_target.glob(f"dbt_models-*/compiled/*/models/**/{model}.sql")
    rows = []
    for first, following in parts:
        built.execute("set variable first_document = ?", [first])
        built.execute("set variable next_document = ?", [following])
        part = built.execute(statements.read_text("utf-8")).fetchall()
        assert part
        rows += part

    assert sorted(map(repr, rows)) == sorted(map(repr, built.execute(f"from {TABLES[model]}").fetchall()))
