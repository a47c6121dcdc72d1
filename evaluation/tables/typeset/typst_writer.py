"""Documents as PDF by typst."""

from __future__ import annotations

import tempfile
from pathlib import Path

from evaluation.tables.typeset.marks import alignment, drawn, group_rules, parts, row_rules
from evaluation.tables.typeset.model import Content, Document
from evaluation.tables.typeset.writer import AXIS_VALUES, BETWEEN_EQUATIONS, BOXES_TITLE, CHART_TITLE, Writer

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
    for pieces in TypstWriter(look).pages(document):
        out += [*pieces, "#pagebreak(weak: true)"]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.typ"
        source.write_text("\n\n".join(out), encoding="utf-8")
        path.write_bytes(typst.compile(str(source)))


class TypstWriter(Writer):
    """Parts as typst."""

    def marked(self, text: str) -> str:
        out = ""
        for kind, piece in parts(text):
            quoted = '#"' + piece.replace("\\", "\\\\").replace('"', '\\"') + '"'
            out += {"": quoted, "^": f"#super[{quoted}]", "_": f"#sub[{quoted}]"}[kind]
        return out

    def captioned(self, caption: str, table: str, notes: list[str]) -> str:
        body = table + "".join(f"\n\n#align(left, text(size: 0.85em)[{note}])" for note in notes)
        inner = f"{body}\n\n{caption}" if self.look.caption == "below" else f"{caption}\n\n{body}"
        return f"#block(breakable: false, width: auto)[{inner}]"

    def tables(self, tables: list[str]) -> str:
        if len(tables) == 1:
            return f"#align(center)[{tables[0]}]"
        return "#grid(columns: 2, column-gutter: 3em, " + ", ".join(f"[{table}]" for table in tables) + ")"

    def across(self, table: str) -> str:
        return f'#place(top + center, scope: "parent", float: true)[{table}]'

    def heading(self, texts: list[str]) -> str:
        return f'#block(text(weight: "bold", size: 1.2em)[{texts[0]}])'

    def prose(self, texts: list[str]) -> str:
        return "\n\n".join(texts)

    def bullets(self, texts: list[str]) -> str:
        return "\n".join(f"- {text}" for text in texts)

    def numbered(self, texts: list[str]) -> str:
        return "\n".join(f"+ {text}" for text in texts)

    def contents(self, rows: list[list[str]]) -> str:
        return "\n\n".join(f"{a} #box(width: 1fr, repeat[.]) {b}" for a, b in rows)

    def references(self, texts: list[str]) -> str:
        entries = ", ".join(f"[\\[{i}\\]], [{text}]" for i, text in enumerate(texts, 1))
        return f"#grid(columns: (auto, 1fr), gutter: 0.6em, {entries})"

    def equations(self, indices: list[str]) -> str:
        lines = [f"#grid(columns: (1fr, auto), align(center)[$E_{i} = V^2 G_{i} / (2 tau)$], [({i})])" for i in indices]
        return f"\n\n{BETWEEN_EQUATIONS}\n\n".join(lines)

    def chart(self, labels: list[str]) -> str:
        marks = [f"#place(dx: 20pt, dy: {100 - value}pt)[{value}]" for value in AXIS_VALUES]
        marks += [f"#place(dx: {45 + 42 * k}pt, dy: 118pt)[{label}]" for k, label in enumerate(labels)]
        marks += [
            f"#place(line(start: ({50 + 42 * k}pt, {100 - 11 * k}pt), end: ({92 + 42 * k}pt, {80 - 9 * k}pt)))"
            for k in range(4)
        ]
        frame = "".join(
            f"#place(line(start: (40pt, {start}pt), end: ({end})))"
            for start, end in ((0, "40pt, 110pt"), (110, "270pt, 110pt"))
        )
        box = f"#box(width: 280pt, height: 135pt, align(left + top)[{frame}{''.join(marks)}])"
        return f"#align(center)[{box}\n\n{CHART_TITLE}]"

    def boxes(self, texts: list[str]) -> str:
        boxes = ", ".join(f"rect(inset: 5pt)[{text}]" for text in texts)
        return f"#align(center)[#grid(columns: 2, gutter: 12pt, {boxes})\n\n{BOXES_TITLE}]"

    def address(self, rows: list[list[str]]) -> str:
        return "\\\n".join(" #h(6em) ".join(row) for row in rows)

    def table(self, content: Content) -> str:
        look = self.look
        columns = [f"{w}em" if w else "auto" for w in content.widths]
        if look.full_width:
            columns = [c if c != "auto" or i == 0 else "1fr" for i, c in enumerate(columns)]
        fill = {
            "none": "none",
            "zebra": f"(x, y) => if y >= {content.n_head} and calc.odd(y) {{ luma(230) }}",
            "head": f"(x, y) => if y < {content.n_head} {{ luma(215) }}",
        }[look.shade]
        stroke = "0.5pt" if look.rules == "grid" else "none"
        lines = (
            [f"table.hline(y: {y}, stroke: 0.6pt)" for y in row_rules(content, look)] if look.rules != "grid" else []
        )
        lines += [
            f"table.hline(y: {y}, start: {a}, end: {b + 1}, stroke: 0.4pt)"
            for y, a, b in (group_rules(content, look) if look.rules != "grid" else [])
        ]
        cells = []
        for cell in drawn(content, look):
            side = SIDES[alignment(cell, content)]
            height = HEIGHTS[look.head_at] if cell.row < content.n_head else "top"
            text = self.marked(cell.text)
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
