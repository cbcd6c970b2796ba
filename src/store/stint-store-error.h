/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintStoreError:
 * @STINT_STORE_ERROR_DAMAGED: the database is no database, or fails its check
 * @STINT_STORE_ERROR_NEWER: written by a newer version; untouched
 * @STINT_STORE_ERROR_LOCKED: another process has held it for too long
 * @STINT_STORE_ERROR_READ_ONLY: it cannot be written
 * @STINT_STORE_ERROR_FULL: the disk is full
 * @STINT_STORE_ERROR_NOT_FOUND: no such record, or it is deleted
 * @STINT_STORE_ERROR_AMBIGUOUS: an id's prefix fits more than one
 * @STINT_STORE_ERROR_EXISTS: the record to create lives already
 * @STINT_STORE_ERROR_NOTHING: there is nothing to undo or redo
 * @STINT_STORE_ERROR_FAILED: anything else SQLite says
 */
typedef enum
{
  STINT_STORE_ERROR_DAMAGED,
  STINT_STORE_ERROR_NEWER,
  STINT_STORE_ERROR_LOCKED,
  STINT_STORE_ERROR_READ_ONLY,
  STINT_STORE_ERROR_FULL,
  STINT_STORE_ERROR_NOT_FOUND,
  STINT_STORE_ERROR_AMBIGUOUS,
  STINT_STORE_ERROR_EXISTS,
  STINT_STORE_ERROR_NOTHING,
  STINT_STORE_ERROR_FAILED,
} StintStoreError;

#define STINT_STORE_ERROR (stint_store_error_quark ())
GQuark stint_store_error_quark (void);

G_END_DECLS
