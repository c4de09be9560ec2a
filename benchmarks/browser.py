"""A browser without a window, driven by the DevTools protocol through a pipe: Chromium, and nothing but the standard library."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--remote-debugging-pipe")
# The two ends by which the browser reads and writes.
_PIPE_ENDS = "3<&{reads} 4>&{writes}"
_TALLEST_PICTURE = 6000
_WIDEST_TELEPHONE = 600


class NoBrowser(Exception):
    """Chromium is not installed."""


@contextmanager
def browser() -> Iterator["Browser"]:
    """A browser with a profile of its own, which is removed in the end. Raises `NoBrowser`."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise NoBrowser("Chromium is not installed: apt-get install chromium, with fonts-noto-cjk for Chinese")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        reads, sends = os.pipe()
        receives, writes = os.pipe()
        process = subprocess.Popen(
            [
                "sh",
                "-c",
                f'exec "$@" {_PIPE_ENDS.format(reads=reads, writes=writes)}',
                "sh",
                program,
                *_OPTIONS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        try:
            yield Browser(sends, receives)
        finally:
            os.close(sends)
            os.close(receives)
            process.terminate()
            process.wait()


class Browser:
    """What is said through the pipe, and what comes back."""

    def __init__(self, sends: int, receives: int) -> None:
        self._sends, self._receives = sends, receives
        self._left = b""
        self._events: deque[dict[str, Any]] = deque()
        self._n_sent = 0

    def tab(self, width: int, height: int, times_slower: float = 1) -> "Tab":
        """A new tab with a window of so many pixels, on a processor that is made so many times slower."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session)
        tab.call("Page.enable")
        tab.call("Network.enable")
        is_phone = width < 600
        tab.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if is_phone else 1,
            mobile=is_phone,
        )
        tab.call("Emulation.setCPUThrottlingRate", rate=times_slower)
        return tab

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Calls a method of the protocol; gives its result. Raises `RuntimeError` where the browser refuses."""
        self._n_sent += 1
        message = {"id": self._n_sent, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        os.write(self._sends, json.dumps(message).encode() + b"\0")
        while (received := self._receive()).get("id") != self._n_sent:
            self._events.append(received)
        if "error" in received:
            raise RuntimeError(f"{method}: {received['error']['message']}")
        result: dict[str, Any] = received["result"]
        return result

    def forget(self) -> None:
        """Forgets what it told so far."""
        self._events.clear()

    def events(self) -> Iterator[dict[str, Any]]:
        """What the browser tells by itself; waits for more without end."""
        while True:
            yield self._events.popleft() if self._events else self._receive()

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            read = os.read(self._receives, 1 << 20)
            if not read:
                raise RuntimeError("the browser has ended")
            self._left += read
        message, _, self._left = self._left.partition(b"\0")
        received: dict[str, Any] = json.loads(message)
        return received


class Tab:
    """A tab of the browser."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)

    def open(self, address: str) -> list[str]:
        """Opens a page and waits until it is loaded; gives all addresses that were asked for."""
        self._browser.forget()
        self.call("Page.navigate", url=address)
        asked = []
        for event in self._browser.events():
            if event["method"] == "Network.requestWillBeSent":
                asked.append(event["params"]["request"]["url"])
            if event["method"] == "Page.loadEventFired":
                return asked
        raise AssertionError("events end with the browser alone")

    def evaluate(self, program: str) -> Any:
        """What a program gives in the page; of a promise, what it comes to. Raises `RuntimeError` where it fails."""
        answer = self.call("Runtime.evaluate", expression=program, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def picture(self, file: Path) -> None:
        """Writes the whole page as a PNG picture, as far as a picture of a page can be looked at."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], _TALLEST_PICTURE), "scale": 1}
        taken = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(taken["data"]))

    def close(self) -> None:
        self.call("Page.close")
