"""Logging in and out, and what a browser must bring with every form."""

from __future__ import annotations

from datetime import timedelta

import httpx
from sqlalchemy import select

from console.passwords import hash_password, verify_password
from console.staff_sessions import COOKIE, token_hash
from records.database import Sessions
from records.models import StaffSession
from tests.console.demo_rows import PASSWORD
from tests.console.demo_ward import Ids
from tests.console.support import Clock, audit_trail, log_in, token_of


async def test_a_password_is_stored_as_argon2id_and_only_the_right_one_fits() -> None:
    stored = hash_password("right")
    assert stored.startswith("$argon2id$")
    assert await verify_password(stored, "right")
    assert not await verify_password(stored, "wrong")
    assert not await verify_password(None, "nobody has this password")


async def test_login_leads_back_and_stores_only_the_hash_of_the_cookie(
    visitor: httpx.AsyncClient, ward: Ids, sessions: Sessions
) -> None:
    answer = await log_in(visitor, ward.nurse.username, back=f"/staff/patients/{ward.talking}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/staff/patients/{ward.talking}")
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(COOKIE + "="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=43200" in cookie
    token = visitor.cookies[COOKIE]
    async with sessions() as session:
        hashes = list(
            await session.scalars(select(StaffSession.token_hash).where(StaffSession.staff_id == ward.nurse.id))
        )
    assert hashes == [token_hash(token)]
    assert token.encode() not in hashes


async def test_login_never_leads_to_another_site(visitor: httpx.AsyncClient, ward: Ids) -> None:
    for back in ("https://evil.test/", "//evil.test/staff/", "/staff/../../x\\evil", "/other"):
        answer = await log_in(visitor, ward.nurse.username, back=back)
        assert answer.headers["location"] == "/staff/"
        visitor.cookies.clear()


async def test_a_second_login_rotates_the_session(visitor: httpx.AsyncClient, ward: Ids) -> None:
    token = await token_of(visitor, "/staff/login")  # the form was open before, in another tab
    await log_in(visitor, ward.nurse.username)
    first = visitor.cookies[COOKIE]
    visitor.cookies.set("suifang_staff_form", token, path="/staff")
    form = {"csrf_token": token, "username": ward.nurse.username, "password": PASSWORD, "next": ""}
    await visitor.post("/staff/login", data=form)
    second = visitor.cookies[COOKIE]
    assert first != second
    visitor.cookies.clear()
    answer = await visitor.get("/staff/", headers={"Cookie": f"{COOKIE}={first}"})
    assert answer.status_code == 303


async def test_unknown_user_wrong_password_and_locked_account_are_answered_alike(
    visitor: httpx.AsyncClient, ward: Ids, sessions: Sessions, clock: Clock
) -> None:
    async def shown(username: str, password: str) -> tuple[int, str]:
        answer = await log_in(visitor, username, password)
        return answer.status_code, answer.text.split("</form>")[0].split('id="refused"')[1].split("</div>")[0]

    unknown = await shown("nobody", "x")
    wrong = [await shown(ward.nurse.username, "wrong") for _ in range(5)]
    locked = await shown(ward.nurse.username, PASSWORD)
    assert {unknown, locked, *wrong} == {unknown}
    assert unknown[0] == 401
    details = [detail for action, _, detail in await audit_trail(sessions, ward.nurse.id) if action == "login_refused"]
    assert details == ["wrong_password"] * 5 + ["locked"]
    clock.forward(timedelta(minutes=5))
    assert (await log_in(visitor, ward.nurse.username)).status_code == 303


async def test_a_form_without_its_token_or_from_another_site_is_refused(
    nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions
) -> None:
    path = f"/staff/alerts/{ward.alert}/acknowledge"
    token = await token_of(nurse, "/staff/")
    assert (await nurse.post(path)).status_code == 403
    assert (await nurse.post(path, data={"csrf_token": "x" * 43})).status_code == 403
    foreign = await nurse.post(path, data={"csrf_token": token}, headers={"Origin": "https://evil.test"})
    assert foreign.status_code == 403
    cross_site = await nurse.post("/staff/logout", data={}, headers={"Origin": "null"})
    assert cross_site.status_code == 403
    assert "acknowledge_alert" not in [action for action, _, _ in await audit_trail(sessions, ward.nurse.id)]


async def test_logout_ends_the_session_on_the_server(nurse: httpx.AsyncClient, ward: Ids, sessions: Sessions) -> None:
    cookie = nurse.cookies[COOKIE]
    answer = await nurse.post("/staff/logout", data={"csrf_token": await token_of(nurse, "/staff/")})
    assert answer.headers["location"] == "/staff/login"
    again = await nurse.get("/staff/", headers={"Cookie": f"{COOKIE}={cookie}"})
    assert again.status_code == 303
    assert [action for action, _, _ in await audit_trail(sessions, ward.nurse.id)] == [
        "login",
        "list_patients",
        "logout",
    ]


async def test_an_expired_session_goes_to_login_and_back(nurse: httpx.AsyncClient, ward: Ids, clock: Clock) -> None:
    clock.forward(timedelta(hours=12))
    page = await nurse.get(f"/staff/patients/{ward.talking}")
    assert page.headers["location"] == f"/staff/login?next=/staff/patients/{ward.talking}"
    fragment = await nurse.get(
        f"/staff/patients/{ward.talking}/panels",
        headers={"HX-Request": "true", "HX-Current-URL": f"http://console.test/staff/patients/{ward.talking}"},
    )
    assert fragment.headers["hx-redirect"] == page.headers["location"]
    assert fragment.text == ""
    assert (await nurse.get("/staff/events")).status_code == 401
