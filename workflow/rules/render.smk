# The report as a page and as PDFs.
# Needs: results/report.json, the figures. Makes: results/report.html, numbers.html, the PDFs.


rule render:
    input:
        report="results/report.json",
        figures=FIGURES,
    output:
        page=report("results/report.html", category="Report"),
        numbers_page="results/numbers.html",
        brief_pdf="results/brief.pdf",
        report_pdf="results/report.pdf",
        appendices_pdf="results/appendices.pdf",
    log:
        "results/run/log/render.log",
    localrule: True
    params:
        code=PLAN.code,
    message:
        "render: rendering the report as a page and as PDFs"
    script:
        "../scripts/render.py"
