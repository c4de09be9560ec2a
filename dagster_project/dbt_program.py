"""`yusuan-dbt`: dbt, but it does not outlive the process that started it.

Were a refresh killed while dbt runs, dbt would go on writing into the build folder while the next
refresh builds there.
"""

import os
import threading
import time

_SECONDS_BETWEEN_LOOKS = 0.5


def main() -> None:
    """Runs dbt with the arguments of this process, and ends with it or with the parent process."""
    from dbt.cli.main import cli

    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    cli()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)
