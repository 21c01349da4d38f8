"""The set-up: people and roles with four eyes, channels, the firm, the rules; and one's own tokens."""

import hashlib
import re

import pytest
from flask import Flask

from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.commands import register as r
from tests.build import Bench
from tests.web.pages.visit import Visit, visit


@pytest.fixture
def abe(app: Flask, bench: Bench) -> Visit:
    """A second administrator, signed in."""
    account = bench.do(a.CreateAccount(email="abe@harbour.example", name="Abe Admin"), CONSOLE).subject.id
    bench.do(a.ChangeRole(account=account, role="administrator"), CONSOLE)
    file = bench.register.reader.accounts.by_id(account)
    assert file is not None
    return visit(app, bench, file.actor())


def test_a_role_takes_two_administrators(bench: Bench, ada: Visit, abe: Visit) -> None:
    answer = ada.send("/set-up/", "/set-up/?form=create", name="Nora New", email="nora@harbour.example")
    person = answer.headers["Location"]
    assert ada.send(person, f"{person}?form=role", role="officer", change="give").status_code == 302
    page = ada.get(person)
    assert "Another administrator confirms it." in page
    assert "Confirm</button>" not in page
    assert "Confirm</button>" in abe.get("/set-up/")
    values = abe.form(person, person) | {"confirm": "yes"}
    assert abe.client.post(person, data=values).status_code == 302
    file = bench.register.reader.accounts.by_email("nora@harbour.example")
    assert file is not None
    assert file.account.roles == {"officer"}


def test_a_new_person_is_one_form_and_their_page_says_what_is_still_to_do(bench: Bench, ada: Visit, abe: Visit) -> None:
    told = {"name": "Nora New", "email": "nora@harbour.example", "role": "officer"}
    person = ada.send("/set-up/", "/set-up/?form=create", **told).headers["Location"]
    page = ada.get(person)
    assert "Before they can work" in page
    assert "waits for another administrator" in page
    assert "to be made, below" in page
    assert "Role waits for an administrator" in ada.get("/set-up/")
    abe.client.post(person, data=abe.form(person, person) | {"confirm": "yes"})
    ada.client.post(f"{person}/first-password", data=ada.form(person, f"{person}/first-password"))
    assert "Before they can work" not in ada.get(person)
    file = bench.register.reader.accounts.by_email("nora@harbour.example")
    assert file is not None
    assert file.account.roles == {"officer"}


def test_a_namesake_is_told(ada: Visit) -> None:
    told = "There is an account with this name already."
    for name, said in (("Nora New", False), ("NORA  N\u00e9w", True)):
        email = f"nora{said}@harbour.example"
        person = ada.send("/set-up/", "/set-up/?form=create", name=name, email=email).headers["Location"]
        assert (told in ada.get(person)) is said


def test_a_proposer_who_forges_the_confirmation_is_refused(bench: Bench, ada: Visit) -> None:
    person = f"/set-up/people/{bench.officer.account}"
    ada.send(person, f"{person}?form=role", role="approver", change="give")
    file = bench.register.reader.accounts.by_id(str(bench.officer.account))
    assert file is not None
    (proposal,) = file.account.proposals
    values = ada.form(person, f"{person}?form=role") | {"step": "settle", "proposal": proposal.id, "confirm": "yes"}
    answer = ada.client.post(person, data=values)
    assert answer.status_code == 422
    assert "nobody approves their own work" in answer.text


def test_a_first_password_is_shown_once_and_works(bench: Bench, ada: Visit, app: Flask) -> None:
    answer = ada.send("/set-up/", "/set-up/?form=create", name="Nora New", email="nora@harbour.example")
    person = answer.headers["Location"]
    shown = ada.client.post(f"{person}/first-password", data=ada.form(person, f"{person}/first-password")).text
    found = re.search(r'<code class="key">([^<]+)</code>', shown)
    assert found is not None
    assert found[1] not in ada.get(person)
    browser = app.test_client()
    token = browser.get("/login").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    told = {"csrf_token": token, "email": "nora@harbour.example", "password": found[1]}
    assert browser.post("/login", data=told).status_code == 302
    again = ada.client.post(f"{person}/first-password", data=ada.form("/account", "/logout"))
    assert again.status_code == 403


def test_a_channel_is_declared_with_its_gap_and_closed(bench: Bench, ada: Visit) -> None:
    told = {"platform": "facebook", "slug": "tide", "brand": "tide", "secrets": "one\ntwo"}
    answer = ada.send("/set-up/channels", "/set-up/channels?form=add", **told)
    channel = answer.headers["Location"]
    assert "/hooks/facebook/tide" in ada.get(channel)
    gap = {"from_at": "2026-08-01T10:00", "until_at": "2026-08-01T12:00", "reason": "outage"}
    assert ada.send(channel, f"{channel}?form=gap", **gap).status_code == 302
    assert "outage" in ada.get(channel)
    assert ada.send(channel, f"{channel}?form=close").status_code == 302
    assert "Exchange the secrets" not in ada.get(channel)
    file = bench.register.reader.channels.by_slug("facebook", "tide")
    assert file is not None
    assert file.secrets == ("one", "two")
    assert "one" not in re.findall(r"<textarea[^>]*>([^<]*)", ada.get("/set-up/channels"))


def test_packs_are_shown_by_their_titles(bench: Bench, ada: Visit) -> None:
    table = ada.get("/set-up/firm").partition("<table")[2].partition("</table>")[0]
    assert "ASIC RG 271" in table
    assert "au-asic-rg271" not in table


def test_a_detail_by_any_name_leaves_the_form_whole(bench: Bench, ada: Visit, abe: Visit) -> None:
    for name in ("version", "csrf-token", "groups", "order"):
        details = {**bench.register.reader.firm.now().details, name: "as named"}
        made = bench.do(r.SetDetails(details=tuple(details.items())), bench.admin).made
        assert made["proposal"]
        for proposal in bench.register.reader.firm.now().firm.proposals:
            token = abe.form("/set-up/firm", "/set-up/firm?form=brand")["csrf_token"]
            said = {"csrf_token": token, "step": "settle", "proposal": proposal.id, "confirm": "yes"}
            assert abe.client.post("/set-up/firm", data=said).status_code == 302
    form = ada.form("/set-up/firm", "/set-up/firm?form=details")
    assert [form[f"detail_{name}"] for name in ("version", "csrf_token", "groups", "order")] == ["as named"] * 4
    assert form["version"].isdecimal()
    assert len(form["csrf_token"]) > 20


def test_the_firm_and_its_rules_change(bench: Bench, ada: Visit, abe: Visit) -> None:
    assert ada.send("/set-up/firm", "/set-up/firm?form=brand", brand="reef", name="Reef Loans").status_code == 302
    told = {"detail_firm_web": "www.harbour.example", "detail_tide__firm_phone": "02 5550 0001"}
    assert ada.send("/set-up/firm", "/set-up/firm?form=details", **told).status_code == 302
    rules = {"officer_amount": "250.00", "second_person": ["acknowledgement"], "assess_within_days": "14"}
    assert ada.send("/set-up/rules", "/set-up/rules?form=rules", **rules).status_code == 302
    waiting = ada.get("/set-up/firm")
    assert "Another administrator confirms it." in waiting
    assert "The firm: Website: www.harbour.example" in waiting
    assert "Tide Savings, where it differs: Telephone: 02 5550 0001" in waiting
    assert "Firm and its rules" in abe.get("/approvals/")
    for proposal in bench.register.reader.firm.now().firm.proposals:
        token = abe.form("/set-up/firm", "/set-up/firm?form=brand")["csrf_token"]
        said = {"csrf_token": token, "step": "settle", "proposal": proposal.id, "confirm": "yes"}
        assert abe.client.post("/set-up/firm", data=said).status_code == 302
    firm = bench.register.reader.firm.now()
    assert firm.brand_name("reef") == "Reef Loans"
    assert firm.details["firm-web"] == "www.harbour.example"
    assert firm.details["tide/firm-phone"] == "02 5550 0001"
    assert firm.details["afca-phone"] == "1800 931 678"
    assert (firm.firm.house.officer_amount, firm.firm.house.second_person) == ("250.00", ("acknowledgement",))


def settle(visitor: Visit, place: str, step: str, proposal: str, confirm: str = "yes") -> int:
    """Press the button beside what waits; the answer's status."""
    page = visitor.get(place)
    assert f'name="proposal" value="{proposal}"' in page
    token = visitor.form(place, place)["csrf_token"]
    said = {"csrf_token": token, "step": step, "proposal": proposal, "confirm": confirm}
    return visitor.client.post(place, data=said).status_code


def test_an_auditor_is_closed_out_by_two(bench: Bench, ada: Visit, abe: Visit) -> None:
    place = f"/set-up/people/{bench.auditor.account}"
    assert ada.send(place, f"{place}?form=close").status_code == 302
    file = bench.register.reader.accounts.by_id(str(bench.auditor.account))
    assert file is not None
    assert file.account.active
    assert "close the account" in ada.get(place)
    assert "Account" in abe.get("/approvals/")
    assert settle(abe, place, "settle-change", file.account.changes[0].id) == 302
    file = bench.register.reader.accounts.by_id(str(bench.auditor.account))
    assert file is not None
    assert not file.account.active


def test_two_accounts_of_one_human_are_joined_by_one_and_parted_by_two(bench: Bench, ada: Visit, abe: Visit) -> None:
    place, other = f"/set-up/people/{bench.officer.account}", str(bench.approver.account)
    assert ada.send(place, f"{place}?form=join", other=other).status_code == 302
    assert "They are a human of their own" in ada.get(place)
    assert ada.send(place, f"{place}?form=part").status_code == 302
    file = bench.register.reader.accounts.by_id(str(bench.officer.account))
    assert file is not None
    assert file.also == {other}
    assert settle(abe, place, "settle-change", file.account.changes[0].id) == 302
    file = bench.register.reader.accounts.by_id(str(bench.officer.account))
    assert file is not None
    assert file.also == frozenset()


def test_other_secrets_of_a_channel_wait_for_a_second_administrator(bench: Bench, ada: Visit, abe: Visit) -> None:
    place = f"/set-up/channels/{bench.channel}"
    assert ada.send(place, f"{place}?form=secrets", secrets="mine").status_code == 302
    file = bench.register.reader.channels.by_id(bench.channel)
    assert file is not None
    assert file.secrets == ("app-secret",)
    assert "Another administrator confirms it." in ada.get(place)
    assert "Secrets of a channel" in abe.get("/approvals/")
    assert file.channel.proposal is not None
    assert settle(abe, place, "settle", file.channel.proposal.id) == 302
    file = bench.register.reader.channels.by_id(bench.channel)
    assert file is not None
    assert file.secrets == ("mine",)


def test_the_second_to_change_the_rules_is_told(bench: Bench, ada: Visit, abe: Visit) -> None:
    address = "/set-up/rules?form=rules"
    seen = abe.form("/set-up/rules", address)
    assert ada.send("/set-up/rules", address, officer_amount="100.00", assess_within_days="30").status_code == 302
    answer = abe.client.post(address, data=seen | {"officer_amount": "900.00"})
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.text


@pytest.mark.parametrize("address", ["/set-up/", "/set-up/channels", "/set-up/firm", "/set-up/rules"])
def test_the_set_up_is_for_administrators(olive: Visit, address: str) -> None:
    olive.get(address, status=403)


def test_a_token_is_shown_once_works_and_is_ended(app: Flask, bench: Bench, olive: Visit) -> None:
    address = "/account/tokens/"
    page = olive.send(address, address, name="Nightly job", scopes=["cases:read"]).text
    found = re.search(r'<pre class="note"[^>]*>([^<]+)</pre>', page)
    assert found is not None
    assert found[1] not in olive.get(address)
    digest = hashlib.sha256(found[1].encode()).hexdigest()
    use = bench.register.reader.accounts.by_token(digest, bench.clock())
    assert use is not None
    assert use.actor.scopes == frozenset({"cases:read"})
    assert use.actor.account == bench.officer.account
    program, carried = app.test_client(), {"Authorization": f"Bearer {found[1]}"}
    assert program.get("/api/v1/cases", headers=carried).status_code == 200
    file = bench.register.reader.accounts.by_id(str(bench.officer.account))
    assert file is not None
    (token,) = file.account.tokens
    assert olive.send(address, f"{address}{token.id}/end").status_code == 302
    assert program.get("/api/v1/cases", headers=carried).status_code == 401
