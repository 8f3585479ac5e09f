"""Small numbers above the site: Institutions, offers and dates are no people; sites, offers, sessions and reports are counted openly."""

from sites.rules.suppression import Cell, suppress

__all__ = ["WHY_HIDDEN", "Cell", "suppress"]

WHY_HIDDEN = (
    "Ein Punkt steht, wo weniger als drei Standorte Zahlen liefern oder seit dem letzten Stand geändert haben, und wo ein Wert sich sonst "
    "errechnen ließe. So bleiben einzelne Einrichtungen geschützt."
)
