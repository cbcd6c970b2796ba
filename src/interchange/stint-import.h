/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/stint-edit.h"
#include "interchange/stint-file-format.h"

G_BEGIN_DECLS

/**
 * StintInterchangeError:
 * @STINT_INTERCHANGE_ERROR_FORMAT: the file is not what it should be: empty, binary, of another program
 * @STINT_INTERCHANGE_ERROR_ENCODING: not UTF-8
 * @STINT_INTERCHANGE_ERROR_LIMIT: a line or a nesting over the limits
 * @STINT_INTERCHANGE_ERROR_NEWER: written by a newer version
 */
typedef enum
{
  STINT_INTERCHANGE_ERROR_FORMAT,
  STINT_INTERCHANGE_ERROR_ENCODING,
  STINT_INTERCHANGE_ERROR_LIMIT,
  STINT_INTERCHANGE_ERROR_NEWER,
} StintInterchangeError;

#define STINT_INTERCHANGE_ERROR (stint_interchange_error_quark ())
GQuark stint_interchange_error_quark (void);

#define STINT_ICS_LINE_MAX_BYTES (256 * 1024)
#define STINT_ICS_MAX_DEPTH 16

/**
 * StintSkipped:
 * @line: where in the file the entry began, from 1; 0 if it is about the whole file
 * @name: its title, or what else it is known by; empty if it is about the whole file
 * @reason: why it, or a part of it, did not come in, for people
 */
typedef struct
{
  guint line;
  char *name;
  char *reason;
} StintSkipped;

/**
 * StintImportSummary:
 * @format: what the file was read as; %STINT_FILE_ANY for several files of several formats
 * @n_tasks, @n_blocks: read from the file
 * @n_skipped: entries that did not come in
 * @skipped: (element-type StintSkipped): the first hundred of these, and of the parts that did not come in as they were
 */
typedef struct
{
  StintFileFormat format;
  guint n_tasks;
  guint n_blocks;
  guint n_skipped;
  GPtrArray *skipped;
} StintImportSummary;

/**
 * StintFileContext:
 * @name: (nullable): the file's name, which may say what it is and what its project is called
 * @zone: (nullable): the IANA zone in which the plan is shown: instants become times there; %NULL is UTC
 * @now_unix_s: when the file was written, which words such as "tomorrow" count from
 */
typedef struct
{
  const char *name;
  const char *zone;
  gint64 now_unix_s;
} StintFileContext;

/**
 * StintFileReader:
 *
 * Reads a file of another program, or of Stint's own, from a stream, and gives what is in it as operations on records, one at a time. The
 * same entry always gives the same ids, so that the same file twice changes nothing. What Stint does not understand is kept in a member
 * named after the format, or said in the summary. Used in one thread.
 */
#define STINT_TYPE_FILE_READER (stint_file_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (StintFileReader, stint_file_reader, STINT, FILE_READER, GObject)

StintFileReader *stint_file_reader_open        (GInputStream            *stream,
                                                StintFileFormat          format,
                                                const StintFileContext  *context,
                                                GCancellable            *cancellable,
                                                GError                 **error);
gboolean         stint_file_reader_next        (StintFileReader         *self,
                                                StintOp                 *op,
                                                GCancellable            *cancellable,
                                                GError                 **error);
guint64          stint_file_reader_get_n_bytes (StintFileReader         *self);
const StintImportSummary *
                 stint_file_reader_get_summary (StintFileReader         *self);

G_END_DECLS
