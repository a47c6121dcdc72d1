"""What was read, what is missing and to be read next, and how well it was read."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.analysis.evidence.coverage import (
    COVERAGE_TABLE,
    COVERED,
    check_counts,
    cover,
    coverage_counts,
    coverage_numbers,
    papers_of_sets,
)
from memlit.analysis.evidence.digitized import (
    FIGURE_CHECKS_TABLE,
    FIGURE_COLUMNS,
    FIGURES_TABLE,
    digitized_series,
    figure_checks,
    figure_numbers,
)
from memlit.analysis.evidence.how_read import how_read
from memlit.analysis.evidence.left_out import (
    EXCLUSIONS_TABLE,
    LEFT_OUT,
    UNRESOLVED_DEVICES_TABLE,
    count_exclusions,
    left_out_numbers,
    unresolved_devices,
)
from memlit.analysis.evidence.lineage import (
    LINEAGES_TABLE,
    PRINTED_COLUMNS,
    complete_tuples,
    lineage_numbers,
    lineage_places,
    shared_lineages,
)
from memlit.analysis.evidence.planned import PLAN, plan_lines
from memlit.analysis.evidence.prisma import SCREENING_FLOW_TABLE, flow_numbers, prisma_flow
from memlit.analysis.evidence.reading_errors import READING_ERRORS_TABLE, reading_errors, sampled_again, second_lists
from memlit.analysis.evidence.restated import check_restatements
from memlit.analysis.evidence.two_readers import TO_SETTLE, places_to_settle
from memlit.analysis.tags import TAGS_TABLE, load_tags, tag_counts
from memlit.benchmark.values import VALUES, values_as_records
from memlit.datum import results_in
from memlit.devices.gather import SELF_CHECK
from memlit.devices.outputs import LOOKED_FOR, UNMAPPED, sought_lines, unmapped_lines
from memlit.devices.resolved import load_resolved
from memlit.field.codes import SURVEY
from memlit.frames import frame_of, read_frame
from memlit.job import Job
from memlit.library import load_screening
from memlit.numbers import rows_of_results
from memlit.synapses.next_readings import NEXT_READINGS_TABLE, completing_readings, count_open

job = Job.of(snakemake)
config, classes, record = job.config, job.classes, load_resolved(job.inputs)
library, corpus = record.library, record.corpus
columns = dict.fromkeys((*COVERED, *LEFT_OUT, *FIGURE_COLUMNS, *PRINTED_COLUMNS, "place"))
readings, devices = read_frame(job.path("readings"), tuple(columns)), read_frame(job.path("devices"))
benchmark, values = read_frame(job.path("benchmark")), read_frame(job.path("values"), VALUES.names)
printed = readings[readings["derived_from"].isna()]

papers = papers_of_sets(library, how_read(readings, corpus.documents), classes, config)
looked = frame_of(LOOKED_FOR, sought_lines(corpus.documents))
metrics = values[values["row"].notna()]
coverage = cover(papers, readings, devices, benchmark, metrics, looked, config)
job.write_csv_of(COVERAGE_TABLE, coverage)
exclusions = count_exclusions(readings)
headers = frame_of(UNMAPPED, unmapped_lines(corpus.documents))
flow = prisma_flow(load_screening(job.path("screening"))[0])
job.write_csv_of(EXCLUSIONS_TABLE, exclusions)
job.write_csv_of(SCREENING_FLOW_TABLE, flow)

parts = complete_tuples(benchmark, readings, config)
shared = shared_lineages(parts)
job.write_csv_of(LINEAGES_TABLE, lineage_places(shared))
job.write_csv_of(UNRESOLVED_DEVICES_TABLE, unresolved_devices(readings))

series = digitized_series(corpus, readings)
checks = figure_checks(readings, series, [one.key for one in corpus.documents if one.kind == SELF_CHECK])
job.write_csv_of(FIGURES_TABLE, series)
job.write_csv_of(FIGURE_CHECKS_TABLE, checks)

to_read = completing_readings(devices, coverage, library, classes, config)
job.write_csv_of(NEXT_READINGS_TABLE, to_read)
again = sampled_again(corpus.readings, job.paths("blind"), job.path("vocabulary"), job.path("corrections"))
errors = reading_errors([*second_lists(corpus), *again], config.analysis.level)
tags = load_tags(job.path("tags_of_papers"), library.entries)

others = rows_of_results(
    results_in([*check_restatements(corpus, printed), *errors, *tag_counts(tags), count_open(to_read)])
)
numbers = [
    coverage_numbers(coverage),
    coverage_counts(coverage, metrics, config),
    check_counts(readings),
    left_out_numbers(exclusions, headers),
    flow_numbers(flow),
    lineage_numbers(parts, shared, config),
    figure_numbers(series, checks),
    others,
]
job.write_number_rows(pd.concat(numbers))
job.write_table(READING_ERRORS_TABLE, errors)
job.write_table(TAGS_TABLE, tags)
job.write_table(TO_SETTLE, places_to_settle(corpus, printed, values_as_records(values[values["set"] == SURVEY])))
job.write_table(PLAN, plan_lines(config))
