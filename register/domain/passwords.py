"""Passwords that anybody would try first: common words, rows of keys, one's own name, with digits around them."""

from typing import Final

FEWEST_DIFFERENT: Final = 5
LEAST_OF_ONES_OWN: Final = 4
# What guessers try in place of letters.
IN_DISGUISE: Final = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
WORDS: Final = """
password passwort passw0rd motdepasse contrasena senha parola wachtwoord geheim secret qwerty qwertz azerty
qwertyuiop asdfghjkl asdf zxcvbnm zxcv qazwsx qwer letmein welcome willkommen bienvenue hello iloveyou love
admin administrator root user guest login master access superman batman monkey dragon football baseball soccer
cricket basketball hockey princess sunshine shadow michael jordan jennifer jessica charlie thomas daniel ashley
summer winter spring autumn monday friday january february march april may june july august september october
november december trustno computer internet samsung google apple microsoft windows office change changeme
default test testing temp temporary starwars pokemon freedom whatever flower cheese banana orange purple company
complaint complaints register bank insurance customer service support team demo example sample new old my your
the this that and for you please pass word key now one two three abc abcd abcdef abcdefgh abcdefghijkl
abcdefghijklmnopqrstuvwxyz
"""
# The longest first: what is taken out must not leave half a word.
COMMON: Final = tuple(sorted(WORDS.split(), key=len, reverse=True))


def is_common(password: str, *own: str) -> bool:
    """Whether little is left of a password without common words, digits, and the words of one's ``own``."""
    if len(set(password)) < FEWEST_DIFFERENT:
        return True
    folded = password.casefold()
    mine = [part for text in own for part in _parts(text.casefold())]
    return any(_left(text, mine) < LEAST_OF_ONES_OWN for text in (folded, folded.translate(IN_DISGUISE)))


def _left(text: str, own: list[str]) -> int:
    letters = "".join(c for c in text if c.isalpha())
    for word in (*own, *COMMON):
        letters = letters.replace(word, "")
    return len(letters)


def _parts(text: str) -> list[str]:
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return [word for word in words if len(word) >= LEAST_OF_ONES_OWN]
