"""Where the platforms deliver: keep the bytes, then think. Nothing is parsed while the platform waits."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from register.admission import admit_delivery
from register.channels.catalogue import PLATFORMS
from register.channels.platform import Platform
from register.channels.signatures import BadSignature
from register.domain.errors import Refused
from register.reader.channels import ChannelFile
from register.wiring import Register

Known = Callable[[Platform, ChannelFile], Response]


def blueprint(register: Register) -> Blueprint:
    """Return ``/hooks/<platform>/<slug>``: GET is a handshake, POST a delivery. No log-in, no form token."""
    hooks = Blueprint("hooks", __name__, url_prefix="/hooks")

    @hooks.get("/<platform>/<slug>")
    def handshake(platform: str, slug: str) -> Response:
        return _with_channel(register, (platform, slug), _handshake)

    @hooks.post("/<platform>/<slug>")
    def deliver(platform: str, slug: str) -> Response:
        return _with_channel(register, (platform, slug), lambda row, file: _keep(register, row, file))

    return hooks


def _with_channel(register: Register, address: tuple[str, str], answer: Known) -> Response:
    row = PLATFORMS.get(address[0])
    file = register.reader.channels.by_slug(*address) if row else None
    if row is None or file is None:
        return _said(404, "no such channel")
    if file.channel.closed_at is not None:
        return _said(410, "this channel is closed")
    return answer(row, file)


def _handshake(row: Platform, file: ChannelFile) -> Response:
    if row.handshake is None:
        return _said(405, "this platform has no handshake")
    try:
        return _said(200, row.handshake(request.args, file.verify_token or ""))
    except Refused:
        return _said(403, "refused")


def _keep(register: Register, row: Platform, file: ChannelFile) -> Response:
    """Verify over the raw bytes and keep them; what fails is counted by its reason and forgotten."""
    if row.verify is None:
        return _said(405, "this platform delivers nothing")
    try:
        admit_delivery()
        body = request.get_data(cache=False)
        row.verify(dict(request.headers), body, file.secrets, register.clock())
    except RequestEntityTooLarge:
        register.upkeep.count_refused_delivery(file.channel.id, "too-large")
        raise
    except BadSignature as refusal:
        register.upkeep.count_refused_delivery(file.channel.id, refusal.code)
        return _said(403, "refused")
    headers = "\r\n".join(f"{name}: {value}" for name, value in request.headers.items())
    register.upkeep.keep_delivery(file.channel.id, headers.encode("latin-1", "replace"), body)
    return _said(200, "kept")


def _said(status: int, words: str) -> Response:
    """Plain text, for a handshake repeats what a stranger sent."""
    response = Response(words, status, mimetype="text/plain")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
