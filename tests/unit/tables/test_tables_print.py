"""The device tables printed by a browser and set by LaTeX: every cell must come back, in four styles of superscript."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from printed.tables import Table, read_tables
from test_tables_devices import TABLES, _exact

BROWSER = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
PRINTED = {
    "usual": "sup, sub {}",
    "level": "sup, sub { line-height: 0; font-size: 75% }",
    "large": "sup, sub { font-size: 89% }",
    "shifted": "sup, sub { vertical-align: baseline; position: relative; font-size: 70% }"
    "sup { top: -.45em } sub { top: .25em }",
}  # fmt: skip
SET = {
    "math": (r"$^{\mathrm{#}}$", r"$_{\mathrm{#}}$"),
    "text": (r"\textsuperscript{#}", r"\textsubscript{#}"),
    "raised": (r"\raisebox{0.7ex}{\scriptsize #}", r"\raisebox{-0.4ex}{\scriptsize #}"),
    "large": (r"\raisebox{0.8ex}{\footnotesize #}", r"\raisebox{-0.5ex}{\footnotesize #}"),
}
SIGNS = {"μ": r"$\mu$", "Ω": r"$\Omega$", "×": r"$\times$", "Δ": r"$\Delta$", "ε": r"$\epsilon$", "%": r"\%"}
PROSE = "The devices were measured at room temperature, and the pulses were applied to the top electrode. " * 3


def _marked(cell: str, up: str, low: str) -> str:
    cell = re.sub(r"\^\{([^}]*)\}", lambda m: up.replace("#", m[1]), cell)
    return re.sub(r"_\{([^}]*)\}", lambda m: low.replace("#", m[1]), cell)


def _printed(folder: Path, style: str) -> Path:
    if BROWSER is None:
        pytest.skip("no browser to print with")
    pages = []
    for number, rows in enumerate(TABLES, 1):
        cells = [[_marked(escape(c, quote=False), "<sup>#</sup>", "<sub>#</sub>") for c in row] for row in rows]
        body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in cells)
        pages.append(
            f"<section><p>{PROSE}</p><p>Table {number}. Devices.</p><table>{body}</table><p>{PROSE}</p></section>"
        )
    css = f"@page {{ size: A5 }} section {{ break-after: page }} td {{ padding: 2pt 8pt }} {PRINTED[style]}"
    (folder / "in.html").write_text(f'<meta charset="utf-8"><style>{css}</style>{"".join(pages)}', encoding="utf-8")
    subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/out.pdf", str(folder / "in.html")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / "out.pdf"


def _set(folder: Path, style: str) -> Path:
    if shutil.which("pdflatex") is None:
        pytest.skip("no pdflatex")
    up, low = SET[style]
    pages = []
    for number, rows in enumerate(TABLES, 1):
        cells = []
        for row in rows:
            texts = [_marked(re.sub(r"[μΩ×Δε%]", lambda m: SIGNS[m[0]], c), up, low) for c in row]
            cells.append(" & ".join(t.replace(r"$\epsilon$$_", r"$\epsilon_") for t in texts))
        head, *body = cells
        lines = r" \\ ".join(body)
        spec = "l" + "c" * (len(rows[0]) - 1)
        pages.append(
            f"{PROSE}\\begin{{center}}Table {number}. Devices.\\\\[4pt]\\begin{{tabular}}{{{spec}}}\\toprule {head} "
            f"\\\\ \\midrule {lines} \\\\ \\bottomrule\\end{{tabular}}\\end{{center}}{PROSE}\\clearpage"
        )
    source = "\\documentclass{article}\\usepackage{booktabs}\\begin{document}" + "\n".join(pages) + "\\end{document}"
    (folder / "out.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "out.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-800:]
    return folder / "out.pdf"


def _folded(table: Table) -> Table:
    """The table with one of the two code points that a minus, a micro and an ohm sign have."""
    fold = str.maketrans("−µ\u2126", "-μΩ")
    return replace(table, cells=tuple(replace(c, markup=c.markup.translate(fold)) for c in table.cells))


def _right(tables: tuple[Table, ...]) -> tuple[int, int, list[str]]:
    by_page = {table.page: _folded(table) for table in tables}
    scores = [_exact(rows, by_page.get(i)) for i, rows in enumerate(TABLES, 1)]
    return sum(s[0] for s in scores), sum(s[1] for s in scores), [w for s in scores for w in s[2]]


@pytest.mark.parametrize("style", sorted(PRINTED))
def test_tables_printed_by_a_browser_come_back(tmp_path: Path, style: str) -> None:
    right, total, wrong = _right(read_tables(_printed(tmp_path, style)).tables)
    assert right >= 0.98 * total, wrong


@pytest.mark.parametrize("style", sorted(SET))
def test_tables_set_by_latex_come_back(tmp_path: Path, style: str) -> None:
    right, total, wrong = _right(read_tables(_set(tmp_path, style)).tables)
    assert right >= 0.98 * total, wrong
