"""What agreements need besides signatures: by legal form, by Land, and as the county changes it from a day on."""

import pytest

from events.formalities import Formalities, FormalitiesRule, LegalForm, formalities_of
from tests.spec import day

PLAIN, FULL = Formalities(approval=False, publication=False), Formalities(approval=True, publication=True)
FOUR_WEEKS = Formalities(approval=True, publication=True, deemed_after_weeks=4)
ON = day("2024-01-01")


@pytest.mark.parametrize(
    ("form", "in_schleswig_holstein", "in_north_rhine_westphalia"),
    [
        (LegalForm.INFORMAL, PLAIN, PLAIN),
        (LegalForm.WORKING_GROUP, PLAIN, PLAIN),
        (LegalForm.MANDATING, PLAIN, FOUR_WEEKS),
        (LegalForm.DELEGATING, FULL, FOUR_WEEKS),
        (LegalForm.SPECIAL_PURPOSE_ASSOCIATION, FULL, FULL),
    ],
)
def test_a_county_begins_with_what_its_land_asks_for(
    form: LegalForm, in_schleswig_holstein: Formalities, in_north_rhine_westphalia: Formalities
) -> None:
    assert formalities_of((), "01059", form, ON) == in_schleswig_holstein
    assert formalities_of((), "05378", form, ON) == in_north_rhine_westphalia


def test_the_newest_rule_that_has_begun_holds() -> None:
    six = Formalities(approval=True, publication=True, deemed_after_weeks=6)
    rules = (
        FormalitiesRule(day("2024-01-02"), LegalForm.DELEGATING, PLAIN),
        FormalitiesRule(ON, LegalForm.DELEGATING, six),
        FormalitiesRule(ON, LegalForm.INFORMAL, FULL),
    )
    told = [formalities_of(rules, "05378", LegalForm.DELEGATING, day(f"202{on}")) for on in ("3-12-31", "4-01-01")]
    assert told == [FOUR_WEEKS, six]
    assert formalities_of(rules, "05378", LegalForm.DELEGATING, day("2024-01-02")) == PLAIN
