# Within one document: parse, convert to SI, correct, derive, a bucket at a time.
# Needs: results/extracted/BUCKET.jsonl, BUCKET.points.csv, corrections.csv. Makes: results/reconciled/BUCKET.jsonl.


rule reconcile:
    input:
        documents="results/extracted/{bucket}.jsonl",
        points="results/extracted/{bucket}.points.csv",
        corrections="corrections.csv",
        vocabulary="config/vocabulary.yaml",
    output:
        documents="results/reconciled/{bucket}.jsonl",
    log:
        "results/run/log/reconcile/{bucket}.log",
    conda:
        "../../environment.yml"
    params:
        supplied=PLAN.contents_of(["corrections.csv", "config/vocabulary.yaml"]),
        code=PLAN.code_of("reconcile"),
    script:
        "../scripts/reconcile.py"
