"""Tables of performance targets (绩效目标表), of a whole unit or of a project.

`words` are the vocabulary of these tables and tell what kind of thing a cell holds; `head` reads
the labels above the indicators; `alignment` finds which column each cell of a row stands for;
`indicators` puts rows together that page breaks cut; `lists` makes tables of the projects that one table lists, by its header
(`list_headers`) and the rows that belong together in it (`list_groups`); `targets` reads an operator, a number and its
unit; `ledger` counts what became of every cell; `reader` makes records of it all.
"""

from dagster_project.extraction.performance.lists import with_projects_apart
from dagster_project.extraction.performance.reader import LoadedPerformanceTable, PerformanceReader

__all__ = ["LoadedPerformanceTable", "PerformanceReader", "with_projects_apart"]
