"""Tries every client in an environment of its own: `python -m tests.clients FILE`, which is `make clients`."""

import subprocess
import sys
from pathlib import Path

from tests.clients.environments import ENVIRONMENTS, Environment, answers
from tests.clients.probe import Answers

_ERRORS_SHOWN = 5


def main() -> None:
    """Prints a table of what each client answers, as the documentation shows it; exit status 1 where one is wrong."""
    file = Path(sys.argv[1])
    if not file.exists():
        sys.exit(f"{file} is not there: make refresh writes it")
    print("| client | lists | describes | comments | keys | relates | queries | a figure is | errors |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    errors: list[str] = []
    for environment in ENVIRONMENTS:
        found = _tried(environment, file)
        cells = [found.versions or environment.name, *map(str, found.outcomes.values()), found.money, str(len(found.errors))]
        print(f"| {' | '.join(cells)} |", flush=True)
        errors += [f"{environment.name}: {error}" for error in found.errors[:_ERRORS_SHOWN]]
    print(*errors, sep="\n")
    sys.exit(bool(errors))


def _tried(environment: Environment, file: Path) -> Answers:
    try:
        if not environment.is_set_up:
            environment.set_up()
    except subprocess.CalledProcessError:
        return Answers("", errors=["could not be set up"])
    return answers(environment.python, environment.client, file)


if __name__ == "__main__":
    main()
