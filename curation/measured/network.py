"""What variability costs: accuracy of a small network on scikit-learn's digits against errors of its weights.

The network is trained without error, its weights are stored as differential pairs of conductances and read
back with an error; biases stay exact. Limits: 8 x 8 digits (no claim about MNIST), one hidden layer, static
independent errors, no wire resistance, converter or training noise. The axis is the SD of the weight error
over the weight range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from memlit.errors import NotEstimable
from memlit.statistics.checks import FloatArray, IntArray, at_least, generator, same_length, sample
from numpy.typing import ArrayLike

from curation.measured.levels import whole_numbers

HIDDEN = 32
TEST_SHARE = 0.3


class TrainedNetwork(NamedTuple):
    """Weights and biases per layer (ReLU between layers) with the held-out digits for its test."""

    weights: tuple[FloatArray, ...]
    biases: tuple[FloatArray, ...]
    images: FloatArray
    labels: IntArray


@dataclass(frozen=True, kw_only=True)
class AccuracyCurve:
    """Test accuracy at each weight error: mean, SD, 2.5 % and 97.5 % quantiles over networks times draws.

    weight_error: SD of the weight error over the weight range; baseline: mean accuracy without error.
    """

    weight_error: tuple[float, ...]
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    baseline: float
    networks: int
    draws: int
    test_images: int
    note: str = ""


def train_digits(seed: int) -> TrainedNetwork:
    """Train one network (64-32-10, ReLU, Adam) on 70 % of scikit-learn's 1,797 digits; `seed` sets split
    and start."""
    import warnings

    from sklearn.datasets import load_digits
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.model_selection import train_test_split
    from sklearn.neural_network import MLPClassifier

    digits = load_digits()
    images = digits.data / 16.0
    train, test, train_labels, test_labels = train_test_split(
        images, digits.target, test_size=TEST_SHARE, random_state=seed, stratify=digits.target
    )
    model = MLPClassifier((HIDDEN,), alpha=1e-3, max_iter=80, batch_size=64, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(train, train_labels)
    return TrainedNetwork(tuple(model.coefs_), tuple(model.intercepts_), test, test_labels.astype(np.int64))


def _accuracy(network: TrainedNetwork, weights: Sequence[FloatArray]) -> float:
    """Share of the network's test images that are classified correctly with the given weights per layer."""
    signal = network.images
    for index, (layer, bias) in enumerate(zip(weights, network.biases, strict=True)):
        signal = signal @ layer + bias
        if index < len(network.biases) - 1:
            signal = np.maximum(signal, 0.0)
    return float((signal.argmax(axis=1) == network.labels).mean())


def accuracy_against_weight_error(
    weight_errors: Sequence[float], *, networks: int = 5, draws: int = 20, seed: int = 0
) -> AccuracyCurve:
    """Accuracy against normal weight errors of SD `weight_errors` (fractions of the weight range of each
    layer).

    The range of a layer is -w to w with w its largest weight. A weight is w (G+ - G-)/(Gmax - Gmin);
    independent errors of SD s (Gmax - Gmin) in both conductances give a weight error of s/sqrt(2) of the
    range.
    """
    where = "accuracy_against_weight_error"
    errors = sample(list(weight_errors), where, name="weight_errors")
    if (errors < 0).any():
        raise NotEstimable(where, "an error is negative", "pass errors >= 0")
    trained, rng = _trained(networks, draws, seed, where)
    table = np.empty((errors.size, networks, draws))
    for j, network in enumerate(trained):
        ranges = [2 * float(np.abs(layer).max()) for layer in network.weights]
        for d in range(draws):
            # one pattern of errors is scaled along the axis, so neighbouring points differ only in size
            patterns = [rng.standard_normal(layer.shape) for layer in network.weights]
            for i, error in enumerate(errors):
                layers = zip(network.weights, patterns, ranges, strict=True)
                table[i, j, d] = _accuracy(network, [w + error * span * noise for w, noise, span in layers])
    mean, sd, low, high = zip(*(_summary(row.ravel()) for row in table), strict=True)
    return AccuracyCurve(
        weight_error=tuple(errors.tolist()),
        mean=mean,
        sd=sd,
        low=low,
        high=high,
        baseline=float(np.mean([_accuracy(network, network.weights) for network in trained])),
        networks=networks,
        draws=draws,
        test_images=int(trained[0].labels.size),
        note="normal errors of differential pairs, biases exact",
    )


@dataclass(frozen=True, kw_only=True)
class BakeAccuracy:
    """Accuracy with weights drawn from measured cells before and after a bake, and the error they carry.

    before, after: mean, SD, 2.5 % and 97.5 % quantile; loss: the same of the paired difference before -
    after; weight_error_*: SD of the weight error over the weight range, comparable with the curve's axis.
    """

    baseline: float
    before: tuple[float, float, float, float]
    after: tuple[float, float, float, float]
    loss: tuple[float, float, float, float]
    weight_error_before: float
    weight_error_after: float
    networks: int
    draws: int
    cells: int
    note: str = ""


def accuracy_through_bake(
    before: ArrayLike,
    after: ArrayLike,
    level: ArrayLike,
    *,
    networks: int = 5,
    draws: int = 20,
    seed: int = 0,
) -> BakeAccuracy:
    """Store each weight in a differential pair of measured multi-level cells and read it before and after
    the bake.

    before, after: conductances of the same cells; level: integers per cell. The target of a level is its
    median before the bake. The positive (negative) cell of a pair takes the level nearest to the weight,
    the other the lowest level; each draws one measured cell of its level, and that cell's two reads are
    used together.
    """
    where = "accuracy_through_bake"
    first, second = sample(before, where, minimum=4, name="before"), sample(after, where, minimum=4, name="after")
    codes = whole_numbers(level, where, "level")
    same_length(where, before=first, after=second, level=codes)
    cells = [np.flatnonzero(codes == number) for number in np.unique(codes)]
    targets = np.array([np.median(first[members]) for members in cells])
    order = np.argsort(targets, kind="stable")
    cells, targets = [cells[index] for index in order], targets[order]
    if targets.size < 2 or targets[-1] == targets[0]:
        raise NotEstimable(where, "fewer than two different levels", "needs a range of conductances")
    trained, rng = _trained(networks, draws, seed, where)
    table = np.empty((2, networks * draws))
    errors = np.empty((2, networks * draws))
    for column in range(networks * draws):
        network = trained[column // draws]
        reads = [_stored(layer, first, second, cells, targets, rng) for layer in network.weights]
        for moment in range(2):
            layers = [pair[moment] for pair in reads]
            table[moment, column] = _accuracy(network, layers)
            pairs = zip(network.weights, layers, strict=True)
            parts = [((read - weight) / (2 * np.abs(weight).max())).ravel() for weight, read in pairs]
            errors[moment, column] = np.concatenate(parts).std()
    return BakeAccuracy(
        baseline=float(np.mean([_accuracy(network, network.weights) for network in trained])),
        before=_summary(table[0]),
        after=_summary(table[1]),
        loss=_summary(table[0] - table[1]),
        weight_error_before=float(np.sqrt((errors[0] ** 2).mean())),
        weight_error_after=float(np.sqrt((errors[1] ** 2).mean())),
        networks=networks,
        draws=draws,
        cells=first.size,
        note="errors include rounding to levels and programming; each weight keeps its own cells through the bake",
    )


def _stored(
    layer: FloatArray,
    first: FloatArray,
    second: FloatArray,
    cells: list[IntArray],
    targets: FloatArray,
    rng: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    span = float(targets[-1] - targets[0])
    scale = float(np.abs(layer).max())
    wanted = targets[0] + np.abs(layer.ravel()) / scale * span
    nearest = np.searchsorted((targets[1:] + targets[:-1]) / 2, wanted)
    active = _draw(nearest, cells, rng)
    resting = _draw(np.zeros_like(nearest), cells, rng)
    sign = np.where(layer.ravel() < 0, -1.0, 1.0)
    reads = [sign * (values[active] - values[resting]) / span * scale for values in (first, second)]
    return reads[0].reshape(layer.shape), reads[1].reshape(layer.shape)


def _draw(levels: IntArray, cells: list[IntArray], rng: np.random.Generator) -> IntArray:
    sizes = np.array([members.size for members in cells])[levels]
    picks = (rng.random(levels.size) * sizes).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum([members.size for members in cells])[:-1]])
    drawn: IntArray = np.concatenate(cells)[offsets[levels] + picks]
    return drawn


def _trained(networks: int, draws: int, seed: int, where: str) -> tuple[list[TrainedNetwork], np.random.Generator]:
    """The networks of a study, each with the next seed, and its random numbers."""
    at_least(networks, 1, where, "networks")
    at_least(draws, 1, where, "draws")
    rng = generator(seed, where)
    return [train_digits(seed + index) for index in range(networks)], rng


def _summary(values: FloatArray) -> tuple[float, float, float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    spread = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return float(values.mean()), spread, float(low), float(high)
