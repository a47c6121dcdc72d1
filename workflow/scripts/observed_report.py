"""The report of a field whose values are observations, what changed since the last release, dictionary and summary."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from pathlib import Path

from memlit.changes.release import change_since
from memlit.declared import declared_tables
from memlit.devices.resolved import load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.export.citation import project_citation
from memlit.export.dictionary import DICTIONARY, dictionary_lines
from memlit.field import load_vocabulary
from memlit.files import write_compact_json, write_text
from memlit.frames import PublishedFrames
from memlit.job import Job
from memlit.numbers import numbers_of_run, rows_of_results
from memlit.observations.lines import OBSERVED, PRINTED_VALUES, ObservedLines
from memlit.observations.metrics import formulas
from memlit.report.book import NumberBook
from memlit.report.build_observed import observed_report, observed_summary
from memlit.report.observed import ObservedMaterial

job = Job.of(snakemake)
config, field, shelf = job.config, job.field, load_shelf(job.path("library"))
changes = change_since(Path("release"), Path("results"))
job.write_number_rows(rows_of_results(changes.results))

readings, vocabulary = StoredReadings(job.path("readings")), load_vocabulary(job.path("vocabulary"))
numbers = numbers_of_run([job.output("numbers"), *job.paths("numbers_of_rules")])
material = ObservedMaterial(
    library=shelf.library,
    documents=tuple(load_documents(job.path("documents"))),
    problems=shelf.problems,
    lines=ObservedLines(PublishedFrames(OBSERVED, job.paths("observed")), numbers),
    formulas=formulas(config, field, vocabulary),
    vocabulary=vocabulary,
    field=field,
    classes=job.classes,
    config=config,
    book=NumberBook(readings, numbers, has_pages="audit" in field.rules),
    projects=tuple(job.params["projects"]),
    citation=project_citation(Path()),
    changes=changes,
)
write_compact_json(job.output("report"), observed_report(material))
write_text(job.output("summary"), observed_summary(material))
tables = declared_tables(job.params["rules"], {})
job.write_table(DICTIONARY, dictionary_lines(tables, vocabulary, PRINTED_VALUES))
