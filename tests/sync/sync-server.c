/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-server.h"

#include <string.h>

#include "service/memory/stint-memory-restore.h"
#include "service/stint-service.h"
#include "wire/stint-json.h"

#define USER "eva"
#define CLIENT "4h57kf2client"

/**
 * SyncServer:
 * @n_page_pushes: a pull gets no more at once, so that small accounts have pages too
 * @images: (element-type StintMemoryImage): one for each state since the first
 */
struct _SyncServer
{
  StintRepository *repository;
  StintService     service;
  guint            n_page_pushes;
  GPtrArray       *images;
};

void
sync_stored_free (SyncStored *self)
{
  g_free (self->id);
  g_free (self->version);
  g_free (self->data);
  g_free (self->edits);
  g_free (self->at);
  g_free (self);
}

SyncServer *
sync_server_new (guint n_page_records,
                 guint n_page_pushes)
{
  SyncServer *self = g_new0 (SyncServer, 1);

  self->repository = stint_memory_repository_new ();
  stint_memory_repository_set_page (STINT_MEMORY_REPOSITORY (self->repository), n_page_records);
  self->service = (StintService) {
    .function = "sync", .client_id = CLIENT, .min_client = "0.1.0", .metrics_name_space = "Stint",
    .repository = self->repository, .warm = TRUE,
  };
  self->n_page_pushes = n_page_pushes;
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_memory_image_free);
  return self;
}

void
sync_server_free (SyncServer *self)
{
  g_ptr_array_unref (self->images);
  g_object_unref (self->repository);
  g_free (self);
}

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", name);
  stint_json_append_string (out, value);
}

static void
append_query (SyncServer *self,
              GString    *out,
              const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  g_string_append (out, ",\"queryStringParameters\":{");
  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      char *value = strchr (pairs[i], '=');
      g_autofree char *decoded = NULL;

      g_assert_nonnull (value);
      *value++ = '\0';
      decoded = g_uri_unescape_string (value, NULL);
      if (g_str_equal (pairs[i], "limit") && g_ascii_strtoull (decoded, NULL, 10) > self->n_page_pushes)
        {
          g_free (decoded);
          decoded = g_strdup_printf ("%u", self->n_page_pushes);
        }
      append_member (out, pairs[i], decoded);
    }
  g_string_append_c (out, '}');
}

/* Returns: (transfer full): what API Gateway makes of a request */
static char *
make_event (SyncServer            *self,
            const StintApiRequest *request)
{
  const char *query = strchr (request->path, '?');
  g_autofree char *resource = query != NULL ? g_strndup (request->path, query - request->path) : g_strdup (request->path);
  GString *out = g_string_new ("{");

  append_member (out, "httpMethod", request->method);
  append_member (out, "resource", resource);
  g_string_append (out, ",\"headers\":{\"Stint-Client\":\"0.1.0\",\"Content-Type\":\"application/json\"");
  if (request->key != NULL)
    append_member (out, "Idempotency-Key", request->key);
  g_string_append_c (out, '}');
  if (query != NULL)
    append_query (self, out, query + 1);
  g_string_append (out, ",\"requestContext\":{\"requestId\":\"r-1\",\"authorizer\":{\"claims\":{\"sub\":\"" USER "\",\"client_id\":\""
                   CLIENT "\"}}}");
  if (request->body != NULL)
    append_member (out, "body", request->body);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

/**
 * sync_server_answer:
 *
 * Returns: (transfer full): there always is one
 */
StintApiAnswer *
sync_server_answer (SyncServer            *self,
                    const StintApiRequest *request,
                    gint64                 now_ms)
{
  g_autofree char *event = make_event (self, request);
  g_autofree char *line = NULL;
  g_autofree char *text = stint_service_handle (&self->service, event, strlen (event), "invocation-1", now_ms, &line);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = stint_json_parse (text, -1, &error);
  StintApiAnswer *answer = g_new0 (StintApiAnswer, 1);
  gint64 status = 0;

  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (value, "statusCode", "x", &status));
  g_assert_true (g_variant_lookup (value, "body", "s", &answer->body));
  answer->status = (guint) status;
  answer->length = strlen (answer->body);
  answer->retry_after_s = -1;
  /* The Date header has whole seconds. */
  answer->date_ms = now_ms / 1000 * 1000;
  return answer;
}

/* Returns: (transfer full): the tag of the last push */
char *
sync_server_dup_head (SyncServer *self,
                      gint64      now_ms)
{
  StintCall call = { .user = USER, .now_ms = now_ms };
  StintHead head;

  stint_repository_read_head (self->repository, &call, &head, NULL);
  return g_strdup (head.tag.text);
}

static SyncStored *
copy_stored (const StintStored *record)
{
  SyncStored *copy = g_new0 (SyncStored, 1);

  copy->kind = record->kind;
  copy->deleted = record->deleted;
  copy->id = g_strdup (record->id);
  copy->version = g_strdup (record->version);
  copy->data = g_strdup (record->data);
  copy->edits = g_strdup (record->edits);
  copy->at = g_strdup (record->at);
  return copy;
}

/* Returns: (transfer full) (element-type SyncStored): every record, tombstones too, by kind and id */
GPtrArray *
sync_server_list (SyncServer *self,
                  gint64      now_ms)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sync_stored_free);
  StintCall call = { .user = USER, .now_ms = now_ms };
  g_autofree char *cursor = NULL;

  do
    {
      g_autoptr (StintStoredPage) page = stint_repository_snapshot (self->repository, &call, cursor, NULL);

      for (guint i = 0; i < page->records->len; i++)
        g_ptr_array_add (records, copy_stored (page->records->pdata[i]));
      g_free (cursor);
      cursor = g_steal_pointer (&page->cursor);
    }
  while (cursor != NULL);
  return records;
}

/* Keeps the state that it is in now, if it is another than the last that was kept. */
void
sync_server_keep_image (SyncServer *self)
{
  g_autofree char *head = sync_server_dup_head (self, 0);
  StintMemoryImage *last = self->images->len > 0 ? self->images->pdata[self->images->len - 1] : NULL;

  if (last == NULL || !g_str_equal (stint_memory_image_get_tag (last), head))
    g_ptr_array_add (self->images, stint_memory_repository_dup_image (STINT_MEMORY_REPOSITORY (self->repository), USER));
}

guint
sync_server_get_n_images (SyncServer *self)
{
  return self->images->len;
}

/**
 * sync_server_restore:
 * @image: which state comes back; those after it are forgotten
 * @torn: of its last push a part may be missing
 * @new_head: the operator's tool has been over it, as it is whenever somebody pushed just before
 */
void
sync_server_restore (SyncServer *self,
                     guint       image,
                     gboolean    torn,
                     gboolean    new_head,
                     gint64      now_ms,
                     GRand      *rand)
{
  StintMemoryRepository *memory = STINT_MEMORY_REPOSITORY (self->repository);

  stint_memory_repository_restore (memory, USER, self->images->pdata[image]);
  if (torn)
    stint_memory_repository_tear (memory, USER, self->images->pdata[image - 1], rand);
  if (torn || new_head)
    stint_memory_repository_give_new_head (memory, USER, now_ms, rand);
  g_ptr_array_set_size (self->images, (int) image + 1);
}

void
sync_server_expire (SyncServer *self,
                    gint64      now_ms,
                    GRand      *rand)
{
  stint_memory_repository_expire (STINT_MEMORY_REPOSITORY (self->repository), USER, now_ms, rand);
}

void
sync_server_forget_log (SyncServer *self,
                        gint64      first_n,
                        gint64      last_n)
{
  stint_memory_repository_forget_log (STINT_MEMORY_REPOSITORY (self->repository), USER, first_n, last_n);
}

void
sync_server_forget_answers (SyncServer *self)
{
  stint_memory_repository_forget_answers (STINT_MEMORY_REPOSITORY (self->repository), USER);
}
