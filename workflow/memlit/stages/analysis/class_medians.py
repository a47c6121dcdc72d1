"""Rule class_medians: the median of each metric by set, class, role and pulse, with what is known of it."""

from memlit.analysis.class_medians import CLASS_PAPERS, ClassSummary, paper_lines, summarise_classes
from memlit.benchmark.values import load_memberships, load_values
from memlit.datum import results_in
from memlit.stages.job import Job


def run(job: Job) -> None:
    """One summary a set, class, role, pulse and metric."""
    values = load_values(job.path("values"), "metric")
    summaries = summarise_classes(values, load_memberships(job.path("memberships")), job.config)
    job.write_numbers(results_in(summaries))
    job.write_rows(ClassSummary, summaries)
    job.write_table(CLASS_PAPERS, paper_lines(summaries))
