"""The drawn figure spoiled in one place at a time: a printed character, a tick, the place of the labels."""

import math
from collections.abc import Iterator
from typing import Any

from figure_drawing import Figure


def texts(label: str) -> Iterator[str]:
    """The label with a character dropped, doubled or changed, its sign turned, its point moved."""
    for place, letter in enumerate(label):
        yield label[:place] + label[place + 1 :]
        yield label[:place] + 2 * letter + label[place + 1 :]
        if letter.isdigit():
            for other in "0159":
                yield label[:place] + other + label[place + 1 :]
    yield label[1:] if label.startswith("-") else "-" + label
    yield label + "0"


def mutants() -> Iterator[tuple[str, dict[str, Any]]]:
    whole = Figure()
    for number, label in enumerate(whole.x_labels):
        for text in dict.fromkeys(texts(label)):
            yield (
                f"x {label} -> {text!r}",
                {"x_labels": [*whole.x_labels[:number], text, *whole.x_labels[number + 1 :]]},
            )
    for number, (base, power) in enumerate(whole.y_labels):
        rest = (whole.y_labels[:number], whole.y_labels[number + 1 :])
        for text in dict.fromkeys(texts(power)):
            yield f"y 10^{power} -> 10^{text!r}", {"y_labels": [*rest[0], (base, text), *rest[1]]}
        for text in dict.fromkeys(texts(base)):
            yield f"y 10^{power} -> {text!r}^{power}", {"y_labels": [*rest[0], (text, power), *rest[1]]}
        for shift in (-6.0, -2.0, 2.0, 6.0):
            places = list(whole.y_places)
            places[number] += shift
            yield f"y tick {number} by {shift}", {"y_places": places}
    for shift in range(-80, 81, 5):
        yield f"x labels by {shift}", {"x_label_shift": float(shift)}
        yield f"y labels by {shift}", {"y_label_shift": float(shift) / 2}
    for factor in ("x_labels", "y_labels"):
        for keep in (2, 3):
            labels = list(getattr(whole, factor))
            blank = [("", "")] if factor == "y_labels" else [""]
            yield f"{factor} first {keep} only", {factor: labels[:keep] + blank * (len(labels) - keep)}


def moved(item: Any, truth: list[tuple[float, float]]) -> bool:
    for series in item.series:
        for point in series.points:
            if point.y <= 0:
                return True
            gaps = [max(abs(point.x - x) / 4, abs(math.log10(point.y / y)) / 6) for x, y in truth]
            if min(gaps) > 0.005:
                return True
    return False
