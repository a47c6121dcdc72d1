"""Documents as PDF by a browser's printing (Chromium without a window)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

from evaluation.tables.typeset.marks import alignment, drawn, group_rules, parts, row_rules
from evaluation.tables.typeset.model import Content, Document
from evaluation.tables.typeset.writer import AXIS_VALUES, BETWEEN_EQUATIONS, BOXES_TITLE, CHART_TITLE, Writer

FONTS = {"serif": "'Liberation Serif', 'Times New Roman', serif", "sans": "'Liberation Sans', Arial, sans-serif"}
SIDES = {"l": "left", "c": "center", "r": "right"}


def browser() -> str | None:
    return next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)


def available() -> bool:
    return browser() is not None


def print_page(html: str, path: Path) -> None:
    """Print a page of HTML to a PDF file."""
    program = browser()
    if program is None:
        raise FileNotFoundError("no Chromium to print with")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.html"
        source.write_text(html, encoding="utf-8")
        subprocess.run(
            [
                program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", str(source),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def write(document: Document, path: Path) -> None:
    look = document.look
    size = "792pt 612pt" if look.landscape else "612pt 792pt"
    style = (
        f"@page{{size:{size};margin:50pt}}body{{margin:0;font:{look.size}pt/1.3 {FONTS[look.font]}}}"
        f".page{{break-after:page;column-count:{look.columns};column-gap:2em}}"
        "p{text-align:justify;margin:.5em 0}.t{break-inside:avoid;margin:.8em auto;width:fit-content;max-width:100%}"
        f"table{{border-collapse:collapse;margin:.3em auto}}td{{padding:{look.row_gap / 2}em {look.gutter / 2}em;"
        "line-height:1.15}sup,sub{line-height:0}.n{font-size:.85em;text-align:left}h2{font-size:1.2em;margin:.4em 0}"
        ".toc{display:flex}.toc i{flex:1;overflow:hidden;white-space:nowrap;font-style:normal}"
        ".b{display:grid;grid-template-columns:auto auto;gap:12pt;justify-content:center}"
        ".b div{border:1pt solid;padding:5pt}"
    )
    out = ['<div class="page">' + "".join(pieces) + "</div>" for pieces in HtmlWriter(look).pages(document)]
    print_page(f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style>{"".join(out)}', path)


class HtmlWriter(Writer):
    """Parts as HTML."""

    def marked(self, text: str) -> str:
        wrap = {"": "{}", "^": "<sup>{}</sup>", "_": "<sub>{}</sub>"}
        return "".join(wrap[kind].format(escape(piece, quote=False)) for kind, piece in parts(text))

    def captioned(self, caption: str, table: str, notes: list[str]) -> str:
        title = f"<div>{caption}</div>"
        below = "".join(f'<div class="n">{note}</div>' for note in notes)
        inner = table + below + title if self.look.caption == "below" else title + table + below
        width = ' style="width:100%"' if self.look.full_width else ""
        return f'<div class="t"{width}>{inner}</div>'

    def tables(self, tables: list[str]) -> str:
        if len(tables) == 1:
            return tables[0]
        return f'<div style="display:flex;gap:3em;align-items:flex-start">{"".join(tables)}</div>'

    def across(self, table: str) -> str:
        return f'<div style="column-span:all">{table}</div>'

    def heading(self, texts: list[str]) -> str:
        return f"<h2>{texts[0]}</h2>"

    def prose(self, texts: list[str]) -> str:
        return "".join(f"<p>{text}</p>" for text in texts)

    def bullets(self, texts: list[str]) -> str:
        return _list("ul", texts)

    def numbered(self, texts: list[str]) -> str:
        return _list("ol", texts)

    def contents(self, rows: list[list[str]]) -> str:
        dots = f"<i>{'.' * 200}</i>"
        return "".join(f'<div class="toc"><span>{a} </span>{dots}<span> {b}</span></div>' for a, b in rows)

    def references(self, texts: list[str]) -> str:
        return "".join(
            f'<p style="padding-left:2em;text-indent:-2em">[{i}]&emsp;{text}</p>' for i, text in enumerate(texts, 1)
        )

    def equations(self, indices: list[str]) -> str:
        return f"<p>{BETWEEN_EQUATIONS}</p>".join(
            f'<div style="display:flex"><span style="flex:1;text-align:center">'
            f"<i>E</i><sub>{i}</sub> = <i>V</i><sup>2</sup>"
            f"<i>G</i><sub>{i}</sub> / 2<i>τ</i></span><span>({i})</span></div>"
            for i in indices
        )

    def chart(self, labels: list[str]) -> str:
        marks = "".join(f'<text x="20" y="{112 - value}">{value}</text>' for value in AXIS_VALUES)
        marks += "".join(f'<text x="{45 + 44 * k}" y="128">{label}</text>' for k, label in enumerate(labels))
        marks += "".join(
            f'<line x1="{50 + 42 * k}" y1="{100 - 11 * k}" x2="{92 + 42 * k}" y2="{80 - 9 * k}" stroke="black"/>'
            for k in range(4)
        )
        axes = '<path d="M40 0V112H280" fill="none" stroke="black"/>'
        return (
            f'<div style="text-align:center"><svg width="290" height="135" font-size="8">{axes}{marks}</svg>'
            f"<br>{CHART_TITLE}</div>"
        )

    def boxes(self, texts: list[str]) -> str:
        boxes = "".join(f"<div>{text}</div>" for text in texts)
        return f'<div class="b">{boxes}</div><p style="text-align:center">{BOXES_TITLE}</p>'

    def address(self, rows: list[list[str]]) -> str:
        return "".join(
            f'<div style="display:flex"><span style="width:18em">{a}</span><span>{b}</span></div>' for a, b in rows
        )

    def table(self, content: Content) -> str:
        """The table as HTML with the look's rules and shades."""
        look = self.look
        full = set(row_rules(content, look))
        short = {(y, c) for y, a, b in group_rules(content, look) for c in range(a, b + 1)}
        cells = drawn(content, look)
        covered = {
            (r, c) for x in cells for r in range(x.row, x.row + x.rowspan) for c in range(x.col, x.col + x.colspan)
        }
        rows = []
        for r in range(content.n_rows):
            row = []
            for c in range(content.n_cols):
                cell = next((x for x in cells if (x.row, x.col) == (r, c)), None)
                if cell is None and (r, c) in covered:
                    continue
                span, down = (cell.colspan, cell.rowspan) if cell else (1, 1)
                style = [f"text-align:{SIDES[alignment(cell, content)]}" if cell else ""]
                style.append(f"vertical-align:{look.head_at if r < content.n_head else 'top'}")
                if look.rules == "grid":
                    style.append("border:.6pt solid")
                if r in full:
                    style.append("border-top:.7pt solid")
                if r + down in full:
                    style.append("border-bottom:.7pt solid")
                elif (r + down, c) in short:
                    style.append("border-bottom:.5pt solid")
                if cell and cell.indent:
                    style.append(f"padding-left:{cell.indent + look.gutter / 2}em")
                if cell and cell.bold:
                    style.append("font-weight:bold")
                width = content.widths[c]
                if cell and span == 1:
                    style.append(f"width:{width}em" if width else "white-space:nowrap")
                if (look.shade == "zebra" and r >= content.n_head and r % 2) or (
                    look.shade == "head" and r < content.n_head
                ):
                    style.append("background:#e4e4e4")
                text = self.marked(cell.text) if cell else ""
                row.append(
                    f'<td colspan="{span}" rowspan="{down}" style="{";".join(s for s in style if s)}">{text}</td>'
                )
            rows.append("<tr>" + "".join(row) + "</tr>")
        wide = ' style="width:100%"' if look.full_width else ""
        return f"<table{wide}>" + "".join(rows) + "</table>"


def _list(tag: str, texts: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{text}</li>" for text in texts) + f"</{tag}>"
