"""Every event of the vocabulary has words of our own, and a pack's title wins over them."""

from flask import Flask
from flask_babel import Babel, gettext

from policies.catalogue import shipped
from register.domain.law.rules import EVENTS
from register.domain.values import Code
from register.web.pages.shared.labels import duty_title, event_title, pack_title
from register.wording.events import EVENT
from register.wording.spoken import spoken

PACKS = shipped().packs


def test_every_event_has_words() -> None:
    assert EVENT.keys() == EVENTS
    assert len(set(EVENT.values())) == len(EVENT)


def test_a_title_comes_from_the_first_pack_that_has_it() -> None:
    first, second = PACKS["au-asic-rg271", "2021-10-05+1"], PACKS["au-acma-tcp", "2026-01-01"]
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert event_title((first,), "advocate_concluded") == first.events[Code("advocate_concluded")].title
        assert event_title((second,), "advocate_concluded") == EVENT["advocate_concluded"]
        assert duty_title((second, first), "idr-response") == "IDR response (maximum IDR timeframe)"
        assert duty_title((second, first), "acknowledgement") == second.duties[Code("acknowledgement")]
        words = spoken((first, second), gettext)
        assert words["rule"]["urgent-resolution"] == "Urgent complaint resolved"
        assert words["event"]["proceedings_started"].startswith("Court proceedings began")


def test_an_example_pack_says_so() -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        titles = {pack.id: pack_title(pack) for pack in PACKS.values()}
    assert [pack for pack, title in titles.items() if title.endswith("an example, no law")] == ["ie-cbi-cpc"]
