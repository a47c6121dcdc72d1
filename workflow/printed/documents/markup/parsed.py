"""The elements of a file in XML or HTML; no entity, address or document type that it names is followed."""

from pathlib import Path
from typing import Any

from printed.documents.kind import bytes_of
from printed.errors import DocumentError

_REMEDY = "fetch the file again"


def xml_root(path: Path) -> Any:
    """The root element (lxml) of an XML file. Raises DocumentError where it cannot be parsed or is too large."""
    from lxml import etree

    data = bytes_of(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path.name, f"is no well-formed XML ({error.msg})", _REMEDY) from error


def html_root(path: Path) -> Any:
    """The root element (lxml) of an HTML page. Raises DocumentError where it has none or is too large."""
    from lxml import etree

    data = bytes_of(path)
    encoding = "utf-8" if _is_utf8(data) else None
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding=encoding)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path.name, f"is no readable HTML ({error.msg})", _REMEDY) from error
    if root is None:
        raise DocumentError(path.name, "holds no HTML", _REMEDY)
    return root


MARKUP = ("jats", "html")
"""Kinds of documents that have a tree of elements."""


def root_of(path: Path, kind: str) -> Any:
    """The root element (lxml) of a document of one of the kinds MARKUP; errors as those of its reader."""
    return xml_root(path) if kind == "jats" else html_root(path)


def tree(path: Path) -> Any:
    """The root element of a file of one of the kinds MARKUP, XML read leniently as HTML; None if it has none."""
    try:
        return html_root(path)
    except DocumentError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
