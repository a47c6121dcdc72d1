"""What variability costs: accuracy of a small network against weight error, devices on it, and a bake."""

from memlit.analysis.variability.accuracy import Accuracy, BakedArray
from memlit.analysis.variability.effects import value
from memlit.analysis.variability.measured_record import WRITTEN
from memlit.plots.variability import accuracy as plot
from memlit.report.blocks import Block, Material, detail, figure, paragraph, section
from memlit.report.text import name


def accuracy(m: Material) -> Block:
    """The simulation with its limits; nothing where its table is not there."""
    record = m.analysis.accuracy
    if not record.curve:
        return {}
    return section(
        "accuracy",
        "What variability costs a network",
        paragraph(_model(m, record)),
        figure(
            "accuracy",
            "Left: accuracy of the network falls with the standard deviation of the weight error; marks are named "
            "devices. Right: accuracy with weights in measured cells before and after a bake. The tables below have "
            "the numbers.",
            "Accuracy of a small network. Left: against normal weight errors; band: 95 % of networks and draws; marks: "
            "named devices with the error of one programming step, white where only a limit is printed (the "
            "error is at most this), two names on one line from left to right, shape and colour by class as in the "
            "other figures. Right: every weight in a pair of measured cells, read before and after the "
            "bake; bars as the band.",
            drawn=m.drawn_numbers(plot.drawn(record)),
            narrow="accuracy_narrow",
        ),
        detail(_curve(m, record)),
        detail(_devices(m, record)),
        paragraph(" ".join([*(_bake(m, bake) for bake in record.bakes), *_order(m, record)])) if record.bakes else {},
        detail(
            paragraph(
                "Limits: small images and one hidden layer, so no statement about larger data or networks; static, "
                "independent errors; biases exact; no wire resistance, converter or training noise; no retraining. The "
                "spread of one programming step is not the error of a weight that was written and verified. Devices "
                "are marked, never classes, and a mark is not a measured accuracy. That random errors of the weights "
                "hurt prediction, as the review says, holds in this model; how much depends on the network."
            )
        ),
    )


def _model(m: Material, record: Accuracy) -> str:
    counts = [result for result in (record.networks, record.draws, record.images) if result is not None]
    networks, draws, images = (m.use(result) for result in counts)
    return (
        f"A network with one hidden layer is trained without error on scikit-learn's digits, {networks} "
        f"times from different starts and splits. Its weights are stored as differences of two conductances and read "
        f"back with an error, {draws} times each, and {images} held-out digits are classified. The axis is the "
        f"standard "
        "deviation of the weight error over the weight range; independent errors of both conductances, each of SD s "
        "over the conductance window, give s over the square root of two."
    )


def _curve(m: Material, record: Accuracy) -> Block:
    return m.listing(
        "Accuracy against weight error: mean, and the range of 95 % of networks and draws.",
        record.curve,
        [
            ("weight error", "r", lambda point: point.weight_error),
            ("accuracy", "r", lambda point: point.accuracy),
        ],
        source="accuracy.csv",
        wide=False,
    )


def _devices(m: Material, record: Accuracy) -> Block:
    return m.listing(
        "Named devices on the curve, as if each conductance carried the error of one programming step.",
        record.devices,
        [
            ("paper", "l", lambda mark: m.cited(mark.paper)),
            ("device", "l", lambda mark: name(mark.device)),
            ("class", "l", lambda mark: name(mark.device_class.replace("_", " "))),
            ("printed spread", "r", lambda mark: m.book.use(mark.reading)),
            ("weight error", "r", lambda mark: "at most " * mark.is_limit + m.use(mark.weight_error)),
            ("accuracy", "r", lambda mark: "at least " * mark.is_limit + m.use(mark.accuracy)),
        ],
        note="The printed spread is over the conductance window, from tables of one lineage.",
        source="accuracy.csv",
    )


def _order(m: Material, record: Accuracy) -> list[str]:
    """Whether the cells never written to the lowest level decide which of two arrays keeps the higher accuracy."""
    sentences = []
    for without in (bake for bake in record.bakes if bake.cells == WRITTEN):
        whole = next(bake for bake in record.bakes if bake.document == without.document and bake.cells != WRITTEN)
        for other in (bake for bake in record.bakes if bake.document != without.document):
            middle, *two = (value(bake.before.value) for bake in (other, whole, without))
            if min(two) < middle < max(two):
                sentences.append(
                    f"With the cells never written to the lowest level {m.cited(without.document)} lies below "
                    f"{m.cited(other.document)} before the bake, without them above: the order of the two arrays "
                    "hangs on these cells."
                )
    return sentences


def _bake(m: Material, bake: BakedArray) -> str:
    document = m.cited(bake.document)
    which = f"{'' if bake.cells == 'all' else bake.cells + ' '}cells of {document}"
    if bake.cells == WRITTEN:
        which += " (without those never written to the lowest level, of which every weight has one)"
    loss = m.with_interval(bake.loss)
    # 95 % of networks and draws on one side of zero
    ends = [end.value for end in (bake.loss.low, bake.loss.high) if end is not None and end.value is not None]
    change = (
        f"the same cells lose {loss} in percentage points"
        if min(ends, default=0.0) > 0
        else (f"the loss of the same cells, {loss} in percentage points, may be zero, so no loss is shown")
    )
    return (
        f"With weights in pairs of the {m.use(bake.n)} {which}, accuracy is "
        f"{m.with_interval(bake.before)} before and {m.with_interval(bake.after)} after the bake; {change} (weight "
        f"error {m.use(bake.error_before)} and {m.use(bake.error_after)} of the range)."
    )
