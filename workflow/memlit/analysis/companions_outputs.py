"""Columns of trends.csv, coupling.csv and own_energies.csv under results/data/, with their meanings and rows."""

from __future__ import annotations

from typing import Any

from memlit.analysis.companions import Companions
from memlit.datum import Result

Row = dict[str, Any]
MEANINGS = {
    "trends.csv": {
        "id": "quantity and class",
        "quantity": "quantity of the survey",
        "class": "device class by its short name",
        "n_papers": "papers, the clusters",
        "n_rows": "rows of them, the observations",
        "slope": "decades per ten years; positive grows",
        "low": "lower end of its interval, decades per ten years",
        "high": "upper end of it, decades per ten years",
        "df": "Satterthwaite degrees of freedom",
        "p": "p of no trend",
        "p_holm": "p adjusted by Holm over all trends; decides",
        "reason": "why it is not estimated",
    },
    "coupling.csv": {
        "id": "set and class",
        "group": "set of papers, and class of the survey",
        "n_papers": "papers with E_a and P_s, one device each",
        "correlation": "Spearman correlation of E_a and P_s",
        "null_low": "2.5 % quantile of the correlation when the raw columns are permuted",
        "null_high": "97.5 % quantile of it; a correlation between the two is what the formulas build in",
        "p": "p against this null",
        "reason": "why it is not estimated",
    },
    "own_energies.csv": {
        "reading": "id of the energy per spike as reported",
        "paper": "key of the paper",
        "device": "device within the paper",
        "action_energy": "id of the device's E_a, empty where it is not known",
        "ratio": "reported energy over E_a",
    },
}


def companion_tables(record: Companions) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Columns and rows of the three tables by file name."""
    rows: dict[str, list[Row]] = {
        "trends.csv": [
            {"id": t.id, "quantity": t.quantity, "class": t.device_class, "reason": t.reason}
            | {key: _value(getattr(t, key)) for key in ("n_papers", "n_rows", "slope", "low", "high", "df")}
            | {"p": _value(t.p), "p_holm": _value(t.p_holm)}
            for t in record.trends
        ],
        "coupling.csv": [
            {"id": c.id, "group": c.group, "n_papers": c.n.value, "reason": c.reason}
            | {key: _value(getattr(c, key)) for key in ("correlation", "null_low", "null_high", "p")}
            for c in record.couplings
        ],
        "own_energies.csv": [
            {"reading": e.reading, "paper": e.paper, "device": e.device, "action_energy": e.action_energy}
            | {"ratio": _value(e.ratio)}
            for e in record.own_energies
        ],
    }
    return {name: (tuple(MEANINGS[name]), lines) for name, lines in rows.items()}


def _value(result: Result | None) -> float | None:
    return None if result is None else result.value
