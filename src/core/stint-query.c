/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-query.h"

StintTaskQuery *
stint_task_query_copy (const StintTaskQuery *self)
{
  StintTaskQuery *copy = g_new (StintTaskQuery, 1);

  *copy = *self;
  copy->project = g_strdup (self->project);
  copy->tag = g_strdup (self->tag);
  copy->search = g_strdup (self->search);
  copy->also = g_strdup (self->also);
  return copy;
}

void
stint_task_query_free (StintTaskQuery *self)
{
  g_free (self->project);
  g_free (self->tag);
  g_free (self->search);
  g_free (self->also);
  g_free (self);
}

void
stint_task_row_free (StintTaskRow *self)
{
  g_clear_pointer (&self->record, stint_record_unref);
  g_free (self->project_name);
  g_free (self->color);
  g_free (self);
}

/* Returns: (transfer full) */
StintGridRow *
stint_grid_row_copy (const StintGridRow *self)
{
  StintGridRow *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->task_id = g_strdup (self->task_id);
  copy->title = g_strdup (self->title);
  copy->color = g_strdup (self->color);
  copy->series_id = g_strdup (self->series_id);
  return copy;
}

void
stint_grid_row_free (StintGridRow *self)
{
  g_free (self->id);
  g_free (self->task_id);
  g_free (self->title);
  g_free (self->color);
  g_free (self->series_id);
  g_free (self);
}

void
stint_grid_result_free (StintGridResult *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->days);
  g_free (self);
}
