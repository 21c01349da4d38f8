"""The sentence behind each refusal that is about who asks, or about the people a command names."""

from typing import Final

from register.wording.marker import _

MAY_NOT: Final[dict[str, str]] = {
    "administrator-holds-no-other-role": _("An administrator holds no other role."),
    "closure-needs-approval": _("Closing this way needs a second person's approval."),
    "above-delegation": _(
        "With this the complaint costs more than one person may settle. A second person approves the money first, by "
        "itself or with the closing."
    ),
    "other-brand": _("You do not work for this brand."),
    "other-entity": _("This brand belongs to another licence holder."),
    "stay-a-reader": _("Whoever restricts a complaint stays one of its readers."),
    "conflict-of-interest": _("This person is linked to the complaint's subject."),
    "not-their-brand": _("This person does not work for the brand of the message."),
    "not-permitted": _("Your roles do not allow this step."),
    "own-account-only": _("This is open to the account's owner only."),
    "another-administrator": _(
        "Another administrator can settle this; the console stands in only where there is none."
    ),
    "own-work": _("This needs a second person: nobody approves their own work."),
    "person-needed": _("A person must do this, not a program."),
    "public-posts-only": _("This question is asked of public posts only."),
    "scope-missing": _("The token lacks the scope “%(scope)s”."),
    "approver-needed": _("Everybody says this of themselves. Of somebody else an approver does."),
    "auditors-are-not-bound": _("An auditor is never kept from a complaint."),
    "not-a-reader": _("The complaint is restricted, and this person is not one of its readers."),
    "wrong-role": _("This person's roles do not allow it."),
}
