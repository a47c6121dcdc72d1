"""Pages as publishers make them, written operator by operator: figures inline among columns of text, Helvetica labels
with raised exponents, ticks inwards, right-hand axes, curves of thousands of clipped vertices."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

WIDTHS = {".": 278, "-": 333, "1": 556, " ": 278}
PROSE = (
    "The devices were programmed with 128 identical pulses of 1.2 V and 100 ns, and read at 0.1 V as in Fig. 2.",
    "Resistance states of 10 and 500 kOhm were kept over 1000 s at 85 C, and no drift above 3 % was seen.",
    "A compliance of 100 uA was set in 25 cycles; the reset took place between -0.9 and -1.4 V in 96 devices.",
)


def width_of(words: str, size: float) -> float:
    return sum(WIDTHS.get(letter, 556) for letter in words) * size / 1000.0


@dataclass
class Scale:
    """Values from `low` to `high` on points from `start` to `stop`."""

    low: float
    high: float
    start: float
    stop: float
    log: bool = False

    def at(self, values: Any) -> Any:
        v = np.asarray(values, dtype=float)
        a, b = self.low, self.high
        if self.log:
            v, a, b = np.log10(np.abs(v)), math.log10(a), math.log10(b)
        return self.start + (v - a) / (b - a) * (self.stop - self.start)


@dataclass
class Page:
    """The content stream of one page.

    `digits` is the number of decimals written, `unit` the size of a coordinate's unit in a figure.
    """

    path: Path
    digits: int = 3
    unit: float = 1.0
    producer: str = "Acrobat Distiller 8.1.0 (Windows)"
    out: list[str] = field(default_factory=list)
    size: tuple[float, float] = (595.0, 842.0)
    scale: float = 1.0
    turn: int = 0
    crop: tuple[float, float, float, float] | None = None

    def number(self, value: float) -> str:
        text = f"{value / self.scale:.{self.digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def op(self, *words: str) -> None:
        self.out.append(" ".join(words))

    def shape(self, points: Any, paint: str) -> None:
        rows = np.asarray(points, dtype=float).tolist()
        steps = [f"{self.number(x)} {self.number(y)} {'l' if k else 'm'}" for k, (x, y) in enumerate(rows)]
        self.op("\n".join(steps), paint)

    def stroke(self, points: Any, color: str = "0 0 0", width: float = 0.5, dash: str = "[] 0", piece: int = 0) -> None:
        self.op(f"{color} RG {width / self.scale:.4f} w {dash} d")
        rows = np.asarray(points, dtype=float)
        for start in range(0, len(rows) - 1, piece or len(rows)):
            self.shape(rows[start : start + (piece or len(rows)) + 1], "S")

    def begin(self, clip: tuple[float, float, float, float] | None = None) -> None:
        self.op("q")
        self.scale = self.unit
        if self.scale != 1.0:
            self.op(f"{self.scale} 0 0 {self.scale} 0 0 cm")
        if clip is not None:
            x0, y0, x1, y1 = (self.number(value) for value in clip)
            self.op(f"{x0} {y0} m {x1} {y0} l {x1} {y1} l {x0} {y1} l h W n")

    def end(self) -> None:
        self.op("Q")
        self.scale = 1.0

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float = 8.0,
        anchor: float = 0.0,
        raised: str = "",
        turn: bool = False,
        color: str = "0 0 0",
    ) -> None:
        """Words in Helvetica with `raised` behind them at two thirds of the size; `anchor` is 0 left, 0.5, 1 right."""
        small = 0.65 * size
        length = width_of(words, size) + width_of(raised, small)
        x, y = (x, y - anchor * length) if turn else (x - anchor * length, y)
        unit = f"{1 / self.scale:.6f}"
        matrix = f"0 {unit} -{unit} 0" if turn else f"{unit} 0 0 {unit}"
        words = words.replace("(", "\\(").replace(")", "\\)")
        tail = f" /F1 {small:.2f} Tf {0.4 * size:.2f} Ts ({raised}) Tj 0 Ts" if raised else ""
        self.op(
            f"BT {color} rg /F1 {size:.2f} Tf {matrix} {x / self.scale:.3f} {y / self.scale:.3f} Tm "
            f"({words}) Tj{tail} ET"
        )

    def row(self, words: list[str], xs: list[float], y: float, size: float = 8.0) -> None:
        """Words that one operator shows, moved apart by numbers between them."""
        parts, at = [], xs[0] - width_of(words[0], size) / 2.0
        first = at
        for word, x in zip(words, xs, strict=True):
            left = x - width_of(word, size) / 2.0
            if left != at:
                parts.append(f"{-(left - at) * 1000.0 / size:.1f}")
            parts.append(f"({word})")
            at = left + width_of(word, size)
        unit = f"{1 / self.scale:.6f}"
        place = f"{first / self.scale:.3f} {y / self.scale:.3f}"
        self.op(f"BT 0 0 0 rg /F1 {size:.2f} Tf {unit} 0 0 {unit} {place} Tm [{' '.join(parts)}] TJ ET")

    def prose(self, top: float, bottom: float, left: float = 48.0, size: float = 8.0) -> None:
        number = 0
        while top > bottom:
            self.text(PROSE[number % len(PROSE)], left, top, size)
            top -= 1.25 * size
            number += 1

    def frame(self, box: tuple[float, float, float, float], color: str = "0 0 0", width: float = 0.8) -> None:
        x0, y0, x1, y1 = box
        self.stroke([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], color, width)

    def axis(
        self,
        box: tuple[float, float, float, float],
        side: str,
        scale: Scale,
        majors: list[float],
        minors: list[float] = (),  # type: ignore[assignment]
        labels: list[tuple[str, str]] | None = None,
        inward: bool = True,
        color: str = "0 0 0",
        size: float = 8.0,
        title: str = "",
        gap: float = 4.0,
        joined: bool = False,
    ) -> None:
        """Ticks and labels of one side; labels are (words, raised); `joined` draws the ticks as one path."""
        edge = {"bottom": box[1], "top": box[3], "left": box[0], "right": box[2]}[side]
        into = 1.0 if side in ("bottom", "left") else -1.0
        for values, length in ((majors, 4.5), (list(minors), 2.5)):
            for value in values:
                at, reach = float(scale.at(value)), edge + (into if inward else -into) * length
                ends = [(at, edge), (at, reach)] if side in ("bottom", "top") else [(edge, at), (reach, at)]
                if joined:
                    self.shape(ends, "")
                else:
                    self.stroke(ends, color, 0.6)
        if joined:
            self.op(f"{color} RG {0.6 / self.scale:.4f} w [] 0 d S")
        gap += 0.0 if inward else 4.5
        for value, (words, raised) in zip(majors, labels or [], strict=False):
            at = float(scale.at(value))
            if side == "bottom":
                self.text(words, at, edge - gap - 0.75 * size, size, 0.5, raised, color=color)
            elif side == "top":
                self.text(words, at, edge + gap, size, 0.5, raised, color=color)
            else:
                x = edge - gap if side == "left" else edge + gap
                self.text(words, x, at - 0.35 * size, size, 1.0 if side == "left" else 0.0, raised, color=color)
        if title:
            middle = (box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0
            if side == "bottom":
                self.text(title, middle[0], edge - gap - 2.2 * size, size, 0.5, color=color)
            elif side in ("left", "right"):
                x = edge - gap - 3.0 * size if side == "left" else edge + gap + 3.8 * size
                self.text(title, x, middle[1], size, 0.5, turn=True, color=color)

    def disc(self, x: float, y: float, radius: float) -> None:
        k = 0.5522847 * radius
        n = self.number
        self.op(
            f"{n(x + radius)} {n(y)} m",
            f"{n(x + radius)} {n(y + k)} {n(x + k)} {n(y + radius)} {n(x)} {n(y + radius)} c",
            f"{n(x - k)} {n(y + radius)} {n(x - radius)} {n(y + k)} {n(x - radius)} {n(y)} c",
            f"{n(x - radius)} {n(y - k)} {n(x - k)} {n(y - radius)} {n(x)} {n(y - radius)} c",
            f"{n(x + k)} {n(y - radius)} {n(x + radius)} {n(y - k)} {n(x + radius)} {n(y)} c h",
        )

    def marks(self, xs: Any, ys: Any, form: str, color: str, size: float = 4.0, hollow: bool = False) -> None:
        self.op(f"{color} RG {'1 1 1' if hollow else color} rg {0.6 / self.scale:.4f} w [] 0 d")
        paint = "b" if hollow else "f"
        h = size / 2.0
        for x, y in zip(np.asarray(xs).tolist(), np.asarray(ys).tolist(), strict=True):
            if form == "disc":
                self.disc(x, y, h)
                self.op(paint)
            elif form == "square":
                self.shape([(x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h)], paint)
            elif form == "diamond":
                self.shape([(x - h, y), (x, y - h), (x + h, y), (x, y + h)], paint)
            else:
                self.shape([(x - h, y - h / math.sqrt(3)), (x + h, y - h / math.sqrt(3)), (x, y + h * 1.1547)], paint)

    def arrow(self, x: float, y: float, dx: float, dy: float, color: str = "0 0 0") -> None:
        length = math.hypot(dx, dy)
        ux, uy = dx / length, dy / length
        self.stroke([(x, y), (x + dx, y + dy)], color, 0.8)
        tip = (x + dx + 4 * ux, y + dy + 4 * uy)
        self.op(f"{color} rg")
        self.shape([tip, (x + dx - 2 * uy, y + dy + 2 * ux), (x + dx + 2 * uy, y + dy - 2 * ux)], "f")

    def ring(self, x: float, y: float, w: float, h: float, color: str = "0 0 0") -> None:
        """An open ellipse around a part of a curve, as figures mark to which axis it belongs."""
        n = self.number
        a, b = 0.5522847 * w, 0.5522847 * h
        self.op(
            f"{color} RG",
            f"{n(x + w)} {n(y)} m {n(x + w)} {n(y + b)} {n(x + a)} {n(y + h)} {n(x)} {n(y + h)} c",
            f"{n(x - a)} {n(y + h)} {n(x - w)} {n(y + b)} {n(x - w)} {n(y)} c",
            f"{n(x - w)} {n(y - b)} {n(x - a)} {n(y - h)} {n(x)} {n(y - h)} c",
            f"{n(x + a)} {n(y - h)} {n(x + w)} {n(y - b)} {n(x + w)} {n(y)} c S",
        )

    def save(self) -> None:
        import pikepdf

        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=self.size)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        symbol = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Symbol)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font, F2=symbol))
        if self.turn:
            page.Rotate = self.turn
        if self.crop is not None:
            page.CropBox = pikepdf.Array(self.crop)
        page.Contents = pdf.make_stream("\n".join(self.out).encode("latin-1"))
        pdf.docinfo["/Producer"] = self.producer
        pdf.save(self.path, deterministic_id=True)


def powers(low: int, high: int, step: int = 1) -> list[tuple[str, str]]:
    return [("10", str(k).replace("-", "\u0096")) for k in range(low, high + 1, step)]


def plain(values: list[float], form: str = "g") -> list[tuple[str, str]]:
    return [(format(value, form).replace("-", "\u0096"), "") for value in values]


def decades(low: int, high: int) -> tuple[list[float], list[float]]:
    return [10.0**k for k in range(low, high + 1)], [m * 10.0**k for k in range(low, high) for m in range(2, 10)]
