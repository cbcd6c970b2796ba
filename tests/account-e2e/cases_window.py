# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window with an account."""
from people import People


class WindowCases(People):
    pass
