"""Of the tuples that a paper prints anywhere, how many are complete after the desk, and what was joined wrongly.

    python evaluation/speed/desk_tuples.py

Six made-up papers, printed by Chromium: what they state is written down first, in PAPERS, and the pages are made from
it. They print a tuple in the text, in tables, as a curve, as currents at a read voltage, as resistances, and for two
devices in one sentence, beside values of other works, of networks and of other conditions. The person of the script
sends what the page sends: takes what the desk shows as known, else assigns the candidate with that print, else lists
the value by its sentence. A tuple is one pulse of one device: amplitude, width, on state, off state.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memlit.desk.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PARTS = {"v_spike": "voltage", "tau": "pulse_width", "g_on": "g_on", "g_off": "g_off"}
STYLE = "body{font:10.5pt/1.45 serif;margin:1.6cm}td,th{padding:2px 9px;border-top:.6px solid #888}h1{font-size:17pt}"


@dataclass(frozen=True)
class Stated:
    """A value as printed, in SI, and the words to list it by. parameter: where it is not the part itself."""

    printed: str
    si: float
    words: str = ""
    parameter: str = ""


@dataclass(frozen=True)
class Paper:
    """What a paper states: of each device and pulse its parts. curve: device whose states a figure shows."""

    title: str
    body: str
    tuples: dict[tuple[str, str], dict[str, Stated]]
    conditions: dict[str, Stated] = field(default_factory=dict)
    curve: str = ""


def both(parts: dict[str, Stated], set_parts: dict[str, Stated], reset_parts: dict[str, Stated]) -> dict[str, Any]:
    return {"set": {**set_parts, **parts}, "reset": {**reset_parts, **parts}}


def curve_svg() -> str:
    """Potentiation from 2 to 22 µS and depression back, 25 pulses each, as a drawing with text."""
    import io

    import matplotlib as mpl
    import numpy as np

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    pulses = np.arange(25)
    rise = 2 + 20 * (1 - np.exp(-pulses / 9)) / (1 - np.exp(-24 / 9))
    with mpl.rc_context({"svg.fonttype": "none", "font.family": "DejaVu Sans", "svg.hashsalt": "memlit"}):
        figure, axes = plt.subplots(figsize=(4.6, 3.1))
        axes.plot(pulses + 1, rise, "o", color="#1f4fd0", label="potentiation", ms=4)
        axes.plot(pulses + 26, rise[::-1], "s", color="#c02a1a", label="depression", ms=4)
        axes.set_xlabel("Pulse number")
        axes.set_ylabel("Conductance (µS)")
        figure.tight_layout()
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
        plt.close(figure)
    return out.getvalue()[out.getvalue().index("<svg") :]


def table(head: list[str], rows: list[list[str]], caption: str) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<p>{caption}</p><table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>{cells}</table>"


PAPERS = {
    "text2024": Paper(
        "Analogue switching of a hafnium oxide synapse with identical pulses",
        "<p>The HfOx synapse was potentiated by pulses with an amplitude of 1.2 V and a width of 50 ns, and "
        "depressed by "
        "pulses with an amplitude of −1.4 V and a width of 100 ns. After 64 pulses its on-state conductance "
        "was 45 µS, and "
        "its off-state conductance was 3 µS. Lee et al. [7] needed pulses of 3.3 V and 10 µs for a similar window of "
        "80 µS. All measurements were made at 300 K. The network of 784 inputs was trained at 0.9 V supply.</p>",
        {
            ("HfOx", "set"): {
                "v_spike": Stated("1.2 V", 1.2),
                "tau": Stated("50 ns", 5e-8),
                "g_on": Stated("45 µS", 4.5e-5),
                "g_off": Stated("3 µS", 3e-6),
            },
            ("HfOx", "reset"): {
                "v_spike": Stated("−1.4 V", -1.4),
                "tau": Stated("100 ns", 1e-7),
                "g_on": Stated("45 µS", 4.5e-5),
                "g_off": Stated("3 µS", 3e-6),
            },
        },
    ),
    "table2024": Paper(
        "Two filamentary devices side by side: tantalum oxide and aluminium oxide",
        table(
            [
                *("Device", "Set voltage (V)", "Set pulse width (ns)", "Reset voltage (V)", "Reset pulse width (ns)"),
                *("G<sub>on</sub> (µS)", "G<sub>off</sub> (µS)"),
            ],
            [["TaOx", "1.6", "70", "−1.8", "90", "100", "10"], ["AlOx", "2.1", "200", "−2.4", "300", "25", "0.5"]],
            "Table 1. Parameters of the devices of this work.",
        )
        + "<p>Both devices were patterned by the same masks. The values of Table 1 are medians of 20 cells.</p>"
        + table(
            ["Ref.", "Material", "Set voltage (V)", "G<sub>on</sub> (µS)"],
            [["[3]", "ZnO", "5", "300"], ["[4]", "WOx", "4", "150"]],
            "Table 2. Comparison with the literature.",
        ),
        {
            (device, pulse): {
                "v_spike": Stated(volts, float(volts.replace("−", "-"))),
                "tau": Stated(width, float(width) * 1e-9),
                "g_on": Stated(on, float(on) * 1e-6),
                "g_off": Stated(off, float(off) * 1e-6),
            }
            for device, pulse, volts, width, on, off in (
                ("TaOx", "set", "1.6", "70", "100", "10"),
                ("TaOx", "reset", "−1.8", "90", "100", "10"),
                ("AlOx", "set", "2.1", "200", "25", "0.5"),
                ("AlOx", "reset", "−2.4", "300", "25", "0.5"),
            )
        },
    ),
    "figure2024": Paper(
        "Gradual conductance change in a strontium titanate memristor",
        "<p>Potentiation pulses had an amplitude of 2.5 V and a pulse width of 1 µs; depression pulses had "
        "an amplitude of "
        "−2.2 V and a pulse width of 2 µs. The response of the SrTiO3 memristor is shown in Figure 1. An earlier "
        "device [5] was set at 6 V.</p>{curve}<p>Figure 1. Conductance of the SrTiO3 memristor over pulses.</p>",
        {
            ("SrTiO3 memristor", "set"): {
                "v_spike": Stated("2.5 V", 2.5),
                "tau": Stated("1 µs", 1e-6),
                "g_on": Stated("", 2.2e-5),
                "g_off": Stated("", 2e-6),
            },
            ("SrTiO3 memristor", "reset"): {
                "v_spike": Stated("−2.2 V", -2.2),
                "tau": Stated("2 µs", 2e-6),
                "g_on": Stated("", 2.2e-5),
                "g_off": Stated("", 2e-6),
            },
        },
        curve="SrTiO3 memristor",
    ),
    "current2024": Paper(
        "A copper electrochemical cell read at low voltage",
        "<p>The Cu/SiO2 cell is programmed by a set pulse of 0.8 V for 5 µs. Reset pulses had an amplitude "
        "of −0.6 V and "
        "lasted 20 µs. At a read voltage of 0.1 V the on-state current was 12 µA and the off-state current was 30 nA. "
        "The compliance current was 100 µA. A circuit of Roe et al. [9] draws 2 mA at 1.8 V.</p>",
        {
            ("Cu/SiO2 cell", "set"): {
                "v_spike": Stated("0.8 V", 0.8, "set pulse of 0.8 V"),
                "tau": Stated("5 µs", 5e-6, "0.8 V for 5 µs"),
                "g_on": Stated("12 µA", 1.2e-4, "on-state current was 12 µA", "on_current"),
                "g_off": Stated("30 nA", 3e-7, "off-state current was 30 nA", "off_current"),
            },
            ("Cu/SiO2 cell", "reset"): {
                "v_spike": Stated("−0.6 V", -0.6, "an amplitude of −0.6 V"),
                "tau": Stated("20 µs", 2e-5, "lasted 20 µs"),
                "g_on": Stated("12 µA", 1.2e-4, "on-state current was 12 µA", "on_current"),
                "g_off": Stated("30 nA", 3e-7, "off-state current was 30 nA", "off_current"),
            },
        },
        conditions={"read_voltage": Stated("0.1 V", 0.1, "read voltage of 0.1 V")},
    ),
    "ohm2024": Paper(
        "Resistive states of a niobium oxide device under fast pulses",
        "<p>SET pulses of 1.5 V with a width of 20 ns switch the NbOx device to its low-resistance state of "
        "8 kΩ. It returns "
        "to its high-resistance state of 400 kΩ with RESET pulses of −1.7 V with a width of 40 ns. Forming took 4.5 V "
        "for 1 ms. The selector of [2] turns on at 1.1 V.</p>",
        {
            ("NbOx device", pulse): {
                "v_spike": Stated(volts, si, f"{pulse.upper()} pulses of {volts}"),
                "tau": Stated(width, seconds, f"{volts} with a width of {width}"),
                "g_on": Stated("8 kΩ", 1 / 8e3, "low-resistance state of 8 kΩ", "r_on"),
                "g_off": Stated("400 kΩ", 1 / 4e5, "high-resistance state of 400 kΩ", "r_off"),
            }
            for pulse, volts, si, width, seconds in (
                ("set", "1.5 V", 1.5, "20 ns", 2e-8),
                ("reset", "−1.7 V", -1.7, "40 ns", 4e-8),
            )
        },
    ),
    "pair2024": Paper(
        "Ferroelectric tunnel junctions with two barriers",
        "<p>The set pulses of junctions FTJ-A and FTJ-B had amplitudes of 3 V and 3.6 V, respectively, and "
        "widths of 500 ns "
        "and 800 ns, respectively. The on-state conductances of FTJ-A and FTJ-B are 2 nS and 5 nS, and their off-state "
        "conductances are 0.1 nS and 0.2 nS. A junction with an electrode of niobium [11] needs 7 V.</p>",
        {
            (device, "set"): {
                "v_spike": Stated(volts, si, "had amplitudes of 3 V and 3.6 V, respectively"),
                "tau": Stated(width, seconds, "widths of 500 ns and 800 ns, respectively"),
                "g_on": Stated(on, siemens, "are 2 nS and 5 nS"),
                "g_off": Stated(off, low, "conductances are 0.1 nS and 0.2 nS"),
            }
            for device, volts, si, width, seconds, on, siemens, off, low in (
                ("FTJ-A", "3 V", 3.0, "500 ns", 5e-7, "2 nS", 2e-9, "0.1 nS", 1e-10),
                ("FTJ-B", "3.6 V", 3.6, "800 ns", 8e-7, "5 nS", 5e-9, "0.2 nS", 2e-10),
            )
        },
    ),
}


class Person:
    """Reads one paper at the desk; `ways` counts how each part came in."""

    def __init__(self, desk: Desk, key: str) -> None:
        self.desk, self.key = desk, key
        self.ways: Counter[str] = Counter()

    def get(self, path: str) -> Any:
        return json.loads(self.desk.get(path).body)

    def tell(self, route: str, message: dict[str, Any]) -> str:
        """The problem that the desk answers with, nothing where it did what it was told."""
        answer = self.desk.post(route, json.dumps({"key": self.key, **message}).encode())
        self.read()
        return "" if answer.status == 200 else str(json.loads(answer.body)["problem"])

    def read(self) -> Any:
        for _ in range(3000):
            view = self.get(f"paper?key={self.key}")
            if view["progress"]["state"] not in ("waiting", "reading"):
                return view
            time.sleep(0.05)
        raise TimeoutError(self.key)

    def has(self, device: str, pulse: str, part: str, si: float) -> bool:
        return any(near(value, si) for value in values(self.desk, self.key, device, pulse, part))

    def part(self, device: str, pulse: str, part: str, stated: Stated) -> None:
        if self.has(device, pulse, part, stated.si) or self.is_listed(device, stated):
            self.ways["known"] += 1
            return
        name = stated.parameter or (PARTS[part] if part.startswith("g_") else f"{pulse}_{PARTS[part]}")
        line = self.candidate(stated, pulse, name)
        if line is not None:
            told = {"file": line["file"], "place": line["place"], "printed": line["text"]}
            if not self.tell("decide", {"what": "assign", **told, "device": device, "parameter": name}):
                self.ways["assigned"] += 1
                return
        quotation = stated.words or stated.printed
        row = {"device": device, "parameter": name, "text": stated.printed, "quotation": quotation, "page": ""}
        problem = self.tell("listed", {**row, "file": "paper.pdf"})
        self.ways["refused" if problem else "listed"] += 1

    def is_listed(self, device: str, stated: Stated) -> bool:
        """Whether a value that a part follows from is read already."""
        own = [one for one in self.read()["devices"] if one["title"] == device]
        return any(
            (other["parameter"], other["printed"]) == (stated.parameter, stated.printed)
            for one in own
            for other in one["others"]
        )

    def read_voltage(self, device: str, stated: Stated) -> None:
        """The button of the conditions: the read voltage beside currents that were listed by hand."""
        row = {"device": device, "parameter": "read_voltage", "text": stated.printed, "page": "1"}
        self.ways["refused" if self.tell("listed", row) else "listed"] += 1

    def candidate(self, stated: Stated, pulse: str, name: str) -> dict[str, Any] | None:
        """The unassigned find with this print whose reading fits the part: what a person sees in its sentence."""
        plain = stated.printed.replace(" ", "").replace("−", "-")
        kind = name.removeprefix(f"{pulse}_")
        for one in self.read()["text"]:
            is_print = one["text"].replace("\u00a0", "").replace(" ", "").replace("−", "-") == plain
            fits = (
                one["proposed"].split("_", 1)[-1] == kind or one["proposed"] == name or one["parameter"].endswith(kind)
            )
            if is_print and fits and one["device"] == "unassigned":
                return dict(one)
        return None

    def curve(self, device: str) -> None:
        """Describe the panel of the figure: both branches are this device's, over pulses."""
        (panel, *_) = self.get(f"panels?key={self.key}&file=paper.pdf&page=1")["panels"]
        told = {"device": device, "reader": "pulses", "x": "pulse", "y": "conductance"}
        branches = zip(panel["series"], ("set", "reset"), strict=True)
        series = {one["id"]: {**told, "set_or_reset": pulse} for one, pulse in branches}
        entry = {"file": "paper.pdf", "page": 1, "panel": panel["panel"], "label": "Fig. 1", "series": series}
        self.ways["refused" if self.tell("decide", {"what": "figure", "entry": entry}) else "described"] += 1


def near(value: float, si: float) -> bool:
    return abs(value - si) <= 5e-3 * abs(si)


def values(desk: Desk, key: str, device: str, pulse: str, part: str) -> list[float]:
    """SI values that the desk has for a part of a device of this paper."""
    view = json.loads(desk.get(f"paper?key={key}").body)
    readings = {one.id: one for one in desk.review.readings.snapshot(key).document.readings}
    own = [one for one in view["devices"] if one["title"] == device and one["paper"] == key]
    found = [readings[place["id"]] for one in own for place in one[pulse].get(part, [])]
    return [one.value for one in found if one.value is not None]


def joined_wrongly(desk: Desk, key: str, paper: Paper) -> list[str]:
    """Values that stand in a tuple of a device of this paper and are not what the paper states of it."""
    view, wrong = json.loads(desk.get(f"paper?key={key}").body), []
    for device in view["devices"]:
        if device["paper"] != key:
            continue
        for pulse in ("set", "reset"):
            for part in PARTS:
                stated = paper.tuples.get((device["title"], pulse), {}).get(part)
                for value in values(desk, key, device["title"], pulse, part):
                    other = paper.tuples.get((device["title"], "reset" if pulse == "set" else "set"), {}).get(part)
                    if not (stated and near(value, stated.si)) and not (
                        stated is None and other and part.startswith("g_") and near(value, other.si)
                    ):
                        wrong.append(f"{key}: {value:g} as {part} of {device['title']}, {pulse}")
    return wrong


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    from playwright.sync_api import sync_playwright

    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"{'paper':14}{'tuples':>8}{'complete':>10}  how its parts came in")
    complete = total = 0
    wrong: list[str] = []
    with sync_playwright() as runner, tempfile.TemporaryDirectory() as folder:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for key, paper in PAPERS.items():
            root = Path(folder) / key
            shutil.copytree(ROOT / "config", root / "config")
            entry = "@article{%s,\n author = {Doe, Jane},\n title = {%s},\n year = {2024},\n keywords = {tables},\n"
            more = " deviceclass = {VCM},\n role = {synapse}\n}\n"
            (root / "references.bib").write_text(entry % (key, paper.title) + more, encoding="utf-8")
            (root / "sources" / key).mkdir(parents=True)
            body = paper.body.replace("{curve}", curve_svg()) if paper.curve else paper.body
            page.set_content(f"<style>{STYLE}</style><h1>{paper.title}</h1><p>Jane Doe and Richard Roe</p>{body}")
            page.pdf(path=str(root / "sources" / key / "paper.pdf"), format="A4")
            desk = Desk(root, "Jane Doe")
            person = Person(desk, key)
            person.read()
            if paper.curve:
                person.curve(paper.curve)
            for (device, pulse), parts in paper.tuples.items():
                for part, stated in parts.items():
                    if stated.printed:
                        person.part(device, pulse, part, stated)
            for name, stated in paper.conditions.items():
                device, pulse = next(iter(paper.tuples))
                person.part(device, pulse, name, Stated(stated.printed, stated.si, stated.words, name))
                if not person.has(device, pulse, "g_on", paper.tuples[device, pulse]["g_on"].si):
                    person.read_voltage(device, stated)
            done = sum(
                all(person.has(device, pulse, part, stated.si) for part, stated in parts.items())
                for (device, pulse), parts in paper.tuples.items()
            )
            wrong += joined_wrongly(desk, key, paper)
            ways = ", ".join(f"{n} {way}" for way, n in sorted(person.ways.items()))
            print(f"{key:14}{len(paper.tuples):>8}{done:>10}  {ways}", flush=True)
            complete, total = complete + done, total + len(paper.tuples)
            desk.close()
    print(f"{complete} of {total} tuples complete; joined wrongly: {len(wrong)}")
    for line in wrong:
        print(f"  {line}")


if __name__ == "__main__":
    main()
