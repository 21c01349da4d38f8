"""The packs as pages: everybody who works here reads them, and every date leads to its rule."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.web.pages.visit import Visit, visit

GUIDE = "/policies/au-asic-rg271/2021-10-05+1"


@pytest.mark.parametrize("role", ["officer", "approver", "auditor", "admin"])
def test_everybody_finds_the_packs_in_the_menu_and_reads_them(app: Flask, bench: Bench, role: str) -> None:
    reader = visit(app, bench, getattr(bench, role))
    assert 'href="/policies/"' in reader.get("/account")
    assert "legal deadline" in reader.get(GUIDE)


def test_a_stranger_reads_nothing(olive: Visit) -> None:
    olive.client.delete_cookie("session")
    assert "maximum IDR timeframe" not in olive.get(GUIDE)


def test_the_list_says_who_uses_what_and_what_is_an_example(audrey: Visit) -> None:
    page = audrey.get("/policies/")
    told = page.split("<tr>")[::-1]
    rows = {found: row for row in told for found in re.findall(r"/policies/([a-z0-9-]+)/", row)}
    assert set(rows) >= {"au-asic-rg271", "uk-fca-disp1", "ie-cbi-cpc"}
    assert "Harbour Bank Limited" in rows["au-asic-rg271"]
    assert "in force" in rows["au-asic-rg271"]
    assert "nobody" in rows["uk-fca-disp1"]
    assert "example, no law" in rows["ie-cbi-cpc"]
    assert "example, no law" not in rows["uk-fca-disp1"]
    assert page.index("au-asic-rg271") < page.index("au-acma-tcp")


def test_the_contents_lead_to_every_chapter(audrey: Visit) -> None:
    page = audrey.get(GUIDE)
    contents = re.findall(r'href="#([^"]+)"', page.split("pack-contents", 1)[1].split("</nav>", 1)[0])
    assert {"reading", "changes", "limits", "letters", "texts", "provisions", "examples", "codes"} <= set(contents)
    assert all(f'<section id="{chapter}"' in page for chapter in contents)


def test_an_example_says_so_before_anything_else(audrey: Visit) -> None:
    page = audrey.get("/policies/ie-cbi-cpc/2026-03-24")
    assert page.index("Example, no law. Nothing in this pack may be relied on.") < page.index("About this version")


def test_the_same_as_pdf(audrey: Visit) -> None:
    answer = audrey.client.get("/policies/sg-mas-fa-chr/2022-01-03/pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert 'filename="sg-mas-fa-chr-2022-01-03.pdf"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("place", ["/policies/nothing/1", "/policies/au-asic-rg271/1999-01-01", f"{GUIDE}x/pdf"])
def test_what_is_not_there_is_not_found(audrey: Visit, place: str) -> None:
    audrey.get(place, status=404)


def test_the_proof_of_a_date_leads_to_its_rule(bench: Bench, olive: Visit) -> None:
    case = a_case(bench)
    shown = re.findall(r'/cases/[^/"]+/dates/[^/"?#]+', olive.get(f"/cases/{case}"))
    proofs = "".join(olive.get(proof) for proof in dict.fromkeys(shown))
    links = set(re.findall(rf'href="({re.escape(GUIDE)})#([^"]+)"', proofs))
    assert (GUIDE, "rule-idr-response-standard") in links
    page = olive.get(GUIDE)
    assert all(f'id="{anchor}"' in page for _, anchor in links)


def before_the_correction(bench: Bench, *classes: str) -> list[Id]:
    """Complaints from before the correction was shipped."""
    registrar, policies = bench.register.registrar, bench.register.policies
    newest = policies.versions("au-asic-rg271")[-1]
    known = {key: pack for key, pack in policies.packs.items() if pack is not newest}
    registrar._policies = replace(policies, packs=known)
    cases = [a_case(bench, classifying=c.Classifying(complaint_class)) for complaint_class in classes]
    registrar._policies = policies
    return cases


def held_to(bench: Bench, case: Id) -> str:
    return bench.register.reader.cases.open(bench.officer, case).case.packs[0].version


def test_a_correction_is_adopted_for_the_complaints_that_were_chosen(bench: Bench, ash: Visit, olive: Visit) -> None:
    """A death benefit objection gets a cautious date by it; a standard complaint has the same dates as before."""
    benefit, standard, linked = before_the_correction(bench, "super-death-benefit", "standard", "standard")
    bench.do(c.LinkAccount(case=linked, account=Id(str(bench.approver.account)), reason="relative"), bench.approver)
    adoption = f"{GUIDE}/adoption"
    assert adoption in ash.get(GUIDE)
    assert adoption not in olive.get(GUIDE)
    olive.get(adoption, status=403)
    page = ash.get(adoption)
    assert "IDR response (maximum IDR timeframe): from no date to" in page
    assert page.count('name="case"') == 2
    form = ash.form(adoption, adoption)
    assert set(form["case"]) == {benefit, standard}
    answer = ash.client.post(adoption, data={**form, "case": [benefit, linked]})
    assert answer.status_code == 302
    assert "Adopted for 1 complaint." in ash.get(adoption)
    newest = bench.register.policies.versions("au-asic-rg271")[-1].version
    assert [held_to(bench, case) for case in (benefit, standard, linked)] == [newest, "2021-10-05", "2021-10-05"]
    again = ash.client.post(adoption, data={**form, "case": [benefit, standard]})
    assert again.status_code == 302
    assert "No open complaint is held to an older reading." in ash.get(adoption)
    assert held_to(bench, standard) == newest


@pytest.mark.parametrize("place", ["au-asic-rg271/2021-10-05", "nothing/1"])
def test_only_a_correction_has_a_page_to_adopt_it(ash: Visit, place: str) -> None:
    ash.get(f"/policies/{place}/adoption", status=404)
