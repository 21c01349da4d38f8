"""What leaves the house on paper: letters, reports, case files; rendered from plain data, recorded by the registrar."""

from register.publication.casefile import case_chronicle, case_file
from register.publication.letters import preview_letter, render_letter
from register.publication.report_input import Asked
from register.publication.reports import document_of, issue_report, prepare_report, preview_report
from register.publication.suggestions import Start, Suggested, suggest_blocks

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
