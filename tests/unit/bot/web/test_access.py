"""Who may do what, by role."""

import pytest

from bot.services import LOCAL_ADMIN
from bot.web.access import may_speak_for_others
from knowledge.model import Person, Role


@pytest.mark.parametrize("role", Role)
def test_only_admins_speak_for_others(role: Role) -> None:
    assert may_speak_for_others(Person("p", "P", roles=frozenset({role}))) is (role is Role.ADMIN)


def test_the_installations_admin_is_an_admin() -> None:
    assert may_speak_for_others(LOCAL_ADMIN)
