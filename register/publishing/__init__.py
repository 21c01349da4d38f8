"""What leaves the house on paper: letters, reports, case files; rendered from plain data, recorded by the registrar."""

from register.publishing.casefile import case_chronicle, case_file
from register.publishing.gathering import Asked
from register.publishing.letters import preview_letter, render_letter
from register.publishing.reports import document_of, issue_report, prepare_report, preview_report
from register.publishing.suggesting import Start, Suggested, suggest_blocks

__all__ = [
    "Asked",
    "Start",
    "Suggested",
    "case_chronicle",
    "case_file",
    "document_of",
    "issue_report",
    "prepare_report",
    "preview_letter",
    "preview_report",
    "render_letter",
    "suggest_blocks",
]
