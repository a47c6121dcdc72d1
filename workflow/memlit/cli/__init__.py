"""The commands. Each does one thing, imports late, prints for a person, and exits 0, 1 (a finding) or 2."""

from __future__ import annotations

import click

from memlit.cli import ask, curate, read
from memlit.errors import MemlitError


class Commands(click.Group):
    """A group whose errors are one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MemlitError as error:
            click.echo(f"memlit: {error}", err=True)
            ctx.exit(2)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="memlit")
def main() -> None:
    """Regenerate a review of memristive devices, and ask any number where it came from."""


for command in (
    read.quantity,
    read.tables,
    read.passages,
    read.digitize,
    read.import_figure,
    ask.audit,
    ask.testcase,
    curate.new,
    curate.add,
    curate.fetch,
    ask.diff,
    ask.place,
    curate.review,
    curate.release,
    curate.accept,
    curate.check,
):
    main.add_command(command)
