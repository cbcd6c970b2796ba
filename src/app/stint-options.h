/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StintOptions:
 * @directory: the folder that all plans are in; which one of them is open lies there, too
 * @zone: (nullable): the zone to live in; %NULL: the system's
 * @zone_link: (nullable): a link that names the zone, and is followed when it changes; for tests
 * @has_now, @now_ms: the clock stands still at this instant, for tests and pictures
 * @is_alone: this process does not look for another one: it has a store or a clock of its own
 * @is_service: started by D-Bus
 * @files: (element-type GFile): files to import, and connect files
 *
 * What the command line asks for.
 */
typedef struct
{
  char *directory;
  char *zone;
  char *zone_link;
  gboolean has_now;
  gint64 now_ms;
  gboolean show_version;
  gboolean fill_example;
  gboolean is_alone;
  gboolean is_service;
  GPtrArray *files;
} StintOptions;

StintOptions *stint_options_new  (int            *argc,
                                  char         ***argv,
                                  GError        **error);
void          stint_options_free (StintOptions   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintOptions, stint_options_free)

G_END_DECLS
