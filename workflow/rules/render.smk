# Figures, the report and the audit index.
# Needs: results/extracted/*, resolved.json, benchmark.json, analysis.json, data/*.csv, release/ if there is one. Makes: overlays of digitized figures, changes.json, results/report.{json,html,pdf}, figures, the charts' script, dictionary, audit index, results/audit/KEY.html.


rule figures:
    input:
        benchmark="results/benchmark.json",
        resolved="results/resolved.json",
        analysis="results/analysis.json",
        claims="results/claims.json",
        classes="config/classes.yaml",
    output:
        known="results/figures/known.svg",
        known_narrow="results/figures/known_narrow.svg",
        fig11a="results/figures/fig11a.svg",
        fig11b="results/figures/fig11b.svg",
        fig11c="results/figures/fig11c.svg",
        comparisons="results/figures/comparisons.svg",
        pairs="results/figures/pairs.svg",
        multiverse="results/figures/multiverse.svg",
        variability="results/figures/variability.svg",
        spread="results/figures/spread.svg",
        accuracy="results/figures/accuracy.svg",
        known_png="results/figures/known.png",
    log:
        "results/run/log/figures.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("figures"),
        supplied=PLAN.contents_of(["config/classes.yaml"]),
        code=PLAN.code_of("figures"),
    script:
        "../scripts/figures.py"


rule overlays:
    input:
        documents=expand("results/extracted/{bucket}.jsonl", bucket=PLAN.buckets),
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
    output:
        folder=directory("results/figures/overlays"),
        drawn="results/figures/overlays.json",
    log:
        "results/run/log/overlays.log",
    conda:
        "../../environment.yml"
    params:
        code=PLAN.code_of("overlays"),
    script:
        "../scripts/overlays.py"


rule changes:
    input:
        readings="results/data/readings.csv",
        devices="results/data/devices.csv",
        benchmark="results/data/benchmark.csv",
        classes="results/data/classes.csv",
        comparisons="results/data/comparisons.csv",
        comparison_pairs="results/data/comparison_pairs.csv",
        comparison_tests="results/data/comparison_tests.csv",
        claims="results/data/claims.csv",
        release=PLAN.release_files,
    output:
        changes="results/changes.json",
    log:
        "results/run/log/changes.log",
    conda:
        "../../environment.yml"
    params:
        release="release",
        supplied=PLAN.contents_of(PLAN.release_files),
        code=PLAN.code_of("changes"),
    script:
        "../scripts/changes.py"


rule report_data:
    input:
        resolved="results/resolved.json",
        benchmark="results/benchmark.json",
        analysis="results/analysis.json",
        claims="results/claims.json",
        changes="results/changes.json",
        vocabulary="config/vocabulary.yaml",
        classes="config/classes.yaml",
        reporting="config/reporting.yaml",
    output:
        report="results/report.json",
        dictionary="results/data/dictionary.csv",
        reporting="results/data/reporting.csv",
        summary="results/summary.txt",
    log:
        "results/run/log/report_data.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("report_data"),
        supplied=PLAN.contents_of(
            [
                "config/vocabulary.yaml",
                "config/classes.yaml",
                "config/reporting.yaml",
                "CITATION.cff",
            ]
        ),
        projects=PLAN.projects,
        code=PLAN.code_of("report_data"),
    script:
        "../scripts/report_data.py"


rule chart_bundle:
    output:
        bundle="results/run/charts.js",
    log:
        "results/run/log/chart_bundle.log",
    conda:
        "../../environment.yml"
    params:
        code=PLAN.code_of("chart_bundle"),
    script:
        "../scripts/chart_bundle.py"


rule report_html:
    input:
        report="results/report.json",
        bundle="results/run/charts.js",
        known="results/figures/known.svg",
        known_narrow="results/figures/known_narrow.svg",
        fig11a="results/figures/fig11a.svg",
        fig11b="results/figures/fig11b.svg",
        fig11c="results/figures/fig11c.svg",
        comparisons="results/figures/comparisons.svg",
        pairs="results/figures/pairs.svg",
        multiverse="results/figures/multiverse.svg",
        variability="results/figures/variability.svg",
        spread="results/figures/spread.svg",
        accuracy="results/figures/accuracy.svg",
    output:
        html="results/report.html",
    log:
        "results/run/log/report_html.log",
    conda:
        "../../environment.yml"
    params:
        code=PLAN.code_of("report_html"),
    script:
        "../scripts/report_html.py"


rule report_pdf:
    input:
        report="results/report.json",
        known="results/figures/known.svg",
        fig11a="results/figures/fig11a.svg",
        fig11b="results/figures/fig11b.svg",
        fig11c="results/figures/fig11c.svg",
        comparisons="results/figures/comparisons.svg",
        pairs="results/figures/pairs.svg",
        multiverse="results/figures/multiverse.svg",
        variability="results/figures/variability.svg",
        spread="results/figures/spread.svg",
        accuracy="results/figures/accuracy.svg",
    output:
        pdf="results/report.pdf",
    log:
        "results/run/log/report_pdf.log",
    conda:
        "../../environment.yml"
    params:
        code=PLAN.code_of("report_pdf"),
    script:
        "../scripts/report_pdf.py"


rule audit_index:
    input:
        resolved="results/resolved.json",
        benchmark="results/benchmark.json",
        report="results/report.json",
        analysis="results/analysis.json",
        claims="results/claims.json",
        changes="results/changes.json",
    output:
        index="results/audit.sqlite",
    log:
        "results/run/log/audit_index.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("audit_index"),
        codes=PLAN.codes_of_steps(),
        code=PLAN.code_of("audit_index"),
    script:
        "../scripts/audit_index.py"


rule audit_pages:
    input:
        index="results/audit.sqlite",
        resolved="results/resolved.json",
        overlays="results/figures/overlays.json",
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
    output:
        pages=directory("results/audit"),
    log:
        "results/run/log/audit_pages.log",
    conda:
        "../../environment.yml"
    params:
        settings=PLAN.settings_of("audit_pages"),
        supplied=PLAN.contents_of(PLAN.supplied_files),
        code=PLAN.code_of("audit_pages"),
    script:
        "../scripts/audit_pages.py"
