# Last: what was read agrees with the accepted records, else a diff and a failure; then the tables as a package.
# Needs: results/extracted/*, all tables, the report, the audit, references.bib. Makes: results/export/*, verified.json.


rule export:
    input:
        **CITATION,
        references="references.bib",
        extracted=expand("results/extracted/{bucket}.jsonl", bucket=PLAN.buckets),
        tables=lambda wildcards: DATA_TABLES,
        page="results/report.html",
        audit="results/audit.sqlite",
    output:
        package="results/export/datapackage.json",
        citation="results/export/CITATION.cff",
        tables=directory("results/export/data"),
        verified="results/verified.json",
    log:
        "results/run/log/export.log",
    localrule: True
    params:
        settings=PLAN.settings("metrics", "report"),
        rules=lambda wildcards: TABLE_RULES,
        uses=lambda wildcards: USES,
        supplied=PLAN.contents_of({**CITATION, "references": "references.bib"}),
        code=PLAN.code,
    message:
        "export: holding what was read against the accepted records, packing the tables"
    script:
        "../scripts/export.py"
