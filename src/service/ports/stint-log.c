/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/ports/stint-log.h"

#include "service/stint-problem.h"

StintLogEntry *
stint_log_entry_copy (const StintLogEntry *self)
{
  StintLogEntry *copy = g_memdup2 (self, sizeof *self);

  copy->device = g_strdup (self->device);
  copy->ops = g_strdup (self->ops);
  return copy;
}

void
stint_log_entry_free (StintLogEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->device);
  g_free (self->ops);
  g_free (self);
}

static gboolean
check_cursor (GPtrArray       *found,
              const StintTag  *since,
              const StintHead *head,
              GError         **error)
{
  const StintLogEntry *first = found->len > 0 ? found->pdata[0] : NULL;

  if (since->n > 0 && since->n < head->erased_n)
    {
      stint_problem_set (error, STINT_PROBLEM_ERASED, "The account was erased after this cursor.");
      if (error != NULL)
        stint_problem_set_head (*error, head->tag.text);
      return FALSE;
    }

  if (since->n > head->tag.n || (since->n == head->tag.n && !stint_tag_equal (since, &head->tag)) ||
      (first != NULL && first->tag.n == since->n + 1 && !stint_tag_equal (&first->previous, since)))
    {
      stint_problem_set (error, STINT_PROBLEM_DIVERGED, "The table does not know this cursor. Take a snapshot.");
      return FALSE;
    }

  return TRUE;
}

/**
 * stint_log_page_new:
 * @found: (element-type StintLogEntry) (transfer none): what the log holds after @since, by number, as much as a page takes; copied
 * @head: read with them or later
 *
 * Decides what a pull answers: everything that follows @since without a hole. What a reader does not see yet, and what
 * the log has forgotten, look the same; a minute tells them apart. So a client can never step over a push.
 *
 * Returns: (transfer full): the page; %NULL with %STINT_PROBLEM_ERASED, _DIVERGED or _EXPIRED
 */
StintLogPage *
stint_log_page_new (GPtrArray       *found,
                    const StintTag  *since,
                    const StintHead *head,
                    gint64           now_ms,
                    GError         **error)
{
  g_autoptr (StintLogPage) self = g_new0 (StintLogPage, 1);
  const StintTag *last = since;
  gint64 next_ms = head->written_ms;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_log_entry_free);
  if (!check_cursor (found, since, head, error))
    return NULL;

  for (guint i = 0; i < found->len; i++)
    {
      const StintLogEntry *entry = found->pdata[i];

      if (entry->tag.n != last->n + 1 || !stint_tag_equal (&entry->previous, last))
        {
          next_ms = entry->written_ms;
          break;
        }
      g_ptr_array_add (self->entries, stint_log_entry_copy (entry));
      last = &entry->tag;
    }

  self->from = *since;
  self->to = *last;
  self->head = head->tag;
  self->more = last->n < head->tag.n;
  if (self->more && self->entries->len == 0 && now_ms - next_ms >= STINT_LOG_SETTLED_MS)
    {
      stint_problem_set (error, STINT_PROBLEM_EXPIRED, "The log does not hold what follows this cursor. Take a snapshot.");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
stint_log_page_free (StintLogPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}
