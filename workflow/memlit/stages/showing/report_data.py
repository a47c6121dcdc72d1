"""Rule report_data: all records to results/report.json, the data dictionary and the summary."""

from pathlib import Path

from memlit.analysis.record import read_analysis
from memlit.benchmark.rows import load_rows
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import Claims
from memlit.config import load_reporting
from memlit.devices.resolved import load_resolved
from memlit.export.citation import project_citation
from memlit.export.dictionary import DICTIONARY, dictionary_lines
from memlit.field import load_vocabulary
from memlit.files import write_compact_json, write_text
from memlit.known_error.record import KnownErrors
from memlit.numbers import read_numbers
from memlit.report.blocks import Material
from memlit.report.book import NumberBook
from memlit.report.build import build_report, run_summary
from memlit.report.sections.making.methods import REPORTING, reporting_lines
from memlit.stages.declared import declared_tables
from memlit.stages.job import Job
from memlit.synapses.outputs import EnergyLimits, ModelledClasses, NamedSynapses


def run(job: Job) -> None:
    """params: settings; projects, the installed projects that the rules import; codes, the digest of the code of each
    rule that publishes a table.
    """
    config = job.config
    resolved = load_resolved(job.inputs)
    rows = load_rows(job.path("benchmark"), config)
    analysis = read_analysis(job.inputs)
    claims = job.record(Claims, "claims").verdicts
    changes = job.record(ReleaseChange, "changes")
    synapses = job.record(NamedSynapses, "synapses")
    reporting = load_reporting(job.path("reporting"))
    material = Material(
        resolved=resolved,
        rows=rows,
        analysis=analysis,
        claims=claims,
        classes=job.classes,
        config=config,
        book=NumberBook(resolved.corpus.by_id, read_numbers(job.paths("numbers"))),
        reporting=reporting,
        changes=changes,
        named=synapses,
        known_errors=job.record(KnownErrors, "known_error"),
        limits=job.record(EnergyLimits, "energy_limits"),
        modelled=job.record(ModelledClasses, "class_model"),
        projects=job.params["projects"],
        citation=project_citation(Path()),
    )
    write_compact_json(job.output("report"), build_report(material, job.field))
    write_text(job.output("summary"), run_summary(material))
    job.write_table(REPORTING, reporting_lines(reporting))
    words = load_vocabulary(job.path("vocabulary"))
    job.write_table(DICTIONARY, dictionary_lines(declared_tables(job.params["codes"], config.metrics), words))
