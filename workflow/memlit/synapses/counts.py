"""How many named synapses there are, what is known of their action energy, and how far those of a class lie apart."""

import pandas as pd

from memlit.config import Config
from memlit.field.codes import HEADLINE_EVIDENCE, OWN, WHOSE
from memlit.frames import SEVERAL
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.synapses.members import chosen_by, column_of_energy

_BEST_FIRST = (
    *("grade A#known", "grade B#known", "no grade#known", "own#bounded"),
    *(f"{whose}#{what}" for what in ("known", "bounded") for whose in WHOSE if whose != OWN),
)
"""What may be known of a paper's action energy: own numbers, then own bounds, then what others print or set."""
_OF = ("devices", "papers", "lineages")
_WHOLE = tuple(NumberColumn(name, f"named synapses: {name}", f"{name} counted", "count") for name in _OF)
_OF_KIND = NumberColumn(
    "n_papers",
    "papers of which the best that is known of the action energy is: {words}",
    "papers counted, each once",
    "count",
    id="synapses/{kind}",
)
_FACTOR_RULE = "largest action energy over the least"
_FACTORS = (
    NumberColumn("factor", "{class} devices: largest action energy over the least", _FACTOR_RULE, inputs="inputs"),
    NumberColumn("factor_papers", "papers of these {class} devices", _FACTOR_RULE, "count", "inputs"),
)


def counts_of_synapses(named: pd.DataFrame, config: Config) -> pd.DataFrame:
    """Rows of the table of numbers: devices, papers and lineages that are weights, papers by the best that is known of
    their action energy, and the factor of each class with two devices or more; named: as `graded_synapses` makes it.
    """
    shown = named[named["shown"]]
    devices = shown[["paper", "device"]].drop_duplicates()
    whole = pd.DataFrame(
        {
            "id": ["synapses"],
            "devices": len(devices),
            "papers": shown["paper"].nunique(),
            "lineages": shown["lineage"].nunique(),
        }
    )
    return pd.concat(
        [
            numbers_of_table(whole, *_WHOLE),
            numbers_of_table(_papers_by_best(shown, config), _OF_KIND),
            numbers_of_table(_factors(named, config), *_FACTORS),
        ]
    )


def _papers_by_best(shown: pd.DataFrame, config: Config) -> pd.DataFrame:
    """How many papers there are of each kind of _BEST_FIRST."""
    known = shown[shown[f"{column_of_energy(config)}_low"].notna()]
    is_own, is_known = known["whose_number"] == OWN, known[column_of_energy(config)].notna()
    whose = (
        known["whose_number"]
        .mask(is_own, "own")
        .mask(is_own & is_known, ("grade " + known["grade"]).fillna("no grade"))
    )
    kind = whose + is_known.map({True: "#known", False: "#bounded"})
    best = kind.map(_BEST_FIRST.index).groupby(known["paper"]).min()
    counted = best.map(dict(enumerate(_BEST_FIRST))).value_counts().rename_axis("kind").reset_index(name="n_papers")
    return counted.assign(words=counted["kind"].str.replace("#", ", "))


def _factors(named: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The factor of each class with two devices or more whose own paper gives it an action energy, headline pulse."""
    own = chosen_by(HEADLINE_EVIDENCE, named)
    known = own[(own["pulse"] == config.conventions.headline_pulse) & (own[column_of_energy(config)] > 0)]
    known = known.assign(input=known["id"] + "#action_energy", cell=known["paper"] + "/" + known["device"])
    found = known.groupby("class").agg(
        least=(column_of_energy(config), "min"),
        largest=(column_of_energy(config), "max"),
        factor_papers=("paper", "nunique"),
        n_devices=("cell", "nunique"),
        inputs=("input", SEVERAL.join),
    )
    # Conditions of one device are no devices.
    found = found[found["n_devices"] > 1].reset_index()
    return found.assign(id="synapses/" + found["class"], factor=found["largest"] / found["least"])
