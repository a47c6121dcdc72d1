"""Rule audit_index: readings, numbers, claims and report.json to results/audit.sqlite."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memlit.audit.index import ClaimRecord, write_index
from memlit.audit.observed_subjects import observed_subjects
from memlit.audit.subjects import FATE_COLUMNS, ReportPlace, RunTables, Subject, report_places, subjects
from memlit.datum import Reading, Result
from memlit.devices.resolved import load_shelf
from memlit.devices.stored import StoredReadings
from memlit.field import load_vocabulary
from memlit.files import read_json
from memlit.frames import read_frame
from memlit.library import Entry
from memlit.numbers import read_numbers
from memlit.observations.metrics import formulas
from memlit.observations.record import Compared, MetricValues, Observations
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Index every reading, metric and statistic, where the report shows them, and what each paper lacks.

    params: settings, field; codes, the digest of the code by rule, for the steps of a chain.
    """
    if job.field.is_observed:
        _index_observations(job)
    else:
        _index_devices(job)


def _index_devices(job: Job) -> None:
    config, shelf, readings = job.config, load_shelf(job.path("library")), StoredReadings(job.path("readings"))
    headline = {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse}
    report, numbers = read_json(job.path("report")), read_numbers(job.paths("numbers"))
    places = report_places(report)
    metrics: dict[str, dict[str, Result]] = defaultdict(dict)
    for result in numbers:
        if result.kind == "metric":
            row, _, name = result.id.rpartition("#")
            metrics[row][name] = result
    devices, benchmark = read_frame(job.path("devices")), read_frame(job.path("benchmark"))
    tables = RunTables(readings.frame(FATE_COLUMNS), devices, benchmark, metrics)
    about = subjects(shelf.entries, shelf.screening, tables, places, headline)
    claims = read_json(job.path("claims"))["verdicts"]
    printed = tables.readings[tables.readings["derived_from"].isna()]
    n_printed = Counter(printed["paper"])
    _write(job, places, report["numbers"], shelf.entries, n_printed, readings.values(), numbers, about, claims)


def _index_observations(job: Job) -> None:
    """The value of each parameter of an observation is a number too; metrics take it from its reading."""
    observed = job.record(Observations, "observations")
    shelf, readings = load_shelf(job.path("library")), StoredReadings(job.path("readings"))
    known = formulas(job.config, job.field, load_vocabulary(job.path("vocabulary")))
    about = observed_subjects(
        shelf.entries,
        shelf.screening,
        readings.values(),
        observed,
        job.record(MetricValues, "metrics").values,
        job.record(Compared, "compared").classes,
        {name: formula.parameters for name, formula in known.items()},
        job.field,
    )
    numbers = [*read_numbers(job.paths("numbers")), *(value.result for value in observed.values)]
    report = read_json(job.path("report"))
    # Nothing is derived before metrics are computed.
    n_printed = Counter(readings.frame(("paper",))["paper"])
    shown = report["numbers"]
    _write(job, report_places(report), shown, shelf.entries, n_printed, readings.values(), numbers, about)


def _write(
    job: Job,
    places: Sequence[ReportPlace],
    shown: Mapping[str, Any],
    entries: Mapping[str, Entry],
    n_printed: Mapping[str, int],
    readings: Iterable[Reading],
    numbers: Iterable[Result],
    about: Sequence[Subject],
    claims: Iterable[ClaimRecord] = (),
) -> None:
    code = job.params["codes"]
    write_index(job.output("index"), entries, n_printed, readings, numbers, claims, places, shown, about, code)
