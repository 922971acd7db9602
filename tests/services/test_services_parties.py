"""API keys, staff, register."""

from datetime import datetime, timedelta

import msgspec
import pytest
from sqlalchemy import select

from casework import ADMINISTRATOR, LEAD, PLATFORM, REGISTRAR, USCC, employer, posting
from certreg.domain.errors import Conflict, InvalidInput, NotFound, NotPermitted
from certreg.domain.organisation import OrganisationStatus
from certreg.domain.people import Actor, Role
from certreg.services import api_keys, organisations, staff
from certreg.services.records import Scope
from certreg.services.registry import Registry
from certreg.services.score import preview
from certreg.storage.party_tables import api_key, organisation
from certreg.storage.tables import audit


def lines(registry: Registry, object_type: str) -> list[tuple[str, str, str | None]]:
    with registry.db.read() as tx:
        found = tx.connection.execute(
            select(audit.c.action, audit.c.object_id, audit.c.reason)
            .where(audit.c.object_type == object_type)
            .order_by(audit.c.sequence)
        )
        return [tuple(row) for row in found]


class TestApiKeys:
    def test_a_key_is_known_by_its_secret_alone(self, registry: Registry, now: datetime) -> None:
        made = api_keys.create(registry, " 渝岗网 ", {Scope.WRITE}, actor=ADMINISTRATOR, now=now)
        assert made.record.name == "渝岗网"
        assert made.secret.startswith("certreg_")
        assert len(made.secret) == len("certreg_") + 43
        assert api_keys.authenticate(registry, made.secret, now=now) == made.record
        assert made.record.actor == Actor(f"key:{made.record.id}", Role.PLATFORM)
        assert api_keys.all_keys(registry) == (made.record,)
        assert lines(registry, "api_key") == [("create", made.record.id, None)]

    def test_the_secret_is_nowhere_but_in_the_answer(self, registry: Registry, now: datetime) -> None:
        made = api_keys.create(registry, "渝岗网", {Scope.READ}, actor=ADMINISTRATOR, now=now)
        assert made.secret not in repr(made)
        with registry.db.read() as tx:
            stored = str(tx.connection.execute(select(api_key)).all())
        assert made.secret not in stored
        assert made.secret.removeprefix("certreg_") not in stored

    @pytest.mark.parametrize("presented", ["", "certreg_", "certreg_" + "A" * 43, "x" * 10_000, "键"])
    def test_an_unknown_key_is_nobody(self, registry: Registry, now: datetime, presented: str) -> None:
        assert api_keys.authenticate(registry, presented, now=now) is None

    def test_an_expired_or_revoked_key_is_nobody(self, registry: Registry, now: datetime) -> None:
        end = now + timedelta(days=1)
        expiring = api_keys.create(
            registry, "甲", {Scope.READ}, expires_at=end, role=Role.PUBLISHER, actor=ADMINISTRATOR, now=now
        )
        assert api_keys.authenticate(registry, expiring.secret, now=end - timedelta(seconds=1)) == expiring.record
        assert api_keys.authenticate(registry, expiring.secret, now=end) is None
        made = api_keys.create(registry, "乙", {Scope.READ}, actor=ADMINISTRATOR, now=now)
        revoked = api_keys.revoke(registry, made.record.id, "泄露", actor=ADMINISTRATOR, now=now)
        assert revoked.revoked_at == now
        assert api_keys.authenticate(registry, made.secret, now=now) is None
        again = api_keys.revoke(registry, made.record.id, "再撤", actor=ADMINISTRATOR, now=end)
        assert again == revoked
        assert ("revoke", made.record.id, "泄露") in lines(registry, "api_key")

    def test_what_makes_no_sense_is_refused_all_at_once(self, registry: Registry, now: datetime) -> None:
        with pytest.raises(InvalidInput) as refusal:
            api_keys.create(registry, " ", set(), role=Role.LEAD, expires_at=now, actor=ADMINISTRATOR, now=now)
        assert [p.field for p in refusal.value.problems] == ["name", "scopes", "role", "expires_at"]

    def test_only_an_administrator_makes_and_revokes(self, registry: Registry, now: datetime) -> None:
        with pytest.raises(NotPermitted):
            api_keys.create(registry, "甲", {Scope.READ}, actor=LEAD, now=now)
        with pytest.raises(NotPermitted):
            api_keys.revoke(registry, "k0", "理由", actor=LEAD, now=now)
        with pytest.raises(NotFound):
            api_keys.revoke(registry, "k0", "理由", actor=ADMINISTRATOR, now=now)


class TestStaff:
    def test_the_first_one_is_an_administrator_who_adds_the_others(self, registry: Registry, now: datetime) -> None:
        with pytest.raises(InvalidInput):
            staff.add(registry, "li", "李华", {Role.LEAD}, actor=staff.CONSOLE, now=now)
        staff.add(registry, "wang", "王敏", {Role.ADMINISTRATOR}, actor=staff.CONSOLE, now=now)
        with pytest.raises(NotPermitted):
            staff.add(registry, "zhao", "赵", {Role.ADMINISTRATOR}, actor=staff.CONSOLE, now=now)
        wang = staff.act_as(registry, "wang")
        assert wang == Actor("wang", Role.ADMINISTRATOR)
        added = staff.add(registry, "li", "李华", {Role.LEAD, Role.ASSESSOR}, actor=wang, now=now)
        assert [m.id for m in staff.all_staff(registry)] == ["li", "wang"]
        assert staff.all_staff(registry)[0] == added
        with pytest.raises(Conflict):
            staff.add(registry, "li", "李四", {Role.LEAD}, actor=wang, now=now)
        assert lines(registry, "staff")[-1] == ("add", "li", "assessor, lead")

    def test_one_acts_in_one_role_at_a_time(self, registry: Registry, now: datetime) -> None:
        staff.add(registry, "li", "李华", {Role.LEAD, Role.ASSESSOR}, actor=ADMINISTRATOR, now=now)
        assert staff.act_as(registry, "li", Role.LEAD) == Actor("li", Role.LEAD)
        assert staff.act_as(registry, "li", among={Role.LEAD, Role.APPEALS}) == Actor("li", Role.LEAD)
        for role, among in ((None, {Role.LEAD, Role.ASSESSOR}), (Role.AUDITOR, {Role.AUDITOR}), (None, {Role.AUDITOR})):
            with pytest.raises(NotPermitted):
                staff.act_as(registry, "li", role, among=among)
        with pytest.raises(NotFound):
            staff.act_as(registry, "nobody")

    def test_a_disabled_member_acts_no_more(self, registry: Registry, now: datetime) -> None:
        staff.add(registry, "li", "李华", {Role.LEAD}, actor=ADMINISTRATOR, now=now)
        assert staff.disable(registry, "li", "离职", actor=ADMINISTRATOR, now=now).disabled_at == now
        with pytest.raises(NotPermitted):
            staff.act_as(registry, "li")
        staff.add(registry, ADMINISTRATOR.id, "自己", {Role.ADMINISTRATOR}, actor=ADMINISTRATOR, now=now)
        with pytest.raises(NotPermitted):
            staff.disable(registry, ADMINISTRATOR.id, "离职", actor=ADMINISTRATOR, now=now)
        with pytest.raises(NotFound):
            staff.disable(registry, "nobody", "离职", actor=ADMINISTRATOR, now=now)

    @pytest.mark.parametrize("staff_id", ["", "x", "Wang", "王", "1a", "a b", "a" * 41, "console", "key:a", "a\n"])
    def test_ids_are_plain(self, registry: Registry, now: datetime, staff_id: str) -> None:
        with pytest.raises(InvalidInput):
            staff.add(registry, staff_id, "名", {Role.LEAD}, actor=ADMINISTRATOR, now=now)

    def test_outside_roles_are_not_for_staff(self, registry: Registry, now: datetime) -> None:
        for roles in ({Role.PLATFORM}, {Role.TIMER, Role.LEAD}, set()):
            with pytest.raises(InvalidInput):
                staff.add(registry, "li", "李华", roles, actor=ADMINISTRATOR, now=now)


class TestRegister:
    def test_records_are_found_by_any_spelling_of_the_code(self, registry: Registry) -> None:
        for spelling in (USCC, USCC.lower(), f" {USCC[:8]} {USCC[8:]} ", "９" + USCC[1:]):
            assert organisations.organisation(registry, spelling) == employer()
        with pytest.raises(NotFound):
            organisations.organisation(registry, "91500000000000000X")

    def test_only_what_changed_is_written(self, registry: Registry, now: datetime) -> None:
        assert organisations.put(registry, [employer()], "again", actor=REGISTRAR, now=now) == 0
        gone = msgspec.structs.replace(employer(), status=OrganisationStatus.REVOKED)
        assert organisations.put(registry, [gone], "bureau 2026-11", actor=REGISTRAR, now=now) == 1
        assert organisations.organisation(registry, USCC) == gone
        assert lines(registry, "organisation") == [("put", USCC, "test register"), ("put", USCC, "bureau 2026-11")]

    def test_many_come_in_one_go(self, registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(organisations, "BATCH", 3)
        many = [msgspec.structs.replace(employer(), uscc=f"9150011{i:011d}") for i in range(10)]
        assert organisations.put(registry, many, "bulk", actor=REGISTRAR, now=now) == 10

    def test_the_register_is_for_registrars(self, registry: Registry, now: datetime) -> None:
        for actor in (PLATFORM, LEAD):
            with pytest.raises(NotPermitted):
                organisations.put(registry, [employer()], "x", actor=actor, now=now)

    def test_an_empty_register_says_nothing_about_anyone(self, registry: Registry, now: datetime) -> None:
        assert "G-employer" not in preview(registry, posting(), now=now).unknown
        with registry.db.write() as tx:
            tx.connection.execute(organisation.delete())
        card = preview(registry, posting(), now=now)
        assert "G-employer" in card.unknown
        assert "G-employer" not in card.failed_gates
