"""What the known errors of reading and of source do to medians, comparisons and verdicts."""

from memlit.field.codes import ALL_METHODS, HEADLINE_EVIDENCE, NOT_SHOWN_TO_DIFFER
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section

COMPARED_TABLE = "comparisons.csv"


def known_error(m: Material) -> ReportBlock:
    """Nothing where no median and no verdict carries an error."""
    errors, rates = m.tables["known_error"], m.tables["reading_errors"]
    if errors.empty:
        return {}
    named = f"/{m.config.conventions.headline_pulse}/{HEADLINE_EVIDENCE}/"
    is_shown = (errors["table"] == COMPARED_TABLE) | errors["id"].str.contains(named, regex=False)
    ratios = errors[errors["kind"] == "ratio"]
    could_change = ratios[ratios["could_change"].astype(bool)]
    return written_section(
        m,
        "making/known_error",
        rates=rates,
        total=m.lines(rates[rates["method"] == ALL_METHODS])[0],
        is_assumed=((rates["basis"] == "assumed") & (rates["n_values"] > 0)).any(),
        medians=errors[(errors["kind"] == "median") & is_shown],
        ratios=ratios,
        open_are_undecided=not could_change.empty and (could_change["says"] == NOT_SHOWN_TO_DIFFER).all(),
        verdicts=errors[errors["kind"] == "verdict"],
        has_curators=not m.tables["curators"].empty,
    )
