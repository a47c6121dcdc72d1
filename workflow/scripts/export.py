"""The tables as a package for others, which is made only where what was read agrees with the accepted records."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import yaml

from memlit.curation.verification import unlike_records
from memlit.declared import declared_tables
from memlit.export.package import packed_tables
from memlit.files import write_json, write_text
from memlit.job import Job

job = Job.of(snakemake)
status, differences = unlike_records(job.paths("extracted"))
if differences:
    write_text(job.log, "".join(f"{line}\n" for line in differences))
    raise SystemExit(1)

declared = declared_tables(job.params["rules"], job.config.metrics)
package, citation = packed_tables(
    job.output("tables"),
    job.paths("tables"),
    declared,
    job.path("references"),
    job.config,
    job.params["code"],
    job.params["uses"],
)
write_text(job.output("citation"), yaml.safe_dump(citation, sort_keys=False, allow_unicode=True, width=120))
write_json(job.output("package"), package)
write_json(job.output("verified"), {"documents": status})
