"""Papers on either side of the medians that the review prints, and the share below them as an interval.

With k of N papers below, and u of which nothing is known or whose bounds hold the printed value, the share below is in
[k/N, (k + u)/N]: half of the papers lie below a median, so an interval without one half contradicts it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from memlit.analysis.class_lines import ClassLines
from memlit.analysis.medians import Ends, ends_of, papers_by
from memlit.benchmark.values import values_of
from memlit.config import Classes, Config
from memlit.config.claims import Claim, si_factor
from memlit.datum import Number, Numbers, Record, Result
from memlit.field.codes import EVIDENCE, NAMED_SET
from memlit.published import PublishedTable, of_path, published_table
from memlit.synapses.energy.medians import chosen_by
from memlit.synapses.members import Synapse


class Sides(Record):
    """Papers below and above a printed median; undecided: bounds that hold it, n_unread: nothing is known.

    share: of the papers below, as an interval.
    """

    id: str
    claim: str
    set_name: str
    device_class: str
    metric: str
    evidence: str
    printed: Number
    unit: str
    n_papers: Result
    below: tuple[str, ...]
    above: tuple[str, ...]
    undecided: tuple[str, ...]
    n_unread: Result
    share: Result


PRINTED_MEDIANS_TABLE: PublishedTable[Sides] = published_table(
    __file__,
    "printed_medians",
    {
        "set": "set_name",
        "class": "device_class",
        "n_below": of_path("below", len),
        "n_above": of_path("above", len),
        "n_undecided": of_path("undecided", len),
        "share_low": "share.low",
        "share_high": "share.high",
    },
)


def sides_of_medians(
    claims: Iterable[Claim],
    of_classes: ClassLines,
    found: Sequence[Synapse],
    classes: Classes,
    config: Config,
) -> list[Sides]:
    """For each printed median of a class: the credited papers, and the named synapses by each choice of evidence."""
    lines: list[Sides] = []
    for claim in claims:
        is_median = claim.kind == "class_value" and claim.statistic == "median"
        # Against a number whose classes the review does not name no paper can be counted.
        if not is_median or claim.lacks or claim.metric not in config.metrics:
            continue
        printed = float(claim.value) * float(si_factor(claim.unit, claim.id))
        for name in claim.subjects:
            device_class = classes.canonical(name) or name
            lines += _credited(claim, device_class, printed, of_classes, config)
            lines += _named(claim, device_class, printed, found, config)
    return lines


def _credited(
    claim: Claim, device_class: str, printed: float, of_classes: ClassLines, config: Config
) -> Iterator[Sides]:
    wanted = (config.evidence.headline_set, device_class, claim.role, config.conventions.headline_pulse, claim.metric)
    for line in of_classes.classes:
        if (line.set, line.device_class, line.role, line.pulse, line.metric) == wanted:
            read = of_classes.behind(line)
            papers = {paper: ends_of(number) for paper, number in read}
            unread = int(line.n_credited) - len(papers)
            about = (line.set, device_class, "all", line.unit)
            yield _sides(claim, about, printed, papers, unread, tuple(number.id for _, number in read))


def _named(
    claim: Claim, device_class: str, printed: float, found: Sequence[Synapse], config: Config
) -> Iterator[Sides]:
    pulse = config.conventions.headline_pulse
    own = [item for item in found if item.device_class == device_class and item.row.pulse == pulse]
    for evidence in EVIDENCE:
        rows = [item.row for item in chosen_by(evidence, own)]
        read = papers_by(values_of(rows), "quantity").get((claim.metric,), [])
        papers = {paper.paper: paper.ends for paper in read}
        unread = len({row.work for row in rows} - papers.keys())
        if rows:
            about = (NAMED_SET, device_class, evidence, config.metrics[claim.metric].unit)
            yield _sides(claim, about, printed, papers, unread, tuple(i for paper in read for i in paper.inputs))


def _sides(
    claim: Claim,
    about: tuple[str, str, str, str],
    printed: float,
    papers: Mapping[str, Ends],
    unread: int,
    inputs: tuple[str, ...],
) -> Sides:
    set_name, device_class, evidence, unit = about
    below = tuple(sorted(paper for paper, ends in papers.items() if ends.high < printed))
    above = tuple(sorted(paper for paper, ends in papers.items() if ends.low > printed))
    undecided = tuple(sorted(papers.keys() - {*below, *above}))
    n = len(papers) + unread
    low, high = 100 * len(below) / n, 100 * (len(below) + len(undecided) + unread) / n
    line_id = f"{claim.id}/{set_name}/{device_class}/{evidence}"
    make = Numbers(f"synapses/{line_id}", inputs)
    label = f"share of {device_class} papers below the printed median of {claim.metric.replace('_', ' ')}"
    rule = "papers below, to papers below, undecided or unread, over all"
    return Sides(
        id=line_id,
        claim=claim.id,
        set_name=set_name,
        device_class=device_class,
        metric=claim.metric,
        evidence=evidence,
        printed=printed,
        below=below,
        above=above,
        undecided=undecided,
        n_unread=make.count("unread", "papers of which nothing is known", unread, "papers counted", ()),
        n_papers=make.count("papers", f"{device_class} papers of the set", n, "papers counted", ()),
        unit=unit,
        share=make.bounds("share", label, low, high, rule, "%"),
    )
