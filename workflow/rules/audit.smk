# Where every number came from: overlays of digitized figures, the index, a page for each document.
# Needs: results/extracted/*, results/report.json, the tables of what was read. Makes: results/audit.sqlite, results/audit/KEY.html, overlays.


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
        code=PLAN.code,
    message:
        "overlays: drawing digitized figures over their sources"
    script:
        "../scripts/stage.py"


rule audit_index:
    input:
        **RECORDS,
        **VOCABULARY,
        numbers=lambda wildcards: NUMBERS,
        report="results/report.json",
    output:
        index="results/audit.sqlite",
    log:
        "results/run/log/audit_index.log",
    localrule: True
    params:
        settings=PLAN.settings("evidence", "conventions", "analysis", "metrics"),
        field=PLAN.of_field,
        codes=lambda wildcards: codes_of(STEPS),
        supplied=PLAN.contents_of(VOCABULARY),
        code=PLAN.code,
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
        settings=PLAN.settings("audit"),
        supplied=PLAN.contents_of(SOURCES),
        code=PLAN.code,
    message:
        "audit_pages: writing a page for each document"
    script:
        "../scripts/stage.py"
