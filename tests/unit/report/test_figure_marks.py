"""What lines and names of figures show: means of those still there, names that keep apart and their order."""

from __future__ import annotations

import pandas as pd
import pytest
from memlit.plots.look.placed import spread_apart
from memlit.plots.look.words import shortened
from memlit.plots.named.pulse_trains import while_most_remain


def test_a_train_is_drawn_while_half_of_what_began_is_still_pulsed() -> None:
    """Of 4 cells the one left last is slower than the others: its mean would fall below theirs."""
    cells = [4, 4, 3, 2, 1]
    train = pd.DataFrame({"pulse": range(5), "n_devices": cells, "n_repeats": 1, "mean_S": [1.0, 2.0, 3.0, 4.0, 2.5]})
    kept, whole = while_most_remain(train)
    assert list(kept["mean_S"]) == [1.0, 2.0, 3.0, 4.0]
    assert whole == 2


def test_names_beside_near_lines_keep_their_order_and_a_step_apart() -> None:
    # The middle of three names at one place stays; by hand.
    assert spread_apart([0.1, 0.5, 0.5, 0.5], 0.1, (0.0, 1.0)) == pytest.approx([0.1, 0.4, 0.5, 0.6])
    assert spread_apart([0.95, 0.99], 0.1, (0.0, 1.0)) == pytest.approx([0.9, 1.0])
    assert spread_apart([], 0.1, (0.0, 1.0)) == []


def test_a_long_stack_is_cut_between_two_layers() -> None:
    assert shortened("La0.7Sr0.3MnO3/Gaq3/AlOx/Co", 18) == "La0.7Sr0.3MnO3/…"
    assert shortened("Co/Nb:SrTiO3, 10 µm", 12) == "Co/Nb:SrTiO…"
    assert shortened("Woo 2016 [106]", 18) == "Woo 2016 [106]"
