"""How facts change a channel."""

from collections.abc import Callable
from typing import Any

from register.domain.facts import channel as f
from register.domain.frozen import replace
from register.domain.subjects.channel import Channel
from register.domain.values import Id


def added(channel: Id, fact: f.ChannelAdded) -> Channel:
    """Return the new channel."""
    return Channel(
        channel,
        fact.platform,
        fact.slug,
        fact.entity,
        fact.brand,
        fact.controlled,
        fact.covered_since,
        fact.owner,
        fact.native_account,
        fact.secrets,
        fact.verify_token,
    )


CHANGES: dict[type, Callable[[Channel, Any], Channel]] = {
    f.SecretsChanged: lambda channel, fact: replace(channel, secrets=fact.secrets, proposal=None),
    f.SecretsProposed: lambda channel, fact: replace(channel, proposal=fact.proposal),
    f.SecretsRefused: lambda channel, _fact: replace(channel, proposal=None),
    f.GapRecorded: lambda channel, fact: replace(channel, gaps=(*channel.gaps, fact.gap)),
    f.ChannelClosed: lambda channel, fact: replace(channel, closed_at=fact.at),
}
