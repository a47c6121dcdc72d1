# Last: what this run read agrees with the reviewed records, else a diff and a failure after the report.
# Needs: results/extracted/*, both reports. Makes: results/verified.json.


rule verify_extracted:
    input:
        documents=expand("results/extracted/{bucket}.jsonl", bucket=PLAN.buckets),
        html="results/report.html",
        brief="results/brief.pdf",
        report="results/report.pdf",
        appendices="results/appendices.pdf",
        audit=lambda wildcards: AUDITED,
    output:
        verified="results/verified.json",
    log:
        "results/run/log/verify_extracted.log",
    localrule: True
    params:
        code=PLAN.code,
    message:
        "verify_extracted: holding what was read against the reviewed records"
    script:
        "../scripts/stage.py"
