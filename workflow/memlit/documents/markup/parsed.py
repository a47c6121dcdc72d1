"""The elements of a file in XML or HTML; no entity, address or document type that it names is followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memlit.errors import DocumentError

MAX_BYTES = 64_000_000
_REMEDY = "fetch the file again"


def xml_root(path: Path) -> Any:
    """The root element (lxml) of an XML file. Raises DocumentError where it cannot be parsed or is too large."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(_bytes(path), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path.name, f"is no well-formed XML ({error.msg})", _REMEDY) from error


def html_root(path: Path) -> Any:
    """The root element (lxml) of an HTML page. Raises DocumentError where it has none or is too large."""
    from lxml import etree

    data = _bytes(path)
    encoding = "utf-8" if _is_utf8(data) else None
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding=encoding)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path.name, f"is no readable HTML ({error.msg})", _REMEDY) from error
    if root is None:
        raise DocumentError(path.name, "holds no HTML", _REMEDY)
    return root


def root_of(path: Path, *, is_xml: bool) -> Any:
    """The root element (lxml) of an XML file or of an HTML page; errors as theirs."""
    return xml_root(path) if is_xml else html_root(path)


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise DocumentError(path.name, f"is larger than {MAX_BYTES // 1_000_000} MB", "split the file")
    return path.read_bytes()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
