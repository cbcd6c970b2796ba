# SPDX-License-Identifier: GPL-3.0-or-later
"""The trials of build-aux/try-account, as many as a test run has the time for."""
import os
import random

import trials
from people import People

EDITS, KILLS, RECORDS = 60, 20, 400


class TrialCases(People):
    @staticmethod
    def _seed():
        return int(os.environ.get("STINT_TEST_SEED", random.randrange(1 << 32)))

    def of_edits_by_two_devices_none_is_lost_while_one_request_in_five_fails(self):
        trials.try_faults(self.build, self.cloud, self._person(), EDITS, self._seed())

    def of_syncs_killed_at_any_moment_none_harms_the_store_or_loses_an_edit(self):
        trials.try_kills(self.build, self.cloud, self._person(), KILLS, self._seed())

    def a_first_sync_has_few_requests_and_one_edit_has_two(self):
        figures = trials.try_first_sync(self.build, self.cloud, self._person(), RECORDS)
        assert figures["up"] <= RECORDS / 90 + 4, figures
