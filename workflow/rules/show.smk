# The figures and the report of memristive devices.
# Needs: the records and tables of the analyses. Makes: figures, results/report.json, the dictionary, the summary.


# Those that `snakemake --report` shows beside the report, with what they show.
SHOWN = {
    "energy_over_width": "action energy and width of the pulse",
    "fig11a": "action energy and standby power",
    "comparisons": "device classes compared",
}
# The tables that figures are drawn from, and the numbers of the rules that computed them.
DRAWN_TABLES = [
    *(f"results/data/{table}.parquet" for table in ("benchmark", "readings")),
    *(
        f"results/data/{table}.csv"
        for table in (
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
        )
    ),
    *(
        f"results/numbers/{rule}.parquet"
        for rule in (
            "class_medians",
            "compare_classes",
            "judge_claims",
            "measure_variability",
        )
    ),
]
DRAWN = FIGURES | {
    name: report(FIGURES[name], category="Figures", labels={"shows": what})
    for name, what in SHOWN.items()
}


rule plot:
    input:
        **CLASSES,
        tables=DRAWN_TABLES,
    output:
        **DRAWN,
        energy_over_width_png="results/figures/energy_over_width.png",
    log:
        "results/run/log/plot.log",
    localrule: True
    params:
        settings=PLAN.settings(
            "evidence", "conventions", "analysis", "metrics", "report"
        ),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "plot: drawing the figures"
    script:
        "../scripts/stage.py"


rule report_data:
    input:
        **TABLES,
        **REPORTED,
        changes="results/changes.json",
        tables=DRAWN_TABLES,
        numbers=lambda wildcards: NUMBERS,
        published=lambda wildcards: SHOWN_TABLES,
    output:
        report="results/report.json",
        dictionary="results/data/dictionary.csv",
        reporting="results/data/reporting.csv",
        summary="results/summary.txt",
    log:
        "results/run/log/report_data.log",
    localrule: True
    params:
        settings=PLAN.settings(
            "evidence", "conventions", "analysis", "metrics", "seed", "report"
        ),
        field=PLAN.of_field,
        supplied=PLAN.contents_of(REPORTED),
        projects=PLAN.projects,
        codes=lambda wildcards: CODES,
        code=PLAN.code,
    message:
        "report_data: writing the report's text"
    script:
        "../scripts/stage.py"
