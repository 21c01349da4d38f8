"""Whether the time of now can be believed: a clock far ahead would let every limit pass, for good."""

from datetime import datetime, timedelta
from typing import Final

FAR: Final = timedelta(days=180)


def far_ahead(now: datetime, known: datetime | None) -> bool:
    """Tell whether ``now`` is so far past the last ``known`` time of the register that a person has to confirm it.

    A register in use is sealed every day; one that was not for half a year was put aside, or its clock is wrong.
    """
    return known is not None and now - known > FAR
