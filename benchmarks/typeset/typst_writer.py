"""Documents as PDF by typst."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.typeset.marks import alignment, drawn, group_rules, parts, row_rules
from benchmarks.typeset.model import Content, Document, Look, Part

FONTS = {"serif": "Libertinus Serif", "sans": "DejaVu Sans"}
SIDES = {"l": "left", "c": "center", "r": "right"}
HEIGHTS = {"bottom": "bottom", "top": "top", "middle": "horizon"}


def available() -> bool:
    try:
        import typst  # noqa: F401
    except ImportError:
        return False
    return True


def write(document: Document, path: Path) -> None:
    import typst

    look = document.look
    size = (792, 612) if look.landscape else (612, 792)
    out = [
        f'#set page(width: {size[0]}pt, height: {size[1]}pt, margin: 50pt, columns: {look.columns}, numbering: "1")',
        f'#set text(size: {look.size}pt, font: "{FONTS[look.font]}", hyphenate: false)',
        "#set par(justify: true)",
        "#show table: set par(justify: false)",
    ]
    count = 0
    for page in document.pages:
        for part in page:
            text, count = _part(part, look, count)
            out.append(text)
        out.append("#pagebreak(weak: true)")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.typ"
        source.write_text("\n\n".join(out), encoding="utf-8")
        path.write_bytes(typst.compile(str(source)))


def _text(text: str) -> str:
    out = ""
    for kind, piece in parts(text):
        quoted = '#"' + piece.replace("\\", "\\\\").replace('"', '\\"') + '"'
        out += {"": quoted, "^": f"#super[{quoted}]", "_": f"#sub[{quoted}]"}[kind]
    return out


def _part(part: Part, look: Look, count: int) -> tuple[str, int]:
    if part.kind in ("table", "beside", "across"):
        tables = []
        for content in part.tables:
            count += 1
            tables.append(_captioned(content, look, count))
        if part.kind == "across":
            return f'#place(top + center, scope: "parent", float: true)[{tables[0]}]', count
        if len(tables) == 1:
            return f"#align(center)[{tables[0]}]", count
        return "#grid(columns: 2, column-gutter: 3em, " + ", ".join(f"[{t}]" for t in tables) + ")", count
    texts = [_text(t) for t in part.texts]
    if part.kind == "heading":
        return f'#block(text(weight: "bold", size: 1.2em)[{texts[0]}])', count
    if part.kind == "bullets":
        return "\n".join(f"- {t}" for t in texts), count
    if part.kind == "numbered":
        return "\n".join(f"+ {t}" for t in texts), count
    if part.kind == "contents":
        pairs = [t.split("|") for t in part.texts]
        return "\n\n".join(f"{_text(a)} #box(width: 1fr, repeat[.]) {_text(b)}" for a, b in pairs), count
    if part.kind == "references":
        entries = ", ".join(f"[\\[{i}\\]], [{t}]" for i, t in enumerate(texts, 1))
        return f"#grid(columns: (auto, 1fr), gutter: 0.6em, {entries})", count
    if part.kind == "equations":
        lines = [
            f"#grid(columns: (1fr, auto), align(center)[$E_{i} = V^2 G_{i} / (2 tau)$], [({i})])" for i in part.texts
        ]
        return "\n\nwhere the energy follows from\n\n".join(lines), count
    if part.kind == "chart":
        return _chart(part.texts), count
    if part.kind == "boxes":
        boxes = ", ".join(f"rect(inset: 5pt)[{t}]" for t in texts)
        return f"#align(center)[#grid(columns: 2, gutter: 12pt, {boxes})\n\nFigure 2. Steps of the process.]", count
    if part.kind == "address":
        return "\\\n".join(" #h(6em) ".join(_text(x) for x in t.split("|")) for t in part.texts), count
    return "\n\n".join(texts), count


def _chart(labels: list[str]) -> str:
    marks = [f"#place(dx: 20pt, dy: {100 - 20 * k}pt)[{20 * k}]" for k in range(6)]
    marks += [f"#place(dx: {45 + 42 * k}pt, dy: 118pt)[{t.split()[0]}]" for k, t in enumerate(labels)]
    marks += [
        f"#place(line(start: ({50 + 42 * k}pt, {100 - 11 * k}pt), end: ({92 + 42 * k}pt, {80 - 9 * k}pt)))"
        for k in range(4)
    ]
    frame = (
        "#place(line(start: (40pt, 0pt), end: (40pt, 110pt)))#place(line(start: (40pt, 110pt), end: (270pt, 110pt)))"
    )
    return (
        f"#align(center)[#box(width: 280pt, height: 135pt, align(left + top)[{frame}{''.join(marks)}])\n\n"
        "Figure 1. Development over the years.]"
    )


def _captioned(content: Content, look: Look, count: int) -> str:
    caption = f"Table {count}. {_text(content.caption)}"
    notes = "".join(f"\n\n#align(left, text(size: 0.85em)[{_text(n)}])" for n in content.notes)
    body = _table(content, look)
    inner = f"{body}{notes}\n\n{caption}" if look.caption == "below" else f"{caption}\n\n{body}{notes}"
    return f"#block(breakable: false, width: auto)[{inner}]"


def _table(content: Content, look: Look) -> str:
    columns = [f"{w}em" if w else "auto" for w in content.widths]
    if look.full_width:
        columns = [c if c != "auto" or i == 0 else "1fr" for i, c in enumerate(columns)]
    fill = {
        "none": "none",
        "zebra": f"(x, y) => if y >= {content.n_head} and calc.odd(y) {{ luma(230) }}",
        "head": f"(x, y) => if y < {content.n_head} {{ luma(215) }}",
    }[look.shade]
    stroke = "0.5pt" if look.rules == "grid" else "none"
    lines = [f"table.hline(y: {y}, stroke: 0.6pt)" for y in row_rules(content, look)] if look.rules != "grid" else []
    lines += [
        f"table.hline(y: {y}, start: {a}, end: {b + 1}, stroke: 0.4pt)"
        for y, a, b in (group_rules(content, look) if look.rules != "grid" else [])
    ]
    cells = []
    for cell in drawn(content, look):
        side = SIDES[alignment(cell, content)]
        height = HEIGHTS[look.head_at] if cell.row < content.n_head else "top"
        text = _text(cell.text)
        if cell.indent:
            text = f"#h({cell.indent}em){text}" if look.leaders else f"#pad(left: {cell.indent}em)[{text}]"
        elif cell.bold:
            text = f"*{text}*"
        if look.leaders and cell.col == 0 and cell.row >= content.n_head and cell.row not in content.sections:
            text += " #box(width: 1fr, repeat[.])"
        cells.append(
            f"table.cell(x: {cell.col}, y: {cell.row}, colspan: {cell.colspan}, rowspan: {cell.rowspan}, "
            f"align: {side} + {height})[{text}]"
        )
    inset = f"(x: {look.gutter / 2}em, y: {look.row_gap / 2 + 0.2}em)"
    return (
        f"#table(columns: ({', '.join(columns)},), inset: {inset}, stroke: {stroke}, fill: {fill}, "
        + ", ".join(lines + cells)
        + ")"
    )
