"""Quantities as the field prints them: one function, `read_quantities`."""

from memlit.quantities.model import Quantity
from memlit.quantities.read import read_quantities

__all__ = ["Quantity", "read_quantities"]
