"""Tables made up from a seed, of the kinds that reports and device papers print."""

from __future__ import annotations

import random
from collections.abc import Callable

from evaluation.tables.typeset.model import Cell, Content
from evaluation.tables.typeset.words import (
    BUDGET,
    GROUPS,
    MEASURES,
    NOTES,
    PEOPLE,
    PLACES,
    SENTENCES,
    TOPICS,
    TRADES,
    UNITS,
)

Random = random.Random


def _number(rng: Random, kind: str) -> str:
    if rng.random() < 0.05:
        return rng.choice(["–", "-", "NA", "(NA)", "...", "n.a.", ""])
    if kind == "count":
        return f"{int(10 ** rng.uniform(1.2, 6)):,}"
    if kind == "percent":
        return f"{rng.uniform(-9, 100):.1f}"
    if kind == "money":
        return f"${int(10 ** rng.uniform(1.5, 5.5)):,}"
    if kind == "small":
        return str(rng.randint(0, 40))
    value = f"{rng.uniform(-2, 2):.3f}"
    return value + rng.choice(["", "", "*", "**", "^{a}"])


KINDS = ["count", "percent", "small", "coefficient", "money"]


def _caption(rng: Random, what: str) -> str:
    year = rng.randint(1994, 2012)
    return rng.choice([f"{what} by {rng.choice(['region', 'type', 'sex', 'class'])}, {year}", f"{what}: {year}", what])


def _stub(rng: Random, n: int) -> list[tuple[str, int, str]]:
    """Labels with indent and kind (row, section, total) of about n rows."""
    pool = rng.sample(rng.choice([PLACES, TRADES, PEOPLE, BUDGET]), k=min(n, 13))
    rows: list[tuple[str, int, str]] = []
    if rng.random() < 0.4:
        rows.append((rng.choice(["Total", "All items", "United States"]), 0, "total"))
    nested = rng.random() < 0.55
    while len(rows) < n and pool:
        if nested and len(pool) > 3 and rng.random() < 0.6:
            head = rng.choice(["section", "row"])
            rows.append((pool.pop() + (":" if head == "section" and rng.random() < 0.3 else ""), 0, head))
            for _ in range(rng.randint(2, 3)):
                if pool:
                    rows.append((pool.pop(), 1, "row"))
        else:
            rows.append((pool.pop(), 0, "row"))
    if rng.random() < 0.3:
        rows.append((rng.choice(["Total", "Average", "Net total"]), 0, "total"))
    return rows


def statistics(rng: Random) -> Content:
    """Stub with levels, one to three levels of heads, numbers."""
    levels = rng.choice([1, 1, 2, 2, 2, 3])
    groups = rng.randint(2, 3) if levels > 1 else 1
    each = rng.randint(2, 3) if levels > 1 else rng.randint(2, 7)
    n_cols = 1 + groups * each
    cells: list[Cell] = []
    years = rng.random() < 0.45
    start = rng.randint(1990, 2004)
    kinds = [rng.choice(KINDS)] * each if years else [rng.choice(KINDS) for _ in range(each)]
    heads = [str(start + i) for i in range(each)] if years else rng.sample(MEASURES, each)
    level = 0
    if levels == 3:
        cells.append(Cell(0, 1, rng.choice(["Survey results", "All respondents", "Calendar year"]), 1, n_cols - 1, "c"))
        level = 1
    if levels > 1:
        names = rng.sample(GROUPS, groups)
        cells += [Cell(level, 1 + g * each, names[g], 1, each, "c") for g in range(groups)]
        level += 1
    for g in range(groups):
        cells += [Cell(level, 1 + g * each + k, heads[k], align="c") for k in range(each)]
    n_head = level + 1
    title = rng.choice(["Characteristic", "Industry", "Item", "State", "Category", ""])
    if title:
        cells.append(Cell(0, 0, title, n_head, align="l"))
    row, units = n_head, None
    if rng.random() < 0.2:
        units = row
        cells += [Cell(row, 1 + c, rng.choice(UNITS), align="c") for c in range(n_cols - 1)]
        row += 1
        n_head = row if title == "" else n_head
    sections, totals = set(), set()
    for text, indent, kind in _stub(rng, rng.randint(4, 14)):
        cells.append(Cell(row, 0, text, indent=indent, bold=kind == "total" and rng.random() < 0.5))
        if kind == "section":
            sections.add(row)
        else:
            totals |= {row} if kind == "total" else set()
            values = [_number(rng, kinds[c % each]) for c in range(n_cols - 1)]
            cells += [Cell(row, 1 + c, v) for c, v in enumerate(values) if v]
        row += 1
    align = rng.choice(["r", "r", "r", "c"])
    widths: list[float | None] = [rng.choice([None, None, 11.0, 14.0])] + [None] * (n_cols - 1)
    notes = rng.sample(NOTES, rng.randint(0, 2))
    return Content(
        cells, row, n_cols, n_head, ["l"] + [align] * (n_cols - 1), widths, _caption(rng, "Selected characteristics"),
        notes, sections, totals, units,
    )  # fmt: skip


def words(rng: Random) -> Content:
    """Prose in three or four columns; cells wrap."""
    n_cols = rng.randint(2, 4)
    heads = [
        rng.choice(["Office", "Activity"]),
        *rng.sample(["Responsibility", "Authority", "Description", "Schedule"], n_cols - 1),
    ]
    cells = [Cell(0, c, h, align="l", bold=True) for c, h in enumerate(heads)]
    n = rng.randint(3, 6)
    for row in range(1, n + 1):
        cells.append(Cell(row, 0, rng.choice(TOPICS)))
        for c in range(1, n_cols):
            text = " ".join(rng.choice(SENTENCES).split()[: rng.randint(2, 16)])
            cells.append(Cell(row, c, text))
    widths: list[float | None] = [8.0] + [rng.choice([11.0, 13.0, 15.0]) for _ in range(n_cols - 1)]
    return Content(cells, n + 1, n_cols, 1, ["l"] * n_cols, widths, _caption(rng, "Duties and activities"))


def schedule(rng: Random) -> Content:
    """Short words, codes, dates and numbers mixed."""
    heads = ["Code", "Name", "Status", "Date", "Fee"][: rng.randint(3, 5)]
    cells = [Cell(0, c, h, bold=True) for c, h in enumerate(heads)]
    n = rng.randint(4, 12)
    for row in range(1, n + 1):
        values = [
            f"{rng.choice('ABCDEF')}-{rng.randint(100, 999)}",
            rng.choice(PLACES + TOPICS),
            rng.choice(["Yes", "No", "Open", "Closed", "Pending"]),
            f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1998, 2012)}",
            f"${rng.randint(5, 900)}.00",
        ]
        cells += [Cell(row, c, v) for c, v in enumerate(values[: len(heads)])]
    aligns = ["l", "l", rng.choice("lc"), rng.choice("lr"), "r"][: len(heads)]
    return Content(cells, n + 1, len(heads), 1, aligns, [None] * len(heads), _caption(rng, "Schedule"))


def pairs(rng: Random) -> Content:
    """Two columns: items and amounts."""
    cells = [Cell(0, 0, rng.choice(["Item", "Program", "Source"])), Cell(0, 1, rng.choice(MEASURES), align="r")]
    items = rng.sample(rng.choice([BUDGET, TRADES, PEOPLE]), rng.randint(4, 10))
    kind = rng.choice(["count", "money", "percent"])
    for row, item in enumerate(items, 1):
        cells += [Cell(row, 0, item), Cell(row, 1, _number(rng, kind) or "0")]
    return Content(cells, len(items) + 1, 2, 1, ["l", "r"], [None, None], _caption(rng, "Amounts"))


def regression(rng: Random) -> Content:
    """Coefficients with their standard errors in brackets on a line of their own."""
    n_cols = rng.randint(3, 6)
    cells = [Cell(0, c, f"({c})", align="c") for c in range(1, n_cols)]
    cells.append(Cell(0, 0, "Variable"))
    row = 1
    for name in rng.sample(["Age", "Income", "Education", "Treated", "Rural", "Household size", "Constant"], 4):
        cells.append(Cell(row, 0, name))
        for c in range(1, n_cols):
            if rng.random() < 0.85:
                cells.append(Cell(row, c, _number(rng, "coefficient") or "0.1"))
                cells.append(Cell(row + 1, c, f"({rng.uniform(0, 1):.3f})"))
        row += 2
    cells.append(Cell(row, 0, "Observations"))
    cells += [Cell(row, c, f"{rng.randint(100, 9000):,}") for c in range(1, n_cols)]
    kept = {(cell.row, cell.col) for cell in cells}
    n_rows = 1 + max(r for r, _ in kept)
    return Content(cells, n_rows, n_cols, 1, ["l"] + ["c"] * (n_cols - 1), [None] * n_cols, "Regression results")


def _power(rng: Random) -> str:
    return rng.choice([f"10^{{{rng.randint(3, 12)}}}", f"{rng.uniform(1, 9):.1f}×10^{{{rng.randint(-9, 8)}}}"])


STACKS = """TaO_{x}/TiO_{2}|HfO_{2}|Ag:a-Si|PCMO|GST|WO_{3-x}|AlO_{x}/HfO_{2}|SrTiO_{3}|NbO_{2}|Ta_{2}O_{5}|HZO
CuS|MoS_{2}|PEDOT:PSS|Ge_{2}Sb_{2}Te_{5}|IGZO|ZnO|VO_{2}""".replace("\n", "|").split("|")
PARAMETERS = {
    "Device": lambda rng: rng.choice(STACKS),
    "V_{set} (V)": lambda rng: f"{rng.uniform(0.3, 4):.1f}",
    "V_{reset} (V)": lambda rng: f"−{rng.uniform(0.3, 4):.1f}",
    "Pulse width": lambda rng: f"{rng.choice([5, 10, 50, 100, 300])} {rng.choice(['ns', 'μs', 'ms'])}",
    "R_{on} (kΩ)": lambda rng: f"{10 ** rng.uniform(0, 4):.3g}",
    "On/off ratio": lambda rng: rng.choice([_power(rng), f"{rng.uniform(1.5, 90):.1f}", "> 10"]),
    "Endurance (cycles)": _power,
    "Retention": lambda rng: rng.choice([_power(rng) + " s", "10 years", "N/A", "> 10^{4} s"]),
    "States": lambda rng: str(rng.choice([2, 16, 32, 64, 97, 128])),
    "Energy": lambda rng: f"{10 ** rng.uniform(-1, 3):.3g} {rng.choice(['fJ', 'pJ', 'nJ'])}",
    "Nonlinearity": lambda rng: f"{rng.uniform(0, 6):.2f}/−{rng.uniform(0, 6):.2f}",
    "Ref.": lambda rng: f"[{rng.randint(1, 90)}]",
}


def device(rng: Random) -> Content:
    """Devices with parameters, devices down or across."""
    names = [p for p in list(PARAMETERS)[1:] if rng.random() < 0.6]
    if len(names) < 3:
        names = list(PARAMETERS)[1:5]
    n = rng.randint(3, 7)
    rows = [["Device", *names]]
    stacks = rng.sample(STACKS, n)
    rows += [[stacks[i], *(PARAMETERS[p](rng) for p in names)] for i in range(n)]
    if rng.random() < 0.35:
        rows = [list(r) for r in zip(*rows, strict=True)]
        rows[0][0] = "Parameter"
    cells = [Cell(r, c, t) for r, row in enumerate(rows) for c, t in enumerate(row)]
    width = len(rows[0])
    aligns = ["l"] + [rng.choice(["c", "c", "l"])] * (width - 1)
    caption = rng.choice(["Comparison of synaptic devices", "Summary of reported memristors", "Parameters used"])
    return Content(cells, len(rows), width, 1, aligns, [None] * width, caption)


MAKERS: list[tuple[Callable[[Random], Content], float]] = [
    (statistics, 5), (words, 1.6), (schedule, 1.2), (pairs, 1), (regression, 0.8), (device, 2.5),
]  # fmt: skip


def any_table(rng: Random, *, narrow: bool = False) -> Content:
    """A table of any kind; narrow: at most 4 columns that do not need a whole page."""
    for _ in range(60):
        (maker,) = rng.choices([m for m, _ in MAKERS], [w for _, w in MAKERS])
        content = maker(rng)
        em = sum(w or 5.0 for w in content.widths)
        if not narrow or (content.n_cols <= 4 and em <= 26 and maker is not words):
            return content
    return pairs(rng)
