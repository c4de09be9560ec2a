"""Superset in its own environment: its state, its administrator, the import. `make superset` runs it, then the server.

In: the environment variable YUSUAN_SUPERSET_HOME, the folder of Superset's state, and the published file as argument. Run again,
it imports anew: what was changed by hand in what it imports is lost, what was made beside it stays.
"""

import argparse
import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from bi.superset.bundle import bundle

ADMIN = "admin"


def set_up(published: Path) -> None:
    """Brings Superset's state up to date, makes an administrator where there is none, and imports the assets."""
    from superset.app import create_app

    with create_app().app_context():
        import flask_migrate
        import superset
        from superset.commands.importers.v1.assets import ImportAssetsCommand
        from superset.extensions import appbuilder
        from superset.utils.core import override_user

        flask_migrate.upgrade(directory=str(Path(superset.__file__).parent / "migrations"))
        appbuilder.add_permissions(update_perms=True)
        appbuilder.sm.sync_role_definitions()
        with override_user(administrator(appbuilder.sm)):
            ImportAssetsCommand(bundle(published)).run()


def administrator(security: Any) -> Any:
    """The administrator; a new one's password is printed, and is nowhere else to be read."""
    found = security.find_user(ADMIN)
    if found:
        return found
    password = secrets.token_urlsafe(12)
    made = security.add_user(ADMIN, "Yusuan", "Admin", "admin@yusuan.invalid", security.find_role("Admin"), password)
    print(f"user {ADMIN}, password {password} (shown this once)", file=sys.__stdout__, flush=True)
    return made


def main() -> None:
    """Sets up what the server needs; what Superset says meanwhile goes into `setup.log`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("published", type=Path)
    published = parser.parse_args().published
    if not published.exists():
        sys.exit(f"{published} is not there: make refresh writes it")
    home = Path(os.environ["YUSUAN_SUPERSET_HOME"])
    # It holds the passwords' hashes and the key.
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = home / "setup.log"
    with log.open("w", encoding="utf-8") as opened, contextlib.redirect_stdout(opened), contextlib.redirect_stderr(opened):
        try:
            set_up(published)
        except Exception as error:
            import traceback

            traceback.print_exc()
            sys.exit(f"Superset could not be set up ({error}): see {log}")


if __name__ == "__main__":
    main()
