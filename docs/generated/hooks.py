"""What mkdocs does beside its own: pages made from the code, and pages that stand elsewhere in the repository."""

from pathlib import Path

from memlit.config import METRICS_FILE, load_metrics
from memlit.declared import declared_tables
from memlit.export.dictionary import dictionary_text
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs.generated.statistics import functions_and_results
from docs.generated.tolerances import page as tolerances

ROOT = Path(__file__).resolve().parents[2]
EVALUATION = sorted(page for page in (ROOT / "evaluation").glob("*.md") if page.name != "README.md")
ELSEWHERE = {
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "evaluation/index.md": "evaluation/README.md",
    **{f"evaluation/{page.name}": f"evaluation/{page.name}" for page in EVALUATION},
    "figcurves.md": "workflow/figcurves/README.md",
    "evaluation/speed/workflow.md": "evaluation/speed/workflow.md",
}
"""Pages of the site that are files of the repository outside docs/."""


def data_dictionary() -> str:
    tables = declared_tables(None, load_metrics(ROOT / METRICS_FILE))
    return dictionary_text(tables, load_vocabulary(ROOT / VOCABULARY_FILE))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that are not in docs/."""
    made = {"data-dictionary.md": data_dictionary(), "tolerances.md": tolerances()}
    for page, source in ELSEWHERE.items():
        # Links are written from where the file stands.
        made[page] = (ROOT / source).read_text(encoding="utf-8").replace("](docs/", "](")
    for page, text in made.items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lists the functions below docs/statistics.md, and leads links to files outside docs/ to their pages."""
    for name, source in ELSEWHERE.items():
        markdown = markdown.replace(f"](../{source}", f"]({name}")
    return f"{markdown}\n{functions_and_results()}" if page.file.src_uri == "statistics.md" else markdown
