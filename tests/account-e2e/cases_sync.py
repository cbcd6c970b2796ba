# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers of one person, and what comes between."""
from devices import read_store
from fault_proxy import FaultProxy
from people import People


class SyncCases(People):
    def _pair(self, connect=None):
        person = self._person()
        pair = self._device("laptop"), self._device("desk")
        for profile in pair:
            profile.sign_in(connect or self.connect, person)
        return person, *pair

    @staticmethod
    def _sync(*profiles):
        for profile in profiles:
            profile.cli("sync")

    @staticmethod
    def _store(profile):
        return read_store(profile.data / "stint.db")

    def edits_of_both_come_together(self):
        _eva, laptop, desk = self._pair()
        task = laptop.add("Report")
        self._sync(laptop, desk)
        laptop.cli("edit", task, "title=The report")
        desk.cli("edit", task, "notes=By Friday")
        desk.add("Parcel")
        self._sync(laptop, desk, laptop)
        assert laptop.titles() == desk.titles() == ["Parcel", "The report"]
        assert laptop.cli("show", task)["notes"] == "By Friday" and self._store(laptop) == self._store(desk)

    def what_could_not_be_merged_is_in_the_inbox_of_both(self):
        _eva, laptop, desk = self._pair()
        task = laptop.add("Report")
        self._sync(laptop, desk)
        laptop.cli("edit", task, "title=Report of Monday")
        desk.cli("edit", task, "title=Report of Tuesday")
        self._sync(laptop, desk, laptop)
        store = self._store(laptop)
        conflicts = [data for (kind, _name), data in store.items() if kind == "conflict"]
        assert len(conflicts) == 1 and conflicts[0]["id"] == task and conflicts[0]["member"] == "title", conflicts
        assert {conflicts[0]["lost"], conflicts[0]["kept"]} == {"Report of Monday", "Report of Tuesday"}, conflicts
        assert laptop.titles() == [conflicts[0]["kept"]] and self._store(desk) == store

    def what_was_deleted_stays_deleted(self):
        _eva, laptop, desk = self._pair()
        task = laptop.add("Report")
        self._sync(laptop, desk)
        desk.cli("delete", task)
        self._sync(desk, laptop, desk)
        assert laptop.titles() == desk.titles() == []

    def one_edit_is_one_pull_and_one_push(self):
        with FaultProxy(self.connect["api"]) as proxy:
            _eva, laptop, desk = self._pair({**self.connect, "api": proxy.url})
            self._sync(laptop, desk)
            laptop.add("Report")
            proxy.clear()
            laptop.cli("sync")
            assert proxy.count() == {"GET /changes": 1, "POST /changes": 1}, proxy.count()
            proxy.clear()
            assert desk.cli("sync")["n_received"] == 1
            assert proxy.count() == {"GET /changes": 1}, proxy.count()

    def a_token_that_the_api_refuses_is_renewed_by_itself(self):
        with FaultProxy(self.connect["api"]) as proxy:
            _eva, laptop, _desk = self._pair({**self.connect, "api": proxy.url})
            laptop.add("Report")
            proxy.clear()
            proxy.order("error_401", None, "error_401")
            laptop.cli("sync")
            assert [one.status for one in proxy.seen] == [401, 200, 401, 200], proxy.seen

    def a_revoked_session_is_said_and_nothing_is_lost(self):
        eva, laptop, _desk = self._pair()
        laptop.add("Report")
        self.cloud.order("revoke")
        said = laptop.refused("sync", code="signed-out")
        assert said and said.endswith("."), said
        status = laptop.cli("status")
        assert not status["signed_in"] and status["n_pending"] == 1 and laptop.titles() == ["Report"], status
        laptop.browse_as(eva)
        laptop.cli("sign-in", "--yes")
        assert self._on_the_server(eva) == ["Report"]

    def no_network_is_no_sign_out(self):
        proxy = FaultProxy(self.connect["api"])
        with proxy:
            eva, laptop, _desk = self._pair({**self.connect, "api": proxy.url})
            proxy.order(*["refused"] * 200)
            laptop.add("Report")
            said = laptop.refused("sync")
            assert said, said
            status = laptop.cli("status")
            assert status["signed_in"] and status["n_pending"] == 1, status
            proxy.ordered.clear()
            laptop.cli("sync")
            assert self._on_the_server(eva) == ["Report"]

    # ---- An account that was erased on another computer (sync.md R15) ----------------------

    def an_erased_account_takes_nothing_from_here_and_asks(self):
        eva, laptop, _desk = self._pair()
        laptop.add("Report")
        self._sync(laptop)
        self._erase(eva)
        for _ in range(2):
            said = laptop.refused("sync", code="erased")
            assert "--upload" in said and "sign-out" in said, said
        assert laptop.titles() == ["Report"] and self._on_the_server(eva) == []

    def after_an_erasure_the_plan_may_stay_here_alone(self):
        eva, laptop, _desk = self._pair()
        laptop.add("Report")
        self._sync(laptop, laptop)
        self._erase(eva)
        laptop.refused("sync", code="erased")
        laptop.cli("sign-out", "--yes")
        assert laptop.titles() == ["Report"] and self._on_the_server(eva) == []

    def after_an_erasure_everything_may_go_up_again(self):
        eva, laptop, desk = self._pair()
        laptop.add("Report")
        self._sync(laptop, desk, laptop)
        self._erase(eva)
        laptop.refused("sync", code="erased")
        laptop.add("Parcel")
        laptop.cli("sync", "--upload")
        assert self._on_the_server(eva) == ["Parcel", "Report"]
        desk.refused("sync", code="erased")
        desk.cli("sync", "--upload")
        self._sync(laptop, desk)
        assert laptop.titles() == desk.titles() == ["Parcel", "Report"]
