"""A plugin of pytest, `make test-times`: what each folder of tests costs, all its workers together."""

from collections import Counter
from pathlib import PurePosixPath

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the seconds of each folder and of the slowest files, what is made for their tests included."""
    reports = [report for told in terminalreporter.stats.values() for report in told if isinstance(report, pytest.TestReport)]
    files: Counter[PurePosixPath] = Counter()
    for report in reports:
        files[PurePosixPath(report.nodeid.partition("::")[0])] += report.duration  # type: ignore[assignment]
    folders: Counter[PurePosixPath] = Counter()
    for file, seconds in files.items():
        folders[file.parent] += seconds
    for title, costs in (("folder", folders.most_common()), ("file", files.most_common(20))):
        terminalreporter.section(f"seconds by {title}")
        for path, seconds in costs:
            terminalreporter.write_line(f"{seconds:8.1f}  {path}")
