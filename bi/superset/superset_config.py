"""Superset's settings: where its own state lies, and what it may do. Everything else is as Superset ships it."""

import os
import secrets
from pathlib import Path

HOME = Path(os.environ["YUSUAN_SUPERSET_HOME"])


def _kept_secret(file: Path) -> str:
    """The key that signs sessions and encrypts what is stored; made once, readable by its owner alone."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="utf-8")


SECRET_KEY = _kept_secret(HOME / "secret_key")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}"

LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
BABEL_DEFAULT_LOCALE = "zh"

# No figure is kept: a refresh is seen by the next question. DuckDB answers in milliseconds.
CACHE_CONFIG = DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}

# More rows than a table of a dashboard is read for; what is cut off is said on the chart.
ROW_LIMIT = 10_000
SQL_MAX_ROW = 100_000
SQLLAB_TIMEOUT = SUPERSET_WEBSERVER_TIMEOUT = 60

LOG_LEVEL = "ERROR"

# Nothing is taken in: Superset shows what was published.
ALLOWED_EXTENSIONS: set[str] = set()
RATELIMIT_STORAGE_URI = "memory://"
