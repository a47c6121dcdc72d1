"""Every key of the analysis plan decides something: changing it changes a result beyond its printed setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import pandas as pd
import pytest
from memlit.analysis.comparison.compare import compare_classes
from memlit.benchmark.metrics import check_metrics
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import Value
from memlit.config import CLASSES_FILE, CONFIG_FILE, AnalysisPlan, Config, Section, load_classes, load_config, validated
from memlit.config.claims import parse_value
from memlit.datum import Reading, ReconciledDocument, Result
from memlit.devices.gather import Corpus
from memlit.errors import ConfigError
from memlit.report.sections.survey.comparisons import comparisons as comparison_section
from memlit.synapses.energy.parts import resampled_lineages

from tests import tables
from tests.builders import METRICS, ROOT, comparison_material, corpus_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)
COMMITTED = load_config(ROOT / CONFIG_FILE).analysis
DISPUTED = COMMITTED.disputed.model_dump()
NAMED = COMMITTED.survey.model_dump()
FEW = {
    "bootstrap": 199,
    "permutations": 199,
    "pair_permutations": 199,
    "reading_error": 19,
    "repeated": 199,
}


def with_plan(key: str = "", value: Any = None) -> Config:
    """The plan with few resamples, and one key changed."""
    plan: dict[str, Any] = {"resamples": dict(FEW), "disputed": dict(DISPUTED), "survey": deepcopy(NAMED)}
    if key:
        *sections, name = key.split(".")
        place = plan
        for section in sections:
            place = place.setdefault(section, {})
        place[name] = value
    return validated(Config, {"metrics": METRICS, "analysis": plan}, "config.yaml")


def survey_corpus() -> Corpus:
    """Endurance of simulated papers by two curators in four classes, one paper a range only."""
    cells: list[Reading] = []
    for device_class, n, shift in (("RRAM", 21, 0.0), ("PCM", 11, 0.6), ("STTM", 3, 1.0), ("FeRAM", 8, 4.0)):
        for number in range(n):
            key = f"sim-{device_class.lower()}{number:02}"
            value = 10 ** (3 + 3 * ((number * 0.618) % 1) + shift)
            for curator, factor in enumerate((1.0, 3.0 if number % 2 else 0.5) if number < 6 else (1.0,)):
                place = {"row": len(cells) + 1, "paper": key, "device": key, "device_class": device_class}
                flags = ("first_curator",) if number < 6 and curator == 0 else ()
                identifier = f"doc:r{len(cells)}"
                cells.append(reading("endurance", value * factor, "1", id=identifier, flags=flags, **place))
                beside = {"r_on": 1e3, "r_off": value * 1e3, "set_pulse_width": value * 1e-9, "retention": value * 1e5}
                for parameter, number_beside in beside.items():
                    own = {"id": f"{identifier}:{parameter}", "flags": flags, **place}
                    cells.append(reading(parameter, number_beside, "1", **own))
    place = {"row": 999, "paper": "sim-range", "device": "x", "device_class": "PCM", "id": "doc:r999"}
    cells.append(reading("endurance", None, "1", low=1e2, high=1e8, **place))
    document = ReconciledDocument(key="doc", kind="survey", status="same")
    return corpus_of(cells, documents=(document,))


def review_corpus() -> tuple[Corpus, Any]:
    """Simulated papers of the review set: two classes apart, disputed papers, two tiers, and a survey's row."""
    rng = np.random.default_rng(7)
    papers = [("VCM", n, -9.0) for n in (94, 95, 97, 98, 100, 102, 104)] + [("VCM+ECM", 220, -12.0)]
    papers += [("ICM", n, -10.0) for n in (88, 149, 150, 151, 152, 153)] + [("VCM", 68, -12.0), ("ECM", 69, -8.0)]
    papers += [("ECM", 101, -13.0), ("VCM", 107, -13.0), ("ECM", 147, -7.0)]
    cells, entries = [], []
    for device_class, number, exponent in papers:
        key = f"sim-{number:03}"
        sets = ("review-text",) if number in (101, 147) else ("review-fig11",)
        own = {"device_classes": tuple(device_class.split("+")), "roles": ("synapse",), "reviewref": str(number)}
        entries.append(entry(key, sets=sets, **own))
        tau = 10 ** (exponent + 4 + float(rng.uniform(-0.5, 0.5)))
        values = {"set_voltage": 1.0, "set_pulse_width": tau, "g_on": 1e-4, "g_off": 1e-6}
        values |= {"reset_voltage": 1.5, "reset_pulse_width": 3 * tau} if number % 2 else {}
        tier = "redigitised" if number == 153 else "primary"
        place = {"paper": key, "device": "d", "document": key, "tier": tier}
        cells += [reading(part, value, "1", id=f"{key}:{part}", **place) for part, value in values.items()]
    place = {"document": "doc", "device": "s", "device_class": "RRAM", "row": 1, "paper": "sim-s"}
    values = {"set_voltage": 1.0, "set_pulse_width": 1e-5, "g_on": 1e-4, "g_off": 1e-6}
    cells += [reading(part, value, "1", id=f"doc:{part}", **place) for part, value in values.items()]
    entries.append(entry("sim-s", sets=("survey",)))
    document = ReconciledDocument(key="doc", kind="survey", status="same")
    return corpus_of(cells, documents=(document,)), library(*entries)


SURVEY = survey_corpus()
REVIEW, SHELF = review_corpus()


def printed(config: Config) -> list[Value]:
    """What the survey prints, as the table of values has it."""
    return tables.values((), SURVEY, CLASSES, config)


def compared(config: Config) -> Any:
    return compare_classes(printed(config), CLASSES, config).model_dump()


def unpaired(config: Config) -> Any:
    """The sensitivity on unpaired action energies of two classes with seven papers each."""
    rows = []
    for device_class, shift in (("ECM", 0), ("RRAM", 1), ("PCM", 2)):
        for number in range(7):
            paper = f"sim-{device_class.lower()}{number}"
            energy = Result(
                id=f"{paper}#action_energy",
                kind="metric",
                label="action_energy",
                value=10.0 ** (number - 15 + shift / 2),
                unit="J",
                rule="simulated",
            )
            own = {"id": paper, "paper": paper, "work": paper, "device": "d", "name": "d", "is_headline": False}
            own |= {"counted": ("action_energy",)}
            place = {"device_class": device_class, "role": "memory", "set_name": "survey-unpaired", "pulse": "unpaired"}
            rows.append(BenchmarkRow(**own, **place, tier="secondary", metrics={"action_energy": energy}))
    return compare_classes(tables.values_of(rows), CLASSES, config).model_dump()


def resampled(config: Config) -> Any:
    """How many draws the shares of the energy come from."""
    return len(list(resampled_lineages(pd.Series([*"abcd"]), np.arange(4.0), config)))


def words(config: Config) -> Any:
    """The section of comparisons; 17 of 19 draws repeat the decision on PCM and RRAM, so it is called fragile."""
    found = compare_classes(printed(config), CLASSES, config)
    return comparison_section(comparison_material(found, config))


def switched(config: Config) -> Any:
    lines = tables.conventions(REVIEW, SHELF, CLASSES, config)
    return [line.model_dump() for line in lines]


def claimed(config: Config) -> Any:
    plan = config.analysis.tolerances
    return [parse_value("200", "pJ", sign, "here", plan) for sign in ("~", "order of")]


# a key, the value it is changed to, and who has to notice
CHANGES: dict[str, tuple[Any, Callable[[Config], Any]]] = {
    "secondary": (["spike_timing"], switched),
    "alpha": (0.2, compared),
    "level": (0.9, compared),
    "overall_tests": (["kruskal"], compared),
    "inclusion.range_from": (4, compared),
    "inclusion.interval_from": (12, compared),
    "inclusion.permutation_below": (0, compared),
    "resamples.bootstrap": (299, compared),
    "resamples.permutations": (299, compared),
    "resamples.pair_permutations": (299, compared),
    "resamples.reading_error": (39, compared),
    "resamples.repeated": (99, resampled),
    "wording.differs": ("part ways", words),
    "wording.not_shown": ("stay together", words),
    "wording.fragile_below_percent": (50.0, words),
    "tolerances.about": (0.1, claimed),
    "tolerances.order_of_decades": (1.0, claimed),
    "disputed.double": (68, switched),
    "disputed.double_classes": (["VCM", "ICM"], switched),
    "disputed.conflicts": ([68], switched),
    "disputed.conflict_class": ("ECM", switched),
    "disputed.added": ([101], switched),
    "disputed.added_class": ("ICM", switched),
    "disputed.merged_class": ("PCM", switched),
    "disputed.merged_into": ("ECM", switched),
    "survey.on_off_ratio.shown": (["RRAM"], compared),
    "survey.on_off_ratio.compared": (["RRAM"], compared),
    "survey.endurance.shown": (["RRAM", "PCM"], compared),
    "survey.endurance.compared": (["RRAM", "PCM"], compared),
    "survey.set_time.shown": (["RRAM"], compared),
    "survey.set_time.compared": (["RRAM"], compared),
    "survey.action_energy.shown": (["RRAM"], unpaired),
    "survey.action_energy.compared": (["ECM"], unpaired),
    "survey.retention": (["RRAM"], compared),
}
REFUSED = {
    "unit": ("device", "Input should be 'paper'"),
    "primary": ("retention", "retention is no metric of a synapse"),
}
BASE: dict[str, Any] = {}


def leaves(model: type[Section], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Section):
            yield from leaves(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def test_no_key_is_left_out() -> None:
    assert set(leaves(AnalysisPlan)) == CHANGES.keys() | REFUSED.keys()


@pytest.mark.parametrize("key", sorted(CHANGES))
def test_changing_a_key_changes_a_result(key: str) -> None:
    value, observe = CHANGES[key]
    if observe.__name__ not in BASE:
        BASE[observe.__name__] = observe(with_plan())
    assert observe(with_plan(key, value)) != BASE[observe.__name__]


@pytest.mark.parametrize("key", sorted(REFUSED))
def test_what_the_code_cannot_do_is_refused(key: str) -> None:
    value, message = REFUSED[key]
    with pytest.raises(ConfigError, match=message):
        check_metrics(with_plan(key, value))


def test_metrics_are_named_once_and_classes_are_known() -> None:
    with pytest.raises(ConfigError, match="named twice"):
        with_plan("secondary", ["action_energy"])
    with pytest.raises(ConfigError, match="names neither"):
        with_plan("overall_tests", ["permutation", "fligner"])
    order = switched(
        validated(Config, {"metrics": METRICS, "analysis": {"primary": "spike_timing", "secondary": []}}, "x")
    )
    assert {line["metric"] for line in order} == {"spike_timing"}
    with pytest.raises(ConfigError, match="'VCN', which is unknown; write VCM"):
        switched(with_plan("disputed.merged_into", "VCN"))
    with pytest.raises(ConfigError, match=r"analysis\.survey\.endurance names the class 'PCN', which is unknown"):
        compared(with_plan("survey.endurance.shown", ["PCN"]))
