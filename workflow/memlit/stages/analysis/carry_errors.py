"""Rule carry_errors: the known error of readings and sources carried into medians, comparisons and verdicts."""

from collections.abc import Iterable
from pathlib import Path

from memlit.analysis.class_lines import load_class_lines
from memlit.analysis.quantities import headline_quantities, survey_quantities, survey_rows
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import load_values
from memlit.claims.outputs import Claims
from memlit.datum import Reading, joined_ids
from memlit.devices.resolved import load_resolved
from memlit.field import load_vocabulary
from memlit.frames import read_cells, read_frame
from memlit.grouping import grouped
from memlit.known_error.draws import DRAWN_COLUMNS, ErrorDraws, drawn_readings
from memlit.known_error.intervals import Carrier, class_lines, compared_lines, named_lines
from memlit.known_error.rates import rates_of, reading_errors, second_lists, wrong_sizes
from memlit.known_error.record import KnownErrors, known_error_counts
from memlit.known_error.verdicts import verdict_lines
from memlit.numbers import published_lines
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.sampling.agreement import read_blind
from memlit.sampling.draw import SAMPLED_METHODS, RecordedValues, as_printed
from memlit.sampling.misread import ReadAgain, read_again
from memlit.stages.job import Job


def run(job: Job) -> None:
    """How often readings are wrong, and each number and verdict with that, and with the error of its source.

    sample, blind: the drawn values and their blind readings, points: of digitized series, where there are any.
    """
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    rows, survey = load_rows(job.path("benchmark"), config), survey_rows(load_values(job.path("values"), "survey"))
    of_classes = load_class_lines(job.paths("of_classes"), job.paths("numbers_of_classes"))
    medians = read_cells(job.path("medians"), numbers=("n_papers",), flags=("with_transistor",))
    verdicts = job.record(Claims, "claims").verdicts
    readings = drawn_readings(read_frame(job.path("readings"), DRAWN_COLUMNS))
    twice = [*second_lists(record.corpus), *_sampled(job, record.corpus.readings)]

    rates = rates_of(twice, SAMPLED_METHODS, config.analysis)
    reading = ErrorDraws(
        readings=readings,
        rates={method: rate.share for method, rate in rates.items()},
        sizes=wrong_sizes(twice, config.analysis),
        source=of_classes.curator_ratios,
        config=config,
    )
    metrics = {result.id: (row, name) for row in rows for name, result in row.metrics.items()}
    read_twice = frozenset(value.id for value in twice)
    carrier = Carrier(reading, reading.with_both(), metrics, read_twice, config)
    quantities = (*headline_quantities(classes, config), *survey_quantities(classes, config))
    lines = (
        *class_lines(of_classes, carrier),
        *named_lines(published_lines(medians, of_classes.numbers), carrier),
        *compared_lines(of_classes, {own.id: own for own in quantities}, survey, carrier),
        *verdict_lines(verdicts, record, rows, classes, carrier, of_classes.reading_errors),
    )
    printed = joined_ids(line.n_printed.inputs for line in lines)
    behind: dict[str, list[str]] = grouped(printed, lambda each: str(readings[each].method))
    errors = reading_errors(twice, rates, behind, config.analysis)
    job.write_results(KnownErrors(reading_errors=errors, known_errors=lines, counts=known_error_counts(lines)))


def _sampled(job: Job, readings: Iterable[Reading]) -> list[ReadAgain]:
    """The drawn values that were read again; none before a draw."""
    if not job.paths("blind"):
        return []
    vocabulary = load_vocabulary(job.path("vocabulary"))
    corrections, _ = load_corrections(job.path("corrections"), vocabulary)
    rows = by_datum(corrections)
    printed = [reading for reading in readings if not reading.is_derived]
    data = {reading.datum.id: as_printed(reading, rows.get(reading.datum.id, [])) for reading in printed}
    values = RecordedValues(Path(), vocabulary, rows, data)
    return [*read_again(read_blind(Path(), values))]
