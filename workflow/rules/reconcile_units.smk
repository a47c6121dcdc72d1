# Within one document: parse, convert to SI, correct, derive, a bucket at a time.
# Needs: results/extracted/BUCKET.jsonl, BUCKET.points.csv, curation/corrections.csv. Makes: results/reconciled/BUCKET.jsonl.


rule reconcile_units:
    input:
        **CORRECTIONS,
        documents="results/extracted/{bucket}.jsonl",
        points="results/extracted/{bucket}.points.csv",
    output:
        documents="results/reconciled/{bucket}.jsonl",
    log:
        "results/run/log/reconcile_units/{bucket}.log",
    params:
        supplied=PLAN.contents_of(CORRECTIONS),
        code=PLAN.reading_code,
    message:
        "reconcile_units, bucket {wildcards.bucket}: converting printed values to SI"
    script:
        "../scripts/stage.py"
