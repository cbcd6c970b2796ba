/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/*
 * Planify's backup: {"projects": […], "sections": […], "items": […]}.
 *
 * - due is the deadline, or what repeats; deadline_date is the deadline where both are there, and due then the earliest start. A time in a
 *   zone stays in it, one without is in the plan's.
 * - Labels and sections are tags, a project within another has both names. Priority 4 is high, 3 medium, 2 low.
 * - What is deleted is left out; what is completed is done. All else is kept in the member `planify`.
 */
StintFileReader *stint_planify_reader_new (GInputStream            *stream,
                                           const StintFileContext  *context);

G_END_DECLS
