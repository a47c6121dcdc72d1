"""Who may speak with the local page: this machine, this page, with its token, in small messages."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
MOST_BYTES = 16_384
"""Of a request's body."""
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
        return Refusal(403, "the address lacks its token: use the one that memlit review printed")
    origin = headers.get("origin")
    is_foreign = origin is not None and origin != f"http://{host}"
    if is_foreign or (method == "POST" and origin is None) or not _is_own_site(headers):
        return Refusal(403, "requests of other pages are refused")
    return _body_refusal(headers) if method == "POST" else None


def _is_own_site(headers: Mapping[str, str]) -> bool:
    return headers.get("sec-fetch-site", "none") in {"same-origin", "none"}


def _body_refusal(headers: Mapping[str, str]) -> Refusal | None:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or "transfer-encoding" in headers:
        return Refusal(411, "the length of the body is not stated")
    if len(length) > 9 or int(length) > MOST_BYTES:
        return Refusal(413, f"the body is longer than {MOST_BYTES} bytes")
    if headers.get("content-type", "").split(";")[0].strip() != "application/json":
        return Refusal(415, "the body is no JSON")
    return None
