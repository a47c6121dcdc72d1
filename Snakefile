# memlit: a review regenerated from the literature up. Run `snakemake --cores 4`.
# Needs: references.bib, sources/, extracted/, config/, corrections.csv. Makes: everything under results/.


configfile: "config/config.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/extract_publications.smk"
include: "workflow/rules/reconcile_units.smk"
include: "workflow/rules/choose_tuples.smk"
include: "workflow/rules/compute_benchmark.smk"
include: "workflow/rules/analyses.smk"
include: "workflow/rules/describe_synapses.smk"
include: "workflow/rules/render.smk"
include: "workflow/rules/verify.smk"
include: "workflow/rules/export.smk"
include: "workflow/rules/outputs.smk"


# On a cluster only the rules of a bucket are sent; all others are one short job each, a localrule.


onstart:
    ending.start(workflow.executor_plugin)


onsuccess:
    ending.succeed()


onerror:
    ending.fail(log)


rule all:
    default_target: True
    input:
        published=PUBLISHED,
    localrule: True


rule report:
    input:
        html="results/report.html",
        numbers="results/numbers.html",
        brief="results/brief.pdf",
        report="results/report.pdf",
        appendices="results/appendices.pdf",
    localrule: True
