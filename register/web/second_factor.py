"""The second factor: a code of the authenticator app, or a recovery code; each opens the door once, to one of two."""

from dataclasses import replace
from typing import Protocol, cast

from flask import current_app, g
from flask_security import MfRecoveryCodesUtil, Totp, UserMixin

from register.web.accounts import Accounts, SignIns, User


class Match(Protocol):
    """What the checker of codes says about a right one."""

    counter: int


def one_time_codes(sign_ins: SignIns) -> type[Totp]:
    """Return Flask-Security's code checker, made to accept each code once only."""

    class OneTimeCodes(Totp):
        def get_last_counter(self, user: UserMixin) -> int | None:
            return sign_ins.totp_counter(str(user.id))

        def set_last_counter(self, user: UserMixin, tmatch: Match) -> None:
            g.code_is_fresh = sign_ins.advance_totp_counter(str(user.id), tmatch.counter)

        def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
            right = super().verify_totp(token, totp_secret, user, window)
            return right and bool(g.pop("code_is_fresh", False))

    return OneTimeCodes


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes that are used up by checking them: between check and use another could come with the same one."""

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether the code was one of those left; it is none of them afterwards."""
        known = self.get_recovery_codes(user)
        if code not in known:
            return False
        mine = cast("User", user)
        before = mine.credentials
        left = tuple(each for n, each in enumerate(before.recovery_codes) if n != known.index(code))
        mine.mf_recovery_codes, mine.credentials = list(left), replace(before, recovery_codes=left)
        return _accounts().set_recovery_codes(mine.id, left, before.version)

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Do nothing: the check used the code up."""
        return True


def _accounts() -> Accounts:
    known: Accounts = current_app.extensions["security"].datastore.accounts
    return known
