"""Vector panels drawn by the programs themselves: contents of the field by each program that is installed.

    python evaluation/vector_figures/programs.py [FOLDER] [--only PROGRAM] [--second]

Five contents, on which the reader was mended, and with `--second` four more that were read only afterwards.

Programs: Octave, Grace, Veusz, Asymptote, GLE, PyXPlot, R, ggplot2, gnuplot (PostScript), pgfplots, LibreOffice Calc,
Vega, and Plotly and Bokeh printed by Chromium (their scripts are looked for in the folder of PLOTLY_BOKEH). One that is
absent is named and left out. The truth is exact; a panel is judged as in vector_looks.py.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from unseen import RNG
from vector_looks import Panel, judged

COLORS = ("black", "red", "blue", "green", "magenta", "orange")


@dataclass(frozen=True)
class Course:
    """One series: its name, its points, whether marks, a line or both are drawn."""

    name: str
    x: np.ndarray
    y: np.ndarray
    marks: bool = True
    line: bool = False


@dataclass(frozen=True)
class Content:
    """What a panel shows: series, titles with units, decades, limits."""

    name: str
    courses: tuple[Course, ...]
    titles: tuple[str, str]
    units: tuple[str, str]
    log: tuple[bool, bool]
    x: tuple[float, float]
    y: tuple[float, float]


def contents() -> list[Content]:
    n = np.arange(1.0, 51.0)
    rise = 1.2 + 8.5 * (1 - np.exp(-n / 17)) / (1 - np.exp(-50 / 17))
    fall = 9.7 - 8.5 * (1 - np.exp(-n / 12)) / (1 - np.exp(-50 / 12))
    v = np.concatenate([np.linspace(0.05, 1.95, 60), np.linspace(1.95, 0.05, 60)])
    current = 4e-8 * v**1.6 * np.where(np.arange(120) < 60, 1.0, 150.0) + 1e-9
    t = 10.0 ** np.linspace(0.1, 3.9, 20)
    chance = RNG(77)
    cycles = 10.0 ** np.linspace(0.05, 5.9, 26)
    thresholds = [np.sort(chance.normal(middle, 0.09, 60)) for middle in (0.8, 1.4)]
    share = 100.0 * (np.arange(1, 61) - 0.5) / 60
    return [
        Content(
            "pulses",
            (Course("LTP", n, rise), Course("LTD", n + 50, fall)),
            ("Pulse number", "Conductance (uS)"), ("", "uS"), (False, False), (0, 110), (0, 12),
        ),
        Content(
            "loop",
            (Course("SET", v, current, False, True), Course("RESET", -v, 0.7 * current, False, True)),
            ("Voltage (V)", "Current (A)"), ("V", "A"), (False, True), (-2.5, 2.5), (1e-10, 1e-3),
        ),
        Content(
            "retention",
            (
                Course("LRS", t, 5.1 + 0.25 * np.log10(t) + 0.1 * np.sin(t)),
                Course("MRS", t, 28 + 0.6 * np.cos(t)),
                Course("HRS", t, 61 - 1.1 * np.log10(t)),
            ),
            ("Time (s)", "Resistance (kOhm)"), ("s", "kOhm"), (True, False), (1, 1e4), (0, 80),
        ),
        Content(
            "endurance",
            (
                Course("HRS", cycles, 2e6 * np.exp(chance.normal(0, 0.25, 26)), True, True),
                Course("LRS", cycles, 9e3 * np.exp(chance.normal(0, 0.1, 26)), True, True),
            ),
            ("Cycle", "Resistance (Ohm)"), ("", "Ohm"), (True, True), (1, 1e6), (1e3, 1e7),
        ),
        Content(
            "distribution",
            tuple(
                Course(name, values, share, True, False)
                for name, values in zip(("Vset", "Vreset"), thresholds, strict=True)
            ),
            ("Voltage (V)", "Probability (%)"), ("V", "%"), (False, False), (0.4, 1.8), (0, 100),
        ),
    ]  # fmt: skip


def second_contents() -> list[Content]:
    chance = RNG(78)
    v = np.linspace(0.1, 3.0, 40)
    family = tuple(
        Course(f"{gate:g} V", v, 3e-9 * 10 ** (0.6 * k) * (1 - np.exp(-3 * v)), False, True)
        for k, gate in enumerate((-2, -1, 0, 1, 2, 3))
    )
    n = np.arange(1.0, 31.0)
    small = (
        Course("up", n, 1e-6 * (1.1 + 0.21 * n), True, True),
        Course("down", n, 1e-6 * (7.6 - 0.19 * n + 0.2 * np.sin(n)), True, True),
    )
    clouds = tuple(
        Course(name, chance.normal(x, 0.22, 80), chance.normal(y, 14, 80))
        for name, x, y in (("as grown", 1.1, 60.0), ("annealed", 1.7, 110.0))
    )
    bias = np.linspace(-1.4, 0.4, 37)
    negative = (
        Course("pristine", bias, 22 * bias - 9 * bias**2, True, False),
        Course("formed", bias, 40 * bias, False, True),
    )
    return [
        Content(
            "family", family,
            ("Drain voltage (V)", "Drain current (A)"), ("V", "A"), (False, True), (0, 3.5), (1e-10, 1e-4),
        ),
        Content(
            "small", small, ("Pulse number", "Conductance (S)"), ("", "S"), (False, False), (0, 35), (0, 9e-6)
        ),
        Content(
            "clouds", clouds, ("Forming voltage (V)", "Thickness (nm)"), ("V", "nm"), (False, False), (0, 3), (0, 180)
        ),
        Content(
            "negative", negative, ("Bias (V)", "Current (uA)"), ("V", "uA"), (False, False), (-1.5, 0.5), (-70, 30)
        ),
    ]  # fmt: skip


def run(command: list[str], text: str | None = None, folder: Path | None = None) -> None:
    """Run a program; one that is absent raises FileNotFoundError, one that fails RuntimeError with its last line."""
    done = subprocess.run(
        command,
        input=text,
        text=True,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder or Path.cwd())},
    )
    if done.returncode:
        raise RuntimeError((done.stderr or done.stdout).strip().splitlines()[-1][:200] if done.stderr else command[0])


def columns(course: Course) -> str:
    return "\n".join(f"{x:.9g} {y:.9g}" for x, y in zip(course.x.tolist(), course.y.tolist(), strict=True))


def octave(c: Content, path: Path, folder: Path) -> None:
    looks, colors = "so^", "krbgmc"
    lines = ["graphics_toolkit('gnuplot');", "f=figure('visible','off'); hold on;"]
    for k, s in enumerate(c.courses):
        form = (looks[k % 3] if s.marks else "") + ("-" if s.line else "")
        lines.append(
            f"plot([{' '.join(map(repr, s.x.tolist()))}],[{' '.join(map(repr, s.y.tolist()))}],'{colors[k]}{form}',"
            f"'displayname','{s.name}');"
        )
    scales = "".join(f"set(gca,'{axis}scale','log');" for axis, log in zip("xy", c.log, strict=True) if log)
    lines.append(f"{scales} xlim([{c.x[0]} {c.x[1]}]); ylim([{c.y[0]} {c.y[1]}]); box on; legend('show');")
    lines.append(f"xlabel('{c.titles[0]}'); ylabel('{c.titles[1]}'); print('-dpdf','{path}');")
    (folder / "drawn.m").write_text("\n".join(lines), encoding="utf-8")
    run(["octave-cli", "--norc", "drawn.m"], folder=folder)


def grace(c: Content, path: Path, folder: Path) -> None:
    names, lines = [], []
    for k, s in enumerate(c.courses):
        data = folder / f"s{k}.dat"
        data.write_text(columns(s) + "\n", encoding="utf-8")
        names.append(str(data))
        lines += [
            f's{k} legend "{s.name}"',
            f"s{k} symbol {k + 1 if s.marks else 0}",
            f"s{k} symbol size 0.6",
            f"s{k} symbol color {k + 1}",
            f"s{k} line type {int(s.line)}",
            f"s{k} line color {k + 1}",
        ]
    for axis, log, (low, high), title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True):
        if log:
            lines += [f"{axis}axes scale Logarithmic", f"{axis}axis tick major 10", f"{axis}axis tick minor ticks 9"]
            lines += [f"{axis}axis ticklabel format power", f"{axis}axis ticklabel prec 0"]
        else:
            lines.append(f"{axis}axis tick major {(high - low) / 5:g}")
        lines.append(f'{axis}axis label "{title}"')
    lines = [f"world {c.x[0]}, {c.y[0]}, {c.x[1]}, {c.y[1]}", *lines]
    (folder / "drawn.par").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = folder / "drawn.ps"
    run(["gracebat", *names, "-param", "drawn.par", "-hdevice", "PostScript", "-printfile", str(made)], folder=folder)
    run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={path}", str(made)])


def veusz(c: Content, path: Path, folder: Path) -> None:
    lines = ["page = Root.Add('page')", "graph = page.Add('graph', autoadd=False)"]
    for axis, log, (low, high), title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True):
        lines.append(
            f"graph.Add('axis', name='{axis}', label='{title}', min={float(low)}, max={float(high)}, log={log}"
            + (", direction='vertical')" if axis == "y" else ")")
        )
    for k, s in enumerate(c.courses):
        lines += [f"SetData('x{k}', {s.x.tolist()})", f"SetData('y{k}', {s.y.tolist()})"]
        marker = ("circle", "square", "diamond")[k % 3] if s.marks else "none"
        lines.append(
            f"graph.Add('xy', xData='x{k}', yData='y{k}', key='{s.name}', marker='{marker}', color='auto', "
            f"PlotLine__hide={not s.line})"
        )
    lines += ["graph.Add('key')", f"Export('{path}')", "Quit()"]
    (folder / "drawn.vsz").write_text("\n".join(lines), encoding="utf-8")
    run(["veusz", "--unsafe-mode", "--listen", "--quiet"], "\n".join(lines) + "\n", folder)


def asymptote(c: Content, path: Path, folder: Path) -> None:
    kinds = ", ".join("Log" if log else "Linear" for log in c.log)
    lines = [
        "import graph;",
        "size(9cm,7cm,IgnoreAspect);",
        f"scale({kinds});",
        f"pen[] p={{{','.join(COLORS)}}};",
    ]
    for k, s in enumerate(c.courses):
        xs, ys = (", ".join(f"{v:.9g}" for v in a.tolist()) for a in (s.x, s.y))
        mark = f"marker(scale(1.5mm)*polygon({k + 3}), p[{k}], Fill(p[{k}]))" if s.marks else "nomarker"
        pen = f"p[{k}]" if s.line else "nullpen"
        lines += [f"real[] x{k}={{{xs}}};", f"real[] y{k}={{{ys}}};"]
        lines.append(f'draw(graph(x{k},y{k}),{pen},"{s.name}",{mark});')
    lines.append(f"xlimits({c.x[0]:g},{c.x[1]:g}); ylimits({c.y[0]:g},{c.y[1]:g});")
    titles = [title.replace("%", "\\%") for title in c.titles]
    lines.append(f'xaxis("{titles[0]}",BottomTop,LeftTicks); yaxis("{titles[1]}",LeftRight,RightTicks);')
    lines.append("add(legend(),point(E),20E);")
    (folder / "drawn.asy").write_text("\n".join(lines), encoding="utf-8")
    run(["asy", "-f", "pdf", "-o", str(path.with_suffix("")), "drawn.asy"], folder=folder)


def gle(c: Content, path: Path, folder: Path) -> None:
    lines = ["size 12 9", "set font psh", "begin graph"]
    for axis, log, (low, high), title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True):
        lines += [f'{axis}title "{title}"', f"{axis}axis min {low:g} max {high:g}" + (" log" if log else "")]
    for k, s in enumerate(c.courses):
        (folder / f"s{k}.dat").write_text(columns(s) + "\n", encoding="utf-8")
        look = (f" marker {('fcircle', 'fsquare', 'ftriangle')[k % 3]} msize 0.15" if s.marks else "") + (
            " line" if s.line else ""
        )
        lines += [f'data "s{k}.dat" d{k + 1}', f'd{k + 1}{look} color {COLORS[k]} key "{s.name}"']
    lines += ["key pos tr" if c.name != "pulses" else "key pos br", "end graph"]
    (folder / "drawn.gle").write_text("\n".join(lines), encoding="utf-8")
    run(["gle", "-d", "pdf", "-o", str(path), "drawn.gle"], folder=folder)


def pyxplot(c: Content, path: Path, folder: Path) -> None:
    lines = ["set terminal pdf", f"set output '{path}'", "set width 10"]
    for axis, log, (low, high), title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True):
        escaped = title.replace("%", "\\%")
        lines += [f"set {axis}label '{escaped}'", f"set {axis}range [{low:g}:{high:g}]"]
        lines += [f"set log {axis}"] if log else []
    parts = []
    for k, s in enumerate(c.courses):
        (folder / f"s{k}.dat").write_text(columns(s) + "\n", encoding="utf-8")
        look = {(True, False): "points", (False, True): "lines", (True, True): "linespoints"}[s.marks, s.line]
        parts.append(f"'s{k}.dat' title '{s.name}' with {look}")
    lines.append("plot " + ", ".join(parts))
    (folder / "drawn.ppl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(["pyxplot", "drawn.ppl"], folder=folder)


def base_r(c: Content, path: Path, folder: Path) -> None:
    log = "".join(axis for axis, is_log in zip("xy", c.log, strict=True) if is_log)
    lines = [f"pdf('{path}', width=5, height=4.2, family='Times')", "par(las=1, tck=0.02, mgp=c(2.2,0.4,0))"]
    titles = f"xlab='{c.titles[0]}', ylab='{c.titles[1]}'"
    lines.append(f"plot(NA, xlim=c{c.x}, ylim=c{c.y}, log='{log}', {titles}, xaxs='i', yaxs='i')")
    for k, s in enumerate(c.courses):
        xs, ys = (f"c({', '.join(map(repr, a.tolist()))})" for a in (s.x, s.y))
        kind = {(True, False): "p", (False, True): "l", (True, True): "b"}[s.marks, s.line]
        lines.append(f"lines({xs}, {ys}, type='{kind}', pch={(1, 17, 15)[k % 3]}, col={k + 1}, cex=0.8)")
    names = ", ".join(f"'{s.name}'" for s in c.courses)
    marks = ", ".join(str((1, 17, 15)[k % 3]) if s.marks else "NA" for k, s in enumerate(c.courses))
    kinds = ", ".join(str(int(s.line)) for s in c.courses)
    lines.append(f"legend('right', legend=c({names}), pch=c({marks}), lty=c({kinds}), col=1:{len(c.courses)}, bty='n')")
    run(["Rscript", "-"], "\n".join([*lines, "invisible(dev.off())"]), folder)


def ggplot2(c: Content, path: Path, folder: Path) -> None:
    frames = [
        f"data.frame(x=c({', '.join(map(repr, s.x.tolist()))}), y=c({', '.join(map(repr, s.y.tolist()))}), "
        f"state='{s.name}')"
        for s in c.courses
    ]
    layers = ["geom_point(size=1.4)"] if any(s.marks for s in c.courses) else []
    layers += ["geom_path()"] if any(s.line for s in c.courses) else []
    scales = [
        f"scale_{axis}_{'log10' if log else 'continuous'}(limits=c{limits})"
        for axis, log, limits in zip("xy", c.log, (c.x, c.y), strict=True)
    ]
    themes = {"pulses": "theme_bw()", "loop": "theme_gray()", "endurance": "theme_classic()"}
    titles = f"labs(x='{c.titles[0]}', y='{c.titles[1]}')"
    parts = ["ggplot(d, aes(x, y, colour=state, shape=state))", *layers, *scales]
    plot = " + ".join([*parts, themes.get(c.name, "theme_light()"), titles])
    script = f"library(ggplot2)\nd <- rbind({', '.join(frames)})\np <- {plot}\nggsave('{path}', p, width=5, height=3.6)"
    run(["Rscript", "-"], script, folder)


def gnuplot(c: Content, path: Path, folder: Path) -> None:
    made = folder / "drawn.eps"
    lines = ["set terminal postscript eps color enhanced 'Helvetica' 16", f"set output '{made}'"]
    for axis, log, (low, high), title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True):
        lines += [f"set {axis}label '{title}'", f"set {axis}range [{low:g}:{high:g}]"]
        lines += [f"set logscale {axis}", f"set format {axis} '10^{{%T}}'"] if log else []
    lines.append("set key bottom right")
    parts = []
    for k, s in enumerate(c.courses):
        (folder / f"s{k}.dat").write_text(columns(s) + "\n", encoding="utf-8")
        look = {(True, False): "points", (False, True): "lines", (True, True): "linespoints"}[s.marks, s.line]
        parts.append(f"'s{k}.dat' title '{s.name}' with {look}")
    run(["gnuplot"], "\n".join([*lines, "plot " + ", ".join(parts)]) + "\n", folder)
    run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dEPSCrop", "-sDEVICE=pdfwrite", f"-sOutputFile={path}", str(made)])


def pgfplots(c: Content, path: Path, folder: Path) -> None:
    kind = {
        (False, False): "axis",
        (True, False): "semilogxaxis",
        (False, True): "semilogyaxis",
        (True, True): "loglogaxis",
    }
    name = kind[c.log]
    titles = [title.replace("%", "\\%") for title in c.titles]
    body = []
    for s in c.courses:
        style = "only marks" if not s.line else "no marks" if not s.marks else ""
        places = " ".join(f"({x:.9g},{y:.9g})" for x, y in zip(s.x.tolist(), s.y.tolist(), strict=True))
        body.append(f"\\addplot+[{style}, mark size=1.2pt] coordinates {{{places}}};\\addlegendentry{{{s.name}}}")
    source = (
        "\\documentclass{standalone}\\usepackage{pgfplots}\\pgfplotsset{compat=1.16}\\begin{document}"
        f"\\begin{{tikzpicture}}\\begin{{{name}}}[xlabel={{{titles[0]}}}, ylabel={{{titles[1]}}}, "
        f"legend pos=outer north east, xmin={c.x[0]:g},xmax={c.x[1]:g},ymin={c.y[0]:g},ymax={c.y[1]:g}]\n"
        + "\n".join(body)
        + f"\n\\end{{{name}}}\\end{{tikzpicture}}\\end{{document}}"
    )
    (folder / "drawn.tex").write_text(source, encoding="utf-8")
    run(["pdflatex", "-interaction=nonstopmode", "drawn.tex"], folder=folder)
    shutil.copy(folder / "drawn.pdf", path)


def calc(c: Content, path: Path, folder: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.chart import Reference, ScatterChart, Series

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    chart = ScatterChart()
    chart.style, chart.width, chart.height = 2, 15, 10
    for k, s in enumerate(c.courses):
        sheet.cell(1, 2 * k + 2, s.name)
        for row, (x, y) in enumerate(zip(s.x.tolist(), s.y.tolist(), strict=True), 2):
            sheet.cell(row, 2 * k + 1, x)
            sheet.cell(row, 2 * k + 2, y)
        last = len(s.x) + 1
        series = Series(
            Reference(sheet, min_col=2 * k + 2, min_row=1, max_row=last),
            Reference(sheet, min_col=2 * k + 1, min_row=2, max_row=last),
            title_from_data=True,
        )
        series.marker.symbol = ("circle", "square", "triangle")[k % 3] if s.marks else "none"
        if s.marks:
            color = ("4F81BD", "C0504D", "9BBB59")[k % 3]
            series.marker.size = 5
            series.marker.graphicalProperties.solidFill = color
            series.marker.graphicalProperties.line.solidFill = color
        if not s.line:
            series.graphicalProperties.line.noFill = True
        series.smooth = False
        chart.series.append(series)
    chart.scatterStyle = "lineMarker"
    for axis, log, (low, high), title in zip((chart.x_axis, chart.y_axis), c.log, (c.x, c.y), c.titles, strict=True):
        axis.title, axis.scaling.min, axis.scaling.max, axis.delete = title, low, high, False
        axis.crosses = "min"
        if log:
            axis.scaling.logBase, axis.number_format = 10, "0E+00"
    shown = book.create_sheet("Chart")
    shown.add_chart(chart, "A1")
    book.active = 1
    sheet.sheet_state = "hidden"
    book.save(folder / "drawn.xlsx")
    run(["soffice", "--headless", "--convert-to", "pdf", "drawn.xlsx"], folder=folder)
    shutil.copy(folder / "drawn.pdf", path)


def vega(c: Content, path: Path, _: Path) -> None:
    import vl_convert

    rows = [
        {"x": x, "y": y, "state": s.name, "n": n}
        for s in c.courses
        for n, (x, y) in enumerate(zip(s.x.tolist(), s.y.tolist(), strict=True))
    ]
    encoding = {
        axis: {
            "field": axis,
            "type": "quantitative",
            "title": title,
            "scale": {"type": "log" if log else "linear", "domain": list(limits)},
        }
        for axis, log, limits, title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True)
    }
    common = {"color": {"field": "state", "type": "nominal"}, **encoding}
    layers: list[dict[str, object]] = []
    if any(s.line for s in c.courses):
        layers.append({"mark": {"type": "line"}, "encoding": {**common, "order": {"field": "n"}}})
    if any(s.marks for s in c.courses):
        layers.append({"mark": "point", "encoding": {**common, "shape": {"field": "state"}}})
    spec = {"width": 320, "height": 240, "data": {"values": rows}, "layer": layers}
    path.write_bytes(vl_convert.vegalite_to_pdf(json.dumps(spec)))


def printed(page: str, path: Path, folder: Path) -> None:
    """The page as Chromium prints it, a figure a page."""
    (folder / "drawn.html").write_text(page, encoding="utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=6000", "--no-pdf-header-footer"]
    run(["chromium", *quiet, f"--print-to-pdf={path}", str(folder / "drawn.html")], folder=folder)


def scripts() -> Path:
    found = os.environ.get("PLOTLY_BOKEH")
    if not found:
        raise FileNotFoundError("PLOTLY_BOKEH")
    return Path(found)


def plotly(c: Content, path: Path, folder: Path) -> None:
    mode = {(True, False): "markers", (False, True): "lines", (True, True): "lines+markers"}
    traces = [
        {"x": s.x.tolist(), "y": s.y.tolist(), "name": s.name, "mode": mode[s.marks, s.line], "type": "scatter"}
        for s in c.courses
    ]
    axes = {
        f"{axis}axis": {
            "title": {"text": title},
            "type": "log" if log else "linear",
            "range": [float(np.log10(v)) for v in limits] if log else list(limits),
            "exponentformat": "power",
        }
        for axis, log, limits, title in zip("xy", c.log, (c.x, c.y), c.titles, strict=True)
    }
    script = (scripts() / "plotly/package_data/plotly.min.js").read_text(encoding="utf-8")
    printed(
        f"<meta charset=utf-8><script>{script}</script><div id=a style='width:620px;height:420px'></div><script>"
        f"Plotly.newPlot('a',{json.dumps(traces)},{json.dumps(axes)},{{staticPlot:true}})</script>",
        path,
        folder,
    )


def bokeh(c: Content, path: Path, folder: Path) -> None:
    kinds = ["log" if log else "linear" for log in c.log]
    script = f"""
import json, sys
from bokeh.plotting import figure
from bokeh.embed import file_html
from bokeh.resources import INLINE
p = figure(width=560, height=400, x_axis_type={kinds[0]!r}, y_axis_type={kinds[1]!r}, x_range={c.x!r}, y_range={c.y!r},
           x_axis_label={c.titles[0]!r}, y_axis_label={c.titles[1]!r}, toolbar_location=None, output_backend='svg')
for k, (name, x, y, marks, line) in enumerate(json.load(sys.stdin)):
    color = ('navy', 'crimson', 'olive', 'teal', 'orange', 'black')[k]
    if line: p.line(x, y, legend_label=name, color=color)
    if marks: p.scatter(x, y, legend_label=name, marker=('circle', 'square', 'triangle')[k % 3], color=color, size=6)
open('drawn.html', 'w').write(file_html(p, INLINE))
"""
    data = json.dumps([(s.name, s.x.tolist(), s.y.tolist(), s.marks, s.line) for s in c.courses])
    python = scripts().parents[2] / "bin" / "python"
    run([str(python), "-c", script], data, folder)
    printed((folder / "drawn.html").read_text(encoding="utf-8"), path, folder)


PROGRAMS: tuple[Callable[[Content, Path, Path], None], ...] = (
    octave, grace, veusz, asymptote, gle, pyxplot, base_r, ggplot2, gnuplot, pgfplots, calc, vega, plotly, bokeh,
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where the drawings are kept")
    parser.add_argument("--only", metavar="PROGRAM", help="one of the programs")
    parser.add_argument("--second", action="store_true", help="the contents that were read after the mending")
    parser.add_argument("--draw", action="store_true", help="draw, read nothing")
    given = parser.parse_args()
    out = given.folder or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    for program in PROGRAMS:
        if given.only and program.__name__ != given.only:
            continue
        for content in second_contents() if given.second else contents():
            name = f"{program.__name__}_{content.name}"
            truth = Panel(out / f"{name}.pdf")
            for course in content.courses:
                truth.named(course.name, course.x, course.y)
            truth.units = dict(zip("xy", content.units, strict=True))
            if not truth.path.exists():
                try:
                    with tempfile.TemporaryDirectory() as folder:
                        program(content, truth.path, Path(folder))
                except (FileNotFoundError, ImportError, RuntimeError) as error:
                    print(f"{name:28s} not drawn: {error}")
                    continue
            if given.draw:
                continue
            verdict, notes = judged(truth)
            counts[verdict] = counts.get(verdict, 0) + 1
            print(f"{name:28s} {verdict}" + (f": {'; '.join(notes)[:300]}" if notes else ""))
    print(counts)


if __name__ == "__main__":
    main()
