/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-record.h"

#include <string.h>

struct _StintRecord
{
  gatomicrefcount ref_count;
  StintKind       kind;
  gboolean        deleted;
  char           *id;
  GVariant       *data;
  GVariant       *edits;
  GVariant       *at;
};

G_DEFINE_BOXED_TYPE (StintRecord, stint_record, stint_record_ref, stint_record_unref)

static const char *const kind_names[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = "project",
  [STINT_KIND_TASK] = "task",
  [STINT_KIND_BLOCK] = "block",
  [STINT_KIND_SETTING] = "setting",
  [STINT_KIND_CONFLICT] = "conflict",
};

/* @name: of @entry, `{sv}`, and borrowed from it: it is read once, since a comparison needs it several times. */
typedef struct
{
  const char *name;
  GVariant   *entry;
} Entry;

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  return strcmp (((const Entry *) a)->name, ((const Entry *) b)->name);
}

static GVariant *
sink_or_empty (GVariant   *value,
               const char *type)
{
  if (value == NULL)
    value = g_variant_new_array (G_VARIANT_TYPE (type), NULL, 0);
  return g_variant_ref_sink (value);
}

/**
 * stint_kind_to_string:
 *
 * Returns: the kind's name in the JSON
 */
const char *
stint_kind_to_string (StintKind kind)
{
  g_return_val_if_fail (kind < STINT_N_KINDS, NULL);

  return kind_names[kind];
}

gboolean
stint_kind_from_string (const char *text,
                        StintKind  *kind)
{
  for (guint i = 0; i < STINT_N_KINDS; i++)
    if (g_strcmp0 (text, kind_names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * stint_record_new:
 * @data: (transfer floating): its members, `a{sv}`, in any order
 *
 * Returns: (transfer full): a living record that nobody has edited yet
 */
StintRecord *
stint_record_new (StintKind   kind,
                  const char *id,
                  GVariant   *data)
{
  return stint_record_new_full (kind, id, data, NULL, NULL, FALSE);
}

/**
 * stint_record_new_full:
 * @data: (transfer floating): its members, `a{sv}`, in any order; of a deleted record the last ones known
 * @edits: (transfer floating) (nullable): `a{sx}`
 * @at: (transfer floating) (nullable): `a{sx}`
 *
 * Returns: (transfer full)
 */
StintRecord *
stint_record_new_full (StintKind   kind,
                       const char *id,
                       GVariant   *data,
                       GVariant   *edits,
                       GVariant   *at,
                       gboolean    deleted)
{
  StintRecord *self = g_new0 (StintRecord, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->deleted = deleted;
  self->id = g_strdup (id);
  self->data = stint_members_sort (data);
  self->edits = sink_or_empty (edits, "{sx}");
  self->at = sink_or_empty (at, "{sx}");
  /* GVariant serialises at the first look-up and frees what was handed out as `&s` before: never while somebody walks through it. */
  g_variant_get_data (self->data);
  g_variant_get_data (self->edits);
  g_variant_get_data (self->at);
  return self;
}

StintRecord *
stint_record_ref (StintRecord *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
stint_record_unref (StintRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_variant_unref (self->data);
  g_variant_unref (self->edits);
  g_variant_unref (self->at);
  g_free (self);
}

StintKind
stint_record_get_kind (StintRecord *self)
{
  return self->kind;
}

const char *
stint_record_get_id (StintRecord *self)
{
  return self->id;
}

/**
 * stint_record_get_data:
 *
 * Returns: (transfer none): `a{sv}`, sorted by name
 */
GVariant *
stint_record_get_data (StintRecord *self)
{
  return self->data;
}

GVariant *
stint_record_get_edits (StintRecord *self)
{
  return self->edits;
}

GVariant *
stint_record_get_at (StintRecord *self)
{
  return self->at;
}

gboolean
stint_record_is_deleted (StintRecord *self)
{
  return self->deleted;
}

/**
 * stint_record_dup_member:
 *
 * Returns: (transfer full) (nullable): the member's value, %NULL if the record has no such member
 */
GVariant *
stint_record_dup_member (StintRecord *self,
                         const char  *name)
{
  return g_variant_lookup_value (self->data, name, NULL);
}

/**
 * stint_record_get_string:
 *
 * Returns: (nullable): borrowed from the record; %NULL if the member is absent or no string
 */
const char *
stint_record_get_string (StintRecord *self,
                         const char  *name)
{
  const char *text = NULL;

  g_variant_lookup (self->data, name, "&s", &text);
  return text;
}

gint64
stint_record_get_int (StintRecord *self,
                      const char  *name,
                      gint64       fallback)
{
  gint64 number = fallback;

  g_variant_lookup (self->data, name, "x", &number);
  return number;
}

gboolean
stint_record_get_boolean (StintRecord *self,
                          const char  *name)
{
  gboolean truth = FALSE;

  g_variant_lookup (self->data, name, "b", &truth);
  return truth;
}

/**
 * stint_record_dup_strings:
 *
 * Returns: (transfer full): the strings of an `as` member; empty if it is absent
 */
char **
stint_record_dup_strings (StintRecord *self,
                          const char  *name)
{
  char **strings = NULL;

  g_variant_lookup (self->data, name, "^as", &strings);
  return strings != NULL ? strings : g_new0 (char *, 1);
}

/**
 * stint_members_sort:
 * @members: (transfer floating): `a{sv}` in any order; of two members of one name the later counts
 *
 * Returns: (transfer full): the same sorted by name, in one piece of memory, so that it compares quickly
 */
GVariant *
stint_members_sort (GVariant *members)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (members);
  gsize n = g_variant_n_children (given);
  g_autofree Entry *entries = g_new (Entry, n + 1);
  GVariantBuilder builder;
  GVariant *sorted;

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) name = NULL;

      entries[i].entry = g_variant_get_child_value (given, i);
      name = g_variant_get_child_value (entries[i].entry, 0);
      entries[i].name = g_variant_get_string (name, NULL);
    }
  g_qsort_with_data (entries, (int) n, sizeof (Entry), compare_entries, NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; i < n; i++)
    if (i + 1 == n || compare_entries (&entries[i], &entries[i + 1], NULL) != 0)
      g_variant_builder_add_value (&builder, entries[i].entry);
  for (gsize i = 0; i < n; i++)
    g_variant_unref (entries[i].entry);

  sorted = g_variant_ref_sink (g_variant_builder_end (&builder));
  g_variant_get_data (sorted);
  return sorted;
}

/**
 * stint_members_with:
 * @members: (nullable): `a{sv}`, sorted
 * @value: (transfer floating): a value, or stint_members_unset_value() to leave the member out
 *
 * Returns: (transfer full): the members with this one set
 */
GVariant *
stint_members_with (GVariant   *members,
                    const char *name,
                    GVariant   *value)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) change = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", name, value);
  change = g_variant_ref_sink (g_variant_builder_end (&builder));
  return stint_members_overlay (members, change);
}

/**
 * stint_members_overlay:
 * @members: (nullable): `a{sv}`
 * @changes: `a{sv}`; unset values remove a member
 *
 * Returns: (transfer full): the members with the changes, sorted
 */
GVariant *
stint_members_overlay (GVariant *members,
                       GVariant *changes)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (members);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (stint_members_is_unset (value))
        g_variant_dict_remove (&dict, name);
      else
        g_variant_dict_insert_value (&dict, name, value);
    }
  return stint_members_sort (g_variant_dict_end (&dict));
}

/**
 * stint_members_unset_value:
 *
 * JSON's null cannot say "remove": a record may hold a null that a newer version wrote. This cannot come from JSON.
 *
 * Returns: (transfer floating): the value that stands for no value in an edit
 */
GVariant *
stint_members_unset_value (void)
{
  return g_variant_new_tuple (NULL, 0);
}

gboolean
stint_members_is_unset (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_UNIT);
}
