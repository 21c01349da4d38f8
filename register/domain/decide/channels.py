"""Decisions about channels: what the firm declares it watches."""

from register.domain.commands import channel as c
from register.domain.commands.base import Ref
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.two_administrators import decides_alone, to_settle
from register.domain.errors import Illegal, Problem, Unknown
from register.domain.facts import channel as f
from register.domain.subjects.channel import Channel, Gap, SecretsProposal
from register.domain.values import Code, Id


def _open(channel: Id, situation: Situation) -> Channel:
    found: Channel | None = situation.subjects.get(Ref(Code("channel"), channel))
    if found is None:
        raise Unknown(Problem("no-such-channel", "channel"))
    if found.closed_at is not None:
        raise Illegal(Problem("channel-closed", "channel"))
    return found


def _on(channel: Channel, fact: object) -> Facts:
    return {Ref(Code("channel"), channel.id): [fact]}


def add_channel(command: c.AddChannel, situation: Situation) -> Facts:
    """Declare a channel; its slug must be free (held by the database)."""
    brand, checks = situation.firm.brand(command.brand), Checks()
    platform, slug = checks.code(command.platform, "platform"), checks.code(command.slug, "slug")
    owner = checks.code(command.owner, "owner")
    native = checks.code(command.native_account, "native_account") if command.native_account else None
    checks.not_after(command.covered_since, situation.now, "covered_since")
    checks.settle()
    if situation.created is None or platform is None or slug is None or owner is None:
        raise LookupError("created")
    seal = situation.mint.seal
    added = f.ChannelAdded(
        platform,
        slug,
        brand.entity,
        brand.id,
        command.controlled,
        command.covered_since or situation.now,
        owner,
        native,
        tuple(seal(secret, "secret") for secret in command.secrets),
        seal(command.verify_token, "secret") if command.verify_token else None,
    )
    return {situation.created: [added]}


def change_secrets(command: c.ChangeSecrets, situation: Situation) -> Facts:
    """Replace the secrets by at least one; where there are some, another administrator has to agree."""
    channel, checks = _open(command.channel, situation), Checks()
    checks.require(command.secrets and all(command.secrets), "required", "secrets")
    checks.settle()
    secrets = tuple(situation.mint.seal(secret, "secret") for secret in command.secrets)
    by = situation.actor.name
    if not channel.secrets or decides_alone(situation):
        return _on(channel, f.SecretsChanged(secrets, by))
    if channel.proposal is not None:
        raise Illegal(Problem("already-proposed", "secrets"))
    return _on(channel, f.SecretsProposed(SecretsProposal(situation.mint.id("proposal"), secrets, by, situation.now)))


def settle_secrets(command: c.SettleSecrets, situation: Situation) -> Facts:
    """Confirm or refuse as a second administrator."""
    channel = _open(command.channel, situation)
    waiting = () if channel.proposal is None else (channel.proposal,)
    proposal, by = to_settle(waiting, command.proposal, situation), situation.actor.name
    if not command.confirm:
        return _on(channel, f.SecretsRefused(proposal.id, by))
    return _on(channel, f.SecretsChanged(proposal.secrets, proposal.proposed_by, by))


def record_gap(command: c.RecordGap, situation: Situation) -> Facts:
    """Declare a time that was not covered."""
    channel, checks = _open(command.channel, situation), Checks()
    reason = checks.code(command.reason, "reason") or Code("other")
    timely = checks.not_after(command.from_at, situation.now, "from_at")
    timely = checks.not_after(command.until_at, situation.now, "until_at") and timely
    checks.require(not timely or command.from_at < command.until_at, "ends-before-it-starts", "until_at")
    checks.settle()
    return _on(channel, f.GapRecorded(Gap(command.from_at, command.until_at, reason)))


def close_channel(command: c.CloseChannel, situation: Situation) -> Facts:
    """Use the channel no more."""
    return _on(_open(command.channel, situation), f.ChannelClosed(situation.now))


DECISIONS: Decisions = {
    c.AddChannel: add_channel,
    c.ChangeSecrets: change_secrets,
    c.SettleSecrets: settle_secrets,
    c.RecordGap: record_gap,
    c.CloseChannel: close_channel,
}
