# Reads documents exactly as printed, a bucket at a time: its text, its tables, its figures.
# Needs: sources/KEY/*, extracted/KEY.json, KEY.points.csv, KEY.pictures.jsonl, config/vocabulary.yaml. Makes: results/extracted/BUCKET.jsonl, BUCKET.points.csv.
# The one rule that does not list all that it reads: Snakemake looks at an input many times, and a bucket may have
# thousands of files. Their digest among the parameters stands for them.


rule extract_publications:
    input:
        **VOCABULARY,
    output:
        documents="results/extracted/{bucket}.jsonl",
        points="results/extracted/{bucket}.points.csv",
    log:
        "results/run/log/extract_publications/{bucket}.log",
    benchmark:
        "results/run/benchmark/extract_publications/{bucket}.tsv"
    resources:
        mem_mb=3000,
        runtime=120,
    params:
        documents=lambda wildcards: PLAN.keys_of(wildcards.bucket),
        supplied=lambda wildcards: PLAN.contents_of(
            [*PLAN.files_of(wildcards.bucket), *VOCABULARY.values()]
        ),
        code=PLAN.reading_code,
    message:
        "extract_publications, bucket {wildcards.bucket}: reading the publications as printed"
    script:
        "../scripts/stage.py"
