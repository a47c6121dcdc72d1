"""Verdicts on claims, judged again with the errors of their readings drawn.

Every draw moves the readings and the metrics of the benchmark and asks the rule of the claim again. Claims that a print
decides as it stands (the size of an array, the review against itself) rest on no magnitude and are left out. So are
those on classes, for the medians and ratios that decide them have lines of their own, and those that nothing decides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.verdict import ClaimVerdict
from memlit.config import Classes, Config
from memlit.config.claims import SIZES, Claim
from memlit.datum import Numbers, Reading, Result
from memlit.devices.resolved import Resolved, readings_about
from memlit.errors import certain
from memlit.field.verdicts import Verdict
from memlit.known_error.draws import ErrorDraws
from memlit.known_error.intervals import Carrier
from memlit.known_error.record import KnownError

_DECIDED: tuple[Verdict, ...] = ("reproduced", "compatible", "differs")
_BY_OTHER_LINES = ("internal", "class_value", "class_order", "class_share", "class_ratio")
"""Kinds of claims that no draw of a reading is asked about."""


def verdict_lines(
    verdicts: Iterable[ClaimVerdict],
    resolved: Resolved,
    rows: Sequence[BenchmarkRow],
    classes: Classes,
    carrier: Carrier,
    reading_errors: Mapping[str, Result],
) -> Iterator[KnownError]:
    """A line for each decided claim that rests on magnitudes; rows: of the benchmark; reading_errors: as a verdict."""
    decided = [verdict for verdict in verdicts if _rests_on_magnitudes(verdict)]
    if not decided:
        return
    claims = [verdict.claim for verdict in decided]
    cited = _cited(resolved)
    readings, own_rows = cited.corpus.readings, [row for row in rows if row.paper in cited.entries]
    counts = {
        name: _counted(claims, cited, own_rows, classes, draws, reading_errors)
        for name, draws in (("same_reading", carrier.reading), ("same_both", carrier.both))
    }
    level = carrier.config.analysis.level
    for verdict in decided:
        key = verdict.claim.id
        make = Numbers(f"known_error/claim/{key}", tuple(shown.id for shown in verdict.evidence))
        shares = {}
        for name, counted in counts.items():
            drawn = counted[key]
            share = 100 * drawn[verdict.verdict] / drawn.total()
            shares[name] = make.statistic(name, "draws with the same verdict", share, f"of {drawn.total()} draws", "%")
        others = [word for word, _ in counts["same_both"][key].most_common() if word != verdict.verdict]
        papers = {row.paper for row in own_rows for shown in verdict.evidence if shown.id.startswith(f"{row.id}#")}
        papers |= {reading.datum.paper or "" for reading in readings if reading.id in {s.id for s in verdict.evidence}}
        yield KnownError(
            id=f"claim/{key}",
            kind="verdict",
            label=f"{verdict.claim.metric} of {verdict.claim.subject}",
            of="claims.csv",
            says=verdict.verdict,
            could_change=certain(shares["same_both"].value) < 100 * level,
            otherwise=tuple(others),
            **shares,
            **carrier.counts(make, len(papers), _evidence(verdict)),
        )


def _cited(resolved: Resolved) -> Resolved:
    """The papers that the review cites, with their readings: all that a claim may look at."""
    entries = {key: entry for key, entry in resolved.entries.items() if entry.reviewref is not None}
    readings = {reading.id: reading for reading in readings_about(entries, resolved.corpus)}
    return Resolved(entries=entries, corpus=replace(resolved.corpus, by_id=readings), devices=())


def _rests_on_magnitudes(verdict: ClaimVerdict) -> bool:
    claim = verdict.claim
    return verdict.verdict in _DECIDED and claim.kind not in _BY_OTHER_LINES and claim.metric not in SIZES


def _evidence(verdict: ClaimVerdict) -> list[str]:
    """Ids of what decided, and of what the counts that decided were counted over."""
    by_id = {result.id: result for result in verdict.numbers}
    found: list[str] = []
    for shown in verdict.evidence:
        found += by_id[shown.id].inputs if shown.id in by_id else (shown.id,)
    return list(dict.fromkeys(found))


def _counted(
    claims: Sequence[Claim],
    cited: Resolved,
    rows: Sequence[BenchmarkRow],
    classes: Classes,
    draws: ErrorDraws,
    reading_errors: Mapping[str, Result],
) -> dict[str, Counter[str]]:
    """How often each claim has each verdict over the plan's draws of the error of a reading."""
    config: Config = draws.config
    found: dict[str, Counter[str]] = {claim.id: Counter() for claim in claims}
    for draw in range(min(config.analysis.resamples.reading_error, draws.n)):
        moved = {
            item.id: _moved(item, 10.0 ** float(draws.of_reading(item.id)[draw])) for item in cited.corpus.readings
        }
        again = replace(cited, corpus=replace(cited.corpus, by_id=moved))
        own = [_moved_row(row, draws, draw) for row in rows]
        for verdict in evaluate_claims(claims, again, own, classes, config, reading_errors=reading_errors):
            found[verdict.claim.id][verdict.verdict] += 1
    return found


_Moved = TypeVar("_Moved", Reading, Result)


def _moved(item: _Moved, times: float) -> _Moved:
    """A reading or a metric with its value and both ends times a factor."""
    if times == 1.0:
        return item
    ends = {name: getattr(item, name) for name in ("value", "low", "high")}
    return item.model_copy(update={name: None if end is None else end * times for name, end in ends.items()})


def _moved_row(row: BenchmarkRow, draws: ErrorDraws, draw: int) -> BenchmarkRow:
    metrics = {
        name: _moved(result, 10.0 ** float(draws.of_metric(row, name)[draw])) for name, result in row.metrics.items()
    }
    return row.model_copy(update={"metrics": metrics})
