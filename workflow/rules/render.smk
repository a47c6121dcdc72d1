# The report as a page and as PDFs.
# Needs: results/report.json, the figures. Makes: results/report.html, numbers.html, the PDFs.


rule render_html:
    input:
        **FIGURES,
        report="results/report.json",
    output:
        html=report("results/report.html", category="Report"),
        numbers="results/numbers.html",
    log:
        "results/run/log/render_html.log",
    localrule: True
    params:
        code=PLAN.code,
    message:
        "render_html: rendering the report as a page"
    script:
        "../scripts/stage.py"


rule render_pdf:
    input:
        **FIGURES,
        report="results/report.json",
    output:
        brief="results/brief.pdf",
        report="results/report.pdf",
        appendices="results/appendices.pdf",
    log:
        "results/run/log/render_pdf.log",
    localrule: True
    params:
        code=PLAN.code,
    message:
        "render_pdf: rendering the report as PDFs"
    script:
        "../scripts/stage.py"
