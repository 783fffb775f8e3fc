"""The official keys of counties, associations and municipalities (amtliche Schlüssel), and how they agree.

After the Statistisches Bundesamt: every key begins with the two digits of its Land, 01 to 16; there is no check digit.
"""

from typing import Annotated

from events.decider import require
from events.message import message
from events.values import Text

DistrictKey = Annotated[
    str, Text(5, pattern="(0[1-9]|1[0-6])[0-9]{3}", form=message("5 digits, the first two from 01 to 16"))
]
"""Key of a county or kreisfreie Stadt (Kreisschlüssel): Land 2, Regierungsbezirk 1, Kreis 2 digits."""
ArsPrefix = Annotated[
    str, Text(9, pattern="(0[1-9]|1[0-6])[0-9]{7}", form=message("9 digits, the first two from 01 to 16"))
]
"""The first nine digits of a regional key: they name a municipal association (Verbandsschlüssel)."""
Ags = Annotated[str, Text(8, pattern="(0[1-9]|1[0-6])[0-9]{6}", form=message("8 digits, the first two from 01 to 16"))]
"""Official municipality key (Amtlicher Gemeindeschlüssel): Land 2, Regierungsbezirk 1, Kreis 2, Gemeinde 3 digits."""
Ars = Annotated[
    str, Text(12, pattern="(0[1-9]|1[0-6])[0-9]{10}", form=message("12 digits, the first two from 01 to 16"))
]
"""Regional key (Regionalschlüssel): 2-1-2-4-3 digits, the four naming the municipal association."""


def check_agreement(ags: str, ars: str, field: str) -> None:
    """Raise `Rejected` (KEYS_DISAGREE) unless both keys name the same municipality."""
    require(
        ags == ars[:5] + ars[9:],
        "KEYS_DISAGREE",
        field,
        "The AGS must be the first five and the last three digits of the ARS.",
    )


def district_of(key: str) -> str:
    """The county or kreisfreie Stadt that an AGS, ARS or prefix lies in."""
    return key[:5]
