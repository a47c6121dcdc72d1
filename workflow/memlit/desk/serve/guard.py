"""Who may speak with the local page: this machine, this page, with its token, in small messages."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
MOST_BYTES = 16_384
"""Of a message."""
MOST_FILE = 200_000_000
"""Bytes of a file that is brought."""
UPLOAD = "bring"
"""The one route that takes a file; all others take messages in JSON."""
MESSAGE_KIND, FILE_KIND = "application/json", "application/octet-stream"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no page: a status of HTTP and one line."""

    status: int
    line: str


def refusal(method: str, path: str, headers: Mapping[str, str], token: str, port: int) -> Refusal | None:
    """Why a request is not answered, None where it may be. headers: names in lower case.

    A name of another host in Host (DNS rebinding), another site's page in Origin or Sec-Fetch-Site, and a path
    without the token are all refused before anything is read.
    """
    hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
    host = headers.get("host", "")
    if host not in hosts:
        return Refusal(403, "this host is not served")
    if not hmac.compare_digest(path.split("/", 2)[1].encode() if "/" in path else b"", token.encode()):
        return Refusal(403, "the address lacks its token: use the one that memlit desk printed")
    origin = headers.get("origin")
    is_foreign = origin is not None and origin != f"http://{host}"
    if is_foreign or (method == "POST" and origin is None) or not _is_own_site(headers):
        return Refusal(403, "requests of other pages are refused")
    is_file = path.split("?", 1)[0].split("/", 2)[2:] == [UPLOAD]
    return _body_refusal(headers, is_file) if method == "POST" else None


def _is_own_site(headers: Mapping[str, str]) -> bool:
    return headers.get("sec-fetch-site", "none") in {"same-origin", "none"}


def _body_refusal(headers: Mapping[str, str], is_file: bool) -> Refusal | None:
    most, kind = (MOST_FILE, FILE_KIND) if is_file else (MOST_BYTES, MESSAGE_KIND)
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or "transfer-encoding" in headers:
        return Refusal(411, "the length of the body is not stated")
    if len(length) > 9 or int(length) > most:
        return Refusal(413, f"the body is longer than {most} bytes")
    if headers.get("content-type", "").split(";")[0].strip() != kind:
        return Refusal(415, f"the body is not {kind}")
    return None
