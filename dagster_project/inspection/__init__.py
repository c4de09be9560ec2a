"""One file looked at, without a warehouse: what is read of it, and what vocabulary is missing for the rest.

`inspection` looks at a document; `missing` groups what is not known by what would mend it. How it is shown is the business of
`commands/inspect.py` and `reports/inspection.py`.
"""

from dagster_project.inspection.inspection import InspectedColumn, InspectedTable, Inspection, Mark, inspect_document
from dagster_project.inspection.missing import MissingGroup, MissingWord

__all__ = ["InspectedColumn", "InspectedTable", "Inspection", "Mark", "MissingGroup", "MissingWord", "inspect_document"]
