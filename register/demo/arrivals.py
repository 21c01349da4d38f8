"""How messages reach the demo: as the platform would deliver them, signed, through the same intake."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any, Final

from register.channels.catalogue import PLATFORMS
from register.demo.stage import Page, Stage
from register.demo.story import Scene
from register.domain.subjects.inbound import derived_id

PLATFORM: Final = "facebook"
FIRST_POST: Final = 9081700000000001
FIRST_COMMENT: Final = 9081726354433
FIRST_AUTHOR: Final = 248519000000001
UNDERWAY: Final = timedelta(seconds=20)


def arrive(stage: Stage, scene: Scene, words: str) -> None:
    """Deliver what the scene starts with."""
    page = stage.pages[scene.told["brand"]]
    changes = [_change(scene, page, "add", scene.told["text"])]
    if scene.told.get("broken_beside"):
        changes.append({"field": "feed", "value": {"item": "comment", "verb": "add", "message": "no id"}})
    _deliver(stage, page, changes)
    scene.made["message"] = derived_id(PLATFORM, page.account, _native_id(scene, page))


def edit(stage: Stage, scene: Scene, words: str) -> None:
    """The author writes it anew."""
    page = stage.pages[scene.told["brand"]]
    change = _change(scene, page, "edited", words)
    change["value"]["edited_time"] = int(stage.clock().timestamp())
    _deliver(stage, page, [change])


def delete(stage: Stage, scene: Scene, words: str) -> None:
    """The author takes it down."""
    page = stage.pages[scene.told["brand"]]
    _deliver(stage, page, [_change(scene, page, "remove", None)])


def _deliver(stage: Stage, page: Page, changes: list[dict[str, Any]]) -> None:
    stage.clock.move(stage.clock() + UNDERWAY)
    now = stage.clock()
    told = {"object": "page", "entry": [{"id": page.account, "time": int(now.timestamp()), "changes": changes}]}
    body = json.dumps(told).encode()
    signature = hmac.new(page.secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}"}
    verify = PLATFORMS[PLATFORM].verify
    if verify is not None:
        verify(headers, body, [page.secret], now)
    written = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    stage.register.upkeep.keep_delivery(page.channel, written, body)
    stage.take_in()


def _change(scene: Scene, page: Page, verb: str, text: str | None) -> dict[str, Any]:
    by, post = scene.told["by"], f"{page.account}_{FIRST_POST + scene.number}"
    author = {"id": str(FIRST_AUTHOR + scene.number), "name": scene.told["name"]}
    value: dict[str, Any] = {"verb": verb, "created_time": int(scene.arrived.timestamp()), "from": author}
    if text is not None:
        value["message"] = text
    if by == "rating":
        value |= {"item": "rating", "recommendation_type": "negative", "open_graph_story_id": post}
        value["review_text"] = value.pop("message", "")
        return {"field": "ratings", "value": value}
    if by == "mention":
        return {"field": "mention", "value": value | {"item": "post", "post_id": _native_id(scene, page)}}
    if by == "comment":
        value |= {"item": "comment", "comment_id": _native_id(scene, page), "parent_id": post}
    else:
        value["item"] = "status"
    return {"field": "feed", "value": value | {"post_id": post}}


def _native_id(scene: Scene, page: Page) -> str:
    post = FIRST_POST + scene.number
    if scene.told["by"] == "mention":
        return f"333_{post}"
    return f"{post}_{FIRST_COMMENT + scene.number}" if scene.told["by"] == "comment" else f"{page.account}_{post}"
