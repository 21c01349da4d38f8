"""A fictional letter of every kind, for looking at them and trying them out."""

from collections.abc import Iterator
from datetime import date

from reports.letters.model import Block, Letter, Letterhead
from reports.letters.placeholders import fill
from reports.letters.standard import Standard, StandardLetter, standard

LETTERHEAD = Letterhead(
    brand="Kookaburra Mutual",
    entity="Kookaburra Mutual Bank Ltd",
    licence="AFSL 999999",
    address=("1 Example Street", "Sydney NSW 2000"),
    contact=("1800 000 000", "complaints@kookaburra.example", "kookaburra.example"),
    legal_line="Kookaburra Mutual Bank Ltd. A fictional firm.",
)
PARAMETERS = {
    "addressee_name": "Ms Rivers",
    "received_on": "12 May 2026",
    "respond_by": "11 June 2026",
    "review_on": "25 June 2026",
    "reference": "C-2026-000001",
    "officer_name": "Robin Example",
    "firm_phone": "1800 000 000",
    "firm_email": "complaints@kookaburra.example",
    "firm_address": "1 Example Street, Sydney NSW 2000",
    "objection_until": "9 July 2026",
    "scheme_until": "9 July 2026",
    "scheme_name": "Example Ombudsman",
    "scheme_website": "ombudsman.example",
    "scheme_email": "info@ombudsman.example",
    "scheme_phone": "1800 111 111",
    "scheme_address": "PO Box 1, Melbourne VIC 3000",
}
ELSEWHERE = {"objection-period", "afca-28-days", "afca-delay-only"}
WRITTEN = {
    "outcome": "We accept part of your complaint. We refund the duplicate monthly fee of $25.00. We do not accept"
    " that the overdraft interest was wrong.",
    "actions-taken": "On 2 June 2026 we did the following:\n- refunded $25.00 to your account;\n- corrected the"
    " fee setting, so that it cannot be charged twice again;\n- noted on your file that you prefer to be written to.",
    "reasons": "The interest follows from the terms you agreed to, and the account was overdrawn on the six days for"
    " which it was charged. We considered whether the duplicate fee had caused the overdraft. It had not: the account"
    " was overdrawn before the fee was taken.",
    "delay-reasons": "Your complaint is about a transfer made in 2019. To find out what happened we need the records of"
    " the bank that received it. We asked for them on 20 May 2026 and have not received them.",
    "resolution": "On 14 May 2026 we refunded $25.00 and apologised. You told us by telephone that this settles it.",
}
ITEMS = {
    "points-answered": (
        ("The monthly fee was charged twice.", "You are right. We have refunded it."),
        ("Nobody answered my two messages.", "You are right, and we are sorry. They were read but not passed on."),
        ("The overdraft interest is wrong.", "We do not agree; our reasons are below."),
    ),
    "findings": (
        ("The fee of $25.00 was charged on 1 and on 3 May 2026.", "Account statement of May 2026."),
        ("The account was overdrawn from 24 to 29 April 2026.", "Account statement of April 2026; card transactions."),
    ),
}


def samples(pack: str, language: str) -> Iterator[Letter]:
    """Yield one letter of each kind the pack has texts for."""
    texts = standard(pack, language)
    for number, start in enumerate(texts.letters.values(), 1):
        yield _letter(texts, start, f"L-2026-{number:06d}", language)


def _letter(texts: Standard, start: StandardLetter, document_id: str, language: str) -> Letter:
    return Letter(
        kind=start.kind,
        language=language,
        letterhead=LETTERHEAD,
        addressee=("Ms Coral Rivers", "12 Nowhere Lane", "Newcastle NSW 2300"),
        date=date(2026, 6, 11),
        reference=PARAMETERS["reference"],
        subject=fill(start.subject, PARAMETERS),
        salutation=fill(start.salutation, PARAMETERS),
        blocks=tuple(_block(texts, name) for name in start.blocks if name not in ELSEWHERE),
        closing=start.closing,
        signatory=("Robin Example", "Complaints Officer"),
        document_id=document_id,
        checkpoint="trail.kookaburra.example/register · 61,204 entries",
    )


def _block(texts: Standard, name: str) -> Block:
    block = texts.blocks[name]
    text = fill(block.text, PARAMETERS) or WRITTEN.get(name, "")
    return Block(name, text, block.heading, ITEMS.get(name, ()))
