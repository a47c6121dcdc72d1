# memlit: a review regenerated from the literature up. Run `snakemake --cores 4`.
# Needs: references.bib, sources/, extracted/, config/, corrections.csv. Makes: everything under results/.


configfile: "config/config.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/extract.smk"
include: "workflow/rules/reconcile.smk"
include: "workflow/rules/resolve.smk"
include: "workflow/rules/benchmark.smk"
include: "workflow/rules/analyse.smk"
include: "workflow/rules/describe_synapses.smk"
include: "workflow/rules/render.smk"
include: "workflow/rules/verify.smk"
include: "workflow/rules/export.smk"


# On a cluster only the rules of a bucket are sent; these are one short job each.
localrules:
    resolve,
    benchmark,
    analyse,
    describe_synapses,
    figures,
    chart_bundle,
    overlays,
    changes,
    report_data,
    report_html,
    report_pdf,
    audit_index,
    export,
    run_crate,
    audit_pages,
    verify_extracted,
    report,


onstart:
    ending.start()


onsuccess:
    ending.succeed()


onerror:
    ending.fail(log)


rule all:
    default_target: True
    input:
        html="results/report.html",
        pdf="results/report.pdf",
        index="results/audit.sqlite",
        pages="results/audit",
        dictionary="results/data/dictionary.csv",
        overlays="results/figures/overlays.json",
        package="results/export/datapackage.json",
        crate="results/run/memlit.crate.zip",
        verified="results/verified.json",
    localrule: True


rule report:
    input:
        html="results/report.html",
        pdf="results/report.pdf",
