"""Rule report_observed: report.json, the dictionary and the summary of a field whose values are observations."""

from dataclasses import replace
from pathlib import Path

from memlit.changes.release import ReleaseChange
from memlit.devices.resolved import load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.export.citation import project_citation
from memlit.export.dictionary import DICTIONARY, dictionary_lines
from memlit.field import load_vocabulary
from memlit.files import write_compact_json, write_text
from memlit.numbers import numbers_of_run
from memlit.observations.metrics import formulas
from memlit.observations.record import PRINTED_VALUES, Compared, MetricValues, Observations
from memlit.report.book import NumberBook
from memlit.report.build_observed import observed_report, observed_summary
from memlit.report.observed import ObservedMaterial
from memlit.stages.declared import declared_tables
from memlit.stages.job import Job

OBSERVED_DICTIONARY = replace(DICTIONARY, rule="report_observed")


def run(job: Job) -> None:
    """params: settings, field; projects, the installed projects that the rules import; codes, as of report_data."""
    readings = StoredReadings(job.path("readings"))
    shelf = load_shelf(job.path("shelf"))
    vocabulary = load_vocabulary(job.path("vocabulary"))
    metrics = job.record(MetricValues, "metrics")
    material = ObservedMaterial(
        library=shelf.library,
        documents=tuple(load_documents(job.path("documents"))),
        problems=shelf.problems,
        observed=job.record(Observations, "observations"),
        metrics=metrics.values,
        known=metrics.known,
        compared=job.record(Compared, "compared"),
        formulas=formulas(job.config, job.field, vocabulary),
        vocabulary=vocabulary,
        field=job.field,
        classes=job.classes,
        config=job.config,
        book=NumberBook(readings, numbers_of_run(job.paths("numbers")), has_pages="audit" in job.field.rules),
        projects=tuple(job.params["projects"]),
        citation=project_citation(Path()),
        changes=job.record(ReleaseChange, "changes"),
    )
    write_compact_json(job.output("report"), observed_report(material))
    write_text(job.output("summary"), observed_summary(material))
    tables = declared_tables(job.params["codes"], {})
    job.write_table(OBSERVED_DICTIONARY, dictionary_lines(tables, vocabulary, PRINTED_VALUES))
