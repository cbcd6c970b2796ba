# SPDX-License-Identifier: GPL-3.0-or-later
"""Stint's operations: one module a command, and what they share."""
