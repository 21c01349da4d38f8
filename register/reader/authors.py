"""What else an author wrote: other messages of the same account at the platform."""

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.commands.base import Ref
from register.domain.subjects.message import Message
from register.domain.values import Code, Id
from register.reader.inbox import MessageFile, closed_to
from register.reader.plain import open_texts, sealed_in
from register.store import tables as t
from register.store.subjects import load

MOST = 20


class Authors:
    """Reads messages by who wrote them."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def other_messages(self, actor: Actor, message: Message) -> list[MessageFile]:
        """Return other messages of the same author, the newest first, at most twenty; none where nobody is known."""
        if message.author_id is None:
            return []
        s, same = t.sealed_values.c, t.sealed_values.alias("same").c
        query = (
            sa.select(same.subject_id)
            .select_from(t.sealed_values.join(same.digest.table, sa.and_(same.kind == s.kind, same.lookup == s.lookup)))
            .where(s.digest == message.author_id.digest, same.subject_kind == "message", same.subject_id != message.id)
            .distinct()
            .limit(MOST)
        )
        with self._engine.connect() as connection:
            refs = [Ref(Code("message"), Id(found)) for found in connection.execute(query).scalars()]
            held = load(connection, refs)
            known = [found for found in held.values() if found.value is not None]
            closed = closed_to(connection, actor, (found.value for found in known))
            seen = [found for found in known if found.value.id not in closed]
            plain = open_texts(connection, sealed_in([message.author_id, *(found.value for found in seen)]))
        files = [MessageFile(found.value, found.seq, (), plain) for found in seen]
        wanted = plain.get(message.author_id.digest)
        mine = [
            file
            for file in files
            if file.message.platform == message.platform
            and actor.covers(file.message.brand)
            and file.text(file.message.author_id) == wanted
        ]
        return sorted(mine, key=lambda file: file.message.received_at, reverse=True)
