"""Measured levels, misread rates, cycles and the network: counts and reference values of the open data, and
exact cases."""

from __future__ import annotations

import math

import numpy as np
import pytest
from memlit.errors import NotEstimable

from curation.measured.cycles import cycle_statistics, effective_sample_size, pulse_train
from curation.measured.levels import (
    ANJIANG_START,
    NI_RRAM_START,
    erased_before_second_read,
    eta_squared,
    level_residuals,
    level_statistics,
    levels_from_address,
    neighbour_overlap,
    never_written,
    row_groups,
    two_write_components,
)
from curation.measured.misread import bits_kept, misread_rate, spread_levels
from curation.measured.network import accuracy_against_weight_error, accuracy_through_bake
from tests.builders import REFERENCE

MEASURED = REFERENCE / "evidence/measured"
needs_data = pytest.mark.reference("evidence/measured")
FOUR_LEVELS = (0, 10, 21, 31)


def read(name: str) -> np.ndarray:
    return np.loadtxt(MEASURED / name)


@pytest.fixture(scope="module")
def ni_rram() -> dict[str, np.ndarray]:
    tables = {name: read(f"ni_rram/{name}.tsv") for name in ("prebake", "postbake", "newwrite")}
    address = tables["prebake"][:, 0]
    assert all((table[:, 0] == address).all() for table in tables.values())
    data = {name: 1 / table[:, 1] for name, table in tables.items()}
    data["level"] = levels_from_address(address, NI_RRAM_START)
    data["fold"] = row_groups(address, NI_RRAM_START, 4)
    return data


@pytest.fixture(scope="module")
def anjiang() -> dict[str, np.ndarray]:
    before, after = read("anjiang/prebake85.tsv"), read("anjiang/postbake85.tsv")
    return {"address": before[:, 0].astype(int), "before": before[:, 1], "after": after[:, 1]}


@needs_data
def test_ni_rram_has_32_levels_of_32_cells(ni_rram) -> None:
    assert np.bincount(ni_rram["level"]).tolist() == [32] * 32
    assert np.unique(ni_rram["fold"], return_counts=True)[1].tolist() == [128] * 8
    medians = [np.median(ni_rram["prebake"][ni_rram["level"] == level]) for level in range(32)]
    assert 1e6 * (medians[31] - medians[0]) / 31 == pytest.approx(4.0, abs=0.2)


@needs_data
def test_levels_are_proved_by_the_period(ni_rram) -> None:
    """eta squared of log R: 0.84, 0.74, 0.94 at period 32, at most 0.014 at 31 and 33."""
    shares = [eta_squared(-np.log(ni_rram[name]), ni_rram["level"]) for name in ("prebake", "postbake", "newwrite")]
    assert [round(share, 2) for share in shares] == [0.84, 0.74, 0.94]
    address = NI_RRAM_START + 2 * np.arange(1024)
    for period in (31, 33):
        other = levels_from_address(address, NI_RRAM_START, levels=period)
        assert eta_squared(-np.log(ni_rram["prebake"]), other) <= 0.014


@needs_data
def test_anjiang_half_is_erased(anjiang) -> None:
    """8,192 of 16,384 cells between 88 kOhm and 13 GOhm whatever their level (r = 0.006); 256 a level are left."""
    erased = erased_before_second_read(anjiang["address"])
    level = levels_from_address(anjiang["address"], ANJIANG_START)
    assert (erased.size, int(erased.sum())) == (16384, 8192)
    assert np.bincount(level).tolist() == [512] * 32
    assert np.bincount(level[~erased]).tolist() == [256] * 32
    assert 88e3 <= anjiang["after"][erased].min() < 89e3
    assert 13e9 <= anjiang["after"][erased].max() < 14e9
    assert round(np.corrcoef(level[erased], np.log(anjiang["after"][erased]))[0, 1], 3) == 0.006
    kept = ~erased
    shift = 1e6 * (1 / anjiang["after"][kept] - 1 / anjiang["before"][kept])
    assert round(float(np.median(shift)), 1) == -1.6
    assert round(eta_squared(np.log(anjiang["before"]), level), 3) == 0.945


@needs_data
@pytest.mark.parametrize(
    ("reference", "reads", "levels", "percent"),
    [
        ("prebake", "prebake", None, 71),
        ("prebake", "postbake", None, 77),
        ("newwrite", "newwrite", None, 62),
        ("prebake", "prebake", FOUR_LEVELS, 3.1),
        ("prebake", "postbake", FOUR_LEVELS, 7.8),
        ("newwrite", "newwrite", FOUR_LEVELS, 1.6),
    ],
)
def test_misread_rates_of_ni_rram(ni_rram, reference: str, reads: str, levels, percent: float) -> None:
    rate = misread_rate(ni_rram[reference], ni_rram[reads], ni_rram["level"], ni_rram["fold"], levels=levels)
    assert rate.k == (1024 if levels is None else 128)
    assert rate.estimate == rate.errors / rate.k
    assert round(100 * rate.estimate, 0 if levels is None else 1) == percent
    assert rate.low < rate.estimate < rate.high


@needs_data
@pytest.mark.parametrize(("reads", "levels", "percent"), [("before", None, 60), ("after", None, 74)])
def test_misread_rates_of_anjiang(anjiang, reads: str, levels, percent: float) -> None:
    kept = ~erased_before_second_read(anjiang["address"])
    level, fold = (
        levels_from_address(anjiang["address"], ANJIANG_START)[kept],
        row_groups(anjiang["address"], ANJIANG_START, 64)[kept],
    )
    rate = misread_rate(1 / anjiang["before"][kept], 1 / anjiang[reads][kept], level, fold, levels=levels)
    assert rate.k == 8192
    assert round(100 * rate.estimate) == percent
    four = misread_rate(1 / anjiang["before"][kept], 1 / anjiang[reads][kept], level, fold, levels=FOUR_LEVELS)
    assert four.k == 1024
    assert 100 * four.estimate == pytest.approx({"before": 1.6, "after": 3.4}[reads], abs=0.15)


@needs_data
def test_erased_half_would_have_hidden_the_retention(anjiang) -> None:
    """With all cells the rate after the bake is 85 %, not 74 %."""
    level = levels_from_address(anjiang["address"], ANJIANG_START)
    fold = row_groups(anjiang["address"], ANJIANG_START, 64)
    rate = misread_rate(1 / anjiang["before"], 1 / anjiang["after"], level, fold)
    assert rate.estimate == pytest.approx(0.85, abs=0.01)


@needs_data
def test_two_writes_share_no_cell_effect_and_two_reads_do(ni_rram) -> None:
    """Within-level residuals correlate by 0.02 between two writes and by 0.20 between reads around the bake."""
    writes = two_write_components(ni_rram["prebake"], ni_rram["newwrite"], ni_rram["level"])
    reads = two_write_components(ni_rram["prebake"], ni_rram["postbake"], ni_rram["level"])
    assert writes.k == 1024
    assert round(writes.estimate, 2) == 0.02
    assert writes.low < 0 < writes.high < 0.15
    assert (round(writes.spearman, 2), round(reads.spearman, 2)) == (0.02, 0.20)
    assert reads.low > 0


@needs_data
def test_endurance_is_one_autocorrelated_cell() -> None:
    table = read("ni_rram/1us_endurance.tsv")
    assert table.shape == (10050, 4)
    assert np.unique(table[:, 0]).tolist() == [186]
    assert (table[0, 3], table[-1, 3], np.unique(np.diff(table[:, 3])).tolist()) == (100, 1005000, [100])
    low, high = cycle_statistics(table[:, 1]), cycle_statistics(table[:, 2])
    assert (low.n_devices, high.n_devices) == (1, 1)
    assert round(low.median / 1e3, 1) == 12.0
    assert round(high.median / 1e3) == 99
    assert low.n_effective == pytest.approx(11, abs=1.5)
    assert high.n_effective == pytest.approx(190, abs=10)
    assert round(high.linear_cv) == 19
    assert round(high.maximum / 1e6) == 521
    assert round(high.log_normal_cv, 2) == 1.01


@needs_data
def test_neighbours_overlap_more_after_the_bake(ni_rram) -> None:
    before, after = (neighbour_overlap(ni_rram[name], ni_rram["level"]) for name in ("prebake", "postbake"))
    assert len(before) == len(after) == 31
    assert np.mean(after) > np.mean(before) + 0.03


@needs_data
def test_bake_costs_accuracy_by_the_same_cells(ni_rram) -> None:
    result = accuracy_through_bake(
        ni_rram["prebake"], ni_rram["postbake"], ni_rram["level"], networks=1, draws=10, seed=3
    )
    assert result.weight_error_before < result.weight_error_after
    assert result.baseline >= result.before[0] > result.after[0]
    assert result.loss[0] == pytest.approx(result.before[0] - result.after[0], abs=1e-12)


def test_levels_follow_the_address() -> None:
    assert levels_from_address([100, 102, 104, 106], 100, levels=3).tolist() == [0, 1, 2, 0]
    assert row_groups([100, 104, 106, 112, 118], 100, 2, levels=3).tolist() == [0, 0, 0, 1, 1]
    for address in ([99], [101], []):
        with pytest.raises(NotEstimable):
            levels_from_address(address, 100)


def test_level_statistics_by_hand() -> None:
    """R = 1, 1/2, 1/6 ohm: G = 1, 2, 6 S, mean 3, SD sqrt(7), skewness sqrt(6)/1 x m3/m2^1.5 = 1.4579 (SAS, Excel)."""
    (only,) = level_statistics([1.0, 0.5, 1 / 6], [5, 5, 5])
    assert (only.level, only.n) == (5, 3)
    assert (only.mean, only.sd, only.cv) == pytest.approx((3, math.sqrt(7), math.sqrt(7) / 3))
    assert only.skew == pytest.approx(1.457863, abs=1e-6)
    assert only.log_mean == pytest.approx(-math.log10(12) / 3)
    assert only.quantiles[2] == pytest.approx(2)


def test_two_write_components_recover_a_known_share() -> None:
    """Cell effects of variance 3 and write effects of variance 1 give a between-cell share of 0.75."""
    rng = np.random.default_rng(1)
    level = np.repeat(np.arange(20), 100)
    cell = rng.normal(0, math.sqrt(3), 2000)
    first, second = (10 * level + cell + rng.normal(size=2000) for _ in range(2))
    result = two_write_components(first, second, level, n_resamples=999)
    assert result.estimate == pytest.approx(0.75, abs=0.03)
    assert result.low < 0.75 < result.high
    assert result.variances == pytest.approx((4, 4), rel=0.1)
    assert result.covariance == pytest.approx(3, rel=0.1)


def test_misread_counts_by_hand() -> None:
    """Levels at 0 and 10; held-out midpoints are 5: reads of 4 and 6 pass, a read of 6 of the lower level does not."""
    reference = [0.0, 10.0, 0.0, 10.0]
    rate = misread_rate(reference, [4.0, 6.0, 6.0, 10.0], [0, 1, 0, 1], [0, 0, 1, 1])
    assert (rate.errors, rate.k) == (1, 4)


def test_misread_threshold_never_sees_the_cell_it_tests() -> None:
    """A lower cell at 9 moves the midpoint of its own fold's data to 9.5; learnt without it, the midpoint is 5."""
    rate = misread_rate([9.0, 10.0, 0.0, 10.0], [9.0, 10.0, 0.0, 10.0], [0, 1, 0, 1], [0, 0, 1, 1])
    assert rate.errors == 1


def test_bits_of_separated_and_merged_levels() -> None:
    """Eight clear levels are 3 bits; shuffled, none is kept. No error in 64 cells shows only a rate below 4.6 %."""
    level = np.tile(np.arange(8), 8)
    fold = np.repeat(np.arange(4), 16)
    rng = np.random.default_rng(2)
    clear = level + rng.uniform(-0.3, 0.3, 64)
    kept = bits_kept(clear, clear, level, fold)
    assert (kept.bits, kept.errors, kept.k) == (3, 0, 64)
    assert "4.6 %" in kept.note
    noise = rng.normal(size=64)
    assert bits_kept(noise, noise, level, fold).bits is None
    assert spread_levels(4, 32) == FOUR_LEVELS


def test_overlap_of_neighbours_by_hand() -> None:
    """Level 0 at 1, 4 and level 1 at 2, 5: one of four pairs is reversed (4 > 2)."""
    assert neighbour_overlap([1, 4, 2, 5], [0, 0, 1, 1]) == pytest.approx((0.25,))


def test_effective_sample_size_of_a_known_process() -> None:
    """AR(1) with phi = 0.8 has an autocorrelation time of (1 + phi)/(1 - phi) = 9; white noise has 1."""
    rng = np.random.default_rng(5)
    noise = rng.normal(size=40000)
    series = np.empty_like(noise)
    series[0] = noise[0]
    for index in range(1, noise.size):
        series[index] = 0.8 * series[index - 1] + noise[index]
    assert noise.size / effective_sample_size(series) == pytest.approx(9, rel=0.1)
    assert effective_sample_size(noise) == pytest.approx(noise.size, rel=0.1)


def test_pulse_train_of_a_line_and_of_an_exponential() -> None:
    """1 - exp(-3t) over its range leaves the chord most at t = 0.3815, by 0.3340; a line with noise has none."""
    t = np.linspace(0, 1, 200)
    curve = -np.expm1(-3 * t)
    train = pulse_train(curve)
    chord = float(np.max(curve / curve[-1] - t))
    assert train.nonlinearity == pytest.approx(chord, rel=1e-3)
    assert train.rate == pytest.approx(1 / 3, rel=1e-3)
    assert train.residual_sd < 1e-4
    noise = np.random.default_rng(3).normal(0, 0.02, 200)
    noisy = pulse_train(5 - 2 * t + 2 * noise)
    assert noisy.nonlinearity < 0.02
    assert noisy.residual_sd == pytest.approx(0.02, rel=0.15)


def test_weight_errors_cost_accuracy() -> None:
    """Without error the curve starts at the network's accuracy; at half the range it is near chance (10 %)."""
    curve = accuracy_against_weight_error([0.0, 0.02, 0.5], networks=1, draws=10, seed=1)
    assert curve.mean[0] == pytest.approx(curve.baseline)
    assert curve.baseline > 0.95
    assert curve.sd[0] < 1e-12
    assert curve.mean[0] > curve.mean[1] > curve.mean[2]
    assert 0.05 < curve.mean[2] < 0.35
    assert curve == accuracy_against_weight_error([0.0, 0.02, 0.5], networks=1, draws=10, seed=1)


def test_exact_cells_store_the_network_unharmed() -> None:
    """Many exact levels round the weights by less than 1 % of the range: before and after equal the float network."""
    level = np.repeat(np.arange(256), 2)
    result = accuracy_through_bake(level * 1.0, level * 1.0, level, networks=1, draws=2)
    assert result.loss == (0, 0, 0, 0)
    # Steps of 1/255 of half the range: SD (1/255)/sqrt(12) of the half, half of that of the range.
    assert result.weight_error_before == pytest.approx(1 / 255 / math.sqrt(12) / 2, rel=0.05)
    assert result.before[0] == pytest.approx(result.baseline, abs=0.005)


@pytest.mark.parametrize(
    "call",
    [
        lambda: level_statistics([1.0, -1.0, 2.0], [0, 0, 0]),
        lambda: level_statistics([1.0, 1.0, 1.0], [0, 0, 0]),
        lambda: eta_squared([1.0, 1.0], [0, 1]),
        lambda: two_write_components([1.0, 1, 2, 2], [1.0, 1, 2, 2], [0, 0, 1, 1]),
        lambda: neighbour_overlap([1.0, 2, 3, 4], [0, 0, 0, 0]),
        lambda: cycle_statistics(np.ones(20)),
        lambda: cycle_statistics([1.0, 2.0]),
        lambda: misread_rate([1.0, 2, 1, 2], [1.0, 2, 1, 2], [0, 1, 0, 1], [0, 0, 0, 0]),
        lambda: misread_rate([1.0, 2, 1, 2], [1.0, 2, 1, 2], [0, 1, 0, 1], [0, 0, 1, 1], levels=(0, 7)),
        lambda: misread_rate([1.0, 2, 1, 2], [1.0, 2, 1, math.nan], [0, 1, 0, 1], [0, 0, 1, 1]),
        lambda: bits_kept([1.0, 2, 1, 2], [1.0, 2, 1, 2], [0, 1, 0, 1], [0, 0, 1, 1]),
        lambda: spread_levels(1, 32),
        lambda: two_write_components([1.0] * 4, [1.0] * 4, [0, 0, 1, 1], n_resamples=0),
        lambda: accuracy_against_weight_error([0.1], networks=0),
        lambda: misread_rate([1.0, 2, 3, 4], [1.0, 2, 3, 4], list("aabb"), [0, 1, 0, 1]),
        lambda: level_statistics([1.0, 2, 3, 4, 5, 6], [0, 0, 0, 1.5, 1.5, 1.5]),
        lambda: levels_from_address([0, 2], 0, step=0),
        lambda: pulse_train(np.ones(20)),
        lambda: accuracy_against_weight_error([-0.1]),
        lambda: accuracy_through_bake([1.0] * 4, [1.0] * 4, [0, 0, 1, 1]),
    ],
)
def test_what_cannot_be_estimated_is_refused(call) -> None:
    with pytest.raises(NotEstimable):
        call()


def test_cells_above_the_top_level_were_never_written_to_the_lowest() -> None:
    """Three levels of four cells; only a cell of the lowest level above the median of the highest counts."""
    conductance = [1, 2, 9.2, 8.9, 5, 9.5, 5, 6, 9, 9, 9, 8]
    level = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert np.flatnonzero(never_written(conductance, level)).tolist() == [2]
    with pytest.raises(NotEstimable):
        never_written(conductance, [0] * 12)


def test_cycles_of_one_cell_by_hand() -> None:
    """R = 1..10 ohm: mean and median 5.5, SD sqrt(55/6); ln R has the SD of the natural logarithms of 1..10."""
    resistance = [3.0, 1.0, 10.0, 5.0, 2.0, 9.0, 4.0, 8.0, 6.0, 7.0]
    found = cycle_statistics(resistance)
    spread = float(np.std(np.log(np.arange(1, 11)), ddof=1))
    assert (found.n, found.n_devices, found.median, found.maximum) == (10, 1, 5.5, 10)
    assert found.linear_cv == pytest.approx(math.sqrt(55 / 6) / 5.5)
    assert found.log_sd == pytest.approx(spread)
    assert found.log_normal_cv == pytest.approx(math.sqrt(math.exp(spread**2) - 1))
    assert 0 < found.n_effective <= 10
    for wrong in ([0.0, *resistance[1:]], [-0.5, *resistance[1:]], [2.0] * 10):
        with pytest.raises(NotEstimable):
            cycle_statistics(wrong)


def test_log_normal_cv_of_a_level() -> None:
    """CV of a log-normal law is sqrt(exp(s^2) - 1) with s the SD of ln R: here of 0, -ln 2 and -ln 6."""
    (only,) = level_statistics([1.0, 0.5, 1 / 6], [5, 5, 5])
    s = float(np.std([0, -math.log(2), -math.log(6)], ddof=1))
    assert only.log_normal_cv == pytest.approx(math.sqrt(math.exp(s**2) - 1))
    assert only.log_sd == pytest.approx(s / math.log(10))


def test_address_below_the_start_or_off_the_grid_is_refused() -> None:
    assert levels_from_address([100, 101, 133], 100, levels=32, step=1).tolist() == [0, 1, 1]
    for address in ([99], [100, 99], []):
        with pytest.raises(NotEstimable):
            levels_from_address(address, 100, step=1)
    with pytest.raises(NotEstimable):
        levels_from_address([101], 100, step=2)


def test_share_of_misread_cells_is_errors_over_cells() -> None:
    rng = np.random.default_rng(2)
    noise = rng.normal(size=64)
    found = bits_kept(noise, noise, np.tile(np.arange(8), 8), np.repeat(np.arange(4), 16))
    assert 0 < found.errors < found.k
    assert found.estimate == found.errors / found.k
    assert found.low < found.estimate < found.high


def test_share_between_levels_by_hand() -> None:
    """Levels (1, 3) and (5, 9): means 2 and 7, total 35, within 2 + 8, so between 25/35."""
    values, level = [1.0, 3.0, 5.0, 9.0], [0, 0, 7, 7]
    assert eta_squared(values, level) == pytest.approx(25 / 35)
    assert level_residuals(values, level) == pytest.approx([-1, 1, -2, 2])
    three = level_residuals([1.0, 2.0, 6.0], [0, 0, 0], centre="median")
    assert three == pytest.approx([-1, 0, 4])


def test_two_writes_by_hand() -> None:
    """Residuals a = -1, 1, -2, 2 and b = -1, 1, 0, 0: cov 2/2, variances 10/2 and 2/2, share 2 x 2/(10 + 2)."""
    first, second, level = [1.0, 3.0, 5.0, 9.0], [4.0, 6.0, 8.0, 8.0], [0, 0, 7, 7]
    found = two_write_components(first, second, level, n_resamples=99)
    assert (found.k, found.level) == (4, 0.95)
    assert found.estimate == pytest.approx(4 / 12)
    assert found.covariance == pytest.approx(1)
    assert found.variances == pytest.approx((5, 1))
    assert found.pearson == pytest.approx(2 / math.sqrt(20))


def test_groups_of_rows_and_the_erased_half_by_address() -> None:
    assert row_groups(np.arange(100, 112), 100, 2, levels=3, step=1).tolist() == [0] * 6 + [1] * 6
    position = np.array([0, 2047, 2048, 6143, 6144, 8191, 8192 + 2048])
    assert erased_before_second_read(position).tolist() == [False, False, True, True, False, False, True]
