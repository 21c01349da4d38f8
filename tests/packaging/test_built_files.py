"""What the build makes: the cut icon sheet and the compiled catalogues."""

import gettext
from pathlib import Path

import pytest

from hatch_build import Assets, compile_catalogues, cut

SPRITE = (
    '<svg><symbol viewBox="0 0 1 1" id="bell"><path d="M0"/></symbol><symbol id="gear"><path d="M1"/></symbol></svg>'
)


def write_catalogue(root: Path, *messages: tuple[str, str]) -> Path:
    po = root / "register" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    body = "\n".join(f'#, python-format\nmsgid "{original}"\nmsgstr "{said}"\n' for original, said in messages)
    po.write_text(f"{header}\n{body}", encoding="utf-8")
    return po


def test_the_sheet_keeps_only_the_icons_that_pages_use() -> None:
    sheet = cut(SPRITE, ["gear"])
    assert '<symbol id="gear"><path d="M1"/></symbol>' in sheet
    assert "bell" not in sheet


def test_an_icon_that_does_not_exist_is_named() -> None:
    with pytest.raises(SystemExit, match="geer"):
        cut(SPRITE, ["bell", "geer"])


def test_icons_are_found_in_code_and_templates(tmp_path: Path) -> None:
    web = tmp_path / "register" / "web"
    web.mkdir(parents=True)
    (web / "places.py").write_text('icon("bell")\nlexicon("x")\n', encoding="utf-8")
    (web / "page.html").write_text("{{ icon('gear') }}<use href='/s/icons.svg#shield-check'>", encoding="utf-8")
    assert Assets(tmp_path).icons_used() == ["bell", "gear", "shield-check"]


def test_a_catalogue_is_compiled_beside_its_source(tmp_path: Path) -> None:
    po = write_catalogue(tmp_path, ("due %(day)s", "échéance %(day)s"))
    compile_catalogues(tmp_path)
    with po.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("due %(day)s") == "échéance %(day)s"


def test_a_translation_that_would_fail_on_the_page_stops_the_build(tmp_path: Path) -> None:
    po = write_catalogue(tmp_path, ("due %(day)s", "échéance %(jour)s"))
    with pytest.raises(SystemExit, match=r"due %\(day\)s"):
        compile_catalogues(tmp_path)
    assert not po.with_suffix(".mo").exists()
