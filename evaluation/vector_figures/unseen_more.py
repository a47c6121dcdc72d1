"""More figures in styles that the readers were not developed on, drawn after the first were mended.

Run by hand: python evaluation/vector_figures/unseen_more.py [FOLDER]     needs gnuplot and Rscript for a part of them.
"""

from __future__ import annotations

import numpy as np
from unseen import RNG, Truth, figure, gnuplot, main, pyplot, r


@figure
def overlapping_minor(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(3.2, 2.6))
    x = 10 ** np.linspace(3.45, 4.55, 25)
    ax.semilogx(*truth.add(x, np.linspace(2, 98, 25)), "o", ms=3)
    fig.savefig(truth.path)


@figure
def ggplot_style(truth: Truth) -> None:
    plt = pyplot()
    plt.style.use("ggplot")
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.arange(0, 30)
    for k in range(3):
        ax.plot(*truth.add(x, np.sqrt(x) * (k + 1)), "o-", ms=3, label=f"s{k}")
    ax.legend()
    fig.savefig(truth.path)


@figure
def seaborn_style(truth: Truth) -> None:
    plt = pyplot()
    plt.style.use("seaborn-v0_8-darkgrid")
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.linspace(0, 1, 40)
    for k in range(3):
        ax.scatter(*truth.add(x, x ** (k + 1)), s=15)
    fig.savefig(truth.path)


@figure
def broken_frame_outward(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(3.4, 2.6))
    for s in ax.spines.values():
        s.set_position(("outward", 6))
    ax.spines[["top", "right"]].set_visible(False)
    x = np.arange(1, 11)
    ax.plot(*truth.add(x, x**2), "ko")
    fig.savefig(truth.path)


@figure
def r_open_axes(truth: Truth) -> None:
    x = np.arange(0, 101, 5.0)
    truth.add(x, 50 + 40 * np.sin(x / 15))
    r(truth, 'plot(x0,y0,bty="n",pch=16,ylim=c(0,100))')


@figure
def r_open_long(truth: Truth) -> None:
    x = np.arange(0, 97, 4.0)
    truth.add(x, 90 - 0.4 * x)
    r(truth, 'plot(x0,y0,bty="n",pch=16)')


@figure
def r_two_open(truth: Truth) -> None:
    x = np.arange(0, 97, 4.0)
    truth.add(x, 90 - 0.4 * x)
    truth.add(x, np.exp(x / 30))
    r(truth, 'par(mfrow=c(1,2),mar=c(4,4,1,1))\nplot(x0,y0,bty="n",pch=16,cex=.6)\nplot(x1,y1,bty="n",pch=2,cex=.6)')


@figure
def despine_trim(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(3.4, 2.6))
    x = np.linspace(0.3, 9.7, 30)
    ax.plot(*truth.add(x, x**1.5), "ko", ms=3)
    ax.set(xlim=(-0.5, 10.5), ylim=(-2, 33))
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines["left"].set_position(("outward", 8))
    ax.spines["bottom"].set_position(("outward", 8))
    ax.spines["bottom"].set_bounds(0, 10)
    ax.spines["left"].set_bounds(0, 30)
    fig.savefig(truth.path)


@figure
def centered_spines(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    ax.spines[["left", "bottom"]].set_position("zero")
    ax.spines[["top", "right"]].set_visible(False)
    v = np.linspace(-1.5, 1.5, 61)
    ax.plot(*truth.add(v, v**3), "o", ms=3)
    fig.savefig(truth.path)


@figure
def grouped_bars_hatch(truth: Truth) -> None:
    plt = pyplot(**{"hatch.linewidth": 0.5})
    fig, ax = plt.subplots(figsize=(4.4, 3))
    for k, h in enumerate(("//", "xx", "..")):
        y = np.array([3, 5, 8, 2.0]) + k
        x = np.arange(4) + 0.25 * k
        ax.bar(*truth.add(x, y), width=0.25, hatch=h, color="w", edgecolor="k")
    ax.set_xticks(np.arange(4) + 0.25, ["A", "B", "C", "D"])
    fig.savefig(truth.path)


@figure
def step_lines(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.arange(0, 40.0)
    y = np.cumsum(RNG(2).uniform(0, 1, 40))
    ax.step(x, y, where="post")
    truth.add(x, y)
    fig.savefig(truth.path)


@figure
def box_legend_outside(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(5, 3))
    x = np.linspace(1, 5, 9)
    for k, m in enumerate("osd"):
        ax.errorbar(*truth.add(x, np.exp(-x / (k + 1))), yerr=0.05, fmt=m + ":", ms=4, label=f"{k} nm")
    ax.legend(bbox_to_anchor=(1.02, 1), loc="upper left")
    fig.savefig(truth.path, bbox_inches="tight")


@figure
def percent_comma(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.arange(0, 12000, 600)
    ax.plot(*truth.add(x, x / 120), "s", ms=4)
    from matplotlib.ticker import PercentFormatter, StrMethodFormatter

    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.yaxis.set_major_formatter(PercentFormatter())
    fig.savefig(truth.path)


@figure
def inverted_axis(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.linspace(0, 10, 21)
    ax.plot(*truth.add(x, np.cos(x)), "o")
    ax.invert_yaxis()
    fig.savefig(truth.path)


@figure
def tiny_dense(truth: Truth) -> None:
    plt = pyplot(**{"font.size": 5})
    fig, ax = plt.subplots(figsize=(1.7, 1.3))
    n = np.arange(1000)
    r = RNG(3)
    ax.semilogy(*truth.add(n, 10 ** r.normal(4, 0.1, 1000)), ",", color="k")
    ax.semilogy(*truth.add(n, 10 ** r.normal(6, 0.1, 1000)), ".", ms=1, color="r")
    fig.savefig(truth.path)


@figure
def legend_over_data(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(3.2, 2.4))
    x = np.linspace(0, 1, 25)
    for k in range(4):
        ax.plot(*truth.add(x, np.sin(9 * x + k)), "osd^"[k], ms=4, label=f"{k + 1}.5 V, 100 ns")
    ax.legend(loc="upper right", framealpha=1, fontsize=7)
    fig.savefig(truth.path)


@figure
def gp_boxes(truth: Truth) -> None:
    x = np.arange(1, 9)
    truth.add(x, x * 2 + 1.0)
    gnuplot(truth, "set style fill solid 0.5\nset boxwidth 0.6\nset yrange [0:20]\nplot $d0 with boxes notitle\n")


@figure
def gp_lines_dash(truth: Truth) -> None:
    t = np.linspace(0, 4, 50)
    truth.add(t, np.exp(-t))
    truth.add(t, np.exp(-t / 2))
    gnuplot(
        truth,
        "set xlabel 'Time (s)'\nset key top right\n"
        "plot $d0 with lines dt 2 lw 2 title 'a', $d1 with lines lw 2 title 'b'\n",
    )


@figure
def gp_loglog_m(truth: Truth) -> None:
    t = np.logspace(-9, -3, 13)
    truth.add(t, 1.8 * t**-0.05)
    gnuplot(
        truth,
        "set logscale xy\nset format x '%.0e'\nset yrange [1:10]\nset mxtics 10\nplot $d0 with points pt 4 notitle\n",
    )


@figure
def r_hist(truth: Truth) -> None:
    x = np.arange(1, 11)
    truth.add(x + 0.5, x**1.5)
    r(truth, 'barplot(y0, names.arg=x0, col="steelblue", ylim=c(0,35))')


@figure
def r_matplot(truth: Truth) -> None:
    x = np.linspace(0, 6, 40)
    for k in range(3):
        truth.add(x, np.sin(x + k))
    r(
        truth,
        'plot(x0,y0,type="l",ylim=c(-1.2,1.2))\nlines(x1,y1,lty=2,col=2)\nlines(x2,y2,lty=3,col=3)\nlegend("topright",c("a","b","c"),lty=1:3,col=1:3)',
    )


@figure
def r_errorbars(truth: Truth) -> None:
    x = np.arange(1, 9)
    truth.add(x, x * 1.5)
    r(truth, "plot(x0,y0,pch=16,ylim=c(0,14))\narrows(x0,y0-0.7,x0,y0+0.7,angle=90,code=3,length=0.03)")


if __name__ == "__main__":
    main()
