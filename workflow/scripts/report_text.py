"""What changed since the last release; the report: every sentence and number of it, its dictionary and summary."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from pathlib import Path

from memlit.benchmark.rows import load_rows
from memlit.changes.release import change_since
from memlit.config import load_reporting
from memlit.declared import declared_tables
from memlit.devices.resolved import load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.export.citation import project_citation
from memlit.export.dictionary import DICTIONARY, dictionary_lines
from memlit.field import load_vocabulary
from memlit.files import write_compact_json, write_text
from memlit.frames import PublishedFrames, read_frame
from memlit.job import Job
from memlit.numbers import numbers_of_run, rows_of_results
from memlit.plots.look.data import FigureData, tables_by_name
from memlit.report.blocks import Material
from memlit.report.book import NumberBook
from memlit.report.build import build_report, run_summary
from memlit.report.sections.making.methods import REPORTING, reporting_lines

job = Job.of(snakemake)
config, shelf = job.config, load_shelf(job.path("library"))
changes = change_since(Path("release"), Path("results"))
job.write_number_rows(rows_of_results(changes.results))

readings, reporting = StoredReadings(job.path("readings")), load_reporting(job.path("checklists"))
declared = declared_tables(job.params["rules"], config.metrics)
material = Material(
    library=shelf.library,
    readings=readings,
    documents=load_documents(job.path("documents")),
    devices=read_frame(job.path("devices")),
    problems=shelf.problems,
    tables=PublishedFrames(declared, job.paths("published")),
    rows=load_rows(job.path("benchmark"), config),
    classes=job.classes,
    config=config,
    book=NumberBook(readings, numbers_of_run([job.output("numbers"), *job.paths("numbers_of_rules")])),
    reporting=reporting,
    changes=changes,
    projects=job.params["projects"],
    figures=FigureData(config, job.classes, tables_by_name(job.paths("tables"))),
    citation=project_citation(Path()),
)
write_compact_json(job.output("report"), build_report(material, job.field))
write_text(job.output("summary"), run_summary(material))
job.write_table(REPORTING, reporting_lines(reporting))
job.write_table(DICTIONARY, dictionary_lines(declared, load_vocabulary(job.path("vocabulary"))))
