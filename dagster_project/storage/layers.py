"""dbt's layers, as they are read: their staging views name the extracted records by their place in the folder of these."""

from pathlib import Path
from typing import Any


def find_records(connection: Any, extracted: Path) -> None:
    """Has a connection look for the extracted records in their folder."""
    folder = str(extracted).replace("'", "''")
    connection.execute(f"set global file_search_path = '{folder}'")
