"""Tests over all classes of a quantity, and the check of the headline by a model of all rows.

What stands beside the survey's comparisons: retention by temperature, and how far two curators disagree.
"""

from collections.abc import Iterable, Sequence

from memlit.analysis.comparison.record import ClassComparisons, Comparison, ModelCheck
from memlit.datum import percent
from memlit.report.blocks import Block, Material, paragraph

PERMUTED = {"welch": "Welch's F", "kruskal": "H of Kruskal-Wallis"}


def quantity_name(item: Comparison) -> str:
    """What is compared, with a word for a sensitivity."""
    return f"{item.title}, unpaired" if item.is_sensitivity else item.title


def overall_table(m: Material, items: Iterable[Comparison]) -> Block:
    """The plan's tests over all compared classes of each quantity."""
    return m.listing(
        "Tests over all compared classes of a quantity: level by Welch's analysis of variance and by Kruskal-Wallis "
        "(with the effect size epsilon squared), both with the labels of papers permuted too; spread by "
        "Brown-Forsythe and Fligner-Killeen.",
        [(item, test) for item in items for test in item.overall],
        [
            ("quantity", "l", lambda row: quantity_name(row[0])),
            ("test", "l", lambda row: _method(row[1].method)),
            ("statistic", "r", lambda row: row[1].statistic),
            ("df", "r", lambda row: row[1].df),
            ("df2", "r", lambda row: row[1].df2),
            ("p", "r", lambda row: row[1].p),
            ("effect", "r", lambda row: row[1].effect),
        ],
        note="Where the spread differs, Kruskal-Wallis and permuted labels answer for spread as well as for level; "
        "Welch's test is of the level. p is not adjusted.",
        source="comparison_tests.csv",
        wide=False,
    )


def _method(method: str) -> str:
    words, _, statistic = method.partition(", ")
    return f"{words}, {PERMUTED.get(statistic, statistic)}" if statistic else words


def model_check(m: Material, items: Iterable[Comparison]) -> list[Block]:
    """The rows instead of the papers' medians: classes against the first one, and the share between papers."""
    checked = [(item, item.model) for item in items if item.model]
    rows = [(item, model, contrast) for item, model in checked for contrast in model.contrasts]
    if not rows:
        return []
    return [
        paragraph(_split(m, checked)),
        m.listing(
            "Model check: shift of the mean of log10 of a class over the first class, over all rows with the paper as "
            "cluster.",
            rows,
            [
                ("quantity", "l", lambda row: quantity_name(row[0])),
                ("classes", "l", lambda row: f"{row[2].device_class} / {row[1].reference}"),
                ("shift", "r", lambda row: row[2].shift),
                ("df", "r", lambda row: row[2].df),
                ("p", "r", lambda row: row[2].p),
            ],
            note=f"Least squares, CR2 standard errors, t with Satterthwaite degrees of freedom, intervals of "
            f"{percent(m.config.analysis.level)}; p is not adjusted and decides nothing. A shift of means need not be "
            "that of the medians.",
            source="comparison_models.csv",
            wide=False,
        ),
    ]


def _split(m: Material, checked: Sequence[tuple[Comparison, ModelCheck]]) -> str:
    parts = []
    for item, model in checked:
        if model.icc and model.between and model.within:
            parts.append(
                f"{quantity_name(item)} {m.use(model.icc)} (SD {m.use(model.between)} between and "
                f"{m.use(model.within)} within papers; {m.use(model.n_several)} of "
                f"{m.use(model.n_papers)} papers have several rows)"
            )
        else:
            parts.append(f"{quantity_name(item)} not estimable ({model.reason})")
    return (
        "Rows of one paper are not independent. The share of the variance that lies between papers, by a mixed model: "
        f"{'; '.join(parts)}. It rests on the few papers with several rows."
    )


PARAMETERS = {
    "r_on": "on-state resistance",
    "r_off": "off-state resistance",
    "endurance": "reported endurance",
    "set_pulse_width": "SET time",
}


def retention(m: Material, record: ClassComparisons) -> Block:
    """Share of the papers of a class that print ten years or more; empty where the survey prints no retention."""
    return m.listing(
        "Retention: papers of a class that print one in a band of temperature, and the share of them that print ten "
        "years or more.",
        record.retention,
        [
            ("class", "l", lambda share: share.device_class),
            ("temperature", "l", lambda share: share.band),
            ("papers", "r", lambda share: share.n_papers),
            ("ten years", "r", lambda share: share.n_ten_years),
            ("share", "r", lambda share: share.share),
        ],
        note="The first band of a class holds the two bands into which it is divided, so its papers are counted there "
        "again. No median: extrapolated ten-year values stand beside short tests at high temperature, so a paper "
        "without ten years has not shown that its cells fail. Exact binomial intervals of "
        f"{percent(m.config.analysis.level)}.",
        source="retention.csv",
        wide=False,
    )


def curators(m: Material, record: ClassComparisons) -> list[Block]:
    """How far two curators of one paper differ; empty where none was read by two."""
    if not record.curators:
        return []
    lead = (
        f"Extraction error: two curators list {m.use(record.n_both_curators)} papers under the "
        "same class. Their numbers for one paper are two readings of one print, or of two cells of it. "
        "How far they differ is the measured error of a number in such a survey, and it is larger than any rounding."
    )
    return [
        paragraph(lead),
        m.listing(
            "Disagreement of two curators about one paper.",
            record.curators,
            [
                ("quantity", "l", lambda item: PARAMETERS.get(item.parameter, item.parameter)),
                ("papers", "r", lambda item: item.n),
                ("factor 2 or more", "r", lambda item: item.at_least_2),
                ("above 2", "r", lambda item: item.above_2),
                ("10 or more", "r", lambda item: item.at_least_10),
                ("median", "r", lambda item: item.median_absolute),
                ("one reading", "r", lambda item: item.reading_sd),
            ],
            note="Median of the absolute log10 ratio; one reading: standard deviation of one of the two.",
            source="curators.csv",
        ),
    ]
