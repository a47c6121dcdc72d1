# The figures of memristive devices.
# Needs: the tables of the analyses. Makes: results/figures/FIGURE.svg and one PNG.


# The tables that figures are drawn from, and the numbers of the rules that computed them.
DRAWN_TABLES = [
    *expand("results/data/{table}.parquet", table=("benchmark", "readings")),
    *expand(
        "results/data/{table}.csv",
        table=(
            "papers",
            "classes",
            "comparisons",
            "comparison_pairs",
            "claims",
            "coverage",
            "next_readings",
            "synapses",
            "energy_parts",
            "measured_trains",
            "tags",
            "measured_parts",
            "accuracy",
        ),
    ),
    *expand(
        "results/numbers/{rule}.parquet", rule=("classes", "claims", "variability")
    ),
]
# Those that `snakemake --report` shows beside the report, with what they show.
SHOWN = {
    "energy_over_width": "action energy and width of the pulse",
    "fig11a": "action energy and standby power",
    "comparisons": "device classes compared",
}


rule figures:
    input:
        **CLASSES,
        tables=DRAWN_TABLES,
    output:
        figures=[
            (
                report(
                    path, category="Figures", labels={"shows": SHOWN[Path(path).stem]}
                )
                if Path(path).stem in SHOWN
                else path
            )
            for path in FIGURES
        ],
        picture="results/figures/energy_over_width.png",
    log:
        "results/run/log/figures.log",
    localrule: True
    params:
        settings=PLAN.settings(
            "evidence", "conventions", "analysis", "metrics", "report"
        ),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "figures: drawing the figures"
    script:
        "../scripts/figures.py"
