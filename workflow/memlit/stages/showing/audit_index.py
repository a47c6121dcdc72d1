"""Rule audit_index: readings, numbers, claims and report.json to results/audit.sqlite."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memlit.audit.index import write_index
from memlit.audit.observed_subjects import observed_subjects
from memlit.audit.subjects import ReportPlace, Subject, report_places, subjects
from memlit.benchmark.rows import load_rows
from memlit.claims.outputs import Claims
from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Reading, Result
from memlit.devices.resolved import load_resolved, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.field import load_vocabulary
from memlit.files import read_json
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
    config, resolved = job.config, load_resolved(job.inputs)
    headline = {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse}
    report = read_json(job.path("report"))
    places = report_places(report)
    about = subjects(resolved, load_rows(job.path("benchmark"), config), places, headline)
    claims = job.record(Claims, "claims").verdicts
    _write(job, places, report["numbers"], resolved.entries, resolved.corpus.readings, about, claims=claims)


def _index_observations(job: Job) -> None:
    """The value of each parameter of an observation is a number too; metrics take it from its reading."""
    observed = job.record(Observations, "observations")
    shelf, readings = load_shelf(job.path("library")), StoredReadings(job.path("readings")).values()
    about = observed_subjects(
        shelf,
        readings,
        observed,
        job.record(MetricValues, "metrics").values,
        job.record(Compared, "compared").classes,
        formulas(job.config, job.field, load_vocabulary(job.path("vocabulary"))),
        job.field,
    )
    values = [value.result for value in observed.values]
    report = read_json(job.path("report"))
    _write(job, report_places(report), report["numbers"], shelf.entries, readings, about, values=values)


def _write(
    job: Job,
    places: Sequence[ReportPlace],
    shown: Mapping[str, Any],
    entries: Mapping[str, Entry],
    readings: Iterable[Reading],
    about: Sequence[Subject],
    claims: Sequence[ClaimVerdict] = (),
    values: Sequence[Result] = (),
) -> None:
    numbers = (*read_numbers(job.paths("numbers")), *values)
    write_index(job.output("index"), entries, readings, numbers, claims, places, shown, about, job.params["codes"])
