"""A document from the network into a file: resumable, bounded, checked to be what it claims to be, and complete or
absent.
"""

import contextlib
import http.client
import json
import os
import time
from pathlib import Path
from typing import Literal

from memlit.errors import DocumentError, NetworkError
from memlit.fetching.http import Pace, RequestLimits, StatusError, TooLarge, chunks, opened_url, shown_url
from memlit.files import write_text
from printed.documents.markup.parsed import xml_root
from printed.xml_names import local_name

CopyKind = Literal["xml", "pdf"]
_LIMITS = RequestLimits(seconds=300.0, bytes=100_000_000, redirects=5)
ACCEPT = {"xml": "application/xml, text/xml", "pdf": "application/pdf"}
TYPES = {
    "xml": ("application/xml", "text/xml", "application/jats+xml"),
    "pdf": ("application/pdf", "application/x-pdf", "application/octet-stream", "binary/octet-stream"),
}
_HEAD, _TAIL = 1024, 4096
"""Bytes in which a PDF must begin and end (ISO 32000-1, annex H, implementation notes 13 and 18)."""


class BrokenOff(NetworkError):
    """The body ended early; the part received is kept and continued."""

    may_pass = True


def part_of(target: Path) -> Path:
    """The unfinished file of `target`; hidden, so that no run reads it."""
    return target.with_name(f".{target.name}.part")


def _origin_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.part.json")


def download(
    url: str, target: Path, kind: CopyKind, pace: Pace, contact: str = "", limits: RequestLimits = _LIMITS
) -> Path:
    """Download `url` into the part file of `target` and return it, complete and checked; an interrupted one is
    continued.

    Raises NetworkError if the download fails (the part received is kept for the next call), DocumentError if the file
    is not a document of `kind` (nothing is kept).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    pace.ask(url, lambda: _receive(url, target, kind, contact, limits))
    part = part_of(target)
    try:
        (_check_pdf if kind == "pdf" else _check_article)(part, shown_url(url))
    except DocumentError:
        discard(target)
        raise
    _origin_of(target).unlink(missing_ok=True)
    return part


def discard(target: Path) -> None:
    """Remove the part file of an unfinished download of `target`."""
    part_of(target).unlink(missing_ok=True)
    _origin_of(target).unlink(missing_ok=True)


def _receive(url: str, target: Path, kind: CopyKind, contact: str, limits: RequestLimits) -> None:
    start, validator = _resumable(url, target)
    headers = {"Accept": ACCEPT[kind]}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": validator}
    deadline = time.monotonic() + limits.seconds
    try:
        with opened_url(url, headers, contact, limits) as response:
            _write(response, url, target, start, kind, limits, deadline)
    except TooLarge:
        discard(target)
        raise
    except StatusError as error:
        if error.status == 416:
            # The part is not the beginning of the file that is now at the address.
            discard(target)
            raise BrokenOff(
                shown_url(url), "now holds a different file from the part received before", "run it again"
            ) from None
        raise


def _write(
    response: http.client.HTTPResponse,
    url: str,
    target: Path,
    start: int,
    kind: CopyKind,
    limits: RequestLimits,
    deadline: float,
) -> None:
    content_type = response.headers.get_content_type()
    if content_type not in TYPES[kind]:
        raise NetworkError(shown_url(url), f"sends {content_type}, no {kind.upper()}", "get the file by hand")
    is_rest = response.status == 206
    if is_rest and (response.headers.get("Content-Range") or "").split("-")[0] != f"bytes {start}":
        discard(target)
        raise BrokenOff(shown_url(url), "sends another range than was requested", "run it again")
    start = start if is_rest else 0
    announced = response.headers.get("Content-Length") or ""
    total = start + int(announced) if announced.isdecimal() else None
    if total is not None and total > limits.bytes:
        raise TooLarge(shown_url(url), f"sends more than {limits.bytes} bytes", "get the file by hand")
    validator = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
    write_text(_origin_of(target), json.dumps({"url": url, "validator": validator}) + "\n")
    size = start
    with part_of(target).open("r+b" if is_rest else "wb") as stream:
        stream.seek(start)
        try:
            for chunk in chunks(response, url, limits, deadline, start):
                stream.write(chunk)
                size += len(chunk)
        except (OSError, http.client.HTTPException):
            raise BrokenOff(shown_url(url), f"broke off after {size} bytes", "run it again to go on") from None
        stream.truncate()
        stream.flush()
        os.fsync(stream.fileno())
    if total is not None and size != total:
        raise BrokenOff(shown_url(url), f"broke off after {size} of {total} bytes", "run it again to go on")


def _resumable(url: str, target: Path) -> tuple[int, str]:
    """How many bytes of `url` are already there, and their validator; (0, "") if they cannot be continued."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        origin = json.loads(_origin_of(target).read_text(encoding="utf-8"))
        size, validator = part_of(target).stat().st_size, origin["validator"]
        # A weak ETag does not promise the same bytes (RFC 9110, 8.8.1).
        if origin["url"] == url and isinstance(validator, str) and validator and not validator.startswith("W/"):
            return size, validator
    discard(target)
    return 0, ""


def _check_pdf(path: Path, where: str) -> None:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    if b"%PDF-" not in head:
        raise DocumentError(where, "sends something else under the name of a PDF", "get the file by hand")
    if b"%%EOF" not in tail:
        raise DocumentError(where, "sends a PDF without its end", "try again, or get the file by hand")


def _check_article(path: Path, where: str) -> None:
    """Check for a JATS article with a body; an abstract alone holds no table."""
    try:
        root = xml_root(path)
    except DocumentError as error:
        raise DocumentError(where, f"sends a file that {error.problem}", "try again later") from None
    if local_name(root) != "article" or "body" not in map(local_name, root.iter()):
        raise DocumentError(where, "sends no article with text", "get the file by hand")
