"""XML of digitizers' projects, parsed without entities, network or unbounded size."""

from __future__ import annotations

from typing import Any

from memlit.errors import FigureError


def parse_xml(where: str, data: bytes) -> Any:
    """The root element (lxml). Raises FigureError for broken XML and for declared entities."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FigureError(where, f"broken XML ({error.msg})", "save the project again") from error
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FigureError(where, "the XML declares entities", "save the project without them")
    return root


def local_name(element: Any) -> str:
    """Tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
