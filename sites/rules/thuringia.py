"""The only place for Thuringia's 22 counties and independent cities: AGS, short label, name, kind (practice §3)."""

from sites.models import County

_RURAL, _CITY = County.Kind.RURAL, County.Kind.CITY
COUNTIES = (
    ("16051", "EF", "Erfurt", _CITY),
    ("16052", "G", "Gera", _CITY),
    ("16053", "J", "Jena", _CITY),
    ("16054", "SHL", "Suhl", _CITY),
    ("16055", "WE", "Weimar", _CITY),
    ("16061", "EIC", "Eichsfeld", _RURAL),
    ("16062", "NDH", "Nordhausen", _RURAL),
    ("16063", "WAK", "Wartburgkreis", _RURAL),
    ("16064", "UH", "Unstrut-Hainich-Kreis", _RURAL),
    ("16065", "KYF", "Kyffhäuserkreis", _RURAL),
    ("16066", "SM", "Schmalkalden-Meiningen", _RURAL),
    ("16067", "GTH", "Gotha", _RURAL),
    ("16068", "SÖM", "Sömmerda", _RURAL),
    ("16069", "HBN", "Hildburghausen", _RURAL),
    ("16070", "IK", "Ilm-Kreis", _RURAL),
    ("16071", "AP", "Weimarer Land", _RURAL),
    ("16072", "SON", "Sonneberg", _RURAL),
    ("16073", "SLF", "Saalfeld-Rudolstadt", _RURAL),
    ("16074", "SHK", "Saale-Holzland-Kreis", _RURAL),
    ("16075", "SOK", "Saale-Orla-Kreis", _RURAL),
    ("16076", "GRZ", "Greiz", _RURAL),
    ("16077", "ABG", "Altenburger Land", _RURAL),
)
