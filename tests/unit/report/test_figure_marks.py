"""What lines and names of figures show: means of those still there, and names cut short."""

from __future__ import annotations

import pandas as pd
from memlit.plots.look.words import shortened
from memlit.plots.named.pulse_trains import while_most_remain


def test_a_train_is_drawn_while_half_of_what_began_is_still_pulsed() -> None:
    """Of 4 cells the one left last is slower than the others: its mean would fall below theirs."""
    cells = [4, 4, 3, 2, 1]
    train = pd.DataFrame({"pulse": range(5), "n_devices": cells, "n_repeats": 1, "mean_S": [1.0, 2.0, 3.0, 4.0, 2.5]})
    kept, whole = while_most_remain(train)
    assert list(kept["mean_S"]) == [1.0, 2.0, 3.0, 4.0]
    assert whole == 2


def test_a_long_stack_is_cut_between_two_layers() -> None:
    assert shortened("La0.7Sr0.3MnO3/Gaq3/AlOx/Co", 18) == "La0.7Sr0.3MnO3/…"
    assert shortened("Co/Nb:SrTiO3, 10 µm", 12) == "Co/Nb:SrTiO…"
    assert shortened("Woo 2016 [106]", 18) == "Woo 2016 [106]"
