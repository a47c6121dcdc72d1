"""What of a section stands in two columns of the PDF, evened out, and what over the width of its pages.

typst fills one column before the next and lets only floats span both, which parts a table from its text. Here the
columns are divided by estimated lines beforehand, so that everything stands in the order of the report.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from memlit.report.blocks import ReportBlock

Spans = list[dict[str, str]]

_SIGNS = 58
"""Characters of a line of a column, text of 9.5 points."""
SMALL_SIGNS = 72
"""The same for lists and tables, whose lines are lower too."""
_SMALL = 0.82
GAP = 0.6
MOST_LINES = 30
"""Lines of a column that are kept on one page; a longer text goes on below, again in two columns."""
FEW_LINES = 5
"""Lines up to which a text stands over the width of the page."""
UNEVEN = 3
"""Lines of difference from which a paragraph is divided between the columns."""
_MARKS = (". ", "; ", ", ")
"""Where a paragraph may be divided, the best first."""
_NEAR = 0.2
"""How far from its place the division may lie, as a share of the paragraph."""
_LONG = 14
"""Rows from which a narrow table is divided between the columns."""
_LONGEST = 80
"""Rows beyond which it stands over the width of the page, where it may break."""
HEAD_LINES = 3


def arranged(blocks: Iterable[ReportBlock]) -> list[ReportBlock]:
    """The blocks with those that are narrow gathered in runs: `left`, `right`, and no `right` for the whole width."""
    found: list[ReportBlock] = []
    pending: list[ReportBlock] = []
    for block in blocks:
        if is_narrow(block):
            pending += atoms(block)
            continue
        found += runs(pending)
        pending = []
        found += divided_table(block) if is_divided(block) else [block]
    return [*found, *runs(pending)]


def is_narrow(block: ReportBlock) -> bool:
    """Whether a block stands in a column: all but figures and wide or long tables."""
    if block["type"] == "table":
        return not (block["wide"] or len(block["rows"]) > _LONG)
    return block["type"] not in {"figure", "answers", "counters"} and block.get("style") != "lead"


def is_divided(block: ReportBlock) -> bool:
    """Whether a narrow table is long enough to go on in the second column, and no longer than a page."""
    return bool(block["type"] == "table" and not block["wide"] and _LONG < len(block["rows"]) <= _LONGEST)


def divided_table(block: ReportBlock) -> list[ReportBlock]:
    """A narrow table of many rows as two beside each other under one caption, its note below."""
    half = -(-len(block["rows"]) // 2)
    sides = [{**block, "rows": rows, "caption": [], "note": [], "source": ""} for rows in _halves(block["rows"], half)]
    caption, note = {"type": "caption", "text": block["caption"]}, {**block, "type": "note"}
    return [caption, {"type": "run", "left": [sides[0]], "right": [sides[1]]}, note]


def _halves(rows: Sequence[Any], half: int) -> tuple[Sequence[Any], Sequence[Any]]:
    return rows[:half], rows[half:]


def atoms(block: ReportBlock) -> Iterator[ReportBlock]:
    """The parts of a block between which a column may end."""
    if block["type"] in {"list", "equations", "flow"}:
        key = "steps" if block["type"] == "flow" else "items"
        yield from ({**block, key: [item]} for item in block[key])
    else:
        yield block


def runs(blocks: Sequence[ReportBlock]) -> Iterator[ReportBlock]:
    """Runs of two columns from atoms in order, none of them higher than a part of a page."""
    group: list[ReportBlock] = []
    for block in blocks:
        if group and estimated_lines([*group, block]) > 2 * MOST_LINES:
            yield _run(group)
            group = []
        group.append(block)
    if group:
        yield _run(group)


def _run(blocks: list[ReportBlock]) -> ReportBlock:
    """One run: divided where the columns are most nearly even, within a paragraph if need be."""
    whole = estimated_lines(blocks)
    if whole <= FEW_LINES and all(block["type"] == "p" for block in blocks):
        return {"type": "run", "left": _joined(blocks), "right": []}
    place = min(range(len(blocks) + 1), key=lambda n: (abs(2 * estimated_lines(blocks[:n]) - whole), -n))
    left, right = blocks[:place], blocks[place:]
    excess = estimated_lines(left) - estimated_lines(right)
    long_side = left if excess > 0 else right
    if abs(excess) >= UNEVEN and long_side:
        nearest = long_side[-1] if excess > 0 else long_side[0]
        # The nearer part of the longer column goes over.
        share = (
            1 - excess / (2 * estimated_lines([nearest])) if excess > 0 else -excess / (2 * estimated_lines([nearest]))
        )
        parts = divided(nearest, share)
        if parts and excess > 0:
            left, right = [*left[:-1], parts[0]], [parts[1], *right]
        elif parts:
            left, right = [*left, parts[0]], [parts[1], *right[1:]]
    return {"type": "run", "left": _joined(left), "right": _joined(right)}


def divided(block: ReportBlock, share: float) -> tuple[ReportBlock, ReportBlock] | None:
    """A paragraph in two at the end of a sentence, or else of a part of one, near to a share of it; None without."""
    if block["type"] != "p":
        return None
    spans = block["text"]
    whole = length(spans)
    for mark in _MARKS:
        ends = [end for end in _ends_of(spans, mark) if abs(end[0] / whole - share) <= _NEAR]
        if ends:
            _, place, offset = min(ends, key=lambda end: abs(end[0] - share * whole))
            cut = spans[place]
            before = [*spans[:place], {**cut, "text": cut["text"][:offset]}]
            after = [{**cut, "text": cut["text"][offset:]}, *spans[place + 1 :]]
            return {**block, "text": before}, {**block, "text": after}
    return None


def _ends_of(spans: Spans, mark: str) -> Iterator[tuple[int, int, int]]:
    """After each mark in plain words: characters before it in all, place of the span, offset in it."""
    before = 0
    for place, span in enumerate(spans):
        if span["kind"] in {"text", "name"}:
            start = span["text"].find(mark)
            while start >= 0:
                yield before + start + len(mark), place, start + len(mark)
                start = span["text"].find(mark, start + len(mark))
        before += len(span["text"])


def _joined(blocks: Iterable[ReportBlock]) -> list[ReportBlock]:
    """Items of one kind that follow each other as one block again."""
    found: list[ReportBlock] = []
    for block in blocks:
        key = {"list": "items", "equations": "items", "flow": "steps"}.get(block["type"])
        if found and key and found[-1]["type"] == block["type"]:
            found[-1] = {**found[-1], key: [*found[-1][key], *block[key]]}
        else:
            found.append(block)
    return found


def estimated_lines(blocks: Iterable[ReportBlock]) -> float:
    """Estimated lines of text of 9.5 points in a column."""
    return sum(_lines(block) for block in blocks)


def _lines(block: ReportBlock) -> float:
    kind = block["type"]
    if kind == "p":
        wide = 1.2 if block["style"] == "lead" else 1.0
        return wide * math.ceil(wide * length(block["text"]) / _SIGNS) + GAP
    if kind == "list":
        return sum(_SMALL * math.ceil(length(item) / SMALL_SIGNS) + GAP / 2 for item in block["items"])
    if kind == "equations":
        return 2.4 * len(block["items"])
    if kind == "flow":
        return sum(2 + _SMALL * math.ceil(sum(map(length, step["side"])) / SMALL_SIGNS) for step in block["steps"])
    around = math.ceil(length(block["caption"]) / _SIGNS) + _SMALL * math.ceil(length(block["note"]) / SMALL_SIGNS)
    return HEAD_LINES + around + sum(math.ceil(sum(map(length, row)) / SMALL_SIGNS) for row in block["rows"])


def length(spans: Spans) -> int:
    """Characters of the text."""
    return sum(len(span["text"]) for span in spans)
