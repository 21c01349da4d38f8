"""What a page says of a complaint that was open elsewhere before, and of the packs that do not claim it."""

from collections.abc import Iterator

from flask_babel import gettext

from register.web import formats
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import pack_title
from register.web.texts import locale


def from_elsewhere(desk: Desk) -> Iterator[str]:
    """Yield where the complaint comes from and why, and each pack that took force only after it was received."""
    brought = desk.case.carried_over
    if brought is not None:
        source = desk.text(brought.source) or gettext("erased")
        day = formats.day(brought.at.astimezone(desk.zone).date(), locale())
        yield gettext(
            "Brought over from %(source)s on %(day)s by %(name)s.", source=source, day=day, name=desk.who(brought.by)
        )
    unclaimed = {choice.pack for choice in desk.case.packs if choice.unclaimed}
    for pack in (pack for pack in desk.packs if pack.id in unclaimed):
        yield gettext(
            "“%(pack)s” took force on %(day)s, after this complaint was received. It is held to the first version by "
            "choice: the pack claims none of the dates derived from it, and one that passes is no possible breach.",
            pack=pack_title(pack),
            day=formats.day(pack.effective_from, locale()),
        )
    if brought is not None and brought.reason is not None:
        yield gettext("Reason: %(reason)s", reason=desk.text(brought.reason) or gettext("erased"))
