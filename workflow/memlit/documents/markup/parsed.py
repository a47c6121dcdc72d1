"""The elements of a file in XML, HTML or DOCX; no entity, address or document type that it names is followed."""

from pathlib import Path
from typing import Any

from memlit.documents.kind import bytes_of
from memlit.errors import DocumentError

_REMEDY = "fetch the file again"


def xml_root(path: Path) -> Any:
    """The root element (lxml) of an XML file. Raises DocumentError where it cannot be parsed or is too large."""
    return xml_of(path.name, bytes_of(path))


def xml_of(name: str, data: bytes) -> Any:
    """The root element (lxml) of the bytes of an XML file of that name; errors as `xml_root`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(name, f"is no well-formed XML ({error.msg})", _REMEDY) from error


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


MARKUP = ("jats", "html", "docx")
"""Kinds of documents that have a tree of elements; that of `docx` is made in HTML."""


def root_of(path: Path, kind: str) -> Any:
    """The root element (lxml) of a document of one of the kinds MARKUP; errors as those of its reader."""
    if kind == "docx":
        from memlit.documents.markup.word.blocks import word_root

        return word_root(path)
    return xml_root(path) if kind == "jats" else html_root(path)


def tree(path: Path, kind: str) -> Any:
    """The root element of a file of that kind, XML read leniently as HTML; None if it has none."""
    try:
        return root_of(path, "docx" if kind == "docx" else "html")
    except DocumentError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
