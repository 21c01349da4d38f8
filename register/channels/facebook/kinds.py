"""What Meta tells a page of: words that people write, and what only happens to the page (Graph API, Page webhooks)."""

from collections.abc import Mapping

from register.domain.subjects.inbound import Operation

FIELDS = frozenset({"feed", "mention", "ratings"})
REACTIONS = frozenset({"reaction", "like"})
CONTENT = frozenset({Operation.CREATED, Operation.EDITED})
VERBS: Mapping[str | None, Operation] = {
    "add": Operation.CREATED,
    "edited": Operation.EDITED,
    "edit": Operation.EDITED,
    "update": Operation.EDITED,
    "remove": Operation.DELETED,
    "delete": Operation.DELETED,
    "hide": Operation.HIDDEN,
    "unhide": Operation.UNHIDDEN,
}

# A follower, a video that Meta blocks or mutes.
NOTICE_VERBS = frozenset({"block", "unblock", "mute", "unmute", "follow", "unfollow"})
# Made by the page, or by nobody at all; one that somebody else wrote is a message like any other.
OWN_ITEMS = frozenset({"album", "event", "milestone", "page", "picture", "cover", "connection", "live_video"})
NOTICE_FIELDS = frozenset(
    {
        "about",
        "affiliation",
        "attire",
        "awards",
        "bio",
        "birthday",
        "category",
        "checkins",
        "company_overview",
        "contact_address",
        "current_location",
        "description",
        "email",
        "founded",
        "general_info",
        "general_manager",
        "hours",
        "leadgen",
        "leadgen_fat",
        "leadgen_update",
        "live_videos",
        "location",
        "members",
        "mission",
        "mpg",
        "name",
        "network",
        "page_about_story",
        "page_change_proposal",
        "page_upcoming_change",
        "parking",
        "payment_options",
        "personal_info",
        "phone",
        "picture",
        "price_range",
        "product_review",
        "products",
        "public_transit",
        "publisher_subscriptions",
        "restaurant_services",
        "restaurant_specialties",
        "schedule",
        "videos",
        "website",
    }
)
