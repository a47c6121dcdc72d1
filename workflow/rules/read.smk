# A bucket of documents: read exactly as printed (text, tables, figures), then put into SI, each document on its own.
# Needs: sources/KEY/*, extracted/KEY.*, config/vocabulary.yaml, curation/corrections.csv.
# Makes: results/extracted/BUCKET.jsonl, BUCKET.points.csv, results/reconciled/BUCKET.jsonl.
# The one rule that does not list all that it reads: Snakemake looks at an input many times, and a bucket may have
# thousands of files. Their digest among the parameters stands for them, and that of the bucket's own corrections.


rule read:
    input:
        **VOCABULARY,
    output:
        extracted="results/extracted/{bucket}.jsonl",
        points="results/extracted/{bucket}.points.csv",
        reconciled="results/reconciled/{bucket}.jsonl",
    log:
        "results/run/log/read/{bucket}.log",
    benchmark:
        "results/run/benchmark/read/{bucket}.tsv"
    resources:
        mem_mb=3000,
        runtime=120,
    params:
        documents=lambda wildcards: PLAN.keys_of(wildcards.bucket),
        supplied=lambda wildcards: PLAN.contents_of(
            [*PLAN.files_of(wildcards.bucket), *VOCABULARY.values()]
        ),
        corrections=lambda wildcards: PLAN.corrections_of(wildcards.bucket),
        code=PLAN.reading_code,
    message:
        "read, bucket {wildcards.bucket}: reading the publications as printed, and in SI"
    script:
        "../scripts/read.py"
