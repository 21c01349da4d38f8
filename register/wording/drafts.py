"""The sentence behind each refusal that is about law not made yet, in packs and in the set-up."""

from typing import Final

from register.wording.marker import _

DRAFTS: Final[dict[str, str]] = {
    "draft-not-accepted": _(
        "“%(pack)s” is draft law, and no administrator has accepted it. Under Set-up, Draft law, one administrator "
        "accepts it and another confirms."
    ),
    "draft-at-founding": _(
        "“%(pack)s” is draft law. Set the register up without it; then two administrators accept it under Set-up, "
        "Draft law, and add it to the licence holder."
    ),
    "draft-accepted": _("The draft law “%(pack)s” is accepted already."),
    "not-draft-law": _("“%(pack)s” is no draft: there is nothing to accept."),
    "draft-not-released": _(
        "%(file)s is draft law and cannot be released: write a version of the law once it is made."
    ),
    "pack-draft-confirmed": _(
        "%(file)s: %(key)s: the law is not made yet, so every number in it is U (unconfirmed), not %(found)s."
    ),
}
