"""How the report was made: the formulas, the unit of evidence, the plan, the programs."""

from memlit.benchmark.formula_text import SPELT, formula_text
from memlit.report.blocks import ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.written import written_section


def how_made(m: ObservedMaterial) -> ReportBlock:
    """Methods."""
    formulas = [(name, formula_text(formula, SPELT)) for name, formula in m.formulas.items()]
    letters = [(letter, m.vocabulary.parameters[name]) for letter, name in m.field.inputs.items()]
    return written_section(m, "observed/how_made", formulas=formulas, letters=letters)
