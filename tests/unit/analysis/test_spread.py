"""Variability as effect sizes: definitions kept apart, nothing pooled over papers without n, hand-made numbers."""

from __future__ import annotations

import math

import pytest
from memlit.analysis.variability.measured import measured_sets, measured_variability
from memlit.analysis.variability.pooling import pools, spread_of
from memlit.analysis.variability.record import Spread

from tests.builders import ROOT


@pytest.fixture(scope="module")
def spread() -> Spread:
    return spread_of(measured_variability(measured_sets(ROOT.glob("sources/*/*"))), [], {})


def test_an_effect_is_the_formula_by_hand(spread: Spread) -> None:
    """Level 0 of ni-rram before the bake: CV 0.942873 over 32 cells; 1/62 is the correction and half the variance."""
    effect = next(e for e in spread.effects if e.id == "spread/ni-rram/prebake/all/0/lnCV")
    assert effect.effect.value.value == pytest.approx(math.log(0.942873346038) + 1 / 62, abs=1e-9)
    assert effect.se.value == pytest.approx(math.sqrt(1 / 62 + 0.942873346038**2 / 32), abs=1e-9)


def test_kinds_and_definitions_are_never_pooled_together(spread: Spread) -> None:
    by_id = {effect.effect.value.id: effect for effect in spread.effects}
    for pool in (pool for pool in spread.pools if pool.estimate):
        members = [by_id[identifier] for identifier in pool.estimate.value.inputs]
        assert len({(e.document, e.kind, e.state, e.measure, e.normalised_by) for e in members}) == 1
        assert pool.k.value == len(members) >= 3


def test_one_cell_and_an_impossible_spread_enter_no_pool(spread: Spread) -> None:
    """The endurance cell is one device; device IA3 has a CV of 3.2 of three positive values, which is above sqrt(3)."""
    pooled = {identifier for pool in spread.pools for identifier in pool.k.inputs}
    cycles = [effect for effect in spread.effects if effect.group == "cycles of one cell"]
    assert {effect.state for effect in cycles} == {"LRS", "HRS"}
    assert not pooled & {effect.effect.value.id for effect in cycles}
    assert all("IA3" not in effect.label for effect in spread.effects)


def test_the_high_state_of_one_cell_is_on_the_log_scale_only(spread: Spread) -> None:
    """Its linear CV of 19 is one read of 521 MOhm; about 190 of 10,050 cycles count as independent."""
    high = [effect for effect in spread.effects if effect.group == "cycles of one cell" and effect.state == "HRS"]
    assert [effect.measure for effect in high] == ["lnSD"]
    assert high[0].se.value == pytest.approx(1 / math.sqrt(2 * (190.496 - 1)), rel=1e-3)


def test_a_bake_widens_both_halves_of_both_arrays(spread: Spread) -> None:
    baked = [pool for pool in spread.pools if pool.measure == "lnCVR" and "postbake" in pool.label]
    halves = ("lower half of the levels", "upper half of the levels")
    assert {(pool.document, pool.state) for pool in baked} == {
        (document, state) for document in ("anjiang-rram", "ni-rram") for state in halves
    }
    assert all(pool.back.low.value > 1 for pool in baked)


def test_the_ladder_of_levels_is_regressed_and_not_pooled(spread: Spread) -> None:
    """The 32 levels of an array are no sample of levels: no pool of them, no new level, no share between them."""
    assert {pool.measure for pool in spread.pools if pool.units == "levels"} == {"lnCVR", "lnVR"}
    assert all(pool.prediction is None and pool.i2 is None for pool in spread.pools if pool.units == "levels")
    line = next(line for line in spread.moderators if line.id.endswith("anjiang-rram/prebake85, kept/lnCV"))
    own = [e for e in spread.effects if e.group == "prebake85, kept" and e.measure == "lnCV"]
    conductances = [effect.conductance.value for effect in own]
    assert line.centre.value == pytest.approx(math.exp(sum(map(math.log, conductances)) / 32))
    below, above = (
        [e.spread.value for e in own if (e.conductance.value > line.centre.value) == side] for side in (0, 1)
    )
    assert min(above) < line.at_centre.value.value < max(below)


def test_a_pool_over_four_areas_is_listed_without_numbers(spread: Spread) -> None:
    """Its prediction interval runs from 0.0007 to 1,300 decades of R: no number of it says anything."""
    pool = next(pool for pool in spread.pools if pool.label == "devices of one laboratory")
    assert (pool.k.value, pool.estimate, pool.back, pool.prediction) == (4, None, None, None)
    assert "not informative" in pool.reason
    devices = next(pool for pool in spread.pools if pool.label == "repeats of one device")
    assert devices.back_prediction.high.value > devices.back.high.value


def test_the_lowest_level_stands_with_and_without_cells_never_written_to_it(spread: Spread) -> None:
    """CV of 253 and of 256 cells of the raw file, computed with awk: 0.5966 and 1.834."""
    lowest = {
        e.group: e.spread.value
        for e in spread.effects
        if e.label == "level 0" and e.group.startswith("prebake85")
        if e.measure == "lnCV"
    }
    assert lowest == {
        "prebake85, kept": pytest.approx(183.398, abs=1e-3),
        "prebake85, written": pytest.approx(59.660, abs=1e-3),
    }


def test_two_effects_are_shown_not_pooled(spread: Spread) -> None:
    effects = [e for e in spread.effects if e.measure == "lnCVR" and e.state == "lower half of the levels"]
    assert pools(effects[:2]) == []
    assert "modified" in pools(effects[:4])[0].method


def test_every_moderator_is_one_that_its_effects_carry(spread: Spread) -> None:
    """A row that says `not estimable` whatever is supplied is no finding: conductance and area alone are regressed."""
    assert spread.moderators
    assert {line.moderator for line in spread.moderators} <= {
        "state: decades of mean conductance",
        "decades of contact area",
    }
    assert all(line.slope is not None for line in spread.moderators)
