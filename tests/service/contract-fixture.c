/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/contract-fixture.h"

#include "service/stint-problem.h"

#include <string.h>

static ContractMake make_repository;

void
contract_set_make (ContractMake make)
{
  make_repository = make;
}

void
contract_set_up (Contract     *self,
                 gconstpointer data)
{
  self->repository = make_repository ();
  self->user = g_uuid_string_random ();
  self->other = g_uuid_string_random ();
}

void
contract_tear_down (Contract     *self,
                    gconstpointer data)
{
  g_assert_finalize_object (self->repository);
  g_free (self->user);
  g_free (self->other);
}

StintCall
contract_call_at (Contract *self,
                  gint64    now_ms)
{
  return (StintCall) { .user = self->user, .now_ms = now_ms, .metrics = &self->metrics };
}

StintPush *
contract_new_push (const char *body)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  StintPush *push = stint_push_new ("POST", "/changes", key, bytes);

  push->device = g_strdup ("laptop");
  push->since = g_new (StintTag, 1);
  stint_tag_init_none (push->since);
  return push;
}

StintOp *
contract_add_put (StintPush  *push,
                  StintKind   kind,
                  const char *id,
                  const char *base,
                  const char *data)
{
  StintOp *op = stint_push_add_op (push, kind, id);

  op->base = g_strdup (base);
  op->record.data = g_strdup (data);
  op->record.edits = g_strdup ("{\"laptop\":1}");
  op->record.at = g_strdup ("{\"title\":7}");
  return op;
}

char *
contract_id_of (int n)
{
  return g_strdup_printf ("01990a70-0000-7000-8000-%012d", n);
}

StintTag
contract_push_now (Contract  *self,
                   StintPush *push)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  gboolean replayed = TRUE;
  StintTag tag;

  stint_repository_push (self->repository, &call, push, &tag, &replayed, &error);
  g_assert_no_error (error);
  g_assert_false (replayed);
  return tag;
}

/* Writes one task, numbered @n. */
StintTag
contract_push_task (Contract   *self,
                    int         n,
                    const char *base,
                    const char *data)
{
  g_autoptr (StintPush) push = contract_new_push (data);
  g_autofree char *id = contract_id_of (n);

  contract_add_put (push, STINT_KIND_TASK, id, base, data);
  return contract_push_now (self, push);
}

void
contract_assert_push_fails (Contract        *self,
                            StintPush       *push,
                            StintProblemCode code)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  gboolean replayed;
  StintTag tag;

  g_assert_false (stint_repository_push (self->repository, &call, push, &tag, &replayed, &error));
  g_assert_error (error, STINT_PROBLEM, (int) code);
}

StintLogPage *
contract_pull (Contract       *self,
               const StintTag *since,
               int             limit)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  StintLogPage *page = stint_repository_pull (self->repository, &call, since, limit, &error);

  g_assert_no_error (error);
  return page;
}

void
contract_assert_pull_fails (Contract        *self,
                            const StintTag  *since,
                            StintProblemCode code)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintLogPage) page = stint_repository_pull (self->repository, &call, since, 50, &error);

  g_assert_null (page);
  g_assert_error (error, STINT_PROBLEM, (int) code);
}

StintHead
contract_read_head (Contract *self)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  StintHead head;

  stint_repository_read_head (self->repository, &call, &head, &error);
  g_assert_no_error (error);
  return head;
}

StintTag
contract_beginning (void)
{
  StintTag tag;

  stint_tag_init_none (&tag);
  return tag;
}

StintTag
contract_push_delete (Contract   *self,
                      int         n,
                      const char *base)
{
  g_autoptr (StintPush) push = contract_new_push ("delete");
  g_autofree char *id = contract_id_of (n);
  StintOp *op = contract_add_put (push, STINT_KIND_TASK, id, base, NULL);

  op->record.deleted = TRUE;
  return contract_push_now (self, push);
}

StintStoredPage *
contract_snapshot (Contract   *self,
                   const char *cursor)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  StintStoredPage *page = stint_repository_snapshot (self->repository, &call, cursor, &error);

  g_assert_no_error (error);
  return page;
}

void
contract_put_day (Contract   *self,
                  int         n,
                  const char *base,
                  const char *day,
                  StintTag   *tag)
{
  g_autoptr (StintPush) push = contract_new_push ("day");
  g_autofree char *id = contract_id_of (n);
  StintOp *op = contract_add_put (push, STINT_KIND_TASK, id, base, "{\"title\":\"x\"}");

  op->day = g_strdup (day);
  *tag = contract_push_now (self, push);
}

char *
contract_list_days (Contract   *self,
                    const char *from,
                    const char *to)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (StintStoredPage) page = stint_repository_list_days (self->repository, &call, from, to, NULL, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < page->records->len; i++)
    g_string_append_printf (out, "%s ", ((const StintStored *) page->records->pdata[i])->id + 34);
  return g_string_free (out, FALSE);
}

void
contract_erase_all (Contract *self)
{
  StintCall call = contract_call_at (self, CONTRACT_NOW_MS);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      gint64 n_deleted;

      stint_repository_erase (self->repository, &call, &n_deleted, &more, &error);
      g_assert_no_error (error);
    }
}
