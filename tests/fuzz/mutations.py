"""Files of every kind that memlit reads, broken by a seed: the same seed breaks the same way."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from ..conftest import ROOT

TABLE = [["Device", "V (V)", "t (ns)", "R_on (kΩ)", "Endurance"]] + [
    [f"sim-{row}", f"{1 + row / 10:.1f}", str(50 * row), f"{row}.5×10^5", "> 10^6"] for row in range(1, 9)
]
HUGE = (b"999999999999999999999999", b"1e308", b"-1", b"1E999999", b"0x7fffffff", b"NaN", b"9" * 5000)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">'
    + b"".join(b'<!ENTITY b%d "%s">' % (n, b"&b%s;" % (str(n - 1).encode() if n else b"") * 20) for n in range(9))
    + b'<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def _rows(cell: str, row: str) -> str:
    return "".join(row.format("".join(cell.format(text) for text in line)) for line in TABLE)


def _xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for line in TABLE:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _project() -> bytes:
    marks = [(100, 540, "0", "1e-9"), (700, 540, "6", "1e-9"), (100, 540, "0", "1e-9"), (100, 60, "6", "1e-3")]
    axes = {
        "name": "XY",
        "type": "XYAxes",
        "isLogX": False,
        "isLogY": True,
        "noRotation": True,
        "calibrationPoints": [{"px": px, "py": py, "dx": dx, "dy": dy, "dz": None} for px, py, dx, dy in marks],
    }
    data = [{"x": 400, "y": 300, "value": [3, 1e-6]}, {"x": 250, "y": 500, "value": [1.5, 10**-8.5]}]
    sets = [{"name": "LTP", "axesName": "XY", "colorRGB": [200, 0, 0, 255], "metadataKeys": [], "data": data}]
    whole = {"version": [4, 2], "axesColl": [axes], "datasetColl": sets, "measurementColl": []}
    return json.dumps(whole).encode()


def _tar(name: str = "p/wpd.json", link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo(name)
        content = b"" if link else _project()
        member.size = len(content)
        if link:
            member.type, member.linkname = tarfile.SYMTYPE, link
        archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def _engauge() -> bytes:
    def point(px: float, py: float, graph: str = "", axis: str = "True") -> str:
        start = f'<Point IsAxisPoint="{axis}" IsXOnly="False" Ordinal="{px}">'
        return f'{start}<PositionScreen X="{px}" Y="{py}"/>{graph}</Point>'

    axis = "".join(
        point(px, py, f'<PositionGraph X="{x}" Y="{y}"/>')
        for px, py, x, y in ((100, 300, 0, 1e-9), (500, 300, 4, 1e-9), (100, 0, 0, 1e-6))
    )
    curve = "".join(point(px, py, axis="False") for px, py in ((200, 200), (300, 100)))
    return (
        '<!DOCTYPE engauge><Document VersionNumber="12.0" AxesPointsRequired="0"><Image/><CoordSystem>'
        '<Coords TypeString="Cartesian" ScaleXThetaString="Linear" ScaleYRadiusString="Log" UnitsXString="Number" '
        f'UnitsYString="Number"/><Curve CurveName="Axes"><CurvePoints>{axis}</CurvePoints></Curve><CurvesGraphs>'
        f'<Curve CurveName="LTP"><CurvePoints>{curve}</CurvePoints></Curve></CurvesGraphs></CoordSystem></Document>'
    ).encode()


def _svg() -> bytes:
    marks = (("x1: 0 V", 100, 300), ("x2: 2 V", 500, 300), ("y1: 0 A", 100, 300), ("y2: 1 A", 100, 0))
    groups = "".join(
        f'<g><path d="M {x} {y} L {x + 9} {y + 9}"/><text x="{x + 9}" y="{y + 9}">{word}</text></g>'
        for word, x, y in marks
    )
    curve = '<g><path d="M 100 300 L 300 200 L 500 0"/><text x="1" y="1">curve: 0</text></g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">{groups}{curve}</svg>'.encode()


def _latex() -> str:
    rows = "".join(" & ".join(f"${text}$" if "^" in text else text for text in line) + r" \\\hline" for line in TABLE)
    return (
        r"\documentclass{article}\newcommand{\kohm}{\si{\kilo\ohm}}\begin{document}The set voltage was \SI{2}{\volt}."
        rf"\begin{{table}}\caption{{Devices}}\label{{t:a}}\begin{{tabular}}{{lllll}}{rows}"
        r"\multicolumn{2}{c}{x} & "
        r"\multirow{2}{*}{5\,\kohm\footnote{y}}\\\end{tabular}\end{table}\cite{z}\end{document}"
    )


def _latex_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("main.tex", _latex().replace(r"\cite{z}", r"\input{part/one}"))
        archive.writestr("part/one.tex", r"The read voltage was 0.1 V. \input{../../outside}")
    return out.getvalue()


def seeds() -> dict[str, bytes]:
    """One whole file of each kind by its name."""
    cell = '<td rowspan="1" colspan="1">{}</td>'
    rows = _rows(cell, "<tr>{}</tr>")
    jats = (
        "<article><body><table-wrap id='t1'><label>Table 1</label><caption><p>Devices</p></caption><table>"
        f"{rows}</table></table-wrap></body></article>"
    )
    html = f"<!DOCTYPE html><html><body><table>{rows}</table></body></html>"
    return {
        "document.pdf": (ROOT / "sources/memlit-note-1/note-1.pdf").read_bytes(),
        "figure.pdf": (ROOT / "tests/data/figures/gp_a.pdf").read_bytes(),
        "document.xml": jats.encode(),
        "document.html": html.encode(),
        "document.xlsx": _xlsx(),
        "document.csv": "\n".join(",".join(line) for line in TABLE).encode(),
        "document.tex": _latex().encode(),
        "document.zip": _latex_archive(),
        "fig_1.json": _project(),
        "fig_1.tar": _tar(),
        "fig_1.dig": _engauge(),
        "fig_1.svg": _svg(),
        "fig_1.csv": b"x,y\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(50)),
        "references.bib": (ROOT / "references.bib").read_bytes()[:6000],
        "corrections.csv": b"id,field,value,reason,who,date\n" + b"a:t1/r1c1,flag,odd,seen,A. Reader,2026-01-02\n" * 9,
    }


def _flipped(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 4, 40))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _removed(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 10, 500))]


def _repeated(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice((5, 50, 500))] * chance.choice((2, 50, 2000))


def _huge_number(data: bytearray, chance: random.Random) -> None:
    digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    place = chance.choice(digits or [0])
    data[place : place + 1] = chance.choice(HUGE)


def _nested(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    opening = chance.choice((b"<table><tr><td>", b"<g>", b"[", b'{"a":', b"<<", b"(", b"{", b'"', b"\\frac{"))
    data[place:place] = opening * chance.choice((10, 1000, 100_000))


def _spans(data: bytearray, chance: random.Random) -> None:
    mark = b'span="1"'
    place = data.find(mark, chance.randrange(len(data)))
    if place >= 0:
        data[place : place + len(mark)] = b'span="1000000000"'


def _strange_bytes(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    data[place:place] = chance.choice(
        (b"\0" * 50, b"\xff\xfe", "\u202e\u0000".encode(), b"\r\n" * 9000, b"`$(id)`{{7*7}}")
    )


def _entities(data: bytearray, chance: random.Random) -> None:
    data[0:0] = ENTITIES
    place = chance.randrange(len(ENTITIES), len(data))
    data[place:place] = chance.choice((b"&b8;", b"&x;"))


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flipped,
    _cut,
    _removed,
    _repeated,
    _huge_number,
    _nested,
    _spans,
    _strange_bytes,
    _entities,
)


def broken(kinds: dict[str, bytes], seed: int) -> tuple[str, bytes]:
    """Name and bytes of the file that `seed` breaks."""
    chance = random.Random(seed)
    name = sorted(kinds)[seed % len(kinds)]
    data = bytearray(kinds[name])
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(MUTATIONS)(data, chance)
        if not data:
            break
    return name, bytes(data)


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_xlsx())) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in book.namelist():
            bomb.writestr(name, book.read(name))
        with bomb.open("xl/media/zeros.bin", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(bytes(1_000_000))
    return out.getvalue()


def _tar_bomb() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        member = tarfile.TarInfo("p/wpd.json")
        member.size = 300_000_000
        archive.addfile(member, io.BytesIO(bytes(member.size)))
    return out.getvalue()


def _cyclic_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def traps() -> dict[str, tuple[str, bytes]]:
    """Files made to harm, by what they try: name and bytes."""
    deep = b"<a>" * 200_000
    return {
        "zip bomb": ("document.xlsx", _zip_bomb()),
        "tar bomb": ("fig_1.tar", _tar_bomb()),
        "path out of the archive": ("fig_1.tar", _tar("../../outside/wpd.json")),
        "absolute path in the archive": ("fig_1.tar", _tar("/outside/wpd.json")),
        "link out of the archive": ("fig_1.tar", _tar("p/wpd.json", "/etc/passwd")),
        "entities": ("document.xml", ENTITIES + b"<article>&b8;&x;</article>"),
        "entities in a figure": ("fig_1.svg", ENTITIES + b"<svg>&b8;&x;</svg>"),
        "cycle of pages": ("document.pdf", _cyclic_pdf()),
        "deep nesting": ("document.xml", deep),
        "deep nesting of HTML": ("document.html", b"<table><tr><td>" * 100_000),
        "deep JSON": ("fig_1.json", b"[" * 500_000),
        "billion rows": ("document.html", b"<table>" + b"<tr><td rowspan=1000000000 colspan=1000000000>1" * 3),
        "macros of macros": (
            "document.tex",
            b"\\section{x}\\newcommand{\\a}{ha}"
            + b"".join(b"\\newcommand{\\%c}{\\%c\\%c}" % (n, n - 1, n - 1) for n in range(98, 123))
            + b"\\z",
        ),
        "LaTeX bomb": ("document.gz", gzip.compress(b"\\section{x}" + bytes(300_000_000), 1)),
        "one endless line": ("document.csv", b"1," * 5_000_000),
        "number of five million digits": ("fig_1.json", b'{"version": ' + b"9" * 5_000_000 + b"}"),
    }


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
