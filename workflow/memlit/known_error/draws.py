"""Errors of printed values in decades, drawn, and what they make of readings and metrics that were computed from them.

A reading is wrong with the rate of its method, and then of another magnitude. What others than the paper itself print
has a source error too, drawn from how far two curators of one paper differ: one error a document, paper and parameter.
Each printed value has random numbers of its own, by its id, so that a further value changes no other.
"""

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from memlit.benchmark.metrics import formula_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import FIRST_HAND, joined_ids
from memlit.field.codes import STATES, SYMBOL_OF_PART, TUPLE_PARAMETERS
from memlit.frames import cells_of, items_of
from memlit.sampling.draw import SampledMethod, sampled_method
from memlit.statistics import misread, perturb
from memlit.statistics.checks import FloatArray

_SAME_ERROR = {"g_on": "r_on", "g_off": "r_off"}
"""Parameters whose error is that of another, for one is the inverse of the other."""
_SYMBOLS = {
    name: SYMBOL_OF_PART[part] for parts in (STATES, *TUPLE_PARAMETERS.values()) for part, name in parts.items()
}
"""What stands for a parameter in a formula."""


MOST_ERRORS = 15_000_000
"""Errors of all readings in all draws; a larger corpus has fewer draws."""
FEWEST_DRAWS = 99
"""Draws of the largest corpus: both tails of 95 % then hold two."""


class DrawnReading(NamedTuple):
    """What the error of a reading depends on; of all readings this is held, and not their records.

    method: None of raw measurements; document, paper: those of a value that others print, empty of one that the paper
    itself prints; size: the reading as one magnitude.
    """

    parameter: str
    method: SampledMethod | None
    document: str
    paper: str
    size: float | None
    inputs: tuple[str, ...]

    @property
    def source_parameter(self) -> str:
        """The parameter whose source error a printed value has; none where the paper itself prints it."""
        return _SAME_ERROR.get(self.parameter, self.parameter) if self.document else ""


DRAWN_COLUMNS = ("id", "parameter", "method", "kind", "tier", "document", "paper", "low", "high", "derived_from")
"""Columns of readings.csv that a drawn reading is made of."""


def drawn_readings(readings: pd.DataFrame) -> dict[str, DrawnReading]:
    """The readings by id; readings: DRAWN_COLUMNS of readings.csv."""
    found = {}
    for cells in cells_of(readings, DRAWN_COLUMNS):
        datum_id, parameter, method, kind, tier, document, paper, low, high, inputs = cells
        is_own = tier == FIRST_HAND
        found[datum_id] = DrawnReading(
            parameter=parameter,
            method=sampled_method(method, kind),
            document="" if is_own else document,
            paper="" if is_own else paper or "",
            size=_middle(low, high),
            inputs=items_of(inputs),
        )
    return found


@dataclass(slots=True)
class ErrorDraws:
    """Errors of the plan's draws.

    rates: share of wrong readings by method; sizes: of wrong readings, in decades; source: log10 ratios of two curators
    of one paper, by parameter; alone: the same draws without a source error, None where these have none.
    """

    readings: Mapping[str, DrawnReading]
    rates: Mapping[str, float]
    sizes: Sequence[float]
    source: Mapping[str, Sequence[float]]
    config: Config
    alone: "ErrorDraws | None" = None
    _known: dict[str, FloatArray] = field(default_factory=dict)
    _prints: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many draws there are."""
        affordable = max(FEWEST_DRAWS, MOST_ERRORS // max(1, len(self.readings)))
        return min(self.config.analysis.resamples.known_error, affordable)

    def with_both(self) -> "ErrorDraws":
        """The same draws of reading errors, with those of the source."""
        return replace(self, alone=self, _known={})

    def printed_behind(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of the printed values that readings rest on, each once."""
        return joined_ids(map(self._prints_of, ids))

    def _prints_of(self, identifier: str) -> tuple[str, ...]:
        """Those of one reading; none of what is no reading."""
        if identifier not in self._prints:
            reading = self.readings.get(identifier)
            own = (identifier,) if reading else ()
            self._prints[identifier] = self.printed_behind(reading.inputs) if reading and reading.inputs else own
        return self._prints[identifier]

    def source_parameters(self, ids: Iterable[str]) -> list[str]:
        """The parameters of printed values that have a measured source error."""
        names = {self.readings[each].source_parameter for each in ids if each in self.readings}
        return sorted(names & self.source.keys())

    def of_reading(self, identifier: str) -> FloatArray:
        """Errors of a reading, shape (n,): of a derived one the sum of those it was computed from."""
        if identifier not in self._known:
            self._known[identifier] = self._of_inputs(identifier)
        return self._known[identifier]

    def _of_inputs(self, identifier: str) -> FloatArray:
        """A derived reading of one print shares its array, and one without a source error that of the draws without."""
        printed = self.printed_behind([identifier])
        if alone := self._without_source(printed):
            return alone.of_reading(identifier)
        if len(printed) == 1 and printed != (identifier,):
            return self.of_reading(printed[0])
        parts = [self._of_printed(each) for each in printed]
        return np.asarray(np.sum(parts, axis=0) if parts else np.zeros(self.n))

    def _without_source(self, printed: Iterable[str]) -> "ErrorDraws | None":
        """The draws without a source error, where none of these prints has one."""
        return None if self.alone is None or self.source_parameters(printed) else self.alone

    def _of_printed(self, identifier: str) -> FloatArray:
        reading = self.readings[identifier]
        rate = self.rates.get(reading.method or "", 0.0)
        error = misread((self.n,), rate, self._numbers_of(identifier), self.sizes)
        parameter = reading.source_parameter
        if not self.alone or parameter not in self.source:
            return error
        rng = self._numbers_of(f"{reading.document}/{reading.paper}/{parameter}")
        return error + perturb(self.source[parameter], shape=(self.n,), rng=rng)

    def _numbers_of(self, text: str) -> np.random.Generator:
        return np.random.default_rng([self.config.seed, zlib.crc32(text.encode())])

    def of_metric(self, row: BenchmarkRow, metric: str) -> FloatArray:
        """Errors of a metric of a row, by its formula and the values of its tuple, shape (n,).

        A state that the tuple lacks moves with the other, a voltage or a width that it lacks stays.
        """
        key, inputs = row.metrics[metric].id, row.metrics[metric].inputs
        if key not in self._known:
            alone = self._without_source(self.printed_behind(inputs))
            self._known[key] = alone.of_metric(row, metric) if alone else self._computed(row, metric)
        return self._known[key]

    def _computed(self, row: BenchmarkRow, metric: str) -> FloatArray:
        formula, mean = formula_of(self.config.metrics[metric]), self.config.conventions.conductance_mean
        nominal: dict[str, float] = {}
        errors: dict[str, FloatArray] = {}
        for identifier in row.metrics[metric].inputs:
            reading = self.readings[identifier]
            symbol = _SYMBOLS.get(reading.parameter)
            if symbol and reading.size:
                nominal[symbol], errors[symbol] = reading.size, self.of_reading(identifier)
        _complete(nominal, errors)
        own = {name: np.array([nominal.get(name, 1.0)]) for name in formula.parameters}
        moved = {name: value * 10.0 ** errors[name] if name in errors else value for name, value in own.items()}
        with np.errstate(all="ignore"):
            found = np.log10(formula.values(moved, mean) / formula.values(own, mean))
        return np.broadcast_to(found, self.n) if np.isfinite(found).all() else np.zeros(self.n)


def _middle(low: float | None, high: float | None) -> float | None:
    """A reading as one magnitude: its value, or the end that is known, or the geometric middle of both."""
    ends = [abs(end) for end in (low, high) if end and math.isfinite(end)]
    return math.sqrt(ends[0]) * math.sqrt(ends[-1]) if ends else None


def _complete(nominal: dict[str, float], errors: dict[str, FloatArray]) -> None:
    """Put in the state, or the ratio, that follows from what is known."""
    on, off, ratio = ("G_on" in nominal, "G_off" in nominal, "r" in nominal)
    if on and off and not ratio:
        nominal["r"], errors["r"] = nominal["G_on"] / nominal["G_off"], errors["G_on"] - errors["G_off"]
    elif on and not off:
        nominal["G_off"] = nominal["G_on"] / nominal.get("r", 1.0)
        errors["G_off"] = errors["G_on"] + errors["r"] if ratio else errors["G_on"]
    elif off and not on:
        nominal["G_on"] = nominal["G_off"] * nominal.get("r", 1.0)
        errors["G_on"] = errors["G_off"] + errors["r"] if ratio else errors["G_off"]
