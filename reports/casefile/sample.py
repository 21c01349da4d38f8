"""A fictional case from its first message to its closing, for looking at the chronicle."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from reports.casefile.inputs import Chronicle, Detail, Event, Limit

START = datetime(2026, 5, 12, 0, 15, tzinfo=UTC)
HOSTILE = (
    "I was charged TWICE \N{POUTING FACE} and nobody answers! <script>alert('x')</script>\n"
    "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd, 重复收费, \x00 and so on."
)


def sample() -> Chronicle:
    """Return the sample chronicle."""
    happened = (
        (
            0,
            "system:intake",
            "Message received",
            (Detail("Channel", "Facebook, public comment"), Detail("Text", HOSTILE)),
        ),
        (
            12,
            "Robin Example",
            "Decided: a complaint",
            (Detail("Test", "Dissatisfied; about a service; answer expected"),),
        ),
        (13, "Robin Example", "Complaint registered", (Detail("Class", "Standard"), Detail("Limit", "11 June 2026"))),
        (20, "Robin Example", "Acknowledged", (Detail("Way", "Reply in the channel"),)),
        (1400, "Robin Example", "Identity checked", (Detail("Method", "Call back on the number on file"),)),
        (30000, "Robin Example", "Response drafted and submitted", (Detail("Letter", "L-2026-000002"),)),
        (30100, "Alex Sample", "Response approved", (Detail("Content", "sha-256 of the letter as approved"),)),
        (30102, "system:worker", "Response sent", (Detail("To", "coral.rivers@mail.example"),)),
        (30160, "Robin Example", "Closed", (Detail("Outcome", "Partly accepted"), Detail("Remedy", "Refund, $25.00"))),
    )
    return Chronicle(
        firm="Kookaburra Mutual Bank Ltd",
        brand="Kookaburra Mutual",
        ref="C-2026-000001",
        zone="Australia/Sydney",
        language="en-AU",
        as_at=START + timedelta(days=60),
        pack="au-asic-rg271, 2021-10-05",
        checkpoint_text="trail.kookaburra.example/register · 61,204 entries",
        checkpoint_size=61204,
        checkpoint_root="3YkM0fX2cJ1vJkT9mZr7Qw5b8sUe6oHdLxNnAaGg4iE=",
        exported_by="Ira Auditor",
        document_id="C-2026-000001 / 9",
        summary=(
            Detail("Complainant", "Coral Rivers"),
            Detail("Received", "12 May 2026, 10:15, the platform's own time"),
            Detail("About", "Personal transaction account: incorrect fees or costs"),
            Detail("In their words", "I was charged twice and nobody answers."),
        ),
        limits=(
            Limit("Acknowledgement", "271.51", "13 May 2026, 10:15", "met after 20 minutes"),
            Limit("Closing without a response", "271.71", "19 May 2026", "window closed"),
            Limit("IDR response", "271.56", "11 June 2026", "met on 1 June 2026"),
        ),
        events=tuple(
            Event(
                number, START + timedelta(minutes=after), who, what, details, sha256(f"{number}".encode()).hexdigest()
            )
            for number, (after, who, what, details) in enumerate(happened, 1)
        ),
        withheld=1,
    )
