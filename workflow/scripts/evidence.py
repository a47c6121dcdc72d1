"""What was read, what is missing and to be read next, and how well it was read."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.analysis import tags
from memlit.analysis.evidence import (
    coverage,
    digitized,
    how_read,
    left_out,
    lineage,
    planned,
    prisma,
    reading_errors,
    restated,
    two_readers,
)
from memlit.benchmark.values import VALUES, values_as_records
from memlit.datum import results_in
from memlit.devices import outputs
from memlit.devices.gather import SELF_CHECK
from memlit.devices.resolved import load_resolved
from memlit.field.codes import SURVEY
from memlit.frames import frame_of, read_frame
from memlit.job import Job
from memlit.library import load_screening
from memlit.numbers import rows_of_results
from memlit.synapses import next_readings

COLUMNS = (*coverage.COVERED, *left_out.LEFT_OUT, *digitized.FIGURE_COLUMNS, *lineage.PRINTED_COLUMNS, "place")

job = Job.of(snakemake)
config, classes, record = job.config, job.classes, load_resolved(job.inputs)
library, corpus = record.library, record.corpus
readings = read_frame(job.path("readings"), tuple(dict.fromkeys(COLUMNS)))
devices, benchmark = read_frame(job.path("devices")), read_frame(job.path("benchmark"))
values = read_frame(job.path("values"), VALUES.names)

papers = coverage.papers_of_sets(library, how_read.how_read(readings, corpus.documents), classes, config)
looked = frame_of(outputs.LOOKED_FOR, outputs.sought_lines(corpus.documents))
metrics = values[values["row"].notna()]
covered = coverage.cover(papers, readings, devices, benchmark, metrics, looked, config)
to_read = next_readings.completing_readings(devices, covered, library, classes, config)
job.write_csv_of(coverage.COVERAGE_TABLE, covered)
job.write_csv_of(next_readings.NEXT_READINGS_TABLE, to_read)

exclusions = left_out.count_exclusions(readings)
headers = frame_of(outputs.UNMAPPED, outputs.unmapped_lines(corpus.documents))
flow = prisma.prisma_flow(load_screening(job.path("screening"))[0])
job.write_csv_of(left_out.EXCLUSIONS_TABLE, exclusions)
job.write_csv_of(left_out.UNRESOLVED_DEVICES_TABLE, left_out.unresolved_devices(readings))
job.write_csv_of(prisma.SCREENING_FLOW_TABLE, flow)

parts = lineage.complete_tuples(benchmark, readings, config)
shared = lineage.shared_lineages(parts)
job.write_csv_of(lineage.LINEAGES_TABLE, lineage.lineage_places(shared))

self_checks = [document.key for document in corpus.documents if document.kind == SELF_CHECK]
series = digitized.digitized_series(corpus, readings)
checks = digitized.figure_checks(readings, series, self_checks)
job.write_csv_of(digitized.FIGURES_TABLE, series)
job.write_csv_of(digitized.FIGURE_CHECKS_TABLE, checks)

again = reading_errors.sampled_again(
    corpus.readings, job.paths("blind"), job.path("vocabulary"), job.path("corrections")
)
errors = reading_errors.reading_errors([*reading_errors.second_lists(corpus), *again], config.analysis.level)
of_papers = tags.load_tags(job.path("tags_of_papers"), library.entries)
printed = readings[readings["derived_from"].isna()]
survey = values_as_records(values[values["set"] == SURVEY])
job.write_table(reading_errors.READING_ERRORS_TABLE, errors)
job.write_table(tags.TAGS_TABLE, of_papers)
job.write_table(two_readers.TO_SETTLE, two_readers.places_to_settle(corpus, printed, survey))
job.write_table(planned.PLAN, planned.plan_lines(config))

counted = [*restated.check_restatements(corpus, printed), *errors, *tags.tag_counts(of_papers)]
numbers = [
    coverage.coverage_numbers(covered),
    coverage.coverage_counts(covered, metrics, config),
    coverage.check_counts(readings),
    left_out.left_out_numbers(exclusions, headers),
    prisma.flow_numbers(flow),
    lineage.lineage_numbers(parts, shared, config),
    digitized.figure_numbers(series, checks),
    rows_of_results(results_in([*counted, next_readings.count_open(to_read)])),
]
job.write_number_rows(pd.concat(numbers))
