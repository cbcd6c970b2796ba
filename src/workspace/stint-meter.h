/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintProgress:
 * @fraction: 0 to 1
 *
 * Called in the main thread, at most about thirty times a second.
 */
typedef void (*StintProgress) (double   fraction,
                               gpointer user_data);

/**
 * StintMeter:
 *
 * How far a long job is: set in the job's thread, told in the main thread. Counted atomically.
 */
typedef struct _StintMeter StintMeter;

StintMeter *stint_meter_new   (StintProgress  progress,
                               gpointer       user_data);
StintMeter *stint_meter_ref   (StintMeter    *self);
void        stint_meter_unref (StintMeter    *self);
void        stint_meter_set   (StintMeter    *self,
                               double         fraction);
void        stint_meter_stop  (StintMeter    *self,
                               gboolean       is_done);

G_END_DECLS
