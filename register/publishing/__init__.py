"""What leaves the house on paper: letters, reports, case files; rendered from plain data, recorded by the registrar."""

from register.publishing.letters import preview_letter, render_letter
from register.publishing.suggesting import Start, Suggested, suggest_blocks

__all__ = ["Start", "Suggested", "preview_letter", "render_letter", "suggest_blocks"]
