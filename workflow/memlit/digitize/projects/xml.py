"""XML of digitizers' projects, parsed without entities, network or unbounded size."""

from typing import Any

from memlit.errors import FigureError


def parse_xml(where: str, data: bytes) -> Any:
    """The root element (lxml). Raises FigureError for broken XML and for declared entities."""
    from lxml import etree

    def parsed(encoding: str | None) -> Any:
        parser = etree.XMLParser(
            encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        return etree.fromstring(data, parser)

    try:
        root = parsed(None)
    except etree.XMLSyntaxError as error:
        if "ncoding" not in str(error.msg) and "UTF-8" not in str(error.msg):
            raise FigureError(where, f"broken XML ({error.msg})", "save the project again") from error
        try:
            root = parsed("windows-1252")
        except etree.XMLSyntaxError as second:
            raise FigureError(where, f"broken XML ({second.msg})", "save the project again") from second
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FigureError(where, "the XML declares entities", "save the project without them")
    return root


def local_name(element: Any) -> str:
    """Tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
