"""One address fetched: within bounds of size and time, politely, again where a server stumbles, and never from within.

Every address is looked up before it is asked, and the peer is looked at once it answers: neither a redirect nor a name
that changes its meaning leads to a machine that is not on the public network.
"""

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_REDIRECTS = 5
_NOT_MODIFIED = 304


class NotFetched(Exception):
    """An address that gave nothing, with the reason."""


class _TryAgain(NotFetched):
    """The server may answer another time."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may take: bytes, seconds; how often it is tried; seconds between two requests; whether hosts may be private."""

    most_bytes: int = 50_000_000
    seconds: float = 120
    tries: int = 3
    pause: float = 2
    is_private_allowed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, the address that it came from in the end, and by what to ask whether it changed."""

    content: bytes
    address: str
    etag: str | None
    last_modified: str | None


class Fetcher:
    """Fetches addresses one after the other. To be used in a `with` statement."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._asked_at: float | None = None
        # No proxy and no credentials of the environment: the peer would not be the one that was looked at.
        self._client = httpx.Client(
            trust_env=False, follow_redirects=False, timeout=min(30, bounds.seconds), headers={"User-Agent": "yusuan"}
        )

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Answer | None:
        """What an address gives; None where it says that nothing changed since. Raises `NotFetched`."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = {name: value for name, value in headers.items() if value}
        for attempt in range(1, self._bounds.tries + 1):
            try:
                return self._followed(address, asked)
            except _TryAgain:
                if attempt == self._bounds.tries:
                    raise
                time.sleep(self._bounds.pause * attempt)
        raise AssertionError("an address is tried once at least")

    def _followed(self, address: str, headers: dict[str, str]) -> Answer | None:
        end = time.monotonic() + self._bounds.seconds
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(address)
            self._be_polite()
            try:
                with self._client.stream("GET", address, headers=headers) as response:
                    self._check_peer(response)
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        address = urljoin(address, response.headers["location"])
                        continue
                    return self._answer(response, address, end)
            except (httpx.TransportError, OSError) as error:
                raise _TryAgain(f"no answer ({type(error).__name__})") from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise NotFetched(f"an answer that cannot be read ({type(error).__name__})") from error
        raise NotFetched(f"more than {_MOST_REDIRECTS} redirects")

    def _answer(self, response: httpx.Response, address: str, end: float) -> Answer | None:
        status = response.status_code
        if status == _NOT_MODIFIED:
            return None
        if status == 429 or status >= 500:
            raise _TryAgain(f"the server answers {status}")
        if status != 200:
            raise NotFetched(f"the server answers {status}")
        content = b"".join(self._bounded(response, end))
        return Answer(content, address, response.headers.get("etag"), response.headers.get("last-modified"))

    def _bounded(self, response: httpx.Response, end: float) -> Iterator[bytes]:
        n_bytes = 0
        for piece in response.iter_bytes():
            n_bytes += len(piece)
            if n_bytes > self._bounds.most_bytes:
                raise NotFetched(f"more than {self._bounds.most_bytes:,} bytes")
            if time.monotonic() > end:
                raise NotFetched(f"more than {self._bounds.seconds:g} seconds")
            yield piece

    def _be_polite(self) -> None:
        if self._asked_at is not None:
            time.sleep(max(0, self._asked_at + self._bounds.pause - time.monotonic()))
        self._asked_at = time.monotonic()

    def _check(self, address: str) -> None:
        with _understood(address):
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
            raise NotFetched("not an address of http or https without a user and a password")
        try:
            found = socket.getaddrinfo(host, port or parts.scheme, type=socket.SOCK_STREAM)
        except OSError as error:
            raise _TryAgain(f"no machine is known by the name of {host}") from error
        for *_, socket_address in found:
            self._check_machine(str(socket_address[0]))

    def _check_peer(self, response: httpx.Response) -> None:
        peer = response.extensions["network_stream"].get_extra_info("server_addr")
        self._check_machine(str(peer[0]))

    def _check_machine(self, number: str) -> None:
        machine = ipaddress.ip_address(number.partition("%")[0])
        machine = getattr(machine, "ipv4_mapped", None) or machine
        if not self._bounds.is_private_allowed and (not machine.is_global or machine.is_multicast):
            raise NotFetched("it leads to a machine that is not on the public network")


@contextmanager
def _understood(address: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise NotFetched(f"not an address: {address[:200]!r}") from error
