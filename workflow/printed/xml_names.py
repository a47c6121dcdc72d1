"""Names of the elements of XML and HTML."""

from typing import Any


def local_name(node: Any) -> str:
    """Name of an element without its namespace, in lower case; empty for comments and instructions."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
