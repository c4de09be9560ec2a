"""What the models' statements read, for tests that run them again."""

from typing import Any

import duckdb
import pytest

from dagster_project.dbt_plugins.project_names import add_functions
from dagster_project.storage.layers import find_records
from dagster_project.storage.layout import WarehouseLayout


@pytest.fixture(scope="module")
def built(published: WarehouseLayout) -> Any:
    """The layers and the published tables, under the names that the models' statements know them by."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published.layers}' as layers (read_only)")
        connection.execute(f"attach '{published.published}' as candidate (read_only)")
        # A view of the file names its tables without the file's alias.
        connection.execute("use candidate")
        find_records(connection, published.extracted)
        add_functions(connection)
        yield connection
