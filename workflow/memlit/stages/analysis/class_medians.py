"""Rule class_medians: the median of each metric by set, class, role and pulse, with what is known of it."""

from memlit.analysis import class_medians as analysis
from memlit.benchmark.values import MEMBERSHIPS
from memlit.frames import read, read_frame
from memlit.stages.job import Job


def run(job: Job) -> None:
    """One line a set, class, role, pulse and metric, and one for each of its papers."""
    credited = analysis.credited_classes(read(MEMBERSHIPS, job.path("memberships")), job.config)
    papers = analysis.class_papers(read_frame(job.path("values")), credited)
    classes = analysis.class_medians(credited, papers, job.config)
    job.write_number_rows(analysis.class_numbers(classes, papers))
    job.write_csv_of(analysis.CLASSES, classes)
    job.write_csv_of(analysis.CLASS_PAPERS, papers)
