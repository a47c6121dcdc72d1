"""What waits in the page until it is asked for: text as base64 of gzip in data blocks; templates/packed.js opens it."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from typing import Any

from memlit.report.charts.diagram_spec import diagram_spec
from memlit.report.charts.specs import strip_spec

ENTRIES_IN_A_DRAWER = 1000
"""About 300 kB of text: opened in some milliseconds."""


def packed(text: str) -> str:
    """A text as base64 of gzip, which holds no character that could end its element."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def packed_chart(chart: Mapping[str, Any]) -> str:
    """A chart's specification and the tables of its marks."""
    tables = {"rows": chart, **{name: chart[name] for name in ("parts", "names") if name in chart}}
    content: dict[str, Any] = {
        "spec": chart_spec(chart),
        "tables": {name: {"columns": table["columns"], "rows": table["rows"]} for name, table in tables.items()},
    }
    if "frame" in chart:
        content["frame"] = {axis: chart["frame"][axis] for axis in ("energy", "power")}
    return packed_data(content)


def packed_data(content: Any) -> str:
    """Plain data as packed JSON."""
    return packed(json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def chart_spec(chart: Mapping[str, Any]) -> dict[str, Any]:
    """The Vega-Lite specification of a chart; its marks are named data that the page supplies."""
    specification = diagram_spec(dict(chart)) if chart["kind"] == "scatter" else strip_spec(dict(chart))
    found: dict[str, Any] = specification.to_dict(validate=True)
    found.pop("$schema", None)
    return found


def drawers(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Entries (anchor and HTML) in packed blocks by anchor, each with its first one: lines of anchor, tab and HTML."""
    found = sorted(entries)
    parts = [found[start : start + ENTRIES_IN_A_DRAWER] for start in range(0, len(found), ENTRIES_IN_A_DRAWER)]
    return [
        (part[0][0], packed("".join(f"{anchor}\t{html.replace(chr(10), ' ').strip()}\n" for anchor, html in part)))
        for part in parts
    ]
