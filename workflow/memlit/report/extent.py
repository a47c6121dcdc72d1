"""How much of a report is text at once. Of thousands of devices the rest waits: packed in the HTML, in the CSV for all.

What stays text is whole: every number that can be read has its chain as text, as far as its entries link.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from memlit.presentation.text import tokens_in
from memlit.report.blocks import LISTED, PACKED

OPEN_CARDS = 5_000
"""Entries of the chain that are text whatever links to them: about 1.2 MB."""
CUT_NOTE = "The first rows of many."


def anchors(report: Mapping[str, Any]) -> set[str]:
    """Anchors of the sections of a report and of the rows of its tables that have one."""
    blocks = [block for section in report["sections"] for block in section["blocks"]]
    rows = {row for block in blocks for row in block.get("row_ids", ())}
    return rows | {section["id"] for section in report["sections"]}


def readable(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report with what is text, and beside it what waits.

    Tables are cut to their first rows (`rest`: the others; `is_cut`: whether any is); `cards` and
    `references` are those that the text leads to, `packed_cards` and `packed_references` the others. A report of usual
    size is as it was, with nothing that waits.
    """
    sections = [{**section, "blocks": [_cut(block) for block in section["blocks"]]} for section in report["sections"]]
    texts = [{**section, "blocks": [{**block, "rest": []} for block in section["blocks"]]} for section in sections]
    open_ids = _open_ids(texts, report["cards"])
    cards = [card for card in report["cards"] if card["id"] in open_ids]
    cited = set(tokens_in([texts, cards], "cite"))
    is_cut = any(block.get("is_cut") for section in sections for block in section["blocks"])
    is_open = {entry["key"]: not is_cut or entry["key"] in cited for entry in report["references"]}
    return {
        **report,
        "sections": sections,
        "is_cut": is_cut,
        "cards": cards,
        "packed_cards": [card for card in report["cards"] if card["id"] not in open_ids],
        "references": [entry for entry in report["references"] if is_open[entry["key"]]],
        "packed_references": [entry for entry in report["references"] if not is_open[entry["key"]]],
    }


def _cut(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] != "table":
        return block
    rows = block["rows"]
    if len(rows) <= LISTED:
        return {**block, "rest": []}
    note = f"{CUT_NOTE} {block['note']}".strip()
    return {**block, "rows": rows[:LISTED], "rest": rows[LISTED:], "note": note, "is_cut": True}


def _open_ids(sections: list[dict[str, Any]], cards: list[dict[str, Any]]) -> set[str]:
    """Ids of the entries that text and drawings of the sections lead to, link by link; all of a usual report."""
    if len(cards) <= OPEN_CARDS:
        return {card["id"] for card in cards}
    return linked([*tokens_in(sections, "num"), *_drawn(sections)], cards)


def _drawn(sections: list[dict[str, Any]]) -> Iterator[str]:
    """Ids of the numbers whose marks the drawings show; beyond PACKED a drawing has a picture in place of links."""
    for section in sections:
        for block in section["blocks"]:
            drawn = block.get("drawn") or ()
            if len(drawn) <= PACKED:
                yield from (identifier for identifier, _ in drawn)


def within_reach(text: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Those entries of a `readable` report that wait and that a row of its page leads to, link by link."""
    waiting = text["packed_cards"]
    if not waiting:
        return []
    found = linked(tokens_in(text["sections"], "num"), [*text["cards"], *waiting])
    return [card for card in waiting if card["id"] in found]


def linked(identifiers: Iterable[str], cards: Iterable[dict[str, Any]], most_inputs: float = math.inf) -> set[str]:
    """Ids of the entries that some numbers lead to, link by link; an entry of more inputs leads no further."""
    by_id = {card["id"]: card for card in cards}
    queue = list(identifiers)
    found: set[str] = set()
    while queue:
        identifier = queue.pop()
        if identifier not in found and identifier in by_id:
            found.add(identifier)
            if by_id[identifier]["n_inputs"] <= most_inputs:
                queue.extend(tokens_in(by_id[identifier]["lines"], "num"))
    return found
