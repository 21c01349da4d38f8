"""A channel that nothing can reach counts as no coverage in a report."""

from register.domain.commands.channel import AddChannel
from register.publishing.gathering import Standing, gathered
from register.publishing.parts import sealed_now
from tests.build import Bench
from tests.publishing.story import ASKED


def test_a_channel_that_cannot_hear_is_not_covered(bench: Bench) -> None:
    bench.do(AddChannel(platform="facebook", slug="deaf", brand="harbour", secrets=("s",)), bench.admin)
    bench.do(AddChannel(platform="phone", slug="phone", brand="harbour"), bench.admin)
    with gathered(bench.register, ASKED, sealed_now(bench.register), Standing("Olive Officer")) as data:
        covered = {row.account: row.covered_since is not None for row in data.channels}
    assert covered == {"harbour": True, "deaf": False, "phone": True}
