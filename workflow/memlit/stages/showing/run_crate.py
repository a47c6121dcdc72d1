"""Rule run_crate: the run's record, results/run/memlit.crate.zip; the only result that knows the time of day."""

from datetime import UTC, datetime
from pathlib import Path

from memlit.code_hash import workflow_folder
from memlit.export.citation import project_citation
from memlit.export.crate import write_crate
from memlit.export.licences import Licences
from memlit.files import read_json
from memlit.stages.job import Job


def run(job: Job) -> None:
    """package: datapackage.json; supplied: what people wrote and reviewed; workflow: the review's Snakefile and rules.

    params: codes, the hash of the code by rule.
    """
    package = job.path("package")
    described = read_json(package)
    told = {
        "title": described["title"],
        "licences": Licences(project_citation(Path()).get("license", ""), described["licence"]),
        "tables": {table["name"]: table["licence"] for table in described["resources"]},
        "codes": job.params["codes"],
        "sources": {source["path"]: source["title"] for source in described["sources"] if "path" in source},
    }
    ended = datetime.now(UTC).replace(microsecond=0).isoformat()
    results = {path: Path(path) for path in (*job.inputs["data"], *job.inputs["results"], package.as_posix())}
    supplied = {path: Path(path) for path in job.inputs["supplied"]}
    workflow = {path: Path(path) for path in job.inputs.get("workflow", ())} or _of_the_package()
    write_crate(job.output("crate"), workflow, supplied, results, told, ended)


def _of_the_package() -> dict[str, Path]:
    """Snakefile and rules that the package belongs to, for a review without its own."""
    root = workflow_folder()
    found = [root / "workflow/Snakefile", *sorted(root.glob("workflow/rules/*.smk"))]
    return {path.relative_to(root).as_posix(): path for path in found}
