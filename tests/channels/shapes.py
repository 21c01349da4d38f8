"""Deliveries as Meta sends them, written for these tests about a firm and people that do not exist."""

import json
from typing import Any

PAGE = "108000000000001"
POST = f"{PAGE}_9081700000000001"
COMMENT = "9081700000000001_9081726354433"
CREATED = 1763604600
"""2025-11-20 02:10 UTC."""


def comment(**changed: Any) -> dict[str, Any]:
    """A visitor's comment under the page's post; a field given as None is left out."""
    value = {
        "from": {"id": "248519000000007", "name": "Rowan Testperson"},
        "post": {"status_type": "mobile_status_update", "permalink_url": "https://www.facebook.com/wattle/posts/1"},
        "message": "Charged twice and nobody answers",
        "post_id": POST,
        "comment_id": COMMENT,
        "created_time": CREATED,
        "item": "comment",
        "parent_id": POST,
        "verb": "add",
    } | changed
    return {"field": "feed", "value": {name: part for name, part in value.items() if part is not None}}


def post(**changed: Any) -> dict[str, Any]:
    """A visitor's own post on the page's wall."""
    own = {"item": "status", "comment_id": None, "parent_id": None, "post_id": f"{PAGE}_777"}
    return comment(**own | changed)


def rating(**changed: Any) -> dict[str, Any]:
    """A recommendation, in the older flat shape."""
    value = {
        "item": "rating",
        "verb": "add",
        "recommendation_type": "negative",
        "review_text": "They lost my claim form",
        "reviewer_id": "248519000000008",
        "reviewer_name": "Sasha Sample",
        "open_graph_story_id": "555000111",
        "created_time": CREATED,
    } | changed
    return {"field": "ratings", "value": {name: part for name, part in value.items() if part is not None}}


def mention(**changed: Any) -> dict[str, Any]:
    """Somebody else's post that names the page."""
    value = {
        "item": "post",
        "verb": "add",
        "post_id": "333_444",
        "sender_id": "248519000000009",
        "sender_name": "Kim Placeholder",
        "message": "Beware of Wattle Mutual",
        "created_time": CREATED,
    } | changed
    return {"field": "mention", "value": value}


def entry(*changes: Any, page: Any = PAGE, time: Any = CREATED + 3) -> dict[str, Any]:
    """One entry of a delivery."""
    return {"id": page, "time": time, "changes": list(changes)}


def body(*entries: Any, **rest: Any) -> bytes:
    """The bytes as Meta writes them: ASCII, with slashes escaped too."""
    return json.dumps({"object": "page", "entry": list(entries)} | rest).replace("/", "\\/").encode()
