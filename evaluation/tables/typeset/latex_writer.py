"""Documents as PDF by pdflatex."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from evaluation.tables.typeset.marks import alignment, drawn, group_rules, parts, row_rules
from evaluation.tables.typeset.model import Cell, Content, Document, Look
from evaluation.tables.typeset.writer import AXIS_VALUES, BETWEEN_EQUATIONS, BOXES_TITLE, CHART_TITLE, Writer

_SIGNS = {
    "\\": r"\textbackslash{}", "–": "--", "—": "---", "−": "$-$", "μ": r"$\mu$", "Ω": r"$\Omega$", "×": r"$\times$",
    "Δ": r"$\Delta$", "ε": r"$\epsilon$", "<": "$<$", ">": "$>$", "·": r"$\cdot$", "°": r"$^\circ$",
}  # fmt: skip
_SIGNS |= {c: "\\" + c for c in "$%&#_{}"}


def available() -> bool:
    return shutil.which("pdflatex") is not None


def write(document: Document, path: Path) -> None:
    look = document.look
    paper = "792pt,612pt" if look.landscape else "612pt,792pt"
    kind = "extarticle" if look.size < 10 and _has("extarticle.cls") else "article"
    width, height = paper.replace("pt", "").split(",")
    out = [
        f"\\documentclass[{look.size:.0f}pt]{{{kind}}}",
        "\\usepackage{booktabs,array,multicol,textcomp}",
        "\\usepackage{helvet}\\renewcommand{\\familydefault}{\\sfdefault}" if look.font == "sans" else "",
        f"\\pdfpagewidth={width}bp\\pdfpageheight={height}bp\\paperwidth={width}bp\\paperheight={height}bp",
        "\\oddsidemargin=-22bp\\topmargin=-50bp\\headsep=0pt\\headheight=0pt",
        f"\\textwidth={int(width) - 100}bp\\textheight={int(height) - 100}bp\\parindent=0pt\\parskip=4pt",
        f"\\setlength{{\\tabcolsep}}{{{look.gutter * 5:.1f}pt}}",
        f"\\renewcommand{{\\arraystretch}}{{{1 + look.row_gap / 2:.2f}}}",
        "\\hyphenpenalty=10000\\sloppy",
        "\\begin{document}",
    ]
    for pieces in LatexWriter(look).pages(document):
        if look.columns > 1:
            out.append("\\begin{multicols}{2}\\raggedcolumns")
        out += pieces
        if look.columns > 1:
            out.append("\\end{multicols}")
        out.append("\\clearpage")
    compile_pdf("\n\n".join([*out, "\\end{document}"]), path)


def _has(name: str) -> bool:
    done = subprocess.run(["kpsewhich", name], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def compile_pdf(source: str, path: Path) -> None:
    """Run pdflatex once over a source text."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.tex").write_text(source, encoding="utf-8")
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "in.tex"],
            cwd=folder, capture_output=True, text=True, errors="replace", check=False, timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError("\n".join([line for line in done.stdout.splitlines() if line.startswith("!")][:3]))
        shutil.copy(Path(folder) / "in.pdf", path)


class LatexWriter(Writer):
    """Parts as LaTeX."""

    def marked(self, text: str) -> str:
        out = ""
        for kind, piece in parts(text):
            escaped = "".join(_SIGNS.get(c, c) for c in piece)
            inner = escaped.replace("$", "")
            out += {"": escaped, "^": f"$^{{\\mathrm{{{inner}}}}}$", "_": f"$_{{\\mathrm{{{inner}}}}}$"}[kind]
        return out.replace("$$", "")

    def captioned(self, caption: str, table: str, notes: list[str]) -> str:
        body = table + "".join(f"\\\\{{\\footnotesize {note}}}" for note in notes)
        inner = f"{body}\\\\[4pt]{caption}" if self.look.caption == "below" else f"{caption}\\\\[4pt]{body}"
        return f"\\begin{{minipage}}[t]{{\\linewidth}}\\centering {inner}\\end{{minipage}}"

    def tables(self, tables: list[str]) -> str:
        if len(tables) == 1:
            return _centred(tables[0])
        return "\\noindent" + "\\hspace{3em}".join(
            table.replace("{\\linewidth}", "{0.46\\linewidth}", 1) for table in tables
        )

    def across(self, table: str) -> str:
        return f"\\end{{multicols}}{_centred(table)}\\begin{{multicols}}{{{self.look.columns}}}\\raggedcolumns"

    def heading(self, texts: list[str]) -> str:
        return f"{{\\large\\bfseries {texts[0]}}}"

    def prose(self, texts: list[str]) -> str:
        return "\n\n".join(texts)

    def bullets(self, texts: list[str]) -> str:
        return _list("itemize", texts)

    def numbered(self, texts: list[str]) -> str:
        return _list("enumerate", texts)

    def contents(self, rows: list[list[str]]) -> str:
        return "\n\n".join(f"\\noindent {a}\\dotfill {b}" for a, b in rows)

    def references(self, texts: list[str]) -> str:
        rows = "".join(f"\\item[{{[{i}]}}] {text}\n" for i, text in enumerate(texts, 1))
        return f"\\begin{{list}}{{}}{{\\leftmargin=2em}}{rows}\\end{{list}}"

    def equations(self, indices: list[str]) -> str:
        return BETWEEN_EQUATIONS.join(
            f"\\begin{{equation}}E_{i} = \\frac{{V^2 G_{i}}}{{2\\tau}}\\end{{equation}}" for i in indices
        )

    def chart(self, labels: list[str]) -> str:
        marks = "".join(f"\\put(20,{10 + value}){{{value}}}" for value in AXIS_VALUES)
        marks += "".join(f"\\put({45 + 44 * k},0){{\\scriptsize {label}}}" for k, label in enumerate(labels))
        marks += "".join(
            f"\\qbezier({50 + 42 * k},{20 + 11 * k})({70 + 42 * k},{44 + 9 * k})({92 + 42 * k},{30 + 9 * k})"
            for k in range(4)
        )
        axes = "\\put(40,10){\\line(1,0){230}}\\put(40,10){\\line(0,1){110}}"
        picture = f"\\begin{{picture}}(280,130){axes}{marks}\\end{{picture}}"
        return _centred(f"\\setlength{{\\unitlength}}{{1bp}}{picture}\\\\{CHART_TITLE}")

    def boxes(self, texts: list[str]) -> str:
        boxes = [f"\\framebox[8em]{{\\strut {text}}}" for text in texts]
        rows = "\\\\[8pt]".join(" \\hspace{2em} ".join(boxes[i : i + 2]) for i in range(0, len(boxes), 2))
        return _centred(f"{rows}\\\\[6pt]{BOXES_TITLE}")

    def address(self, rows: list[list[str]]) -> str:
        return "\\\\".join(f"\\makebox[18em][l]{{{a}}}{b}" for a, b in rows)

    def table(self, content: Content) -> str:
        look = self.look
        grid = look.rules == "grid"
        bar = "|" if grid else ""
        specs = [
            f">{{\\raggedright\\arraybackslash}}p{{{w}em}}" if w else content.aligns[c]
            for c, w in enumerate(content.widths)
        ]
        full, short = set(row_rules(content, look)), group_rules(content, look)
        cells = drawn(content, look)
        out = [f"\\begin{{tabular}}{{{bar}{bar.join(specs)}{bar}}}", _rule(0, content, look) if 0 in full else ""]
        for r in range(content.n_rows):
            row, c = [], 0
            while c < content.n_cols:
                cell = next((x for x in cells if x.row <= r < x.row + x.rowspan and x.col == c), None)
                span = cell.colspan if cell else 1
                row.append(self._cell(cell, r, content, bar))
                c += span
            out.append(" & ".join(row) + " \\\\")
            if r + 1 in full:
                out.append(_grid_rule(r + 1, cells, content) if grid else _rule(r + 1, content, look))
            elif not grid:
                out.append("".join(f"\\cmidrule(lr){{{a + 1}-{b + 1}}}" for y, a, b in short if y == r + 1))
        return "\n".join([*out, "\\end{tabular}"])

    def _cell(self, cell: Cell | None, row: int, content: Content, bar: str) -> str:
        if cell is None:
            return ""
        shown = cell.row if self.look.head_at == "top" else cell.row + cell.rowspan - 1
        text = self.marked(cell.text) if row == shown else ""
        if cell.indent:
            text = f"\\hspace*{{{cell.indent}em}}{text}"
        if cell.bold and text:
            text = f"\\textbf{{{text}}}"
        if content.widths[cell.col] and cell.colspan == 1:
            return text
        first = bar if cell.col == 0 else ""
        return f"\\multicolumn{{{cell.colspan}}}{{{first}{alignment(cell, content)}{bar}}}{{{text}}}"


def _rule(y: int, content: Content, look: Look) -> str:
    if look.rules != "booktabs":
        return "\\hline"
    return "\\toprule" if y == 0 else "\\bottomrule" if y == content.n_rows else "\\midrule"


def _grid_rule(y: int, cells: list[Cell], content: Content) -> str:
    """A rule at height y that leaves out the cells that go on over it."""
    through = {c for x in cells if x.row < y < x.row + x.rowspan for c in range(x.col, x.col + x.colspan)}
    if not through:
        return "\\hline"
    return "".join(f"\\cline{{{c + 1}-{c + 1}}}" for c in range(content.n_cols) if c not in through)


def _centred(text: str) -> str:
    return f"\\begin{{center}}{text}\\end{{center}}"


def _list(kind: str, texts: list[str]) -> str:
    return f"\\begin{{{kind}}}" + "".join(f"\\item {text}\n" for text in texts) + f"\\end{{{kind}}}"
