/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/ports/stint-repository.h"

#include "service/stint-problem.h"

G_DEFINE_INTERFACE (StintRepository, stint_repository, G_TYPE_OBJECT)

static void
stint_repository_default_init (StintRepositoryInterface *iface)
{
}

StintDevice *
stint_device_copy (const StintDevice *self)
{
  StintDevice *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->version = g_strdup (self->version);
  return copy;
}

void
stint_device_free (StintDevice *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->version);
  g_free (self);
}

gboolean
stint_repository_push (StintRepository *self,
                       const StintCall *call,
                       const StintPush *push,
                       StintTag        *tag,
                       gboolean        *replayed,
                       GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->push (self, call, push, tag, replayed, error);
}

StintLogPage *
stint_repository_pull (StintRepository *self,
                       const StintCall *call,
                       const StintTag  *since,
                       int              limit,
                       GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->pull (self, call, since, limit, error);
}

gboolean
stint_repository_read_head (StintRepository *self,
                            const StintCall *call,
                            StintHead       *head,
                            GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->read_head (self, call, head, error);
}

/* @cursor: (nullable): as stint_cursor_parse() takes it */
StintStoredPage *
stint_repository_snapshot (StintRepository *self,
                           const StintCall *call,
                           const char      *cursor,
                           GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->snapshot (self, call, cursor, error);
}

/* @cursor: (nullable): as stint_day_cursor_parse() takes it, of a day from @from to @to */
StintStoredPage *
stint_repository_list_days (StintRepository *self,
                            const StintCall *call,
                            const char      *from,
                            const char      *to,
                            const char      *cursor,
                            GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->list_days (self, call, from, to, cursor, error);
}

StintStored *
stint_repository_find (StintRepository *self,
                       const StintCall *call,
                       StintKind        kind,
                       const char      *id,
                       GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->find (self, call, kind, id, error);
}

GPtrArray *
stint_repository_list_devices (StintRepository *self,
                               const StintCall *call,
                               GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->list_devices (self, call, error);
}

gboolean
stint_repository_erase (StintRepository *self,
                        const StintCall *call,
                        gint64          *n_deleted,
                        gboolean        *more,
                        GError         **error)
{
  return STINT_REPOSITORY_GET_IFACE (self)->erase (self, call, n_deleted, more, error);
}

/* A device that does not know of the erasing must ask its person before it uploads anything again. */
gboolean
stint_repository_check_erased (const StintPush *push,
                               const StintHead *head,
                               GError         **error)
{
  if (push->since == NULL || push->since->n >= head->erased_n)
    return TRUE;

  stint_problem_set (error, STINT_PROBLEM_ERASED, "The account was erased after this cursor.");
  if (error != NULL)
    stint_problem_set_head (*error, head->tag.text);
  return FALSE;
}

/* Who is at a limit can still make what is there smaller. */
gboolean
stint_repository_check_room (const StintHead *head,
                             gint64           n_created,
                             gint64           n_bytes,
                             GError         **error)
{
  if ((n_created <= 0 || head->n_records + n_created <= STINT_ACCOUNT_MAX_RECORDS) &&
      (n_bytes <= 0 || head->n_bytes + n_bytes <= STINT_ACCOUNT_MAX_BYTES))
    return TRUE;

  stint_problem_set (error, STINT_PROBLEM_FULL, "An account holds at most %d records and %d MB.",
                     STINT_ACCOUNT_MAX_RECORDS, STINT_ACCOUNT_MAX_BYTES / (1024 * 1024));
  return FALSE;
}

/* @conflicts: for each op, whether its record is not at its base */
void
stint_repository_set_conflict (const StintPush *push,
                               const gboolean  *conflicts,
                               GError         **error)
{
  stint_problem_set (error, STINT_PROBLEM_CONFLICT, "Records were changed by somebody else. Pull, merge, and push again.");
  for (guint i = 0; error != NULL && i < push->ops->len; i++)
    {
      const StintOp *op = push->ops->pdata[i];

      if (conflicts[i])
        stint_problem_add_record (*error, stint_kind_to_string (op->record.kind), op->record.id);
    }
}
