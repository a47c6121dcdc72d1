"""All tolerances of the readers of curves; the page of tolerances lists them with those of tables and figures."""

from dataclasses import dataclass

from printed.tolerances import Count, Share, Times, ToleranceSection, tolerance


@dataclass(frozen=True)
class Curves(ToleranceSection):
    """From a series to a parameter (`reconcile.curves`)."""

    turn: Share = tolerance(0.5, "Part of the range by which a pulse curve goes back before that is another branch.")
    flat: Share = tolerance(0.02, "Part of the range within which states at a turn may be of either branch.")
    flat_turn: Share = tolerance(0.05, "Part of a branch that may lie at its turn and its number not be in doubt.")
    branch: Count = tolerance(4, "Fewest points of a branch.")
    points: Share = tolerance(0.5, "Part of the pulses that must have a point of their own for a number of states.")
    inverse_a: Times = tolerance(60.0, "The fit of the NeuroSim form looks for 1/A between minus and plus this.")
    alpha: Times = tolerance(20.0, "The fit of the power form looks for alpha between minus and plus this.")
    near_bound: Share = tolerance(0.001, "Part of a bound within which a value is at it, or a share may pass 1.")
    step: Times = tolerance(0.5, "Least step of ln |I| that is switching.")


CURVES = Curves()
