"""What bounded papers and several devices of a paper do to the medians, and whether a decision survives the bounds."""

from memlit.analysis.robustness.bounds import NOT_CENSORED
from memlit.analysis.robustness.bounds_record import CornerTest, MedianLine
from memlit.datum import percent
from memlit.report.blocks import SET_NAMES, Block, Held, Material, bullets, given, paragraph, section
from memlit.report.text import name

TITLES = {"on_off_ratio": "on/off ratio", "endurance": "reported endurance", "set_time": "SET time"}
SETS = {**SET_NAMES, "survey-unpaired": "memory survey, unpaired"}


def bounds(m: Material) -> Block:
    """The bounds of the medians, the decisions at their corners, and the medians over devices."""
    lines = m.analysis.identification.medians
    if not lines:
        return {}
    return section(
        "bounds",
        "Bounds of the medians, and devices",
        paragraph(
            "A paper that leaves a part of the formula open has an interval, not a value. The median of the lower ends "
            "and that of the upper ends bound the median, and the sampling interval runs around both: papers are "
            f"resampled with their interval whole. It needs {given(m.config.analysis.inclusion.interval_from)} papers. "
            "The median over all credited papers is another matter: it is bounded only where more than half of them "
            "have a value or a bound."
        ),
        _bound_table(m, lines),
        paragraph(_censored(m, lines)),
        bullets(_corner(m, test) for test in m.analysis.identification.corners),
        _device_table(m, lines),
    )


def _quantity(m: Material, line: MedianLine | CornerTest) -> str:
    return m.symbol(line.quantity) if line.quantity in m.config.metrics else TITLES[line.quantity]


def _bound_table(m: Material, lines: tuple[MedianLine, ...]) -> Block:
    return m.listing(
        "Classes in which a paper is only bounded: bounds of the median over papers with evidence, the interval of "
        f"{percent(m.config.analysis.level)} around them, and what is known of the median over all credited papers.",
        [line for line in lines if line.n_bounded.value],
        [
            *_class_columns(m),
            ("bounded", "r", lambda line: line.n_bounded),
            ("bounds", "r", lambda line: line.bounds),
            ("interval", "r", lambda line: line.interval),
            ("all credited", "l", lambda line: line.credited),
        ],
        note="Known: with a value or a bound. Below "
        f"{given(m.config.analysis.inclusion.range_from)} papers the bounds are those of what is listed and no "
        "estimate of the class. Classes without a bounded paper have their median and interval above.",
        source="bounds.csv",
    )


def _censored(m: Material, lines: tuple[MedianLine, ...]) -> str:
    fitted = [line for line in lines if line.censored]
    refused = [line for line in lines if not line.censored and line.censored_reason != NOT_CENSORED]
    parts = [f"{_quantity(m, line)} of {line.device_class} {m.with_interval(line.censored)}" for line in fitted]
    parts += [f"{_quantity(m, line)} of {line.device_class}: {name(line.censored_reason)}" for line in refused]
    if not parts:
        return (
            f"A censored likelihood for values printed as < or > is {NOT_CENSORED.replace(': every', ', for every')}."
        )
    return f"Values printed as < or >, by censored likelihood beside the medians: {'; '.join(parts)}."


def _corner(m: Material, test: CornerTest) -> str:
    words = m.config.analysis.wording
    verdict = f"{test.first} and {test.second} {words.differs if test.holds else words.not_shown}"
    return (
        f"{_quantity(m, test)}, {SETS.get(test.set_name, test.set_name)}: {verdict} within the bounds. The chance that "
        f"a paper of {test.first} has the smaller value lies in {m.use(test.chance)}; p is "
        f"{m.use(test.p_lower)} and {m.use(test.p_upper)} at the two corners and at most "
        f"{m.use(test.p_largest)} there and at {given(m.config.analysis.resamples.assignments)} random "
        "positions between."
    )


def _device_table(m: Material, lines: tuple[MedianLine, ...]) -> Block:
    return m.listing(
        "Sensitivity, not the headline: the median over devices instead of papers, with the interval of "
        f"{percent(m.config.analysis.level)} from resampling papers.",
        [line for line in lines if line.devices],
        [
            *_class_columns(m),
            ("devices", "r", lambda line: line.n_devices),
            ("over papers", "r", lambda line: line.bounds),
            ("over devices", "r", lambda line: line.devices),
        ],
        note="Classes in which every paper has one device are left out: both medians are the same there.",
        source="bounds.csv",
    )


def _class_columns(m: Material) -> list[Held[MedianLine]]:
    return [
        ("papers", "l", lambda line: SETS.get(line.set_name, line.set_name)),
        ("class", "l", lambda line: line.device_class.replace("_", " ")),
        ("quantity", "l", lambda line: _quantity(m, line)),
        ("known", "r", lambda line: line.n_papers),
    ]
