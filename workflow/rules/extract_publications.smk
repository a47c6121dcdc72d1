# Reads documents exactly as printed, a bucket at a time: its text, its tables, its figures.
# Needs: sources/KEY/*, extracted/KEY.json, KEY.points.csv, KEY.pictures.jsonl, config/vocabulary.yaml. Makes: results/extracted/BUCKET.jsonl, BUCKET.points.csv.
# The one rule that does not list all that it reads: a stamp (written where Snakemake starts) stands for a bucket's files.


rule extract_publications:
    input:
        **VOCABULARY,
        supplied="results/run/supplied/{bucket}.txt",
    output:
        documents="results/extracted/{bucket}.jsonl",
        points="results/extracted/{bucket}.points.csv",
    log:
        "results/run/log/extract_publications/{bucket}.log",
    conda:
        "../../environment.yml"
    params:
        documents=lambda wildcards: PLAN.keys_of(wildcards.bucket),
        supplied=lambda wildcards: PLAN.contents_of(
            [*PLAN.files_of(wildcards.bucket), *VOCABULARY.values()]
        ),
        code=PLAN.code_of("extract_publications"),
    message:
        "extract_publications, bucket {wildcards.bucket}: reading the publications as printed"
    script:
        "../scripts/stage.py"
