"""Values that running text states: recall on the review's claims, precision and recall on hand labels.

Run: python evaluation/text/passages.py [--shared ../shared] [--papers] [--wrong]
tests/data/passages_labelled.csv (labelled before the code was written) gives for each value of the review's sections
3 to 6 its offset in the file, SI value and unit, and the parameters that are right for it; `?` before them: a find
there counts neither way. A find anywhere else in the text is wrong. --papers runs over the open papers of the
benchmark set, each in turn; --wrong lists what is missed and what is wrong in the tuning part.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import time
from pathlib import Path

from memlit.field import Vocabulary, load_vocabulary
from memlit.passages import Find, read_passages

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "tests/data/passages_labelled.csv"
SAMPLE = 50
SEED = 20230511
Label = dict[str, str]


def overlaps(find: Find, label: Label) -> bool:
    start, end = int(label["offset"]), int(label["offset"]) + int(label["length"])
    return find.start < end and find.end > start


def numbers_of(find: Find) -> list[float]:
    quantity = find.quantity
    found = [quantity.si_value, quantity.si_lower, quantity.si_upper]
    return [value for value in found if value is not None]


def is_value(find: Find, label: Label) -> bool:
    """The value (either end of a range, either side of an array) and the unit are those of the label."""
    wanted = (float(label["si_low"]), float(label["si_high"]))
    unit = find.quantity.si_unit
    numbers = numbers_of(find) or list(find.quantity.candidates_si)
    return unit == label["si_unit"] and any(
        math.isclose(number, goal, rel_tol=1e-6) for number in numbers for goal in wanted
    )


def is_right(find: Find, label: Label) -> bool:
    return is_value(find, label) and find.parameter in label["parameters"].split("|")


def score(finds: list[Find], labels: list[Label], text: str, part: str | None) -> tuple[str, list[str]]:
    """(line of figures, what is wrong) for the labels of one part and the finds in lines of that part."""
    wanted = [label for label in labels if not label["parameters"].startswith("?")]
    free = [label for label in labels if label["parameters"].startswith("?")]
    chosen = [label for label in wanted if part in (None, label["part"])]
    hit = [label for label in chosen if any(overlaps(find, label) and is_right(find, label) for find in finds)]
    seen = [label for label in chosen if any(overlaps(find, label) and is_value(find, label) for find in finds)]
    good, bad = 0, []
    for find in finds:
        line = text.count("\n", 0, find.start) + 1
        if part is not None and (line % 2 == 0) != (part == "held_out"):
            continue
        if any(overlaps(find, label) for label in free):
            continue
        if any(overlaps(find, label) and is_right(find, label) for label in wanted):
            good += 1
        else:
            bad.append(f"wrong  line {line} {find.printed!r} {find.parameter} {numbers_of(find)} by {find.words!r}")
    bad += [f"missed line {label['line']} {text[int(label['offset']):][:int(label['length'])]!r} {label['parameters']}"
            for label in chosen if label not in hit]  # fmt: skip
    total = good + sum(line.startswith("wrong") for line in bad)
    figures = (
        f"{part or 'all':10}{len(chosen):8}{len(hit):8}{100 * len(hit) / len(chosen):9.1f} %{len(seen):8}"
        f"{total:8}{100 * good / max(total, 1):9.1f} %"
    )
    return figures, bad


METRIC = {
    "action_energy": "energy_per_spike energy_per_operation switching_energy set_energy",
    "firing_energy": "energy_per_spike", "spike_timing": "pulse_width reset_pulse_width mac_time",
    "c2c_variation": "cycle_to_cycle", "d2d_variation": "device_to_device", "n_states": "n_states n_bits",
    "I_compliance": "compliance_current", "write_current": "write_current operating_current",
    "spike_voltage": "set_voltage reset_voltage programming_voltage", "mnist_test_error": "test_error",
    "vmm_error_sd": "vmm_error", "efficiency": "energy_efficiency", "retention_test": "retention",
    "capacity": "capacity array_size", "nonlinearity": "nonlinearity",
}  # fmt: skip
"""Parameters that are right for a metric of the claims; a metric that is not here has its own name."""


def claimed(value: str, unit: str) -> list[tuple[float, ...]]:
    """SI numbers of which one of each group must be found: `5x5` has both sides, `1.2 / 1.8` two values."""
    from memlit.quantities import read_quantities

    groups = []
    for piece in value.replace(";", "/").replace("..", " to ").replace("x", "/").split("/"):
        for one in read_quantities(f"{piece.strip()} {unit}".strip()):
            found = (one.si_value, one.si_lower, one.si_upper, *one.candidates_si)
            groups.append(tuple(number for number in found if number is not None))
    return groups


def claims(path: Path, finds: list[Find], labels: list[Label]) -> None:
    """Recall of the device values among the claims, counting finds at a labelled place only."""
    right = [find for find in finds if any(overlaps(find, label) and is_right(find, label) for label in labels)]
    rows = [row for row in csv.DictReader(path.open(encoding="utf-8")) if row["kind"] == "device_value"]
    missed = []
    for row in rows:
        parameters = METRIC.get(row["metric"], row["metric"]).split()
        pool = [numbers_of(find) + list(find.quantity.candidates_si) for find in right if find.parameter in parameters]
        wanted = claimed(row["value"], row["unit"])
        hit = wanted and all(
            any(math.isclose(have, goal, rel_tol=1e-6) for numbers in pool for have in numbers for goal in group)
            for group in wanted
        )
        if not hit:
            missed.append(f"{row['claim_id']} ({row['value']} {row['unit']})".replace(" )", ")"))
    n = len(rows)
    print(f"device values of the claims: {n - len(missed)} of {n} found ({100 * (n - len(missed)) / n:.1f} %)")
    print("not found:", "; ".join(missed) or "none")


def papers(folder: Path, vocabulary: Vocabulary) -> None:
    """Number of finds and seconds for each paper, and a fixed sample of finds to look at."""
    everything: list[tuple[str, Find]] = []
    for path in sorted(folder.glob("*.pdf")):
        start = time.perf_counter()
        reading = read_passages(path, vocabulary)
        seconds = time.perf_counter() - start
        print(f"{path.name:36}{len(reading.finds):6} finds{reading.n_sentences:7} sentences{seconds:7.1f} s")
        everything += [(path.stem, find) for find in reading.finds]
    for name, find in random.Random(SEED).sample(everything, min(SAMPLE, len(everything))):
        near = find.sentence if len(find.sentence) < 260 else find.sentence[:260] + "…"
        values = numbers_of(find)
        print(f"{name[:12]} {find.place} | {find.printed} | {find.parameter} | {values} | {find.words}\n    {near}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    arguments.add_argument("--papers", action="store_true", help="run over bench/papers and print a sample")
    arguments.add_argument("--wrong", choices=("tuning", "held_out", "all"), help="list the errors in this part")
    options = arguments.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    if options.papers:
        papers(options.shared / "bench/papers", vocabulary)
        return 0
    review = options.shared / "seed/review.txt"
    if not review.is_file():
        print(f"{review} is absent, nothing to measure")
        return 0
    text = review.read_text(encoding="utf-8")
    labels = list(csv.DictReader(LABELS.open(encoding="utf-8")))
    start = time.perf_counter()
    finds = list(read_passages(review, vocabulary).finds)
    print(f"{len(finds)} finds in {time.perf_counter() - start:.1f} s")
    print(f"{'part':10}{'labels':>8}{'found':>8}{'recall':>11}{'value':>8}{'finds':>8}{'precision':>11}")
    for part in ("tuning", "held_out", None):
        figures, bad = score(finds, labels, text, part)
        print(figures)
        if options.wrong == (part or "all"):
            print("\n".join(bad))
    claims(options.shared / "evidence/claims.csv", finds, labels)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
