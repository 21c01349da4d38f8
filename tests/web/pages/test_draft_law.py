"""Law that is not made yet, on the pages: accepted by two administrators, taken back by one, and marked everywhere."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.values import Id
from register.publication import case_file
from tests.build import Bench, a_case, work_to_draft_law
from tests.reports.paper import text
from tests.web.pages.visit import Visit, visit

DRAFT = "au-spf"
PAGE = "/set-up/draft-law"
MARK = "draft law, UNCONFIRMED"


@pytest.fixture
def abe(app: Flask, bench: Bench) -> Visit:
    """A second administrator, signed in."""
    account = bench.do(a.CreateAccount(email="abe@harbour.example", name="Abe Admin"), CONSOLE).subject.id
    bench.do(a.ChangeRole(account=account, role="administrator"), CONSOLE)
    file = bench.register.reader.accounts.by_id(account)
    assert file is not None
    return visit(app, bench, file.actor())


def chosen(bench: Bench) -> str:
    draft = bench.register.policies.versions(DRAFT)[-1]
    return f"{draft.id}@{draft.version}"


def test_it_takes_two_administrators_and_one_takes_it_back(bench: Bench, ada: Visit, abe: Visit) -> None:
    assert "not accepted: holds nobody" in ada.get(PAGE)
    sent = ada.send(PAGE, f"{PAGE}?form=accept", draft=chosen(bench), reason="To be ready on the day")
    assert sent.status_code == 302, sent.text
    assert "waits for a second administrator" in ada.get(PAGE)
    firm = "/set-up/firm"
    assert "Work to draft law, UNCONFIRMED: au-spf" in abe.get(firm)
    assert "To be ready on the day" in abe.get(firm)
    abe.client.post(firm, data=abe.form(firm, firm) | {"confirm": "yes"})
    assert "The firm works to law that is not made yet." in ada.get(firm)
    assert "To be ready on the day" in ada.get(PAGE)
    back = ada.send(PAGE, f"{PAGE}?form=end", draft=chosen(bench), reason="It was not made")
    assert back.status_code == 302, back.text
    assert bench.register.reader.firm.now().firm.drafts == ()


def test_a_draft_is_not_taken_up_before_it_is_accepted(bench: Bench, ada: Visit) -> None:
    firm = "/set-up/firm"
    told = {"entity": "harbour", "name": "Harbour", "licence": "L-1", "place": "NSW", "packs": ["au-asic-rg271", DRAFT]}
    answer = ada.send(firm, f"{firm}?form=entity", **told)
    assert answer.status_code == 422
    assert "is draft law, and no administrator has accepted it" in answer.text
    assert [entity.packs for entity in bench.register.reader.firm.now().firm.entities] == [("au-asic-rg271",)]


def test_nobody_but_an_administrator_sees_the_page(olive: Visit, audrey: Visit) -> None:
    for person in (olive, audrey):
        assert person.client.get(PAGE).status_code == 403


def shown(app: Flask, bench: Bench, case: Id) -> str:
    """The case's page for an officer who signs in now, without the marks that keep the direction of words."""
    return re.sub("[\u2068\u2069]", "", visit(app, bench, bench.officer).get(f"/cases/{case}"))


def test_a_case_under_it_says_so_first_and_beside_each_date(app: Flask, bench: Bench) -> None:
    work_to_draft_law(bench, DRAFT)
    page = shown(app, bench, a_case(bench))
    assert "Draft law, UNCONFIRMED: Scams Prevention Framework, complaints" in page
    assert "Its dates here are no legal deadlines and never a possible breach." in page
    heading = '<h3 class="minor">Draft law, UNCONFIRMED: not legal dates</h3>'
    found = page.split(heading)[1].split("<h3")[0]
    assert "Answer to the scam complaint" in found
    assert MARK in found
    # Both packs name the one scheme.
    assert page.count("Australian Financial Complaints Authority") == 1
    legal = page.split('<h3 class="minor">Legal dates</h3>')[1].split("<h3")[0]
    assert "Answer to the scam complaint" not in legal


@pytest.mark.provision("ST10", "R1", pack="au-spf")
def test_what_the_law_leaves_open_is_said_with_the_complaint(app: Flask, bench: Bench) -> None:
    work_to_draft_law(bench, DRAFT)
    known = (("scam_loss", "3000.00"), ("scam_loss_verified", "true"))
    case = a_case(bench, classifying=c.Classifying("standard", known=known))

    def said(title: str) -> str:
        return shown(app, bench, case).split(title)[1].split("</dd>")[0]

    assert "Yes" in said("Reached by the day of the complaint")
    assert "Not known yet" in said("Reached by the day of the conduct")
    assert "Not known yet" in said("Refund without a full investigation, as proposed")
    assert "UNCONFIRMED" in said("Refund without a full investigation, as proposed")
    bench.do(c.RecordEvent(case=case, event="conduct", at=bench.clock() - timedelta(days=1)))
    assert "No (" in said("Reached by the day of the conduct")


def test_the_case_file_marks_the_pack_and_its_dates(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    work_to_draft_law(bench, DRAFT)
    case: Id = a_case(bench)
    reference = bench.register.reader.cases.open(bench.officer, case).case.reference
    paper = tmp_path_factory.mktemp("paper") / "file.pdf"
    paper.write_bytes(case_file(bench.register, bench.officer, reference))
    said = " ".join(text(paper).split())
    assert f"({MARK})" in said
    assert "Answer to the scam complaint (draft" in said.partition("Limits")[2]


def test_the_list_of_packs_marks_it(ada: Visit) -> None:
    page = ada.get("/policies/")
    assert MARK in page
    assert "Draft law, UNCONFIRMED. Nothing in this pack binds anybody yet" in ada.get(f"/policies/{DRAFT}/2027-03-31")


def test_a_letter_of_it_is_offered_beside_the_others_and_warned_of(app: Flask, bench: Bench) -> None:
    work_to_draft_law(bench, DRAFT)
    case, olive = a_case(bench), visit(app, bench, bench.officer)
    plain = olive.get(f"/letters/{case}/new?type=idr-response")
    assert '<option value="statement-of-compliance"' in plain
    assert '<option value="scam-response"' not in plain
    assert "This letter is of rules that are not made yet." not in plain
    warned = olive.get(f"/letters/{case}/new?type=statement-of-compliance")
    assert "This letter is of rules that are not made yet." in warned
    assert "Given under rules that are not made yet" in warned
