"""Rule report_data: all records to results/report.json, the data dictionary and the summary."""

from pathlib import Path

from memlit.benchmark.rows import load_rows
from memlit.changes.release import ReleaseChange
from memlit.config import load_reporting
from memlit.devices.resolved import load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.export.citation import project_citation
from memlit.export.dictionary import DICTIONARY, dictionary_lines
from memlit.field import load_vocabulary
from memlit.files import write_compact_json, write_text
from memlit.frames import PublishedFrames, read_frame
from memlit.numbers import numbers_of_run
from memlit.plots.look.data import FigureData, tables_by_name
from memlit.report.blocks import Material
from memlit.report.book import NumberBook
from memlit.report.build import build_report, run_summary
from memlit.report.sections.making.methods import REPORTING, reporting_lines
from memlit.stages.declared import declared_tables
from memlit.stages.job import Job


def run(job: Job) -> None:
    """params: settings; projects, the installed projects that the rules import; codes, the digest of the code of each
    rule that publishes a table.
    """
    config = job.config
    shelf = load_shelf(job.path("library"))
    readings = StoredReadings(job.path("readings"))
    rows = load_rows(job.path("benchmark"), config)
    changes = job.record(ReleaseChange, "changes")
    reporting = load_reporting(job.path("reporting"))
    declared = declared_tables(job.params["codes"], config.metrics)
    material = Material(
        library=shelf.library,
        readings=readings,
        documents=load_documents(job.path("documents")),
        devices=read_frame(job.path("devices")),
        problems=shelf.problems,
        tables=PublishedFrames(declared, job.paths("published")),
        rows=rows,
        classes=job.classes,
        config=config,
        book=NumberBook(readings, numbers_of_run(job.paths("numbers"))),
        reporting=reporting,
        changes=changes,
        projects=job.params["projects"],
        figures=FigureData(config, job.classes, tables_by_name(job.paths("tables"))),
        citation=project_citation(Path()),
    )
    write_compact_json(job.output("report"), build_report(material, job.field))
    write_text(job.output("summary"), run_summary(material))
    job.write_table(REPORTING, reporting_lines(reporting))
    words = load_vocabulary(job.path("vocabulary"))
    job.write_table(DICTIONARY, dictionary_lines(declared, words))
