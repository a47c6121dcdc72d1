"""The way back to the print: digitized figures over their sources, the index, a page a document, the first page."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from collections import Counter

from memlit.audit.index import write_index
from memlit.audit.observed_subjects import observed_subjects
from memlit.audit.overlays import draw_overlays
from memlit.audit.pages.write import write_audit_pages
from memlit.audit.subjects import FATE_COLUMNS, RunTables, metrics_of_rows, report_places, subjects
from memlit.devices.resolved import load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.export.served import write_served
from memlit.field import load_vocabulary
from memlit.files import empty_folder, read_json, write_json
from memlit.frames import read_frame
from memlit.job import Job
from memlit.numbers import read_numbers
from memlit.observations.metrics import formulas
from memlit.observations.run import stored_lines

job = Job.of(snakemake)
config, field, index = job.config, job.field, job.output("index")
shelf, readings = load_shelf(job.path("library")), StoredReadings(job.path("readings"))

empty_folder(job.output("overlays"))
write_json(job.output("overlays_list"), draw_overlays(job.paths("extracted"), job.paths("points")))

report, numbers = read_json(job.path("report")), read_numbers(job.paths("numbers_of_rules"))
places = report_places(report)
if field.is_observed:
    known = formulas(config, field, load_vocabulary(job.path("vocabulary")))
    letters = {name: formula.parameters for name, formula in known.items()}
    lines = stored_lines(job.paths("observed"), [job.path("numbers_of_observed")])
    about = observed_subjects(shelf.entries, shelf.screening, readings.values(), lines, letters, field)
    # Nothing is derived before metrics are computed.
    printed_of, claims = readings.frame(("paper",))["paper"], []
else:
    devices, rows = read_frame(job.path("devices")), read_frame(job.path("benchmark"))
    tables = RunTables(readings.frame(FATE_COLUMNS), devices, rows, metrics_of_rows(numbers))
    headline = {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse}
    about = subjects(shelf.entries, shelf.screening, tables, places, headline)
    printed_of = tables.readings["paper"][tables.readings["derived_from"].isna()]
    claims = read_json(job.path("claims"))["verdicts"]
write_index(
    index,
    shelf.entries,
    n_printed=Counter(printed_of),
    readings=readings.values(),
    results=numbers,
    claims=claims,
    places=places,
    shown=report["numbers"],
    about=about,
    code=job.params["codes"],
)

documents = load_documents(job.path("documents"))
pages = empty_folder(job.output("pages"))
write_audit_pages(pages, index, documents, shelf.entries, job.paths("points"), config.audit.images)

items = empty_folder(job.output("item_files"))
write_served(job.output("first_page"), items, pages, job.paths("tables"), shelf.entries, config, field)
