# Any field whose values are observations: an item under conditions, its metrics, its classes compared.
# Needs: results/reconciled/*, references.bib, curation/*, config/. Makes: printed values, observations, metrics, classes, figures, results/report.json.


rule collect_observations:
    input:
        **TUPLES,
        documents=expand("results/reconciled/{bucket}.jsonl", bucket=PLAN.buckets),
    output:
        shelf="results/library.json",
        observations="results/observations.json",
        numbers="results/numbers/collect_observations.parquet",
        documents="results/data/documents.csv",
        documents_frame="results/data/documents.parquet",
        readings="results/data/readings.csv",
        readings_frame="results/data/readings.parquet",
        table="results/data/observations.csv",
        left_out="results/data/left_out.csv",
    log:
        "results/run/log/collect_observations.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence"),
        field=PLAN.of_field,
        problems=PLAN.problems,
        supplied=PLAN.contents_of(TUPLES),
        code=PLAN.code,
    message:
        "collect_observations: joining what lines print to observations"
    script:
        "../scripts/stage.py"


rule compute_metrics:
    input:
        **VOCABULARY,
        observations="results/observations.json",
    output:
        metrics="results/metrics.json",
        numbers="results/numbers/compute_metrics.parquet",
        table="results/data/metrics.csv",
    log:
        "results/run/log/compute_metrics.log",
    localrule: True
    params:
        settings=PLAN.settings("analysis", "metrics"),
        field=PLAN.of_field,
        supplied=PLAN.contents_of(VOCABULARY),
        code=PLAN.code,
    message:
        "compute_metrics: computing the metrics of every observation"
    script:
        "../scripts/stage.py"


rule compare_observed:
    input:
        observations="results/observations.json",
        metrics="results/metrics.json",
    output:
        compared="results/compared.json",
        numbers="results/numbers/compare_observed.parquet",
        classes="results/data/classes_at.csv",
        pairs="results/data/pairs_at.csv",
    log:
        "results/run/log/compare_observed.log",
    localrule: True
    params:
        settings=PLAN.settings("analysis", "metrics", "seed"),
        field=PLAN.of_field,
        code=PLAN.code,
    message:
        "compare_observed: comparing the classes under the same condition"
    script:
        "../scripts/stage.py"


rule draw_observed:
    input:
        **CLASSES,
        **OBSERVED,
    output:
        **FIGURES,
    log:
        "results/run/log/draw_observed.log",
    localrule: True
    params:
        settings=PLAN.settings("analysis", "metrics"),
        field=PLAN.of_field,
        supplied=PLAN.contents_of(CLASSES),
        code=PLAN.code,
    message:
        "draw_observed: drawing the figures"
    script:
        "../scripts/stage.py"


rule report_observed:
    input:
        **VOCABULARY,
        **CLASSES,
        **CITED,
        **OBSERVED,
        **CHANGES,
        shelf="results/library.json",
        documents="results/data/documents.parquet",
        readings="results/data/readings.parquet",
        numbers=lambda wildcards: NUMBERS,
    output:
        report="results/report.json",
        dictionary="results/data/dictionary.csv",
        summary="results/summary.txt",
    log:
        "results/run/log/report_observed.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "analysis", "metrics", "report"),
        field=PLAN.of_field,
        supplied=PLAN.contents_of({**VOCABULARY, **CLASSES, **CITED}),
        projects=PLAN.projects,
        codes=lambda wildcards: CODES,
        code=PLAN.code,
    message:
        "report_observed: writing the report's text"
    script:
        "../scripts/stage.py"
