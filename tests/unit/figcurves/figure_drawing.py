"""A figure drawn operator by operator, so that a test can spoil exactly one thing of it."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

LEFT, BOTTOM, RIGHT, TOP = 80.0, 60.0, 380.0, 300.0

DRAWN_X = np.array([5.0, 18.0, 33.0, 51.0, 74.0, 92.0])
DRAWN_Y = np.array([2.0e-9, 3.0e-8, 7.0e-8, 1.5e-6, 4.0e-6, 6.0e-6])
"""The points of the figure that `drawn` draws."""


@dataclass
class Figure:
    """Linear x from -2 to 2, logarithmic y from 1e-9 to 1e-3, twelve marks; change a field to spoil it."""

    x_labels: list[str] = field(default_factory=lambda: ["-2", "-1", "0", "1", "2"])
    y_labels: list[tuple[str, str]] = field(default_factory=lambda: [("10", str(k)) for k in range(-9, -2)])
    x_label_shift: float = 0.0
    y_label_shift: float = 0.0
    y_places: list[float] = field(default_factory=lambda: [BOTTOM + 40.0 * k for k in range(7)])
    log_minor: bool = True
    right_labels: list[str] = field(default_factory=list)
    right_color: str = "0 g"
    mark_color: str = "1 0 0 rg"
    raised: bool = True

    values: list[tuple[float, float]] = field(
        default_factory=lambda: [(-1.9 + 0.33 * k, 10 ** (-8.7 + 0.45 * k)) for k in range(12)]
    )

    def content(self) -> str:
        """The content stream."""
        out = ["0.8 w 0 G 0 g", f"{LEFT} {BOTTOM} {RIGHT - LEFT} {TOP - BOTTOM} re S"]
        for number, label in enumerate(self.x_labels):
            x = LEFT + 75.0 * number
            out.append(f"{x} {BOTTOM} m {x} {BOTTOM - 5} l S")
            out.append(text(label, x + self.x_label_shift - 2.78 * len(label), BOTTOM - 18))
        for number in range(16 + 1):
            x = LEFT + 75.0 / 4 * number
            out.append(f"{x} {BOTTOM} m {x} {BOTTOM - 2.5} l S")
        for place, (base, power) in zip(self.y_places, self.y_labels, strict=True):
            out.append(f"{LEFT} {place} m {LEFT - 5} {place} l S")
            out.append(text(base, LEFT - 32, place - 3.6 + self.y_label_shift))
            if power:
                out.append(text(power, LEFT - 32 + 5.56 * len(base), place + (0.4 if self.raised else -3.6), 7))
        if self.log_minor:
            for low, high in zip(self.y_places, self.y_places[1:], strict=False):
                for m in range(2, 10):
                    y = low + (high - low) * math.log10(m)
                    out.append(f"{LEFT} {y:.4f} m {LEFT - 2.5} {y:.4f} l S")
        for number, label in enumerate(self.right_labels):
            y = BOTTOM + 60.0 * number
            out.append(f"{RIGHT} {y} m {RIGHT + 5} {y} l S {self.right_color}")
            out.append(text(label, RIGHT + 9, y - 3.6) + " 0 g")
        out.append(self.mark_color)
        for x, y in self.values:
            px = LEFT + 75.0 * (x + 2.0)
            py = BOTTOM + 40.0 * (math.log10(y) + 9.0)
            out.append(f"{px - 3:.5f} {py - 3:.5f} 6 6 re f")
        return "\n".join(out)

    def save(self, path: Path) -> Path:
        """Write the PDF."""
        import pikepdf

        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(460, 360))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(self.content().encode("latin-1"))
        pdf.save(path)
        return path


def text(words: str, x: float, y: float, size: float = 10) -> str:
    return f"BT /F1 {size} Tf {x:.3f} {y:.3f} Td ({words}) Tj ET"


def save(figure: Any, path: Path) -> Path:
    """Write a figure of matplotlib."""
    figure.savefig(path)
    return path
