"""The units that the unit domain converts, with the integer factors between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit as it is answered (name, plural) and in which other forms people type it."""

    name: str
    plural: str
    typed: tuple[str, ...] = ()

    def of(self, count: int) -> str:
        """The count with the unit: "1 hour", "3 hours", "5 km"."""
        return f"{count} {self.name if count == 1 else self.plural}"


@dataclass(frozen=True)
class Conversion:
    """One big unit is `factor` small ones; questions reach up to `most` big ones."""

    task: str
    big: Unit
    small: Unit
    factor: int
    most: int


def _symbol(symbol: str, plural: str) -> Unit:
    """A unit that is answered by its symbol; people also type its plural in words."""
    return Unit(symbol, symbol, (plural,))


_KM = _symbol("km", "kilometers")
_M = _symbol("m", "meters")
_CM = _symbol("cm", "centimeters")
_MM = _symbol("mm", "millimeters")
_T = _symbol("t", "tons")
_KG = _symbol("kg", "kilograms")
_G = _symbol("g", "grams")
_MG = _symbol("mg", "milligrams")
_L = _symbol("l", "liters")
_ML = _symbol("ml", "milliliters")
_GB = _symbol("GB", "gigabytes")
_MB = _symbol("MB", "megabytes")
_KB = _symbol("KB", "kilobytes")
_BYTE = Unit("byte", "bytes")
_CENTURY = Unit("century", "centuries")
_DECADE = Unit("decade", "decades")
_YEAR = Unit("year", "years")
_MONTH = Unit("month", "months")
_WEEK = Unit("week", "weeks")
_DAY = Unit("day", "days")
_HOUR = Unit("hour", "hours", ("h",))
_MINUTE = Unit("minute", "minutes", ("min",))
_SECOND = Unit("second", "seconds", ("s", "sec"))
_DOZEN = Unit("dozen", "dozen")
_PIECE = Unit("piece", "pieces")
_YARD = Unit("yard", "yards")
_FOOT = Unit("foot", "feet", ("ft",))
_INCH = Unit("inch", "inches")
_EURO = Unit("euro", "euros")
_DOLLAR = Unit("dollar", "dollars")
_CENT = Unit("cent", "cents")

CONVERSIONS: tuple[Conversion, ...] = (
    Conversion("length", _KM, _M, 1000, 99),
    Conversion("length", _M, _CM, 100, 99),
    Conversion("length", _CM, _MM, 10, 99),
    Conversion("length", _M, _MM, 1000, 99),
    Conversion("length", _YARD, _FOOT, 3, 33),
    Conversion("length", _FOOT, _INCH, 12, 12),
    Conversion("weight", _T, _KG, 1000, 99),
    Conversion("weight", _KG, _G, 1000, 99),
    Conversion("weight", _G, _MG, 1000, 99),
    Conversion("volume", _L, _ML, 1000, 99),
    Conversion("data", _KB, _BYTE, 1000, 99),
    Conversion("data", _MB, _KB, 1000, 99),
    Conversion("data", _GB, _MB, 1000, 99),
    Conversion("time", _CENTURY, _YEAR, 100, 99),
    Conversion("time", _DECADE, _YEAR, 10, 99),
    Conversion("time", _YEAR, _MONTH, 12, 12),
    Conversion("time", _WEEK, _DAY, 7, 20),
    Conversion("time", _DAY, _HOUR, 24, 12),
    Conversion("time", _HOUR, _MINUTE, 60, 24),
    Conversion("time", _MINUTE, _SECOND, 60, 30),
    Conversion("count", _DOZEN, _PIECE, 12, 12),
    Conversion("money", _EURO, _CENT, 100, 99),
    Conversion("money", _DOLLAR, _CENT, 100, 99),
)
