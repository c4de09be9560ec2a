"""`yusuan-dbt`: dbt, but it does not outlive the process that started it, and does not call home.

Were a refresh killed while dbt runs, dbt would go on writing into the build folder while the next
refresh builds there. Asked for its version, dbt would look on the network for a newer one.
"""

import os
import sys
from importlib.metadata import version

from dagster_project.child_process import end_with_parent

# The process that starts dbt puts its number here: dbt cannot tell it any more where that process ended meanwhile.
PARENT = "YUSUAN_PROCESS"


def main() -> None:
    """Runs dbt with the arguments of this process, and ends with it or with the parent process."""
    if sys.argv[1:] == ["--version"]:
        print(f"dbt-core {version('dbt-core')}")
        return
    end_with_parent(int(os.environ.get(PARENT, os.getppid())))
    from dbt.cli.main import cli

    cli()
