"""What tests of drawn figures share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from figure_drawing import DRAWN_X, DRAWN_Y


@pytest.fixture
def plot() -> Iterator[Any]:
    """pyplot without a screen; its figures are closed after the test."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


@pytest.fixture
def drawn(tmp_path: Path) -> Any:
    """A figure whose labels are outlines (PDF) or pixels (PNG); `change` may spoil it before it is saved."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import patheffects

    def draw(name: str, change: Any = None) -> Path:
        figure, axes = plt.subplots(figsize=(4.2, 3.2))
        axes.semilogy(DRAWN_X, DRAWN_Y, "o", color="tab:red", markersize=6)
        axes.set_xlim(0, 100)
        axes.set_ylim(1e-9, 1e-5)
        axes.set_xlabel("Pulse")
        if change:
            change(axes)
        words = [*axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label, axes.yaxis.label]
        for label in words:
            label.set_path_effects([patheffects.Normal()])
        path = tmp_path / name
        figure.savefig(path, dpi=200)
        plt.close(figure)
        return path

    return draw
