"""Variability as effect sizes: what moves it, what is pooled within a set, and what documents print."""

from memlit.analysis.variability.record import Spread, SpreadClass, SpreadPool
from memlit.plots.look.words import read_words
from memlit.plots.variability import spread as plot
from memlit.report.blocks import Block, Material, detail, figure, paragraph, section
from memlit.report.text import listed, name

MEASURES = {
    "lnCV": "CV",
    "lnSD": "SD of log R",
    "lnCVR": "ratio of CV",
    "lnVR": "ratio of SD of log R",
}


def spread(m: Material) -> Block:
    """Effect sizes, their pools, the printed spreads of named devices; nothing where neither is there."""
    record = m.analysis.spread
    if record.is_empty:
        return {}
    return section(
        "effect-sizes",
        "Variability as effect sizes",
        paragraph(
            "A spread can be pooled over papers only with the number of cycles or devices behind it. "
            f"{_no_class(m, record)} So no class has a pooled variability, and none is compared with another. What can "
            "be pooled is one set at a time: the change between two reads of an array, or the devices of one "
            "laboratory. Those numbers hold for that set, not for a class."
        ),
        detail(
            paragraph(
                "Kinds and definitions stay apart: spread over cells after a write with verify, cycle to cycle, and "
                "device to device; over the mean (CV), on the log scale (SD of ln R, the right scale for a log-normal "
                "state of low conductance), and over the conductance window, as simulators print it. Effects are lnCV "
                "and lnSD with the correction of Nakagawa et al. (first order) and their ratios lnCVR and lnVR. The "
                "levels of an array are a ladder of conductances, all of them measured: their spread is regressed on "
                "the conductance, and no level is predicted. Ratios of two reads and repeated devices are pooled by "
                "REML with the Hartung-Knapp-Sidik-Jonkman interval (modified below five)."
            )
        ),
        detail(_moderators(m, record)),
        *_pooled(m, record),
        detail(_printed(m, record)),
    )


def _no_class(m: Material, record: Spread) -> str:
    if not record.classes:
        return "No document prints a spread of a named device."
    kinds: dict[str, list[str]] = {}
    for line in record.classes:
        own = f"{name(line.device_class.replace('_', ' '))} {m.use(line.n_papers)}"
        kinds.setdefault(_kind(line), []).append(own)
    parts = [f"{kind}: {listed(own)}" for kind, own in kinds.items()]
    return (
        f"Papers that print a spread, {'; '.join(parts)}. The number of cycles or devices behind a printed spread is "
        "not read, so none of them has a sampling variance."
    )


def _kind(line: SpreadClass) -> str:
    kind = "of a kind not stated" if line.kind == "not stated" else line.kind
    return f"{kind}, as a share of {'the window' if line.normalised_by == 'window' else 'something not stated'}"


def _pooled(m: Material, record: Spread) -> list[Block]:
    if not record.pools:
        return []
    return [
        figure(
            "spread",
            "Spread of the measured sets on logarithmic axes: CV of every level against its conductance, and below it "
            "a line a pool with a mark for every device or level. The tables have the numbers.",
            "Variability within measured sets. Above: CV of every level against its mean conductance, with the fitted "
            "line of each read; white: the level without the cells never written to it. Below: CV of single devices "
            "measured repeatedly (resistance), and ratio of the CV between two reads of the same cells, no change at "
            "the line; large marks weigh more. White mark: pooled effect; thick bar: its interval of 95 %; thin bar: "
            "prediction interval for a new device of the same set.",
            drawn=m.drawn_numbers(plot.drawn(record)),
            narrow="spread_narrow",
        ),
        detail(_pool_table(m, record)),
    ]


def _listed(m: Material, pool: SpreadPool) -> str:
    of = f"{m.cited(pool.document)}, {m.use(pool.k)} {pool.units}"
    return f"Listed only: {MEASURES[pool.measure]} of {read_words(pool.label)} ({of}), {pool.reason}."


def _labelled(m: Material, label: str) -> str:
    """`SET, READ, CELLS` with the set cited and the read in words."""
    document, comma, read = label.partition(", ")
    return f"{m.cited(document)}{comma}{name(read_words(read))}"


def _moderators(m: Material, record: Spread) -> Block:
    return m.listing(
        "What moves the spread: the CV or the SD of log R on the fitted line at the middle of the moderator, and the "
        "change of its natural logarithm a decade, weights of REML, CR2 with Satterthwaite degrees of freedom.",
        record.moderators,
        [
            ("set", "l", lambda line: _labelled(m, line.label)),
            ("moderator", "l", lambda line: name(line.moderator)),
            ("measure", "l", lambda line: MEASURES[line.measure]),
            ("k", "r", lambda line: line.k),
            ("middle", "r", lambda line: line.centre),
            ("spread there", "r", lambda line: line.at_centre),
            ("change a decade", "r", lambda line: line.slope or line.reason),
            ("df", "r", lambda line: line.df),
            ("p", "r", lambda line: line.p),
        ],
        note="Within an array a low conductance goes with a larger relative spread. Cells of a level are taken as "
        "independent and normal; where a level is skewed its standard error is too small.",
        source="effect_moderators.csv",
    )


def _printed(m: Material, record: Spread) -> Block:
    return m.listing(
        "Spreads printed for named devices: shown, not pooled, for the number of cycles or devices behind them "
        "is not read.",
        record.printed,
        [
            ("paper", "l", lambda line: m.cited(line.paper)),
            ("device", "l", lambda line: name(line.device)),
            ("class", "l", lambda line: name(line.device_class.replace("_", " "))),
            ("kind", "l", lambda line: line.kind),
            ("over", "l", lambda line: line.normalised_by),
            ("printed", "r", lambda line: m.book.use(line.reading)),
            ("tier", "l", lambda line: line.tier),
            ("tables", "r", lambda line: line.n_restated),
        ],
        note="Window: SD of one programming step over the conductance range, from tables of one lineage, so their "
        "agreement confirms nothing. A value printed with < is a limit, not a spread. Values of simulators, of sister "
        "papers and of the review itself are left out.",
        source="effect_classes.csv",
    )


def _pool_table(m: Material, record: Spread) -> Block:
    return m.listing(
        "Pooled within one set. The effect is on its own scale (CV, SD of log R, or ratio of the second read over the "
        "first) with its interval; a new device: the prediction interval, where the effect of another device of the "
        "set would lie.",
        [pool for pool in record.pools if pool.back],
        [
            ("set", "l", lambda pool: m.cited(pool.document)),
            ("read, cells", "l", lambda pool: name(read_words(pool.label))),
            ("of", "l", lambda pool: pool.state),
            ("measure", "l", lambda pool: MEASURES[pool.measure]),
            ("pooled", "l", lambda pool: f"{m.use(pool.k)} {pool.units}"),
            ("effect", "r", lambda pool: pool.back),
            ("a new device", "r", lambda pool: m.interval_alone(pool.back_prediction)),
        ],
        note="Two reads of the same cells are taken as independent, which widens the intervals of the ratios."
        + "".join(f" {_listed(m, pool)}" for pool in record.pools if pool.reason),
        source="effect_pools.csv",
    )
