# What the rules above write. `all` asks for everything: Snakemake makes no file that is missing, or that was added to the
# outputs of a rule, unless something asks for it.

from snakemake.exceptions import WorkflowError


def is_rule(name: str) -> bool:
    """Whether the field has this rule; Snakemake's list of rules answers with an error of its own."""
    try:
        return bool(getattr(rules, name))
    except WorkflowError:
        return False


REPORTS = [name for name in ("report_text", "observed_report") if is_rule(name)]
WRITTEN = {
    name: [path.removeprefix(PREFIX) for path in getattr(rules, name).output]
    for name in RULES
    if is_rule(name)
}
READ = {
    name: [
        path.removeprefix(PREFIX)
        for path in getattr(rules, name).input
        if not callable(path)
    ]
    for name in WRITTEN
}
PUBLISHED = expand(
    [path for outputs in WRITTEN.values() for path in outputs], bucket=PLAN.buckets
)
# The rules that publish tables, with what they were made from.
TABLE_RULES = [
    name
    for name, outputs in WRITTEN.items()
    if any(fnmatch(path, "results/data/*.csv") for path in outputs)
]
USES = parse_time.uses_of_rules(READ, WRITTEN, TABLE_RULES)
DATA_TABLES = [path for path in PUBLISHED if fnmatch(path, "results/data/*.csv")]
# All tables and records.
DATA = [
    path
    for path in PUBLISHED
    if Path(path).parent in (Path("results"), Path("results/data"))
    and Path(path).suffix in (".csv", ".parquet", ".json")
    and path not in WRITTEN["export"]
]
# The rows of each rule in the one table of numbers.
NUMBERS = [path for path in PUBLISHED if fnmatch(path, "results/numbers/*.parquet")]
# What the rule of the report writes itself is none of what it shows.
OF_REPORT = [path for name in REPORTS for path in WRITTEN[name]]
SHOWN_TABLES = [path for path in DATA_TABLES if path not in OF_REPORT]
SHOWN_NUMBERS = [path for path in NUMBERS if path not in OF_REPORT]
