"""The channel inventory of a report: what nothing can reach is no coverage, what was logged by hand belongs in it."""

from datetime import timedelta
from gettext import NullTranslations

from register.domain.commands import case as c
from register.domain.commands.channel import AddChannel
from register.publication.parts import sealed_now
from register.publication.report_input import Standing, gathered
from reports.document import Table
from reports.regulator.document import wording
from reports.regulator.figures.tally import count
from reports.regulator.material import Material
from reports.regulator.sections.intake import channels
from tests.build import Bench, a_case, a_message, a_post, a_yes_test
from tests.publication.story import ASKED


def test_a_channel_that_cannot_hear_is_not_covered(bench: Bench) -> None:
    bench.do(AddChannel(platform="facebook", slug="deaf", brand="harbour", secrets=("s",)), bench.admin)
    bench.do(AddChannel(platform="phone", slug="phone", brand="harbour"), bench.admin)
    with gathered(bench.register, ASKED, sealed_now(bench.register), Standing("Olive Officer")) as data:
        covered = {row.account: row.covered_since is not None for row in data.channels}
    assert covered == {"harbour": True, "deaf": False, "phone": True}


def test_a_complaint_logged_by_hand_is_counted_at_the_channel_it_came_by(bench: Bench) -> None:
    """Two by telephone, one of them with its receipt corrected; a letter nobody declared a channel for; one post."""
    bench.do(AddChannel(platform="phone", slug="hotline", brand="harbour"), bench.admin)
    a_case(bench)
    moved = a_case(bench)
    earlier = bench.register.reader.cases.open(bench.officer, moved).case.origin.received_at - timedelta(hours=2)
    bench.do(c.CorrectReceipt(case=moved, received_at=earlier, reason="It rang before"))
    a_case(bench, channel="letter")
    post = a_message(bench, a_post(bench, "1_1"))
    a_case(bench, channel="social-public-post", message=post, received_at=None, test=a_yes_test())
    with gathered(bench.register, ASKED, sealed_now(bench.register), Standing("Olive Officer")) as data:
        counted = count(data)
        (inventory, *_) = channels(Material(data, counted, wording(data, NullTranslations()), {}))
    assert isinstance(inventory, Table)
    by_name = {row[0]: row[-3:] for row in inventory.rows}
    assert by_name["Telephone · hotline"] == ("0", "0", "2")
    assert by_name["Letter"] == ("", "", "1")
    assert inventory.foot[-3:] == ("1", "1", "3")
    assert counted.now.volumes.received == 4
