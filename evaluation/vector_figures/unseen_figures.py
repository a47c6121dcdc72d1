"""Vector figures in styles that the readers were not developed on: series found, error, and what needs a person.

Run by hand: python evaluation/vector_figures/unseen_figures.py [FOLDER]     needs gnuplot and Rscript for a part of
them.
"""

from __future__ import annotations

import numpy as np
from unseen import RNG, Truth, figure, gnuplot, main, pyplot, r


@figure
def retention_dashed(truth: Truth) -> None:
    plt = pyplot(**{"font.family": "STIXGeneral", "mathtext.fontset": "stix", "font.size": 8})
    fig, ax = plt.subplots(figsize=(3.3, 2.5))
    t = np.logspace(0, 4, 17)
    for start, nu, mark in ((1e4, 0.005, "o"), (6e4, 0.02, "s"), (8e6, 0.05, "^")):
        ax.loglog(*truth.add(t, start * t**nu), mark + "--", ms=4, lw=0.8, label=f"{start:.0e} ohm")
    ax.grid(True, which="both", ls=":", lw=0.4)
    ax.legend(loc="center right", framealpha=0.7)
    ax.set(xlabel="Time (s)", ylabel="Resistance ($\\Omega$)")
    fig.tight_layout()
    fig.savefig(truth.path)


@figure
def loop_with_inset(truth: Truth) -> None:
    plt = pyplot(**{"xtick.direction": "in", "ytick.direction": "in", "xtick.top": True, "ytick.right": True})
    fig, ax = plt.subplots(figsize=(4, 3))
    v = np.concatenate([np.linspace(0, 1, 40), np.linspace(1, -1.2, 80), np.linspace(-1.2, 0, 40)])
    i = 1e-7 * (np.abs(v) + 0.05) * np.where(np.arange(160) < 40, 1, 60)
    ax.semilogy(*truth.add(v, i), "-", lw=1, color="navy", marker="o", ms=2.5)
    inset = ax.inset_axes([0.12, 0.62, 0.3, 0.3])
    inset.plot(*truth.add(v[:40], 1e6 * i[:40], 1), "r.", ms=3)
    inset.tick_params(labelsize=6)
    ax.set(xlabel="Voltage (V)", ylabel="|Current| (A)")
    fig.savefig(truth.path)


@figure
def twin_coloured(truth: Truth) -> None:
    plt = pyplot(**{"font.family": "serif"})
    fig, ax = plt.subplots(figsize=(4.5, 3))
    p = np.arange(1, 33)
    ax.plot(*truth.add(p, 10 + 2 * p), "o", color="tab:blue", ms=4)
    ax.tick_params(axis="y", colors="tab:blue")
    ax.set(xlabel="Pulse number", ylabel="G (uS)")
    right = ax.twinx()
    right.plot(*truth.add(p, 98 - 20 * np.exp(-p / 6)), "s", color="tab:red", ms=4)
    right.tick_params(axis="y", colors="tab:red")
    fig.savefig(truth.path)


@figure
def error_bars_log(truth: Truth) -> None:
    plt = pyplot(**{"xtick.direction": "in", "ytick.direction": "in", "xtick.minor.visible": True})
    fig, ax = plt.subplots(figsize=(3.5, 3.5))
    rng = RNG(4)
    for shift, colour, mark in ((0, "k", "o"), (2, "crimson", "D"), (4, "teal", "v")):
        x = np.arange(5, 100, 10) + shift
        y = 10.0 ** (-8 + 0.02 * x + shift / 3)
        ax.errorbar(*truth.add(x, y), yerr=y * rng.uniform(0.1, 0.4, len(x)), fmt=mark, color=colour, ms=4, capsize=2)
    ax.set_yscale("log")
    ax.set(xlabel="Cycle", ylabel="Current (A)")
    fig.savefig(truth.path)


@figure
def distributions(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    rng = RNG(5)
    for mu, colour in ((4, "C0"), (6.5, "C3")):
        x = np.sort(10 ** rng.normal(mu, 0.2, 60))
        ax.semilogx(*truth.add(x, 100 * (np.arange(60) + 0.5) / 60), ".", color=colour, ms=5)
    ax.set(xlabel="Resistance (Ohm)", ylabel="Cumulative probability (%)", ylim=(0, 100))
    fig.savefig(truth.path)


@figure
def six_small_panels(truth: Truth) -> None:
    plt = pyplot(**{"font.size": 6})
    fig, axes = plt.subplots(2, 3, figsize=(6.8, 3.6), constrained_layout=True)
    for k, ax in enumerate(axes.ravel()):
        x = np.linspace(0, 10, 21)
        ax.plot(*truth.add(x, np.sin(x + k) * (k + 1), k), "o-", ms=2, lw=0.6, color=f"C{k}")
        ax.set(xlabel="t (ms)", ylabel="V (mV)")
    fig.savefig(truth.path)


@figure
def open_marks_alpha(truth: Truth) -> None:
    plt = pyplot(**{"axes.spines.top": False, "axes.spines.right": False})
    fig, ax = plt.subplots(figsize=(4, 3))
    rng = RNG(7)
    for k, colour in enumerate(("tab:blue", "tab:orange", "tab:green")):
        xy = rng.uniform(0.05, 0.95, (30, 2))
        ax.scatter(*truth.add(xy[:, 0] * 5, xy[:, 1] * 100 + k), s=24, facecolors="none", edgecolors=colour)
    ax.set(xlim=(0, 5), ylim=(0, 110))
    fig.savefig(truth.path)


@figure
def endurance(truth: Truth) -> None:
    plt = pyplot(**{"font.family": "DejaVu Serif"})
    fig, ax = plt.subplots(figsize=(5, 2.6))
    rng = RNG(8)
    n = np.logspace(0, 8, 200)
    ax.loglog(*truth.add(n, 10 ** rng.normal(4, 0.05, 200)), "o", ms=2, color="b", label="LRS")
    ax.loglog(*truth.add(n, 10 ** rng.normal(6, 0.1, 200)), "o", ms=2, color="r", label="HRS")
    ax.legend(loc="center left")
    fig.savefig(truth.path)


@figure
def colour_bar(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4.6, 3))
    cmap = plt.get_cmap("viridis")
    p = np.arange(0, 40)
    for k in range(5):
        ax.plot(*truth.add(p, 5 * k + 30 * (1 - np.exp(-p / (4 + 3 * k)))), "o-", ms=3, color=cmap(k / 5))
    fig.colorbar(plt.cm.ScalarMappable(plt.Normalize(1, 3), cmap), ax=ax, label="V (V)")
    fig.savefig(truth.path)


@figure
def multiplier(truth: Truth) -> None:
    plt = pyplot(**{"axes.formatter.use_mathtext": True})
    fig, ax = plt.subplots(figsize=(4, 3))
    p = np.arange(0, 60, 3)
    ax.plot(*truth.add(p, 1e-6 * (2 + p / 10)), "k^", ms=5)
    ax.plot(*truth.add(p, 1e-6 * (9 - p / 10)), "rv", ms=5)
    ax.ticklabel_format(axis="y", style="sci", scilimits=(0, 0))
    fig.savefig(truth.path)


@figure
def bands_and_references(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.linspace(0.5, 9.5, 19)
    y = 3 + np.sqrt(x)
    ax.fill_between(x, y - 0.4, y + 0.4, alpha=0.3)
    ax.plot(*truth.add(x, y), "o", color="C0")
    ax.axhline(5, ls="--", color="grey")
    ax.axvspan(2, 3, color="gold", alpha=0.3)
    ax.text(6, 4.0, "HfO2, n = 19")
    ax.set(xlim=(0, 10), ylim=(2, 8))
    fig.savefig(truth.path)


@figure
def plain_log_labels(truth: Truth) -> None:
    plt = pyplot()
    from matplotlib.ticker import NullLocator, ScalarFormatter

    fig, ax = plt.subplots(figsize=(3.2, 3.2))
    x = np.array([1, 2, 4, 8, 20, 60, 150, 400, 900.0])
    ax.loglog(*truth.add(x, 2e3 / x), "p", ms=6, color="purple")
    ax.set(xlim=(0.8, 1200), ylim=(1, 4000))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(ScalarFormatter())
        axis.set_minor_locator(NullLocator())
    fig.savefig(truth.path)


@figure
def histogram_steps(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    values = RNG(13).normal(0, 1, 500)
    counts, edges = np.histogram(values, bins=12)
    ax.hist(values, bins=12, color="0.6", edgecolor="k", lw=0.5)
    truth.add((edges[1:] + edges[:-1]) / 2, counts)
    fig.savefig(truth.path)


@figure
def many_lines(truth: Truth) -> None:
    plt = pyplot(**{"lines.linewidth": 0.7, "path.simplify": False})
    fig, ax = plt.subplots(figsize=(4, 3))
    t = np.linspace(0, 1, 200)
    for k, style in enumerate(("-", "--", "-.", ":")):
        ax.plot(*truth.add(t, np.cos(6 * t + k) + k), style, color=f"C{k}", label=f"{k} V")
    ax.legend(ncols=2, fontsize=6)
    fig.savefig(truth.path)


@figure
def marks_over_marks(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.arange(1, 40)
    ax.plot(*truth.add(x, 20 + 10 * np.sin(x / 5)), "s", ms=5, mfc="w", mec="k")
    ax.plot(*truth.add(x, 20 + 9.5 * np.sin(x / 5)), "x", ms=4, color="r")
    ax.plot(*truth.add(x, 22 + 8 * np.sin(x / 5)), "+", ms=5, color="b")
    fig.savefig(truth.path)


@figure
def gnuplot_linespoints(truth: Truth) -> None:
    t = np.arange(0, 50, 2.5)
    truth.add(t, 1e-9 * np.exp(t / 6))
    truth.add(t, 3e-7 * np.exp(-t / 20))
    gnuplot(
        truth,
        'set logscale y\nset format y "10^{%L}"\nset grid\nset key bottom right box\nset xlabel "Pulse"\n'
        'plot $d0 with linespoints pt 7 ps 0.5 title "LTP", $d1 with linespoints pt 5 ps 0.5 title "LTD"\n',
    )


@figure
def gnuplot_points_twin(truth: Truth) -> None:
    t = np.arange(0, 20)
    truth.add(t, 2 * t + 1)
    truth.add(t, 100 - t**2 / 5)
    gnuplot(
        truth,
        "set ytics nomirror\nset y2tics\n"
        "plot $d0 with points pt 6 ps 0.7 title 'a', $d1 axes x1y2 with points pt 9 ps 0.7 title 'b'\n",
    )


@figure
def r_log_points(truth: Truth) -> None:
    x = np.logspace(-8, -3, 12)
    truth.add(x, 0.4 * x**-0.2)
    truth.add(x, 1.5 * x**-0.1)
    r(
        truth,
        'plot(x0, y0, log="xy", ylim=c(1, 20), pch=19, xlab="Pulse width (s)", ylab="V (V)")\n'
        'points(x1, y1, pch=2, col="red")\nlegend("topright", c("a", "b"), pch=c(19, 2), col=c("black", "red"))',
    )


@figure
def r_lines(truth: Truth) -> None:
    x = np.arange(0, 100, 4)
    truth.add(x, 10 + x * 0.7)
    truth.add(x, 90 - x * 0.4)
    r(truth, 'plot(x0, y0, type="b", pch=16, ylim=c(0, 100), las=1)\nlines(x1, y1, type="o", pch=0, col="blue", lty=2)')


@figure
def r_second_axis(truth: Truth) -> None:
    x = np.arange(1, 16)
    truth.add(x, x * 3)
    truth.add(x, 1000 - 50 * x)
    r(
        truth,
        "par(mar=c(4, 4, 1, 4))\nplot(x0, y0, pch=15, col='darkgreen', col.axis='darkgreen')\npar(new=TRUE)\n"
        "plot(x1, y1, pch=17, col='red', axes=FALSE, ann=FALSE)\naxis(4, col='red', col.axis='red')",
    )


if __name__ == "__main__":
    main()
