"""The words people read: the visitor's language, and the sentence behind each code."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from flask import Flask, request
from flask_babel import Babel, get_babel, get_locale, gettext, ngettext

from register.domain.errors import Problem
from register.web import formats
from register.wording import sentences
from register.wording.dates.manner import Manner

DEFAULT_LOCALE: Final = "en_AU"
LANGUAGE_COOKIE: Final = "language"
A_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
TRANSLATIONS: Final = Path(__file__).parents[1] / "translations"


def install_languages(app: Flask, translations: Path = TRANSLATIONS) -> None:
    """Let each visitor read in the language they chose, else the one their browser asks for."""
    Babel(
        app,
        default_locale=DEFAULT_LOCALE,
        default_translation_directories=str(translations),
        locale_selector=chosen_language,
    )


def languages() -> list[Locale]:
    """Return the languages the register speaks, by their own names."""
    return sorted(get_babel().instance.list_translations(), key=lambda locale: str(locale.display_name))


def chosen_language() -> str:
    """Return the language of this visit as a locale's name."""
    spoken = [str(locale) for locale in languages()]
    cookie = request.cookies.get(LANGUAGE_COOKIE)
    if cookie in spoken:
        return cookie
    wanted = [value.replace("-", "_") for value, _ in request.accept_languages]
    return str(Locale.negotiate(wanted, spoken) or DEFAULT_LOCALE)


def locale() -> Locale:
    """Return the locale of this visit."""
    return get_locale() or Locale.parse(DEFAULT_LOCALE)


def manner() -> Manner:
    """Return how dates are spoken of in this visit."""
    return Manner(gettext, ngettext, locale())


def language_name(code: str) -> str:
    """Return the name of a language (``zh``, ``id``) in the visitor's language."""
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(locale()) or code
    except (UnknownLocaleError, ValueError):
        return code


def sentence(problem: Problem) -> str:
    """Return the reason for a refusal in the visitor's language, its days as they are written there."""
    params = {name: _day(value) for name, value in problem.params.items()}
    return sentences.sentence(replace(problem, params=params), gettext)


def _day(value: str | int) -> str | int:
    if isinstance(value, str) and A_DAY.fullmatch(value):
        with suppress(ValueError):
            return formats.day(date.fromisoformat(value), locale())
    return value
