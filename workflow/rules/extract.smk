# Reads documents exactly as printed, a bucket at a time.
# Needs: sources/KEY/* and their stamp (written where Snakemake starts), extracted/KEY.json, KEY.points.csv, config/vocabulary.yaml. Makes: results/extracted/BUCKET.jsonl, BUCKET.points.csv.


rule extract:
    input:
        supplied="results/run/supplied/{bucket}.txt",
        vocabulary="config/vocabulary.yaml",
    output:
        documents="results/extracted/{bucket}.jsonl",
        points="results/extracted/{bucket}.points.csv",
    log:
        "results/run/log/extract/{bucket}.log",
    conda:
        "../../environment.yml"
    params:
        documents=lambda wildcards: PLAN.keys_of(wildcards.bucket),
        supplied=lambda wildcards: PLAN.contents_of(
            [*PLAN.files_of(wildcards.bucket), "config/vocabulary.yaml"]
        ),
        code=PLAN.code_of("extract"),
    script:
        "../scripts/extract.py"
