# Figures, the report and the audit index.
# Needs: results/extracted/*, the records and tables of the analyses, release/ if there is one. Makes: overlays of digitized figures, changes.json, results/report.{json,html,pdf}, numbers.html, figures, the charts' script, dictionary, audit index, results/audit/KEY.html.


# Those that `snakemake --report` shows beside the report, with what they show.
SHOWN = {
    "energy_over_width": "action energy and width of the pulse",
    "fig11a": "action energy and standby power",
    "comparisons": "device classes compared",
}
DRAWN = FIGURES | {
    name: report(FIGURES[name], category="Figures", labels={"shows": what})
    for name, what in SHOWN.items()
}


rule plot:
    input:
        **CLASSES,
        benchmark="results/data/benchmark.parquet",
        library="results/library.json",
        evidence="results/evidence.json",
        class_medians="results/class_medians.json",
        comparisons="results/comparisons.json",
        variability="results/variability.json",
        sensitivity="results/sensitivity.json",
        claims="results/claims.json",
        synapses="results/synapses.json",
        class_model="results/class_model.json",
        readings="results/data/readings.csv",
    output:
        **DRAWN,
        energy_over_width_png="results/figures/energy_over_width.png",
    log:
        "results/run/log/plot.log",
    localrule: True
    params:
        settings=PLAN.settings_of("plot"),
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code_of("plot"),
    message:
        "plot: drawing the figures"
    script:
        "../scripts/stage.py"


rule overlays:
    input:
        **SOURCES,
        documents=expand("results/extracted/{bucket}.jsonl", bucket=PLAN.buckets),
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
    output:
        folder=directory("results/figures/overlays"),
        drawn="results/figures/overlays.json",
    log:
        "results/run/log/overlays.log",
    localrule: True
    params:
        supplied=PLAN.contents_of(SOURCES),
        code=PLAN.code_of("overlays"),
    message:
        "overlays: drawing digitized figures over their sources"
    script:
        "../scripts/stage.py"


rule changes:
    input:
        **RELEASE,
        readings="results/data/readings.csv",
        devices="results/data/devices.csv",
        benchmark="results/data/benchmark.csv",
        classes="results/data/classes.csv",
        comparisons="results/data/comparisons.csv",
        comparison_pairs="results/data/comparison_pairs.csv",
        comparison_tests="results/data/comparison_tests.csv",
        claims="results/data/claims.csv",
    output:
        changes="results/changes.json",
        numbers="results/numbers/changes.parquet",
    log:
        "results/run/log/changes.log",
    localrule: True
    params:
        folder="release",
        supplied=PLAN.contents_of(RELEASE),
        code=PLAN.code_of("changes"),
    message:
        "changes: comparing the tables with the last release"
    script:
        "../scripts/stage.py"


rule report_data:
    input:
        **RECORDS,
        **REPORTED,
        numbers=lambda wildcards: NUMBERS,
    output:
        report="results/report.json",
        dictionary="results/data/dictionary.csv",
        reporting="results/data/reporting.csv",
        summary="results/summary.txt",
    log:
        "results/run/log/report_data.log",
    localrule: True
    params:
        settings=PLAN.settings_of("report_data"),
        supplied=PLAN.contents_of(REPORTED),
        projects=PLAN.projects,
        codes=lambda wildcards: CODES,
        code=PLAN.code_of("report_data"),
    message:
        "report_data: writing the report's text"
    script:
        "../scripts/stage.py"


rule render_html:
    input:
        **FIGURES,
        report="results/report.json",
        bundle="results/run/charts.js",
    output:
        html=report("results/report.html", category="Report"),
        numbers="results/numbers.html",
    log:
        "results/run/log/render_html.log",
    localrule: True
    params:
        code=PLAN.code_of("render_html"),
    message:
        "render_html: rendering the report as a page"
    script:
        "../scripts/stage.py"


rule render_pdf:
    input:
        **FIGURES,
        report="results/report.json",
    output:
        brief="results/brief.pdf",
        report="results/report.pdf",
        appendices="results/appendices.pdf",
    log:
        "results/run/log/render_pdf.log",
    localrule: True
    params:
        code=PLAN.code_of("render_pdf"),
    message:
        "render_pdf: rendering the report as PDFs"
    script:
        "../scripts/stage.py"


rule audit_index:
    input:
        **TABLES,
        numbers=lambda wildcards: NUMBERS,
        claims="results/claims.json",
        report="results/report.json",
    output:
        index="results/audit.sqlite",
    log:
        "results/run/log/audit_index.log",
    localrule: True
    params:
        settings=PLAN.settings_of("audit_index"),
        codes=PLAN.codes_of(parse_time.STEP_STAGES),
        code=PLAN.code_of("audit_index"),
    message:
        "audit_index: indexing where every number came from"
    script:
        "../scripts/stage.py"


rule audit_pages:
    input:
        **SOURCES,
        index="results/audit.sqlite",
        library="results/library.json",
        documents="results/data/documents.parquet",
        overlays="results/figures/overlays.json",
        drawings="results/figures/overlays",
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
    output:
        pages=directory("results/audit"),
    log:
        "results/run/log/audit_pages.log",
    localrule: True
    params:
        settings=PLAN.settings_of("audit_pages"),
        supplied=PLAN.contents_of(SOURCES),
        code=PLAN.code_of("audit_pages"),
    message:
        "audit_pages: writing a page for each document"
    script:
        "../scripts/stage.py"
