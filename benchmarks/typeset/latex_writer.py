"""Documents as PDF by pdflatex."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.typeset.marks import alignment, drawn, group_rules, parts, row_rules
from benchmarks.typeset.model import Cell, Content, Document, Look, Part

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
    count = 0
    for page in document.pages:
        if look.columns > 1:
            out.append("\\begin{multicols}{2}\\raggedcolumns")
        for part in page:
            text, count = _part(part, look, count)
            out.append(text)
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


def marked(text: str) -> str:
    """Marked text as LaTeX."""
    out = ""
    for kind, piece in parts(text):
        escaped = "".join(_SIGNS.get(c, c) for c in piece)
        inner = escaped.replace("$", "")
        out += {"": escaped, "^": f"$^{{\\mathrm{{{inner}}}}}$", "_": f"$_{{\\mathrm{{{inner}}}}}$"}[kind]
    return out.replace("$$", "")


def _part(part: Part, look: Look, count: int) -> tuple[str, int]:
    if part.kind in ("table", "beside", "across"):
        tables = []
        for content in part.tables:
            count += 1
            tables.append(captioned(content, look, count))
        if part.kind == "across":
            centred = f"\\begin{{center}}{tables[0]}\\end{{center}}"
            return f"\\end{{multicols}}{centred}\\begin{{multicols}}{{{look.columns}}}\\raggedcolumns", count
        if len(tables) == 1:
            return f"\\begin{{center}}{tables[0]}\\end{{center}}", count
        return "\\noindent" + "\\hspace{3em}".join(
            t.replace("{\\linewidth}", "{0.46\\linewidth}", 1) for t in tables
        ), count
    texts = [marked(t) for t in part.texts]
    if part.kind == "heading":
        return f"{{\\large\\bfseries {texts[0]}}}", count
    if part.kind in ("bullets", "numbered"):
        kind = "itemize" if part.kind == "bullets" else "enumerate"
        return f"\\begin{{{kind}}}" + "".join(f"\\item {t}\n" for t in texts) + f"\\end{{{kind}}}", count
    if part.kind == "contents":
        pairs = [t.split("|") for t in part.texts]
        return "\n\n".join(f"\\noindent {marked(a)}\\dotfill {b}" for a, b in pairs), count
    if part.kind == "references":
        rows = "".join(f"\\item[{{[{i}]}}] {t}\n" for i, t in enumerate(texts, 1))
        return f"\\begin{{list}}{{}}{{\\leftmargin=2em}}{rows}\\end{{list}}", count
    if part.kind == "equations":
        return "where the energy follows from".join(
            f"\\begin{{equation}}E_{i} = \\frac{{V^2 G_{i}}}{{2\\tau}}\\end{{equation}}" for i in part.texts
        ), count
    if part.kind == "chart":
        return _chart(part.texts), count
    if part.kind == "boxes":
        boxes = [f"\\framebox[8em]{{\\strut {t}}}" for t in texts]
        rows = "\\\\[8pt]".join(" \\hspace{2em} ".join(boxes[i : i + 2]) for i in range(0, len(boxes), 2))
        return f"\\begin{{center}}{rows}\\\\[6pt]Figure 2. Steps of the process.\\end{{center}}", count
    if part.kind == "address":
        rows = [t.split("|") for t in part.texts]
        return "\\\\".join(f"\\makebox[18em][l]{{{marked(a)}}}{marked(b)}" for a, b in rows), count
    return "\n\n".join(texts), count


def _chart(labels: list[str]) -> str:
    marks = "".join(f"\\put(20,{10 + 20 * k}){{{20 * k}}}" for k in range(6))
    marks += "".join(f"\\put({45 + 44 * k},0){{\\scriptsize {t.split()[0]}}}" for k, t in enumerate(labels))
    marks += "".join(
        f"\\qbezier({50 + 42 * k},{20 + 11 * k})({70 + 42 * k},{44 + 9 * k})({92 + 42 * k},{30 + 9 * k})"
        for k in range(4)
    )
    axes = "\\put(40,10){\\line(1,0){230}}\\put(40,10){\\line(0,1){110}}"
    return (
        f"\\begin{{center}}\\setlength{{\\unitlength}}{{1bp}}\\begin{{picture}}(280,130){axes}{marks}\\end{{picture}}"
        "\\\\Figure 1. Development over the years.\\end{center}"
    )


def captioned(content: Content, look: Look, count: int) -> str:
    """A table with its caption and notes, kept together."""
    caption = f"Table {count}. {marked(content.caption)}"
    notes = "".join(f"\\\\{{\\footnotesize {marked(n)}}}" for n in content.notes)
    body = _tabular(content, look)
    inner = f"{body}{notes}\\\\[4pt]{caption}" if look.caption == "below" else f"{caption}\\\\[4pt]{body}{notes}"
    return f"\\begin{{minipage}}[t]{{\\linewidth}}\\centering {inner}\\end{{minipage}}"


def _tabular(content: Content, look: Look) -> str:
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
            row.append(_cell(cell, r, content, look, bar))
            c += span
        out.append(" & ".join(row) + " \\\\")
        if r + 1 in full:
            out.append(_grid_rule(r + 1, cells, content) if grid else _rule(r + 1, content, look))
        elif not grid:
            out.append("".join(f"\\cmidrule(lr){{{a + 1}-{b + 1}}}" for y, a, b in short if y == r + 1))
    return "\n".join([*out, "\\end{tabular}"])


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


def _cell(cell: Cell | None, row: int, content: Content, look: Look, bar: str) -> str:
    if cell is None:
        return ""
    shown = cell.row if look.head_at == "top" else cell.row + cell.rowspan - 1
    text = marked(cell.text) if row == shown else ""
    if cell.indent:
        text = f"\\hspace*{{{cell.indent}em}}{text}"
    if cell.bold and text:
        text = f"\\textbf{{{text}}}"
    if content.widths[cell.col] and cell.colspan == 1:
        return text
    first = bar if cell.col == 0 else ""
    return f"\\multicolumn{{{cell.colspan}}}{{{first}{alignment(cell, content)}{bar}}}{{{text}}}"
