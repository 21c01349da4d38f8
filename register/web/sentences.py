"""The sentence behind each code of a refusal; ``%(name)s`` stands for a parameter of the problem."""

from typing import Final

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext

SENTENCES: Final[dict[str, LazyString]] = {
    "no-such-case": _("There is no such complaint, or it is not open to you."),
    "not-a-code": _("“%(value)s” is not a code: use lower-case letters, digits and hyphens."),
    "not-an-amount": _("“%(value)s” is not an amount: write it like 25.00."),
    "unknown-brand": _("The register has no such brand."),
    "unknown-calendar": _("The register has no such calendar."),
    "unknown-class": _("The pack in force has no such complaint class."),
    "unknown-code": _("“%(code)s” is not on the list of %(list)s."),
    "unknown-entity": _("The register has no such entity."),
    "unknown-letter-outcome": _("The pack in force knows no such outcome of a letter."),
    "unknown-letter-type": _("The pack in force knows no such letter."),
    "unknown-place": _("The register has no such place."),
    "unknown-zone": _("There is no such time zone."),
}
