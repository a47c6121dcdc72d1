"""Typed errors: each says in one line where the problem is, what it is and how to fix it."""


class UserError(Exception):
    """Base of every error that a user can cause or encounter.

    where: file, `file:line` or key; problem: what is wrong; remedy: how to fix it.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(where, problem, remedy)
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.where}: {self.problem}; {self.remedy}"
        return " ".join(line.split())


class ConfigError(UserError):
    """A file of settings, or a setting, does not fit its model."""


class DocumentError(UserError):
    """A document (PDF, XML, HTML, spreadsheet) is broken, encrypted, empty or over a limit."""
