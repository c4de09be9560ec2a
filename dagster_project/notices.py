"""What came of a run, told to whoever is to know: by a webhook, by e-mail, or, as it is at first, by neither.

The environment says to whom; nothing that goes wrong here is in the way of a run.
"""

import json
import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from urllib.request import Request, urlopen

from dagster_project.visible import visible_lines

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """A run in a title, a few lines of text, and as data."""

    title: str
    text: str
    data: Mapping[str, Any]


def tell(notice: Notice, environment: Mapping[str, str] | None = None) -> list[str]:
    """Tells of a run by all ways that the environment (`YUSUAN_NOTIFY_…`) names; gives what went wrong with each."""
    settings = os.environ if environment is None else environment
    problems = []
    for name, way in (("YUSUAN_NOTIFY_WEBHOOK", _post), ("YUSUAN_NOTIFY_EMAIL", _send)):
        if settings.get(name):
            try:
                way(notice, settings)
            except (OSError, ValueError, smtplib.SMTPException) as error:
                # The address may hold a secret: it is not told.
                problems.append(f"{name}: {type(error).__name__}")
    return problems


def _post(notice: Notice, settings: Mapping[str, str]) -> None:
    address = settings["YUSUAN_NOTIFY_WEBHOOK"]
    if not address.startswith(("https://", "http://")):
        raise ValueError("no address of http or https")
    # `text` is what chat programs show.
    body = json.dumps({"text": f"{notice.title}\n{notice.text}", **notice.data}).encode()
    request = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - the scheme was looked at
    with urlopen(request, timeout=_SECONDS):  # noqa: S310
        pass


def _send(notice: Notice, settings: Mapping[str, str]) -> None:
    message = EmailMessage()
    message["Subject"] = visible_lines(notice.title)
    message["From"] = settings.get("YUSUAN_NOTIFY_FROM", "yusuan@localhost")
    message["To"] = settings["YUSUAN_NOTIFY_EMAIL"]
    message.set_content(visible_lines(notice.text))
    host, _, port = settings.get("YUSUAN_SMTP", "localhost:25").partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=_SECONDS) as server:
        if user := settings.get("YUSUAN_SMTP_USER"):
            # A password goes over an encrypted line or not at all.
            server.starttls(context=ssl.create_default_context())
            server.login(user, settings.get("YUSUAN_SMTP_PASSWORD", ""))
        server.send_message(message)
