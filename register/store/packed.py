"""Values as rows keep them: their canonical text, deflated against what nearly every value says (RFC 1951).

A row is a projection and can be made anew from the trail, so its form is not frozen; the entries are kept as written.
The first byte names the dictionary, so a better one can come without reading every row again.
"""

import zlib
from typing import Final

LEVEL: Final = 4
RAW: Final = -15
CURRENT: Final = 1
# What is nearest to the end is found cheapest; never altered, only added to under another number.
DICTIONARIES: Final = {
    1: (
        b'"about_representative":false,"acknowledged_at":null,"basis":"stated","breaches":[],"channel":"telephone",'
        b'"closed_at":null,"closing_basis":null,"complainant_kind":"individual","complaint_class":"standard",'
        b'"corrections":0,"external":[],"issues":[],"letters":[],"logged_at":"2026-12-01T13:54:50.745078Z",'
        b'"outcome":null,"product":null,"received_at":"2026-12-01T13:53:50.742403Z","reference":"C-2026-0000",'
        b'"remedies":[],"reopened":[],"restricted":false,"root_cause":null,"status":"open","support":[],'
        b'"systemic":null,"tier":2,"zone":"Australia/Sydney"}'
        b'{"due_at":"2027-01-01T13:00:00.000000Z","due_calendar":"2027-01-01","duty":"idr-response","force":"E",'
        b'"kind":"deadline","met_at":null,"missed":false,"rule":"idr-response-standard"},'
        b'{"due_at":"2026-12-09T13:00:00.000000Z","due_calendar":"2026-12-09","duty":"early-close","force":"E",'
        b'"kind":"window","met_at":null,"missed":false,"rule":"acknowledgement-alternative","force":"G",'
        b'{"brand":"","classification":{"complaint_class":"standard"},"classified_at":"2026-12-01T13:54:50.745078Z",'
        b'"complainant":{"kind":"individual","name":{"sealed":"'
        b'"contacts":[{"id":"01a231e3-02fb-7a4d-ad5d-facae1051cae","kind":"email","source":"","value":{"sealed":"'
        b'"},"once_classified":true,"origin":{"basis":"stated","channel":"telephone",'
        b'"received_at":"2026-12-01T13:53:50.742403Z"},"packs":[{"pack":"au-asic-rg271","version":"2021-10-05+1"}],'
        b'"place":"NSW","points":[{"id":"01a231e3-02fb-7a4d-ad5d-facae1051cae","text":{"sealed":"",'
        b'"reference":"C-2026-0000","status":"open","summary":{"sealed":"","zone":"Australia/Sydney"}'
        b'"deadlines":[{"due":{"due_at":"2026-12-03T13:00:00.000000Z","proof":"",'
        b'"start_at":"2026-12-01T13:53:50.742403Z"},"id":"01a231e3-0307-748f-9306-2842b411c10c","met_at":"2026-'
    ),
}


def pack(text: str) -> bytes:
    """Return a text as its row keeps it."""
    deflating = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW, zdict=DICTIONARIES[CURRENT])
    return bytes([CURRENT]) + deflating.compress(text.encode()) + deflating.flush()


def unpack(kept: bytes) -> str:
    """Return the text that ``pack`` was given; raises ``ValueError`` for bytes that it never made."""
    try:
        inflating = zlib.decompressobj(RAW, DICTIONARIES[kept[0]])
        return (inflating.decompress(kept[1:]) + inflating.flush()).decode()
    except (IndexError, KeyError, zlib.error) as error:
        raise ValueError("no packed text") from error
