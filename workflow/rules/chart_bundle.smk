# The script of the charts. It reads nothing, and is the first rule: common.smk asks it where the review stands.
# Needs: the installed vl-convert. Makes: results/run/charts.js.


rule chart_bundle:
    output:
        bundle="results/run/charts.js",
    log:
        "results/run/log/chart_bundle.log",
    localrule: True
    params:
        code=lambda wildcards: PLAN.code,
    message:
        "chart_bundle: packing the script of the charts"
    script:
        "../scripts/stage.py"
