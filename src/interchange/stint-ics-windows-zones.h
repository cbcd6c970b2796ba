/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *windows;
  const char *iana;
} StintIcsWindowsZone;

const StintIcsWindowsZone *stint_ics_windows_zones_get  (gsize      *n_zones);
const char                *stint_ics_windows_zones_find (const char *name);

G_END_DECLS
