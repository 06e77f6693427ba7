"""The register of roles and delegations: while it is empty claims are accepted unverified, then they must be known."""

from __future__ import annotations

import pytest

from tests.office import APPLICANT, CLERK, REGISTRAR, Office, at
from workflow.language.people import SYSTEM, Actor
from workflow.proceedings.commands import Delegate, EndDelegation, EndRole, GrantRole


@pytest.fixture
def office() -> Office:
    office = Office()
    office.project(special=False)
    office.open("c", "land")
    office.act("c", "submit", APPLICANT)
    return office


def grant(office: Office, person: str, role: str, body: str | None = "bureau") -> None:
    office.service.handle(GrantRole(person, role, body, REGISTRAR, office.clock.now()))


def test_without_a_register_a_claim_is_marked_unverified(office: Office) -> None:
    office.act("c", "accept", CLERK)
    assert office.service.history("case:c")[-1].actor.verified is False


def test_a_registered_claim_is_marked_verified_and_any_other_refused(office: Office) -> None:
    grant(office, "李梅", "clerk")
    assert office.refused("c", "accept", Actor("张三", "clerk", "bureau")) == ["unregistered_claim"]
    office.act("c", "accept", CLERK)
    assert office.service.history("case:c")[-1].actor.verified is True


def test_a_role_at_another_body_is_not_this_role(office: Office) -> None:
    grant(office, "李梅", "clerk", "city")
    assert office.refused("c", "accept", CLERK) == ["unregistered_claim"]


def test_an_ended_role_still_covers_acts_of_the_time_before(office: Office) -> None:
    grant(office, "李梅", "clerk")
    office.put("2021-04-25 09:00")
    office.service.handle(EndRole("李梅", "clerk", "bureau", REGISTRAR, office.clock.now()))
    assert office.refused("c", "accept", CLERK) == ["unregistered_claim"]
    office.act("c", "accept", CLERK, on="2021-04-24 10:00")


def test_a_role_covers_nothing_of_the_time_before_it_began(office: Office) -> None:
    office.put("2021-04-25 09:00")
    grant(office, "李梅", "clerk")
    assert office.refused("c", "accept", CLERK, on="2021-04-24 10:00") == ["unregistered_claim"]
    office.act("c", "accept", CLERK, on="2021-04-25 09:00")


def test_another_role_of_the_same_person_is_not_this_role(office: Office) -> None:
    grant(office, "李梅", "reviewer")
    assert office.refused("c", "accept", CLERK) == ["unregistered_claim"]


def test_a_delegation_is_for_the_role_it_names(office: Office) -> None:
    now = office.clock.now()
    grant(office, "李梅", "clerk")
    stand_in = Actor("张三", "clerk", "bureau", on_behalf_of="李梅")
    office.service.handle(Delegate("李梅", "张三", "reviewer", REGISTRAR, now))
    assert office.refused("c", "accept", stand_in) == ["unregistered_claim"]
    office.service.handle(Delegate("李梅", "张三", None, REGISTRAR, now))
    office.act("c", "accept", stand_in)


def test_a_delegation_entered_again_changes_nothing_and_one_of_another_term_is_new(office: Office) -> None:
    now = office.clock.now()
    entries = []
    for until in (None, None, at("2022-01-01 00:00"), at("2022-01-01 00:00")):
        office.service.handle(Delegate("李梅", "张三", "clerk", REGISTRAR, now, until))
        entries.append(office.names("register").count("Delegated"))
    assert entries[:3] == [1, 1, 2]


def test_nobody_vouches_for_whoever_begins_the_register(office: Office) -> None:
    grant(office, "李梅", "clerk")
    grant(office, "王芳", "reviewer")
    entered = office.service.history("register")
    assert [(record.data["person"], record.actor.verified) for record in entered] == [
        ("档案员", False),
        ("李梅", True),
        ("王芳", True),
    ]


def test_nobody_stands_in_for_the_system(office: Office) -> None:
    assert office.refused("c", "accept", Actor("李梅", "clerk", "bureau", on_behalf_of=SYSTEM)) == ["not_a_person"]


def test_who_stands_in_needs_a_delegation_from_somebody_who_holds_the_role(office: Office) -> None:
    grant(office, "李梅", "clerk")
    stand_in = Actor("张三", "clerk", "bureau", on_behalf_of="李梅")
    assert office.refused("c", "accept", stand_in) == ["unregistered_claim"]
    office.service.handle(Delegate("李梅", "张三", "clerk", REGISTRAR, office.clock.now()))
    office.act("c", "accept", stand_in)
    assert office.service.history("case:c")[-1].actor.on_behalf_of == "李梅"


def test_an_ended_delegation_covers_nothing_more(office: Office) -> None:
    grant(office, "李梅", "clerk")
    office.service.handle(Delegate("李梅", "张三", None, REGISTRAR, office.clock.now()))
    office.put("2021-04-25 09:00")
    office.service.handle(EndDelegation("李梅", "张三", None, REGISTRAR, office.clock.now()))
    stand_in = Actor("张三", "clerk", "bureau", on_behalf_of="李梅")
    assert office.refused("c", "accept", stand_in) == ["unregistered_claim"]


def test_granting_a_role_twice_changes_nothing(office: Office) -> None:
    grant(office, "李梅", "clerk")
    grant(office, "李梅", "clerk")
    assert office.names("register") == ["RoleGranted", "RoleGranted"]  # the registrar who began it, and the clerk


def test_a_role_may_be_granted_for_a_time(office: Office) -> None:
    wish = GrantRole("李梅", "clerk", "bureau", REGISTRAR, office.clock.now(), at("2021-04-24 00:00"))
    office.service.handle(wish)
    office.put("2021-04-25 09:00")
    assert office.refused("c", "accept", CLERK) == ["unregistered_claim"]


def test_who_stands_in_for_the_applicants_person_acts_for_the_applicant(office: Office) -> None:
    now = office.clock.now()
    office.put("2021-04-24 09:00")
    office.open("e", "works")
    office.service.handle(GrantRole("赵强", "applicant", "江苏德杰", REGISTRAR, now))
    for principal in ("赵强", "孙某"):
        office.service.handle(Delegate(principal, "小钱", "applicant", REGISTRAR, now))
    stranger = Actor("小钱", "applicant", on_behalf_of="孙某")
    assert "not_the_applicant" in office.refused("e", "submit", stranger)
    office.act("e", "submit", Actor("小钱", "applicant", on_behalf_of="赵强"))
    assert office.service.history("case:e")[-1].actor.verified
