"""The sentences of topics that have a module of their own."""

from typing import Final

from register.wording.drafts import DRAFTS
from register.wording.joint import JOINT
from register.wording.mistakes import MISTAKES
from register.wording.respondents import RESPONDENTS
from register.wording.schemes import WITH_A_SCHEME

TOPICS: Final[dict[str, str]] = {**MISTAKES, **JOINT, **WITH_A_SCHEME, **DRAFTS, **RESPONDENTS}
