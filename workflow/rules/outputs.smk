# What the rules above write. `all` asks for everything: Snakemake makes no file that is missing, or that was added to the
# outputs of a rule, unless something asks for it.

WRITTEN = {
    name: [path.removeprefix(PREFIX) for path in getattr(rules, name).output]
    for name in PLAN.stages
}
PUBLISHED = expand(
    [path for outputs in WRITTEN.values() for path in outputs], bucket=PLAN.buckets
)
# The published tables by the rule that writes them, and with them the records: what the report shows a part of.
TABLES_OF_RULES = {
    name: [path for path in outputs if fnmatch(path, "results/data/*.csv")]
    for name, outputs in WRITTEN.items()
}
DATA_TABLES = [path for tables in TABLES_OF_RULES.values() for path in tables]
DATA = [
    path
    for path in PUBLISHED
    if Path(path).parent in (Path("results"), Path("results/data"))
    and Path(path).suffix in (".csv", ".parquet", ".json")
    and path not in WRITTEN["verify_extracted"]
]
