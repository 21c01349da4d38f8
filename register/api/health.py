"""For those who operate the register: is it alive, can it work, what waits. No personal data.

``/metrics`` answers programs on the same machine, and any other that carries a token.
"""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final

from flask import Flask, Response, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from register import sealing_key
from register.api.access import bearer
from register.api.context import the_register
from register.api.problems import on_refusal
from register.domain.errors import Refused
from register.domain.trail.checkpoint import BadNote
from register.outage import RETRY_AFTER_OTHERWISE, Outage, of_folder
from register.reader.health import READY
from register.wiring import Register

REGISTRY: Final = "register.metrics"
STORAGE: Final = "register.storage"
TRIED_EVERY: Final = timedelta(seconds=5)


class Queues(Collector):
    """What waits in the register, counted when somebody asks."""

    def __init__(self, register: Register) -> None:
        """Count in ``register``."""
        self._register = register

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Yield nothing: counting starts when somebody asks, not when the application does."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        health = self._register.reader.health
        for name, count in health.queues(self._register.clock()).items():
            yield GaugeMetricFamily(f"register_{name}", f"{name.replace('_', ' ').capitalize()}.", value=count)
        outbox = GaugeMetricFamily("register_outbox", "Sendings by state.", labels=["state"])
        for state, count in health.outbox().items():
            outbox.add_metric([state], count)
        yield outbox


class Storage:
    """Whether the register can read and write its database: tried by writing, but not for everybody who asks."""

    def __init__(self, register: Register) -> None:
        """Try the database of ``register``."""
        self._register, self._state, self._tried = register, "", register.clock()

    def state(self) -> str:
        """Return ``ready``, ``not-migrated``, or the code of the outage."""
        now = self._register.clock()
        if not self._state or abs(now - self._tried) >= TRIED_EVERY:
            self._state, self._tried = self._found(), now
        return self._state

    def _found(self) -> str:
        state, file = self._register.reader.health.database(), self._register.settings.database_file
        # A little may still go into a file that has room in itself, while nothing else would.
        short = of_folder(file.parent) if state == READY and file is not None else None
        if state != READY or short is not None:
            return short or state
        try:
            self._register.upkeep.try_writing()
        except Outage as outage:
            return outage.code
        return READY


def install(app: Flask, register: Register) -> None:
    """Count the application's answers, and open the three addresses."""
    registry = CollectorRegistry()
    registry.register(Queues(register))
    answers = Counter("register_answers", "Answers by address and status.", ["address", "status"], registry=registry)
    app.extensions[REGISTRY] = registry
    app.extensions[STORAGE] = Storage(register)

    @app.after_request
    def count(response: Response) -> Response:
        answers.labels(request.endpoint or "none", str(response.status_code)).inc()
        return response

    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
    app.add_url_rule("/metrics", "metrics", metrics)


def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="alive")


def readyz() -> Response:
    """Say whether work can be done: the database of this program's schema and writable, the sealing key readable."""
    storage: Storage = current_app.extensions[STORAGE]
    parts = {"database": storage.state(), "key": _key()}
    ready = set(parts.values()) == {"ready"}
    answer = jsonify(status="ready" if ready else "not-ready", **parts)
    if not ready:
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        answer.headers["Retry-After"] = str(RETRY_AFTER_OTHERWISE)
    return answer


def metrics() -> Response:
    """Answer what Prometheus reads."""
    if not _from_here():
        try:
            bearer(request)
        except Refused as refusal:
            return on_refusal(refusal)
    return Response(generate_latest(current_app.extensions[REGISTRY]), content_type=CONTENT_TYPE_LATEST)


def _key() -> str:
    try:
        sealing_key.load(the_register().settings.key_file)
    except (OSError, BadNote):
        return "unreadable"
    return "ready"


def _from_here() -> bool:
    """Whether the caller is on this machine; what came through a proxy is not."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
