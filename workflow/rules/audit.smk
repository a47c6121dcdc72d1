# Where every number came from: digitized figures over their sources, the index, a page for each document; the first
# page of results/ with a file for each item.
# Needs: results/extracted/*, results/report.json, all tables, sources/. Makes: results/audit.sqlite, results/audit,
# results/figures/overlays, results/index.html.


rule audit:
    input:
        **SOURCES,
        **VOCABULARY,
        **RECORDS,
        extracted=expand("results/extracted/{bucket}.jsonl", bucket=PLAN.buckets),
        points=expand("results/extracted/{bucket}.points.csv", bucket=PLAN.buckets),
        tables=lambda wildcards: DATA_TABLES,
        numbers_of_rules=lambda wildcards: NUMBERS,
        report="results/report.json",
    output:
        index="results/audit.sqlite",
        overlays=directory("results/figures/overlays"),
        overlays_list="results/figures/overlays.json",
        pages=directory("results/audit"),
        item_files=directory(f"results/{PLAN.field.folder}"),
        first_page="results/index.html",
    log:
        "results/run/log/audit.log",
    localrule: True
    params:
        settings=PLAN.settings(
            "evidence", "conventions", "analysis", "metrics", "audit", "report"
        ),
        field=PLAN.of_field,
        codes={"read": PLAN.reading_code, "all": PLAN.code},
        supplied=PLAN.contents_of({**SOURCES, **VOCABULARY}),
        code=PLAN.code,
    message:
        "audit: leading every number back to the print"
    script:
        "../scripts/audit.py"
