"""The command line as people use it: commands in a home of their own, and what they said."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner, Result

from register.cli import main


@dataclass(frozen=True)
class Console:
    """Runs commands against one home and database; everything else of the environment is as it is for a stranger."""

    home: Path
    database_url: str | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REGISTER_")}
        named = {} if self.database_url is None else {"REGISTER_DATABASE_URL": self.database_url}
        return {**kept, "REGISTER_HOME": str(self.home), **named, **self.more}

    def run(self, *words: str, given: str = "") -> Result:
        blank: dict[str, str | None] = {name: None for name in os.environ if name.startswith("REGISTER_")}
        return CliRunner().invoke(main, words, input=given, env={**blank, **self.environment})

    def does(self, *words: str, given: str = "") -> str:
        """What a command prints that has to go well."""
        result = self.run(*words, given=given)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *words: str) -> str:
        """What a command says that has to be refused, in lines that each name the program."""
        result = self.run(*words)
        assert result.exit_code == 2, (result.exit_code, result.output)
        assert result.stdout == ""
        assert all(line.startswith("register: ") for line in result.stderr.splitlines())
        return result.stderr
