"""Eight figures with the prior period: the page somebody reads who reads only one."""

from collections.abc import Callable

from reports.document import Tile
from reports.regulator.figures.life import Ending
from reports.regulator.figures.tally import Figures
from reports.regulator.material import Material


def tiles(material: Material) -> tuple[Tile, ...]:
    """Return the eight figures."""
    return (*_volume(material), *_quality(material))


def _volume(material: Material) -> tuple[Tile, ...]:
    _, number = material.words.gettext, material.words.number
    now, before = material.now.volumes, material.before.volumes
    change = [
        material.words.signed(a - b)
        for a, b in ((now.received, before.received), (now.closed, before.closed), (now.open_after, before.open_after))
    ]
    return (
        Tile(_("Received"), number(now.received), number(before.received), change[0]),
        Tile(_("Closed"), number(now.closed), number(before.closed), change[1]),
        Tile(_("Open at the end"), number(now.open_after), number(before.open_after), change[2]),
        _money(material),
    )


def _money(material: Material) -> Tile:
    _, money = material.words.gettext, material.words.money
    now, before = material.now.outcomes, material.before.outcomes
    promised = _("{amount} promised").format(amount=money(now.promised))
    return Tile(_("Paid to complainants"), money(now.paid), money(before.paid), promised)


def _quality(material: Material) -> tuple[Tile, ...]:
    _ = material.words.gettext
    return (
        _ratio(material, str(material.texts["headline"]["acknowledged"]), _acknowledged),
        _ratio(material, str(material.texts["headline"]["early"]), lambda f: _ended(f, Ending.EARLY)),
        _ratio(material, _("Answered within the limit"), lambda f: _ended(f, Ending.EARLY, Ending.WITHIN)),
        _ratio(material, _("Outside the limit"), lambda f: _ended(f, Ending.OUTSIDE)),
    )


def _ratio(material: Material, label: str, pick: Callable[[Figures], tuple[int, int]]) -> Tile:
    part, whole = pick(material.now)
    before = pick(material.before)
    numbers = material.words.gettext("{part} of {whole}").format(
        part=material.words.number(part), whole=material.words.number(whole)
    )
    return Tile(label, material.share(part, whole), material.share(*before), numbers)


def _acknowledged(figures: Figures) -> tuple[int, int]:
    ack = figures.acknowledgement
    return ack.in_hours + ack.in_days, ack.received


def _ended(figures: Figures, *how: Ending) -> tuple[int, int]:
    frames = figures.timeframes
    return sum(frames.total(each) for each in how), frames.ended - frames.total(Ending.NO_LIMIT)
