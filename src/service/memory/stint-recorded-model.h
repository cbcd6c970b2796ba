/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-model.h"

G_BEGIN_DECLS

/* A model that says what was recorded, for tests and for trying prompts. */
#define STINT_TYPE_RECORDED_MODEL (stint_recorded_model_get_type ())
G_DECLARE_FINAL_TYPE (StintRecordedModel, stint_recorded_model, STINT, RECORDED_MODEL, GObject)

StintModel        *stint_recorded_model_new          (void);
void               stint_recorded_model_add          (StintRecordedModel *self,
                                                      const char         *answer);
void               stint_recorded_model_add_failure  (StintRecordedModel *self,
                                                      gboolean            spent);
const char *const *stint_recorded_model_get_requests (StintRecordedModel *self);
gboolean           stint_recorded_model_is_waiting   (StintRecordedModel *self);

G_END_DECLS
