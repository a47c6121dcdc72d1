"""What tests of drawn figures share."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def plot() -> Iterator[Any]:
    """pyplot without a screen; its figures are closed after the test."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")
