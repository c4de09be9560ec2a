"""What must hold of a candidate before it is published, by topic.

Each module states one topic as suites, one suite a table; `ALL_TOPICS` is what the gate runs. A
suite fails on a defect of ours: a figure lost, a key broken, a sum that is neither right nor
marked. A contradiction in a document is no failure; it is a finding.
"""

from expectations import attribution, coverage, keys, ledger, projects, referential_integrity, retold, totals, volume
from expectations.suite import TableSuite

ALL_TOPICS = (keys, referential_integrity, attribution, projects, retold, totals, ledger, volume, coverage)


def all_suites() -> list[TableSuite]:
    """Every suite of every topic, in the order in which they are reported."""
    return [suite for topic in ALL_TOPICS for suite in topic.suites()]
