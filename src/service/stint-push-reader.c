/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-push-reader.h"

#include "core/stint-error.h"
#include "core/stint-id.h"
#include "core/stint-schema.h"
#include "service/stint-problem.h"
#include "wire/stint-json.h"

#include <string.h>

/* What an op has beside its data, edits and at, in bytes at most. */
#define OP_FRAME_BYTES 160
#define SCRIPT_DEVICE "api"

/**
 * Reader:
 * @fault: (nullable): all that was found wrong so far
 *
 * Reads on after a fault, so that the answer names everything that its client has to set aside.
 */
typedef struct
{
  StintPush  *push;
  GHashTable *seen;
  GError     *fault;
} Reader;

static void
add_fault (Reader          *self,
           StintProblemCode code,
           const char      *pointer,
           const char      *detail)
{
  if (self->fault == NULL)
    stint_problem_set (&self->fault, code, "%s", code == STINT_PROBLEM_TOO_LARGE
                       ? "The errors name what is too large." : "The errors name what is wrong.");
  /* What is wrong weighs more than what is merely too large. */
  if (code == STINT_PROBLEM_INVALID_REQUEST)
    self->fault->code = code;
  stint_problem_add_fault (self->fault, pointer, detail);
}

static void
add_fault_at (Reader     *self,
              const char *place,
              const char *member,
              const char *detail)
{
  g_autofree char *pointer = g_strconcat (place, member, NULL);

  add_fault (self, STINT_PROBLEM_INVALID_REQUEST, pointer, detail);
}

static void
add_core_fault (Reader       *self,
                const char   *pointer,
                const GError *error)
{
  gboolean size = g_error_matches (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE);

  add_fault (self, size ? STINT_PROBLEM_TOO_LARGE : STINT_PROBLEM_INVALID_REQUEST, pointer, error->message);
}

static gboolean
is_null (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE ("mv")) && g_variant_n_children (value) == 0;
}

/* Reads the member @name of @object, a text. Returns: (transfer full) (nullable): %NULL if it is missing or null; *good tells whether it may be */
static char *
read_text (GVariant   *object,
           const char *name,
           gboolean   *good)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (object, name, NULL);

  *good = value == NULL || is_null (value) || g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : NULL;
}

static gboolean
is_device (const char *device)
{
  gsize length = strlen (device);

  return length > 0 && length <= STINT_DEVICE_MAX_LENGTH &&
         strspn (device, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == length;
}

/* Returns: (transfer full) (nullable): @value as JSON, if it is an object of whole numbers that are not negative */
static char *
read_counters (GVariant *value)
{
  GVariantIter iter;
  const char *name;
  GVariant *counter;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return NULL;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &counter))
    if (!g_variant_is_of_type (counter, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (counter) < 0)
      {
        g_variant_unref (counter);
        return NULL;
      }
  return stint_json_to_string (value);
}

static void
read_edits (Reader     *self,
            StintOp    *op,
            GVariant   *object,
            const char *place)
{
  g_autoptr (GVariant) edits = g_variant_lookup_value (object, "edits", NULL);
  g_autoptr (GVariant) at = g_variant_lookup_value (object, "at", NULL);

  op->record.edits = edits != NULL ? read_counters (edits) : NULL;
  if (op->record.edits == NULL || g_variant_n_children (edits) == 0)
    add_fault_at (self, place, "/edits", "There must be an object of counters, one for each device that edited the record.");

  op->record.at = at != NULL ? read_counters (at) : g_strdup ("{}");
  if (op->record.at == NULL)
    add_fault_at (self, place, "/at", "This must be an object of times in milliseconds.");
}

/* Checks each member, so that the pointer names it, then the whole. Returns: whether it may be stored */
static gboolean
check_data (Reader     *self,
            StintKind   kind,
            GVariant   *data,
            const char *pointer)
{
  g_autoptr (GError) whole = NULL;
  gboolean good = TRUE;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, data);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      const StintMember *member = stint_schema_find (kind, name);
      g_autofree char *place = g_strconcat (pointer, "/", name, NULL);
      g_autoptr (GError) error = NULL;

      if (member != NULL && !stint_member_check (member, value, &error))
        {
          add_core_fault (self, place, error);
          good = FALSE;
        }
    }

  if (good && !stint_schema_check (kind, data, &whole))
    {
      add_core_fault (self, pointer, whole);
      good = FALSE;
    }
  return good;
}

static void
read_data (Reader     *self,
           StintOp    *op,
           GVariant   *object,
           const char *place)
{
  g_autoptr (GVariant) data = g_variant_lookup_value (object, "data", NULL);
  g_autofree char *pointer = g_strconcat (place, "/data", NULL);

  if (data == NULL || !g_variant_is_of_type (data, G_VARIANT_TYPE_VARDICT))
    {
      add_fault (self, STINT_PROBLEM_INVALID_REQUEST, pointer, "There must be an object.");
      return;
    }
  if (!check_data (self, op->record.kind, data, pointer))
    return;

  op->record.data = stint_json_to_string (data);
  op->day = stint_day_of_record (op->record.kind, data);
  if (strlen (op->record.data) > STINT_RECORD_MAX_BYTES)
    add_fault (self, STINT_PROBLEM_TOO_LARGE, pointer, "A record has at most 16 KB.");
}

/* Reads kind and id. Returns: (transfer none) (nullable): the op they begin, %NULL if they are wrong */
static StintOp *
begin_op (Reader     *self,
          GVariant   *object,
          const char *place)
{
  gboolean good;
  g_autofree char *kind_name = read_text (object, "kind", &good);
  g_autofree char *id = read_text (object, "id", &good);
  StintKind kind;
  char *name;

  if (kind_name == NULL || !stint_kind_from_string (kind_name, &kind))
    {
      add_fault_at (self, place, "/kind", "There must be a kind of record that this version knows.");
      return NULL;
    }
  if (!stint_id_is_valid (id))
    {
      add_fault_at (self, place, "/id", "There must be a UUID in lower case.");
      return NULL;
    }

  name = stint_cursor_new (NULL, kind, id);
  if (!g_hash_table_add (self->seen, name))
    {
      add_fault_at (self, place, "", "Another op is about the same record.");
      return NULL;
    }
  return stint_push_add_op (self->push, kind, id);
}

static void
read_base (Reader     *self,
           StintOp    *op,
           GVariant   *object,
           const char *place)
{
  gboolean good;
  StintTag tag;

  op->base = read_text (object, "base", &good);
  if (!good || (op->base != NULL && (!stint_tag_parse (op->base, &tag) || tag.n == 0)))
    add_fault_at (self, place, "/base", "This must be the version that the op changes, or be missing.");
}

static void
read_op (Reader   *self,
         GVariant *object,
         guint     i)
{
  g_autofree char *place = g_strdup_printf ("/ops/%u", i);
  g_autofree char *verb = NULL;
  gboolean good;
  StintOp *op;

  if (!g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    {
      add_fault_at (self, place, "", "An op must be an object.");
      return;
    }

  verb = read_text (object, "op", &good);
  if (g_strcmp0 (verb, "put") != 0 && g_strcmp0 (verb, "delete") != 0)
    {
      add_fault_at (self, place, "/op", "An op is “put” or “delete”.");
      return;
    }

  op = begin_op (self, object, place);
  if (op == NULL)
    return;

  op->record.deleted = strcmp (verb, "delete") == 0;
  read_base (self, op, object, place);
  read_edits (self, op, object, place);
  if (!op->record.deleted)
    read_data (self, op, object, place);
}

static void
read_ops (Reader   *self,
          GVariant *body)
{
  g_autoptr (GVariant) ops = g_variant_lookup_value (body, "ops", NULL);
  gsize n_ops = ops != NULL && g_variant_is_of_type (ops, G_VARIANT_TYPE ("av")) ? g_variant_n_children (ops) : 0;

  if (n_ops > STINT_PUSH_MAX_OPS)
    {
      add_fault (self, STINT_PROBLEM_TOO_LARGE, "/ops", "A push has at most 90 ops.");
      return;
    }
  if (n_ops == 0)
    {
      add_fault (self, STINT_PROBLEM_INVALID_REQUEST, "/ops", "There must be a list of ops.");
      return;
    }

  for (gsize i = 0; i < n_ops; i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, i);
      g_autoptr (GVariant) object = g_variant_get_variant (boxed);

      read_op (self, object, (guint) i);
    }
}

static void
read_device (Reader   *self,
             GVariant *body)
{
  gboolean good;
  g_autofree char *name = read_text (body, "name", &good);

  if (!good || (name != NULL && (name[0] == '\0' || strlen (name) > 200)))
    add_fault (self, STINT_PROBLEM_INVALID_REQUEST, "/name", "A device's name has 1 to 200 bytes.");
  self->push->device_name = g_steal_pointer (&name);

  self->push->device = read_text (body, "device", &good);
  if (self->push->device == NULL || !is_device (self->push->device))
    add_fault (self, STINT_PROBLEM_INVALID_REQUEST, "/device",
               "There must be the device's id: 1 to 64 letters, digits, dots, dashes or underscores.");
}

static void
read_since (Reader   *self,
            GVariant *body)
{
  gboolean good;
  g_autofree char *since = read_text (body, "since", &good);
  StintTag tag;

  stint_tag_init_none (&tag);
  if (!good || (since != NULL && !stint_tag_parse (since, &tag)))
    add_fault (self, STINT_PROBLEM_INVALID_REQUEST, "/since", "This must be a cursor that the service gave.");
  self->push->since = g_memdup2 (&tag, sizeof tag);
}

/* Ends the reading. Returns: (transfer full) (nullable): the push, if nothing was wrong */
static StintPush *
finish (Reader  *self,
        GError **error)
{
  g_autoptr (StintPush) push = g_steal_pointer (&self->push);

  g_clear_pointer (&self->seen, g_hash_table_unref);
  if (self->fault == NULL && stint_push_n_bytes (push) + OP_FRAME_BYTES * push->ops->len > STINT_PUSH_MAX_OPS_BYTES)
    add_fault (self, STINT_PROBLEM_TOO_LARGE, "/ops", "The ops have at most 320 KB.");
  if (self->fault == NULL)
    return g_steal_pointer (&push);

  g_propagate_error (error, g_steal_pointer (&self->fault));
  return NULL;
}

static gboolean
begin (Reader             *self,
       const StintRequest *request,
       GVariant          **body,
       GError            **error)
{
  g_autofree char *key = NULL;

  *body = stint_request_parse_body (request, error);
  if (*body == NULL)
    return FALSE;
  key = stint_request_dup_key (request, error);
  if (key == NULL)
    return FALSE;

  *self = (Reader) { 0 };
  self->push = stint_push_new (request->method, request->resource, key, request->body);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return TRUE;
}

/**
 * stint_push_read_changes:
 *
 * Reads the body of POST /changes. Sizes come first, then JSON's own rules, then the shape, then what the schema says.
 *
 * Returns: (transfer full): the push; %NULL with a problem that names everything that is wrong
 */
StintPush *
stint_push_read_changes (const StintRequest *request,
                         GError            **error)
{
  g_autoptr (GVariant) body = NULL;
  Reader self;

  if (!begin (&self, request, &body, error))
    return NULL;

  read_device (&self, body);
  read_since (&self, body);
  read_ops (&self, body);
  return finish (&self, error);
}

/**
 * stint_push_read_task:
 *
 * Reads the body of POST /tasks: a new task, made by a script. Its id is the body's, else derived from user and key, so
 * that the same request sent twice is one task.
 *
 * Returns: (transfer full): the push of that one op; %NULL with a problem
 */
StintPush *
stint_push_read_task (const StintRequest *request,
                      GError            **error)
{
  g_autoptr (GVariant) body = NULL;
  g_autofree char *id = NULL;
  gboolean good;
  Reader self;
  StintOp *op;

  if (!begin (&self, request, &body, error))
    return NULL;

  id = read_text (body, "id", &good);
  if (!good || (id != NULL && !stint_id_is_valid (id)))
    add_fault (&self, STINT_PROBLEM_INVALID_REQUEST, "/id", "This must be a UUID in lower case, or be missing.");
  if (id == NULL)
    {
      g_autofree char *name = g_strconcat (request->user, ":", self.push->key, NULL);

      id = stint_id_derive ("task", name);
    }

  self.push->device = g_strdup (SCRIPT_DEVICE);
  op = stint_push_add_op (self.push, STINT_KIND_TASK, id);
  op->record.edits = g_strdup ("{\"" SCRIPT_DEVICE "\":1}");
  op->record.at = g_strdup ("{}");
  read_data (&self, op, body, "");
  return finish (&self, error);
}
