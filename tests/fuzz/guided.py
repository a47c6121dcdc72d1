"""Fuzzing led by coverage (atheris) of the readers that work in the run's own process, and of digitizer projects.

`python -m tests.fuzz.guided TARGET SECONDS`: exit 0 when nothing but typed errors was raised in that time.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["memlit", "figcurves", "printed"]):
    from figcurves import import_project
    from memlit.errors import MemlitError
    from memlit.library import parse_library
    from memlit.quantities import read_quantities
    from printed.documents.latex.text import latex_text
    from printed.tables import read_tables

SCRATCH = Path(tempfile.mkdtemp()) / "fig_1.json"
STARTS = {
    "quantity": ("1.2 V, 50 ns", "(3.5 ± 0.2)×10^5 Ω", "< 10 µS @ 0.1 V", "−1.5–2 V/100 µs", "> 10⁹ cycles"),
    "bibtex": ("@article{a, title={B {C}}, year=2020, keywords={x, y}}", "@string{j = {J}} @misc{b, journal = j}"),
    "latex": (
        r"$R_{on}^{2}$ \SI{1}{\kilo\ohm}\footnote{a}",
        r"\begin{table}\begin{tabular}{ll}a & \multirow{2}{*}{b}\\",
    ),
    "project": ('{"version":[4,2],"axesColl":[],"datasetColl":[]}', '{"wpd":{"axesType":"XYAxes"}}'),
}


def _quantity(text: str) -> None:
    read_quantities(text)


def _bibtex(text: str) -> None:
    parse_library(text)


def _project(text: str) -> None:
    SCRATCH.write_text(text, encoding="utf-8", errors="replace")
    import_project(SCRATCH)


def _latex(text: str) -> None:
    latex_text(text)
    source = SCRATCH.with_name("paper.tex")
    source.write_text("\\section{x}\n" + text, encoding="utf-8", errors="replace")
    read_tables(source)


TARGETS: dict[str, Callable[[str], None]] = {
    "quantity": _quantity,
    "bibtex": _bibtex,
    "project": _project,
    "latex": _latex,
}


def main() -> None:
    target, seconds = sys.argv[1], int(sys.argv[2])
    read = TARGETS[target]

    def one(data: bytes) -> None:
        with contextlib.suppress(MemlitError):
            read(data.decode("utf-8", errors="replace"))

    corpus = Path(tempfile.mkdtemp())
    for number, text in enumerate(STARTS[target]):
        (corpus / str(number)).write_text(text, encoding="utf-8")
    options = [
        f"-max_total_time={seconds}",
        "-seed=7",
        "-max_len=400",
        "-timeout=5",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
