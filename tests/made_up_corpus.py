"""Corpora of any size for measuring: made-up papers with keys `sim-...` whose every number is known.

`python tests/made_up_corpus.py FOLDER --papers 1000 [--seed 1]` writes a whole review: the workflow, an entry a
paper, and for each paper one kind of source (readings, a table in CSV, JATS or PDF, a digitized figure, an accepted
record) with one or two devices; truth.csv has what results/data/benchmark.csv must say. The settings say
`evidence: {simulated: true}`, without which none of it would reach a report. No paper depends on how many there are.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.builders import of_devices

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("workflow", "profiles", "config")
TABLES = ("curation/corrections.csv", "curation/screening.csv", "config/tags.csv")
CLASSES = ("VCM", "ECM", "PCM", "FTJ", "ICM", "STTM")
HEADERS = ("Device", "Set voltage (V)", "Set pulse width (ns)", "R_on (kΩ)", "R_off (MΩ)")
READINGS_HEADER = "place,paper,device,parameter,text,unit,comparator,tier,set_or_reset,lineage,read_at,flags,note"
SYLLABLES = ("ta", "hf", "ti", "zr", "nb", "ge", "mo", "al", "sr", "co")
SENTENCE = "The device was measured at room temperature and its weight was written with equal pulses. "
PULSES = 40
"""Pulses of a digitized curve, all of one step."""


@dataclass(frozen=True, slots=True)
class Device:
    """What a paper prints of one device: V, ns, kilohm, megohm, in few digits so that the print is exact."""

    name: str
    voltage_v: float
    width_ns: float
    r_on_kohm: float
    r_off_mohm: float


@dataclass(frozen=True, slots=True)
class Truth:
    """A row of truth.csv: metrics of one device in SI."""

    paper: str
    device: str
    device_class: str
    kind: str
    action_energy_j: float
    standby_power_w: float
    spike_timing_s: float


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    year: int
    device_class: str
    kind: str
    devices: tuple[Device, ...]

    def truth(self) -> Iterator[Truth]:
        for device in self.devices:
            g_on, g_off = 1 / (device.r_on_kohm * 1e3), 1 / (device.r_off_mohm * 1e6)
            width = device.width_ns * 1e-9
            squared = device.voltage_v**2
            yield Truth(
                self.key,
                device.name.lower(),
                self.device_class,
                self.kind,
                squared * (g_on + g_off) / 2 * width,
                squared * g_off,
                width,
            )


def _clear(value: float) -> float:
    """Not 100 to 109 and 1000 to 1099 without a decimal: memlit asks whether such a print is a ten to the 0 to 99."""
    if value in range(100, 110):
        return value + 20
    return value + 200 if value in range(1000, 1100) else value


def paper_of(number: int, seed: int) -> Paper:
    """The paper of a number, the same in a corpus of any size."""
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choices(tuple(WRITERS), weights=tuple(WEIGHTS[name] for name in WRITERS))[0]
    names = [f"{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)}o{chance.randint(2, 5)}x{part}" for part in (1, 2)]
    devices = tuple(
        Device(
            name,
            round(chance.uniform(0.5, 5.0), 2),
            _clear(float(chance.randint(10, 9999))),
            _clear(round(10 ** chance.uniform(0.1, 2.5), 1)),
            round(10 ** chance.uniform(0.0, 2.0), 2),
        )
        for name in names[: chance.choice((1, 1, 2))]
    )
    return Paper(f"sim-{number:06}", 2000 + chance.randrange(24), chance.choice(CLASSES), kind, devices)


def entry_of(paper: Paper) -> str:
    return (
        f"@article{{{paper.key},\n  author = {{Simulated, A. and Nobody, B.}},\n  title = {{Made-up {paper.key}}},\n"
        f"  journal = {{No journal}},\n  year = {{{paper.year}}},\n  keywords = {{review-fig11}},\n"
        f"  deviceclass = {{{paper.device_class}}},\n  role = {{synapse}},\n}}\n\n"
    )


def _cells(device: Device) -> tuple[str, ...]:
    return (
        device.name,
        f"{device.voltage_v:g}",
        f"{device.width_ns:g}",
        f"{device.r_on_kohm:g}",
        f"{device.r_off_mohm:g}",
    )


def _reading_lines(paper: Paper, names: tuple[str, ...]) -> str:
    lines = [READINGS_HEADER]
    for device in paper.devices:
        printed = {
            "set_voltage": f"{device.voltage_v:g} V",
            "set_pulse_width": f"{device.width_ns:g} ns",
            "r_on": f"{device.r_on_kohm:g} kΩ",
            "r_off": f"{device.r_off_mohm:g} MΩ",
        }
        lines += [f"abstract,,{device.name},{name},{printed[name]},,,primary,,,,," for name in names]
    return "\n".join(lines) + "\n"


ALL = ("set_voltage", "set_pulse_width", "r_on", "r_off")


def _write_readings(root: Path, paper: Paper) -> None:
    _put(root / "sources" / paper.key / "readings.csv", _reading_lines(paper, ALL))


def _write_delimited(root: Path, paper: Paper) -> None:
    rows = [",".join(HEADERS), *(",".join(_cells(device)) for device in paper.devices)]
    _put(root / "sources" / paper.key / "table_1.csv", "\n".join(rows) + "\n")


def _write_jats(root: Path, paper: Paper) -> None:
    head = "".join(f"<th>{text}</th>" for text in HEADERS)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(device)) + "</tr>" for device in paper.devices
    )
    _put(
        root / "sources" / paper.key / "article.xml",
        f'<?xml version="1.0"?>\n<article><body><p>{SENTENCE}</p><table-wrap id="t1"><label>Table 1</label>'
        f"<caption><p>Devices of this work</p></caption><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></table-wrap></body></article>\n",
    )
    of_devices(root / "sources" / paper.key, "article.xml", paper=paper.key)


def _write_pdf(root: Path, paper: Paper) -> None:
    """Two pages of text and a page with the table."""
    import typst

    cells = ", ".join(f"[{cell.replace('_', chr(92) + '_')}]" for cell in HEADERS)
    rows = ", ".join(f"[{cell}]" for device in paper.devices for cell in _cells(device))
    text = SENTENCE * 12
    source = (
        f"#set page(width: 16cm, height: 24cm)\n#set text(size: 10pt)\n{text}\n#pagebreak()\n{text}\n#pagebreak()\n"
        f"{text}\n#figure(table(columns: {len(HEADERS)}, {cells}, {rows}), kind: table, "
        f"caption: figure.caption(position: top)[Devices of this work])\n"
    )
    folder = root / "sources" / paper.key
    folder.mkdir(parents=True)
    (folder / "paper.pdf").write_bytes(typst.compile(source.encode("utf-8")))
    of_devices(folder, "paper.pdf", paper=paper.key)


def _write_digitized(root: Path, paper: Paper) -> None:
    """Pulse and width as readings, the states as the ends of a digitized potentiation curve."""
    folder = root / "sources" / paper.key
    _put(folder / "readings.csv", _reading_lines(paper, ALL[:2]))
    figures = []
    for number, device in enumerate(paper.devices, start=1):
        low, high = 1 / device.r_off_mohm, 1e3 / device.r_on_kohm
        top = 1.2 * high
        marks = [
            {"px": 100, "py": 540, "dx": "0", "dy": "0", "dz": None},
            {"px": 700, "py": 540, "dx": "100", "dy": "0", "dz": None},
            {"px": 100, "py": 540, "dx": "0", "dy": "0", "dz": None},
            {"px": 100, "py": 60, "dx": "0", "dy": repr(top), "dz": None},
        ]
        points = []
        for pulse in range(PULSES + 1):
            value = low + (high - low) * pulse / PULSES
            points.append({"x": 100 + 6 * pulse, "y": 540 - 480 * value / top, "value": [pulse, value]})
        axes = {"name": "XY", "type": "XYAxes", "isLogX": False, "isLogY": False, "calibrationPoints": marks}
        series = {"name": "LTP", "axesName": "XY", "metadataKeys": [], "data": points}
        project = {"version": [4, 2], "axesColl": [axes], "datasetColl": [series], "measurementColl": []}
        _put(folder / f"fig_{number}.json", json.dumps(project) + "\n")
        assigned = {"device": device.name, "reader": "pulses", "x": "pulse", "y": "conductance", "y_unit": "µS"}
        figures.append({"file": f"fig_{number}.json", "label": f"Fig. {number}", "series": {"LTP": assigned}})
    description = {"curator": "sim", "date": "2020-01-01", "figures": figures}
    _put(folder / "figures.yaml", f"# Made up.\n{_yaml(description)}")


def _yaml(value: Mapping[str, Any]) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).replace("'2020-01-01'", "2020-01-01")


def _write_record(root: Path, paper: Paper) -> None:
    """Only the accepted record of readings whose document is not there."""
    data = []
    for line in csv.DictReader(_reading_lines(paper, ALL).splitlines()):
        place = {"document": paper.key, "file": "readings.csv", "kind": "text", "place": "abstract"}
        datum = {
            "id": f"{paper.key}:abstract/{line['device'].lower()}/{line['parameter']}",
            "paper": paper.key,
            "device": line["device"].lower(),
            "parameter": line["parameter"],
            "printed": {"text": line["text"], "stub": line["device"]},
            "locator": place,
            "method": "readings",
            "tier": "primary",
        }
        data.append(datum)
    data.sort(key=lambda datum: datum["id"])
    record = {"key": paper.key, "files": {"readings.csv": "0" * 64}, "data": data}
    _put(root / "extracted" / f"{paper.key}.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")


WRITERS: dict[str, Callable[[Path, Paper], None]] = {
    "readings": _write_readings,
    "delimited": _write_delimited,
    "jats": _write_jats,
    "pdf": _write_pdf,
    "digitized": _write_digitized,
    "record": _write_record,
}
WEIGHTS = {"readings": 40, "delimited": 15, "jats": 10, "pdf": 5, "digitized": 5, "record": 25}
"""Kinds of source in percent: most papers of a review are readings a person made and accepted."""


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add_paper(root: Path, number: int, seed: int) -> Paper:
    """Add one paper to a corpus, its entry included."""
    paper = paper_of(number, seed)
    WRITERS[paper.kind](root, paper)
    with (root / "references.bib").open("a", encoding="utf-8") as stream:
        stream.write(entry_of(paper))
    return paper


def write_corpus(root: Path, papers: int, seed: int, n_buckets: int | None = None) -> list[Truth]:
    """A whole review of `papers` simulated papers in `root`; returns, and writes as truth.csv, what it must find."""
    root.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.tmp-*"))
    for name in TABLES:
        header = (ROOT / name).read_text(encoding="utf-8").splitlines()[0]
        _put(root / name, header + "\n")
    set_config(root, "evidence", "simulated", value=True)
    if n_buckets is not None:
        set_config(root, "n_buckets", value=n_buckets)
    for name in ("sources", "extracted"):
        (root / name).mkdir(exist_ok=True)
    (root / "references.bib").write_text("", encoding="utf-8")
    truth = [row for number in range(papers) for row in add_paper(root, number, seed).truth()]
    with (root / "truth.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(Truth.__dataclass_fields__), lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in truth)
    return truth


def set_config(root: Path, *names: str, value: object) -> None:
    """Set one value of config/config.yaml, named from the outside in."""
    path = root / "config" / "config.yaml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    section = settings
    for name in names[:-1]:
        section = section[name]
    section[names[-1]] = value
    _put(path, yaml.safe_dump(settings, sort_keys=False))


def differences(root: Path, truth: list[Truth], tolerance: float = 1e-6) -> list[str]:
    """Where results/data/benchmark.csv says other than the truth, a line each; empty when all came back.

    tolerance: relative; a digitized value is held at 1e-10 of its axis, so a small one has few digits.
    """
    with (root / "results/data/benchmark.csv").open(encoding="utf-8", newline="") as stream:
        found = {(row["paper"], row["device"]): row for row in csv.DictReader(stream)}
    lines = []
    for row in truth:
        own = found.pop((row.paper, row.device), None)
        if own is None:
            lines.append(f"{row.paper}/{row.device} ({row.kind}): no row")
            continue
        for name in ("action_energy_j", "standby_power_w", "spike_timing_s"):
            wanted = getattr(row, name)
            if not own[name] or abs(float(own[name]) - wanted) > tolerance * wanted:
                lines.append(f"{row.paper}/{row.device} ({row.kind}): {name} {own[name]!r}, not {wanted:.12g}")
    return lines + [f"{paper}/{device}: not in the corpus" for paper, device in sorted(found)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--buckets", type=int, default=None)
    arguments = parser.parse_args()
    if arguments.folder.exists():
        sys.exit(f"corpus.py: {arguments.folder} is there already; name a new folder")
    truth = write_corpus(arguments.folder, arguments.papers, arguments.seed, arguments.buckets)
    print(f"{arguments.papers} papers with {len(truth)} devices; run snakemake in {arguments.folder}")


if __name__ == "__main__":
    main()
