"""The error of a figure that cannot be read: where, what is wrong, and how to fix it, in one line."""

from printed.errors import UserError


class FigureError(UserError):
    """A figure or the project of a digitizer cannot be read exactly."""


class NoVectorPanel(FigureError):
    """A page that was asked for holds no vector panel with a scale: its figure may be a picture."""
