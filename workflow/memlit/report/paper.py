"""What stands where on paper: a long table of the main text is printed in the appendices, and named in its place."""

from collections.abc import Iterable, Sequence

from memlit.report.blocks import ReportBlock

MOST_ROWS = 12
"""Rows of a table that the main text prints; the page folds a longer one where it stands."""
_DETAILS = "-details"


def is_long(block: ReportBlock) -> bool:
    """Whether a block is a table that the main text only names on paper."""
    return block["type"] == "table" and len(block["rows"]) > MOST_ROWS


def details_of(part: ReportBlock, blocks: Sequence[ReportBlock]) -> ReportBlock:
    """The section of the appendix with the details of a section."""
    title = f"{part['title']}: details"
    return {"id": f"{part['id']}{_DETAILS}", "title": title, "is_appendix": True, "blocks": list(blocks)}


def on_paper(parts: Iterable[ReportBlock]) -> list[ReportBlock]:
    """The sections as the PDFs print them, the main text first.

    A long table of the main text stands at the head of its section's details, which are new where there are none; in
    its place a block `waits` has its number and caption.
    """
    found = list(parts)
    details = {part["id"]: part for part in found if part["is_appendix"]}
    main, apart = [], []
    for part in (part for part in found if not part["is_appendix"]):
        waits = [_waiting(block) if is_long(block) else block for block in part["blocks"]]
        main.append({**part, "blocks": waits})
        own = details.pop(f"{part['id']}{_DETAILS}", {"blocks": []})
        if blocks := [*filter(is_long, part["blocks"]), *own["blocks"]]:
            apart.append(details_of(part, blocks))
    return [*main, *apart, *details.values()]


def _waiting(block: ReportBlock) -> ReportBlock:
    return {"type": "waits", "number": block.get("number", ""), "caption": block["caption"]}
