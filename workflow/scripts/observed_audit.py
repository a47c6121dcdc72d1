"""The way back to the print, of a field whose values are observations."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from collections import Counter

from memlit.audit.index import write_index
from memlit.audit.observed_subjects import observed_subjects
from memlit.audit.overlays import draw_overlays
from memlit.audit.pages.write import write_audit_pages
from memlit.audit.subjects import report_places
from memlit.devices.resolved import load_documents, load_shelf
from memlit.devices.stored import StoredReadings
from memlit.export.served import write_served
from memlit.field import load_vocabulary
from memlit.files import empty_folder, read_json, write_json
from memlit.job import Job
from memlit.numbers import read_numbers
from memlit.observations.metrics import formulas
from memlit.observations.record import Compared, MetricValues, Observations

job = Job.of(snakemake)
config, field, index = job.config, job.field, job.output("index")
shelf, readings = load_shelf(job.path("library")), StoredReadings(job.path("readings"))

empty_folder(job.output("overlays"))
write_json(job.output("overlays_list"), draw_overlays(job.paths("extracted"), job.paths("points")))

observed, metrics = job.record(Observations, "observations"), job.record(MetricValues, "metrics").values
compared = job.record(Compared, "compared").classes
known = formulas(config, field, load_vocabulary(job.path("vocabulary")))
parameters = {name: formula.parameters for name, formula in known.items()}
about = observed_subjects(
    shelf.entries, shelf.screening, readings.values(), observed, metrics, compared, parameters, field
)
report = read_json(job.path("report"))
write_index(
    index,
    shelf.entries,
    # Nothing is derived before metrics are computed.
    n_printed=Counter(readings.frame(("paper",))["paper"]),
    readings=readings.values(),
    # The value of each parameter of an observation is a number too; metrics take it from its reading.
    results=[*read_numbers(job.paths("numbers_of_rules")), *(value.result for value in observed.values)],
    claims=(),
    places=report_places(report),
    shown=report["numbers"],
    about=about,
    code=job.params["codes"],
)

documents = load_documents(job.path("documents"))
pages = empty_folder(job.output("pages"))
write_audit_pages(pages, index, documents, shelf.entries, job.paths("points"), config.audit.images)

items = empty_folder(job.output("item_files"))
write_served(job.output("first_page"), items, pages, job.paths("tables"), shelf.entries, config, job.field)
