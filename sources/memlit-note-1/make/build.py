"""Make the note's figures and note-1.pdf: `make note`. The same bytes on every run."""

from __future__ import annotations

import io
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Device, weight increase pulse (V, s), R_ON (ohm), ON/OFF ratio: NeuroSim V3.0 manual, Tables I and II.
DEVICES = (
    ("Ag:a-Si", 3.2, 300e-6, 26e6, 12.5),
    ("TaOx/HfOx", 1.6, 50e-9, 100e3, 10.0),
    ("AlOx/HfO2", 0.9, 100e-6, 16.9e3, 4.43),
    ("EpiRAM", 5.0, 5e-6, 81e3, 50.2),
    ("TaOx/TiO2", 3.0, 40e-3, 5e6, 2.0),
)


def draw() -> None:
    """figure_1.pdf (vector: pulse amplitude over width) and ../fig_2.png (raster: ratio over R_ON)."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"pdf.fonttype": 42, "font.size": 9})
    import matplotlib.pyplot as plt

    colours = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7A5195")
    markers = ("o", "s", "^", "D", "v")
    figure, axes = plt.subplots(figsize=(4.2, 2.9), layout="constrained")
    for (name, voltage, width, _, _), colour, marker in zip(DEVICES, colours, markers, strict=True):
        axes.plot([width], [voltage], linestyle="none", marker=marker, markersize=6, color=colour, label=name)
    axes.set(xscale="log", xlim=(1e-8, 1e-1), ylim=(0, 6), xlabel="pulse width (s)", ylabel="pulse amplitude (V)")
    axes.legend(fontsize=7, loc="upper right")
    figure.savefig(HERE / "figure_1.pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
    plt.close(figure)
    figure, axes = plt.subplots(figsize=(4.2, 2.9), layout="constrained")
    axes.plot([row[3] for row in DEVICES], [row[4] for row in DEVICES], "o", markersize=6, color=colours[0])
    axes.set(xscale="log", yscale="log", xlim=(1e4, 1e8), ylim=(1, 100), xlabel="R_ON (Ω)", ylabel="ON/OFF ratio")
    page = io.BytesIO()
    figure.savefig(page, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
    plt.close(figure)
    # Matplotlib's own pictures move ticks to whole pixels; a page drawn at 300 dpi is what a reader of papers has.
    import pypdfium2

    picture = pypdfium2.PdfDocument(page.getvalue())[0].render(scale=300 / 72).to_pil()
    picture.convert("RGB").save(HERE.parent / "fig_2.png", optimize=True)


def typeset() -> None:
    """note-1.pdf from note-1.typ."""
    import typst

    pdf = typst.compile(str(HERE / "note-1.typ"), root=str(HERE.parent), format="pdf", ignore_system_fonts=True)
    (HERE.parent / "note-1.pdf").write_bytes(pdf)


if __name__ == "__main__":
    draw()
    typeset()
