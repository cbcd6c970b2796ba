/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintFileFormat:
 * @STINT_FILE_ANY: not said: the content decides, then the name
 *
 * The files that Stint reads, and some of them writes.
 */
typedef enum
{
  STINT_FILE_ANY,
  STINT_FILE_ICS,
  STINT_FILE_STINT,
  STINT_FILE_CSV,
  STINT_FILE_TODO_TXT,
  STINT_FILE_TODOIST,
  STINT_FILE_TASKWARRIOR,
  STINT_FILE_SUPER_PRODUCTIVITY,
  STINT_FILE_PLANIFY,
} StintFileFormat;
#define STINT_N_FILE_FORMATS (STINT_FILE_PLANIFY + 1)

/* So much of a file's beginning is enough to tell what it is. */
#define STINT_FILE_HEAD_BYTES (64 * 1024)

const char     *stint_file_format_to_string   (StintFileFormat   self);
gboolean        stint_file_format_from_string (const char       *text,
                                               StintFileFormat  *format);
const char     *stint_file_format_get_title   (StintFileFormat   self);
const char     *stint_file_format_get_ending  (StintFileFormat   self);
gboolean        stint_file_format_can_write   (StintFileFormat   self);
StintFileFormat stint_file_format_to_write    (const char       *name);
StintFileFormat stint_file_format_detect      (const char       *head,
                                               gsize             length,
                                               const char       *name,
                                               const char      **looks_like);

G_END_DECLS
