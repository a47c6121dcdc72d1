"""Tables of the companions: trends, coupling of energy and power, and energies as authors report them."""

from __future__ import annotations

from memlit.analysis.robustness.companions import Coupling, OwnEnergy, Trend
from memlit.published import Column, Table

TRENDS = Table[Trend](
    "trends.csv",
    "Trends over the years",
    "test_sensitivity",
    (
        Column("id", "quantity and class"),
        Column("quantity", "quantity of the survey"),
        Column("class", "device class by its short name", lambda t: t.device_class),
        Column("n_papers", "papers, the clusters", type="integer"),
        Column("n_rows", "rows of them, the observations", type="integer"),
        Column("slope", "decades per ten years; positive grows", unit="decades"),
        Column("low", "lower end of its interval, decades per ten years", unit="decades"),
        Column("high", "upper end of it, decades per ten years", unit="decades"),
        Column("df", "Satterthwaite degrees of freedom", unit="1"),
        Column("p", "p of no trend", unit="1"),
        Column("p_holm", "p adjusted by Holm over all trends; decides", unit="1"),
        Column("reason", "why it is not estimated"),
    ),
)
COUPLING = Table[Coupling](
    "coupling.csv",
    "Correlation of action energy and standby power against permuted raw columns",
    "test_sensitivity",
    (
        Column("id", "set and class"),
        Column("group", "set of papers, and class of the survey"),
        Column("n_papers", "papers with E_a and P_s, one device each", lambda c: c.n, type="integer"),
        Column("correlation", "Spearman correlation of E_a and P_s", unit="1"),
        Column("null_low", "2.5 % quantile of the correlation when the raw columns are permuted", unit="1"),
        Column(
            "null_high",
            "97.5 % quantile of it; a correlation between the two is what the formulas build in",
            unit="1",
        ),
        Column("p", "p against this null", unit="1"),
        Column("reason", "why it is not estimated"),
    ),
)
OWN_ENERGIES = Table[OwnEnergy](
    "own_energies.csv",
    "Energies per spike as authors report them",
    "test_sensitivity",
    (
        Column("reading", "id of the energy per spike as reported"),
        Column("paper", "key of the paper"),
        Column("device", "device within the paper"),
        Column("action_energy", "id of the device's E_a, empty where it is not known"),
        Column("ratio", "reported energy over E_a", unit="1"),
    ),
)
TABLES = (TRENDS, COUPLING, OWN_ENERGIES)
