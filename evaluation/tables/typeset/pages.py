"""Looks, and documents made up from a seed in them."""

from __future__ import annotations

import random

from evaluation.tables.typeset.contents import Random, any_table, pairs
from evaluation.tables.typeset.model import Content, Document, Look, Part
from evaluation.tables.typeset.words import BUDGET, PLACES, SENTENCES, TOPICS

LOOKS = [
    Look("typst-grid", "typst", "grid"),
    Look("typst-grid-two", "typst", "grid", columns=2, size=8, gutter=0.7),
    Look("typst-booktabs", "typst", "booktabs"),
    Look("typst-booktabs-two", "typst", "booktabs", columns=2, size=8, gutter=0.9, caption="above"),
    Look("typst-none-wide", "typst", "none", gutter=2.5, row_gap=0.25),
    Look("typst-none-narrow", "typst", "none", gutter=0.8, row_gap=0.2, leaders=True),
    Look("typst-none-two", "typst", "none", gutter=0.9, row_gap=0.25, columns=2, size=8),
    Look("typst-rows-sans", "typst", "rows", font="sans", gutter=1.4, row_gap=0.5, head_at="top"),
    Look("typst-zebra", "typst", "none", shade="zebra", font="sans", gutter=1.4, row_gap=0.45),
    Look("typst-head-shade", "typst", "ends", shade="head", font="sans", sections_span=True, caption="below"),
    Look("typst-landscape", "typst", "head", landscape=True, gutter=1.6, group_rules=False),
    Look("html-grid", "html", "grid", font="sans", sections_span=True),
    Look("html-none", "html", "none", gutter=1.6, row_gap=0.3, head_at="bottom"),
    Look("html-booktabs", "html", "booktabs", gutter=1.2, full_width=True),
    Look("html-zebra", "html", "none", shade="zebra", font="sans", gutter=1.2, row_gap=0.5, full_width=True),
    Look("html-rows", "html", "rows", shade="head", font="sans", head_at="middle", caption="below"),
    Look("latex-booktabs", "latex", "booktabs", size=10),
    Look("latex-hlines", "latex", "ends", size=10, gutter=1.1),
    Look("latex-grid-two", "latex", "grid", size=9, columns=2, gutter=0.8, font="sans"),
    Look("latex-none", "latex", "none", size=10, gutter=1.2, row_gap=0.1),
    Look("html-booktabs-two", "html", "booktabs", gutter=1.0, row_gap=0.3, columns=2, size=8.5),
    Look("html-none-two", "html", "none", font="sans", gutter=1.0, row_gap=0.3, columns=2, size=8),
    Look("latex-ends-two", "latex", "ends", size=9, columns=2, gutter=0.7, row_gap=0.1),
    Look("latex-head-two", "latex", "head", size=9, columns=2, gutter=1.0, row_gap=0.2, head_at="top"),
    Look("typst-ends-across", "typst", "ends", size=8, columns=2, gutter=0.9, across=True),
    Look("html-booktabs-across", "html", "booktabs", font="sans", gutter=1.1, columns=2, size=8, across=True),
    Look("latex-none-across", "latex", "none", size=9, columns=2, gutter=0.9, row_gap=0.1, across=True),
    Look("typst-ends-held", "typst", "ends", gutter=1.0, row_gap=0.3, size=10, head_at="top", held_out=True),
    Look("typst-none-sans-held", "typst", "none", font="sans", gutter=1.1, row_gap=0.35, size=8, group_rules=False,
         caption="below", held_out=True),
    Look("html-ends-held", "html", "ends", gutter=1.0, row_gap=0.2, font="sans", full_width=True, held_out=True),
    Look("html-head-two-held", "html", "head", gutter=0.9, row_gap=0.25, columns=2, size=8, held_out=True),
    Look("latex-booktabs-two-held", "latex", "booktabs", size=9, columns=2, gutter=0.8, held_out=True),
    Look("html-head-across-held", "html", "head", gutter=1.0, row_gap=0.3, columns=2, size=8.5, across=True,
         held_out=True),
    Look("latex-booktabs-across-held", "latex", "booktabs", size=9, columns=2, gutter=0.7, across=True, held_out=True),
    Look("latex-rows-sans-held", "latex", "rows", size=10, font="sans", gutter=1.3, row_gap=0.2, held_out=True),
]  # fmt: skip
"""Looks with `held_out` are read for the final figure only."""


def _prose(rng: Random, n: int) -> str:
    return " ".join(rng.choice(SENTENCES) + "." for _ in range(n))


def _negative(rng: Random, kind: str) -> Part:
    n = rng.randint(3, 7)
    if kind in ("bullets", "numbered"):
        return Part(kind, [" ".join(rng.choice(SENTENCES).split()[: rng.randint(4, 14)]) for _ in range(n)])
    if kind == "contents":
        page = rng.randint(1, 5)
        titles = []
        for i, topic in enumerate(rng.sample(TOPICS + BUDGET, 9), 1):
            page += rng.randint(0, 7)
            titles.append(f"{i}.{rng.randint(1, 4)} {topic}|{page}" if rng.random() < 0.5 else f"{topic}|{page}")
        return Part(kind, titles)
    if kind == "references":
        names = ["Smith", "Chen", "Garcia", "Okafor", "Weber", "Tanaka"]
        return Part(kind, [
            f"{rng.choice(names)}, J. and {rng.choice(names)}, R. {rng.choice(SENTENCES)}. "
            f"Bulletin {rng.randint(2, 40)}, {rng.randint(1, 90)}–{rng.randint(91, 199)} ({rng.randint(1980, 2012)})."
            for _ in range(n)
        ])  # fmt: skip
    if kind == "equations":
        return Part(kind, [str(i) for i in range(1, rng.randint(2, 4))])
    if kind in ("chart", "boxes"):
        return Part(kind, rng.sample(PLACES, 5))
    return Part("address", [rng.choice(PLACES) + " Office|Telephone: 555-0100", "12 Main Street|Fax: 555-0199",
                            "Room 400|Hours: 9 to 5"])  # fmt: skip


NEGATIVES = ["bullets", "numbered", "contents", "references", "equations", "chart", "boxes", "address"]


def _height(content: Content, look: Look) -> float:
    """Lines a table takes at most, for filling a page."""
    total = 4.0 + len(content.notes)
    for row in range(content.n_rows):
        deepest = 1.0
        for cell in content.cells:
            width = content.widths[cell.col] if cell.colspan == 1 else None
            if cell.row == row and width:
                deepest = max(deepest, 1 + len(cell.text) * 0.55 // width)
        total += deepest * (1.25 + look.row_gap)
    return total


def _room(look: Look, columns: int = 0) -> float:
    """Ems across one text column, or the page as if it had so many."""
    page = 792 if look.landscape else 612
    columns = columns or look.columns
    return (page - 100) / look.size / columns - (2 if columns > 1 else 0)


def _wide(content: Content, look: Look) -> float:
    """Ems a table takes at least."""
    total = 0.0
    for col in range(content.n_cols):
        longest = max((len(c.text) for c in content.cells if c.col == col and c.colspan == 1), default=3)
        total += content.widths[col] or 0.58 * longest
        total += look.gutter
    return total


def _fitting(rng: Random, look: Look, width: float, height: float, least: float = 0) -> Content:
    for _ in range(200):
        content = any_table(rng, narrow=look.columns > 1 and width < 35)
        if least <= _wide(content, look) <= width and _height(content, look) <= height:
            return content
    small = pairs(rng)
    small.cells = [c for c in small.cells if c.row < 5]
    small.n_rows = 5
    for cell in small.cells:
        cell.text = cell.text[:14].strip()
    return small


def document(look: Look, seed: int) -> Document:
    """Three to four pages: prose, one or two tables a page, and things that are no tables."""
    rng = random.Random(f"{look.name}:{seed}")
    lines = ((612 if look.landscape else 792) - 110) / look.size / 1.3
    pages = []
    for number in range(rng.randint(3, 4)):
        parts = [Part("heading", [rng.choice(TOPICS) + " and " + rng.choice(TOPICS).lower()])]
        parts.append(Part("prose", [_prose(rng, rng.randint(3, 5))]))
        left = lines - 14
        negative = _negative(rng, rng.choice(NEGATIVES))
        if number and rng.random() < 0.25:
            pages.append([*parts, negative, _negative(rng, rng.choice(NEGATIVES))])
            continue
        if look.across and rng.random() < 0.6:
            wide = _fitting(rng, look, _room(look, 1), 0.5 * left, least=_room(look))
            parts.insert(1, Part("across", tables=[wide]))
            left -= 2 * _height(wide, look)
        side = look.columns == 1 and rng.random() < 0.12
        if side:
            two = [_fitting(rng, look, _room(look) / 2 - 3, left) for _ in range(2)]
            parts.append(Part("beside", tables=two))
            left -= max(_height(t, look) for t in two)
        else:
            table = _fitting(rng, look, _room(look), left)
            parts.append(Part("table", tables=[table]))
            left -= _height(table, look)
        parts.append(Part("prose", [_prose(rng, rng.randint(2, 4))]))
        left -= 6
        if left > 16:
            if rng.random() < 0.5:
                parts += [negative]
            else:
                parts.append(Part("table", tables=[_fitting(rng, look, _room(look), left)]))
            parts.append(Part("prose", [_prose(rng, 2)]))
        pages.append(parts)
    return Document(f"{look.name}-{seed}", look, pages)
