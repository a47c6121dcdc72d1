# A field whose values are observations: what lines print, their metrics, classes compared; figures and report of it.
# Needs: results/reconciled/*, references.bib, curation/*, config/. Makes: observations, metrics, figures, report.json.


rule observed_benchmark:
    input:
        **SUPPLIED,
        reconciled=expand("results/reconciled/{bucket}.jsonl", bucket=PLAN.buckets),
    output:
        library="results/library.json",
        readings="results/data/readings.parquet",
        documents="results/data/documents.parquet",
        readings_csv="results/data/readings.csv",
        documents_csv="results/data/documents.csv",
        observations="results/data/observations.csv",
        left_out="results/data/left_out.csv",
        metrics="results/data/metrics.csv",
        classes_at="results/data/classes_at.csv",
        pairs_at="results/data/pairs_at.csv",
        numbers="results/numbers/observed_benchmark.parquet",
    log:
        "results/run/log/observed_benchmark.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "analysis", "metrics", "seed"),
        field=PLAN.of_field,
        problems=PLAN.problems,
        supplied=PLAN.contents_of(SUPPLIED),
        code=PLAN.code,
    message:
        "observed_benchmark: joining what lines print to observations, computing their metrics"
    script:
        "../scripts/observed_benchmark.py"


rule observed_figures:
    input:
        **CLASSES,
        **OBSERVED,
    output:
        figures=FIGURES,
    log:
        "results/run/log/observed_figures.log",
    localrule: True
    params:
        settings=PLAN.settings("analysis", "metrics"),
        field=PLAN.of_field,
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "observed_figures: drawing the figures"
    script:
        "../scripts/observed_figures.py"


rule observed_report:
    input:
        **VOCABULARY,
        **CLASSES,
        **CITATION,
        **RELEASE,
        **OBSERVED,
        library="results/library.json",
        documents="results/data/documents.parquet",
        readings="results/data/readings.parquet",
        tables=lambda wildcards: SHOWN_TABLES,
        numbers_of_rules=lambda wildcards: SHOWN_NUMBERS,
    output:
        report="results/report.json",
        dictionary="results/data/dictionary.csv",
        summary="results/summary.txt",
        numbers="results/numbers/observed_report.parquet",
    log:
        "results/run/log/observed_report.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "analysis", "metrics", "report"),
        field=PLAN.of_field,
        supplied=PLAN.contents_of({**VOCABULARY, **CLASSES, **CITATION, **RELEASE}),
        projects=PLAN.projects,
        rules=lambda wildcards: TABLE_RULES,
        code=PLAN.code,
    message:
        "observed_report: writing the report's text"
    script:
        "../scripts/observed_report.py"
