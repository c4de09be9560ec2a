"""Superset in its own environment: its state, its administrator, the import. `make superset` runs it, then the server.

In: YUSUAN_SUPERSET_HOME, the folder of Superset's state, and the published file as argument. Run again, it imports anew.
"""

import argparse
import secrets
import sys
from pathlib import Path

from superset.app import create_app

from bi.superset.bundle import bundle

ADMIN = "admin"


def set_up(published: Path) -> None:
    """Brings the state up to date and imports the assets; makes an administrator where there is none, and prints the password."""
    app = create_app()
    with app.app_context():
        import flask_migrate
        import superset
        from superset.commands.importers.v1.assets import ImportAssetsCommand
        from superset.extensions import appbuilder
        from superset.utils.core import override_user

        flask_migrate.upgrade(directory=str(Path(superset.__file__).parent / "migrations"))
        security = appbuilder.sm
        appbuilder.add_permissions(update_perms=True)
        security.sync_role_definitions()
        if not security.find_user(ADMIN):
            password = secrets.token_urlsafe(12)
            security.add_user(ADMIN, "Yusuan", "Admin", "admin@yusuan.invalid", security.find_role("Admin"), password)
            print(f"User {ADMIN}, password {password} (shown this once; `superset fab reset-password` sets another)", flush=True)
        with override_user(security.find_user(ADMIN)):
            ImportAssetsCommand(bundle(published)).run()


def main() -> None:
    """Sets up what the server needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("published", type=Path)
    published = parser.parse_args().published
    if not published.exists():
        sys.exit(f"{published} is not there: make refresh writes it")
    set_up(published)


if __name__ == "__main__":
    main()
