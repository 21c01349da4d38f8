"""``python -m register.cli``: the command line without its script, for child processes."""

from register.cli import main

main(prog_name="register")
