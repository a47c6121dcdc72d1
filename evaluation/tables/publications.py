"""Real publications, from the page to the tuple: how much of what they print arrives, and what is silently wrong.

    python evaluation/tables/publications.py [FOLDER] [--list]

FOLDER holds KEY.pdf and KEY.tex with truth.csv and passages_truth.csv, labelled by eye (by default
../shared/bench/publications; without it only the pages of evaluation/tables/device_pages are read). A row of a table is

  right   paper (the document's own, or the work behind the printed mark), tier, device (its label in order, or a name
          that goes on behind it), parameter, SI value and side of its bound agree, and the reading is used
  asked   would be right, and waits until a person says that its table is one of devices
  aside   the cell was seen, and is flagged or excluded with a reason
  missed  nothing of it was read
  silent  used readings that no row has: another paper, device or value, or no parameter at all (traps)

A tuple of evaluation/tables/tuples_truth.csv is right when voltage, width and both states (where they are printed) of
one transition arrive for one device with these values, and wrongly joined when other values stand there for its device.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.datum import Reading
from memlit.field import Vocabulary, load_vocabulary
from memlit.library import is_cited_work
from memlit.naming import reference_marks

from evaluation.tables.device_pages import PAGES, is_same_value, made, squeezed, waits
from tests.one_document import readings_of

ROOT = Path(__file__).resolve().parents[2]
PUBLICATIONS = ROOT.parent / "shared/bench/publications"
TUPLES = Path(__file__).with_name("tuples_truth.csv")
COLUMNS = ("rows", "right", "asked", "aside", "missed", "silent")
WIDTHS = {"set": "set_pulse_width", "reset": "reset_pulse_width", "unpaired": "pulse_width"}
VOLTAGES = {
    "set": ("set_voltage",),
    "reset": ("reset_voltage",),
    "unpaired": ("programming_voltage", "write_voltage"),
}
Row = Mapping[str, str]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_same_paper(row: Row, one: Reading) -> bool:
    """A label with a mark is a cited work's, by its number where the list has it; any other is the document's own."""
    marks = reference_marks(row["device"].split("|")[0])
    paper = one.datum.paper
    if not marks:
        return paper == row["key"] and one.datum.tier == "primary"
    number = marks[0].strip("[]")
    return one.datum.tier == "secondary" and is_cited_work(paper) and str(paper).endswith(f":ref-{number}")


def is_same_device(device: str, one: Reading) -> bool:
    """The printed label, or an id that begins with it and goes on."""
    shown = squeezed(one.datum.printed.stub or ""), squeezed(one.datum.device)
    for part in device.split("|"):
        bare = squeezed(part.split("[")[0]) or squeezed(part)
        if part == "*" or squeezed(part) in shown or shown[0] == bare or shown[1].startswith(bare):
            return True
    return False


def match_rows(
    truth: Sequence[Row], readings: Sequence[Reading], is_of_row: Callable[[Row, Reading], bool]
) -> tuple[list[tuple[Row, str, Reading | None]], list[Reading]]:
    """(each row with its outcome and its reading, the optional ones last; the readings of no row).

    is_of_row: whether a reading is of the device, and the work, of a row.
    """
    free, found = list(readings), []
    wanted = [row for row in truth if row["parameter"] != "none"]
    for row in sorted(wanted, key=is_optional):
        fits = [one for one in free if one.parameter in row["parameter"].split("|") and is_same_value(row, one)]
        good = [one for one in fits if is_of_row(row, one)]
        taken = next((one for one in good if one.status == "value"), None)
        kind = "right"
        if taken is None:
            printed = squeezed(row["printed"])
            seen = (one for one in free if one.status != "value" and squeezed(one.datum.printed.text) == printed)
            taken = next(iter(good), None) or next(seen, None)
            kind = "missed" if taken is None else "asked" if taken in good and waits(taken) else "aside"
        if taken is not None:
            free.remove(taken)
        found.append((row, kind, taken))
    return found, free


def is_optional(row: Row) -> bool:
    """Whether a row counts nowhere."""
    return row["note"].startswith("optional")


def line_of(row: Row, kind: str) -> str:
    """What became of a row that is not right."""
    return f"{kind}: {row['table']} {row['device']} {row['parameter']} {row['printed']}"


def score(key: str, truth: Sequence[Row], readings: Sequence[Reading]) -> tuple[Counter[str], list[str]]:
    """The counts of one document, and a line for each row that is not right and each silent reading."""
    count, lines = Counter[str](), []
    found, free = match_rows(truth, readings, _is_of_row)
    for row, kind, taken in found:
        if not is_optional(row):
            count.update((kind, "rows"))
            count["flagged right"] += kind == "right" and taken is not None and _is_doubted(taken)
            if kind != "right":
                lines.append(line_of(row, kind))
    for one in free:
        if one.status == "value" and one.datum.method != "text":
            count["silent"] += 1
            lines.append(
                f"silent: {one.id} {one.datum.paper} {one.datum.device} {one.parameter} {one.datum.printed.text}"
            )
    return count, [f"{key} {line}" for line in lines]


def _is_of_row(row: Row, one: Reading) -> bool:
    return is_same_device(row["device"], one) and is_same_paper(row, one)


def _is_doubted(one: Reading) -> bool:
    return any(flag.startswith(("outside_", "column-unsure", "choice_not_decided", "not_split")) for flag in one.flags)


def passages(truth: Sequence[Row], readings: Mapping[str, Sequence[Reading]]) -> Counter[str]:
    """right, other (another parameter), missed, and candidates without a label."""
    count, left = Counter[str](), {key: list(found) for key, found in readings.items()}
    for row in truth:
        if row["key"] not in left:
            continue
        here = [
            one
            for one in left[row["key"]]
            if str(one.datum.locator.page or "") == row["page"] and is_same_value(row, one)
        ]
        right = [one for one in here if one.parameter in row["parameter"].split("|")]
        count.update(("rows", "right" if right else "other" if here else "missed"))
        for one in (right or here)[:1]:
            left[row["key"]].remove(one)
    count["without a label"] = sum(map(len, left.values()))
    return count


def tuples(truth: Sequence[Row], readings: Mapping[str, Sequence[Reading]]) -> tuple[Counter[str], list[str]]:
    """How many printed tuples were assembled right, were wrongly joined, or lack a part."""
    count, lines = Counter[str](), []
    for row in truth:
        if row["document"] not in readings:
            continue
        devices: dict[tuple[str, str, str], list[Reading]] = defaultdict(list)
        for one in readings[row["document"]]:
            if (one.status == "value" or one.datum.method == "text") and (
                is_same_device(row["device"], one) or one.datum.method == "text"
            ):
                table = one.id.partition("/")[0]
                devices[one.datum.paper or "", one.datum.device, table].append(one)
        kinds = {_assembled(row, found) for found in devices.values()}
        kind = next((name for name in ("right", "wrongly joined") if name in kinds), "incomplete")
        is_whole = bool(row["g_on"])
        count.update(f"{'whole' if is_whole else 'partial'}: {name}" for name in ("printed", kind))
        if kind != "right":
            lines.append(f"{row['document']} tuple {kind}: {row['device']} {row['transition']} {row['printed']}")
    return count, lines


def _assembled(row: Row, readings: Sequence[Reading]) -> str:
    def values(*names: str) -> list[float]:
        found = [one.value for one in readings if one.parameter in names]
        return [value for value in found if value is not None]

    transition = row["transition"]
    parts = {
        "v_spike": values(*VOLTAGES[transition]),
        "tau": values(WIDTHS[transition], *(("pulse_width",) if transition != "unpaired" else ())),
        "g_on": values("g_on"),
        "g_off": values("g_off"),
    }
    wanted = {name: float(row[name]) for name in parts if row[name]}
    if not all(parts[name] for name in wanted):
        return "incomplete"
    agree = all(any(abs(one - value) <= 1e-6 * abs(value) for one in parts[name]) for name, value in wanted.items())
    return "right" if agree else "wrongly joined"


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "0 of 0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PUBLICATIONS)
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    readings: dict[str, list[Reading]] = {}
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        if (args.folder / "truth.csv").is_file():
            lines += _publications(args.folder, Path(folder), vocabulary, readings)
        else:
            print(f"{args.folder} is absent: only pages of the project's own making are read")
        truth = rows_of(TUPLES)
        for name in sorted({row["document"] for row in truth} - readings.keys()):
            if any((PAGES / f"{name}{suffix}").is_file() for suffix in (".html", ".tex")):
                readings[name] = readings_of(made(name, Path(folder)), vocabulary, keep_derived=True)[0]
    found, more = tuples(truth, readings)
    for kind in ("whole", "partial"):
        joined = found[f"{kind}: wrongly joined"]
        print(
            f"tuples {kind}: {share(found[f'{kind}: right'], found[f'{kind}: printed'])} right, {joined} wrongly joined"
        )
    for line in [*lines, *more] if args.list else ():
        print("   ", line)


def _publications(folder: Path, work: Path, vocabulary: Vocabulary, readings: dict[str, list[Reading]]) -> list[str]:
    truth, total, lines, recalls = rows_of(folder / "truth.csv"), Counter[str](), [], []
    print(f"{'document':20}" + "".join(f"{name:>8}" for name in COLUMNS))
    for path in sorted((*folder.glob("*.pdf"), *folder.glob("*.tex"))):
        key = path.stem
        readings[key] = readings_of(path, vocabulary, work / key, with_text=True, keep_derived=True)[0]
        own = [one for one in readings[key] if not one.is_derived]
        count, missing = score(
            key, [row for row in truth if row["key"] == key], [o for o in own if o.datum.method != "text"]
        )
        lines += missing
        total += count
        recalls += [count["right"] / count["rows"]] if count["rows"] else []
        print(f"{key:20}" + "".join(f"{count[name]:>8}" for name in COLUMNS))
    print(f"{'all':20}" + "".join(f"{total[name]:>8}" for name in COLUMNS))
    used = total["right"] + total["silent"]
    print(f"right {share(total['right'], total['rows'])}, mean over documents {sum(recalls) / len(recalls):.1%}")
    print(f"silent {share(total['silent'], total['rows'])} of the rows, {share(total['silent'], used)} of what is used")
    print(f"doubted though right {share(total['flagged right'], total['right'])}")
    texts = {key: [one for one in found if one.datum.method == "text"] for key, found in readings.items()}
    said = passages(rows_of(folder / "passages_truth.csv"), texts)
    print(
        f"passages right {share(said['right'], said['rows'])}, other parameter {said['other']}, missed {said['missed']}"
    )
    print(f"passages without a label {said['without a label']}")
    return lines


if __name__ == "__main__":
    main()
