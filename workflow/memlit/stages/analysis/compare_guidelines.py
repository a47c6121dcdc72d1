"""Rule compare_guidelines: devices with a design tag against those without, within a class."""

from memlit.analysis.guidelines.compare import guidelines_of, structures_of
from memlit.analysis.guidelines.tags import load_tags
from memlit.benchmark.values import load_papers, load_readings, load_values
from memlit.stages.job import Job


def run(job: Job) -> None:
    """tags: config/tags.csv, the design tags of papers with their source."""
    papers = load_papers(job.path("papers"))
    tags = load_tags(job.path("tags"), papers)
    structures = structures_of(load_readings(job.path("readings")))
    values = load_values(job.path("values"), "metric", "survey")
    job.write_results(guidelines_of(tags, values, structures, papers, job.classes, job.config))
