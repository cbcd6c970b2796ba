/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include "core/stint-block.h"
#include "core/stint-error.h"
#include "core/stint-id.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-project.h"
#include "core/stint-task.h"
#include "store/stint-store-error.h"

static const char *
pick (SyncWorld *world,
      GPtrArray *ids)
{
  return ids->pdata[g_rand_int_range (world->rand, 0, (gint32) ids->len)];
}

static char *
make_id (SyncWorld  *world,
         SyncDevice *device)
{
  return stint_id_new (sync_device_now_ms (world, device), world->rand);
}

static GVariant *
new_text (SyncWorld  *world,
          const char *what)
{
  g_autofree char *text = g_strdup_printf ("%s %u", what, ++world->n_values);

  return g_variant_new_string (text);
}

/* Two of these in one record are more than fits. */
static GVariant *
new_long_text (SyncWorld *world)
{
  g_autofree char *filling = g_strnfill (9000, '.');
  g_autofree char *text = g_strdup_printf ("notes %u %s", ++world->n_values, filling);

  return g_variant_new_string (text);
}

static GVariant *
new_when (SyncWorld *world)
{
  StintTime start = stint_time_floating (SYNC_START_MS / 1000 + (gint64)++ world->n_values * 60);
  StintWhen when = stint_when_new (&start, 30);

  return stint_when_to_variant (&when);
}

static GVariant *
new_deadline (SyncWorld *world)
{
  StintTime time = stint_time_date (21000 + (int) ++world->n_values);

  return stint_time_to_variant (&time);
}

static GVariant *
new_done (SyncWorld *world)
{
  g_autofree char *at = stint_instant_to_string (SYNC_START_MS / 1000 + ++world->n_values);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "at", "s", at);
  return g_variant_dict_end (&dict);
}

/* What a newer version writes, and this one only keeps. */
static GVariant *
new_unknown (SyncWorld *world)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "level", "x", (gint64)++ world->n_values);
  return g_variant_dict_end (&dict);
}

static GVariant *
new_members (const char *name,
             GVariant   *value,
             const char *second_name,
             GVariant   *second_value)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, name, value);
  if (second_name != NULL)
    g_variant_dict_insert_value (&dict, second_name, second_value);
  return g_variant_dict_end (&dict);
}

static void
tell (SyncWorld   *world,
      SyncDevice  *device,
      StintChange *change,
      const char  *what)
{
  g_autoptr (GString) text = g_string_new (NULL);

  sync_oracle_note_change (world->oracle, device->number, change, world->now_ms);
  sync_device_look (world, device, FALSE);
  if (!world->has_trace)
    return;
  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);
      g_autofree char *before = delta->before != NULL ? g_variant_print (delta->before, FALSE) : g_strdup ("nothing");
      g_autofree char *after = delta->after != NULL ? g_variant_print (delta->after, FALSE) : g_strdup ("nothing");

      g_string_append_printf (text, " %s: %s -> %s;", sync_oracle_name (world->oracle, delta->kind, delta->id), before, after);
    }
  sync_world_say (world, "%c %s%s", device->letter, what, text->str);
}

/* The program died: what it was about to write is not there. */
static gboolean
has_died (SyncWorld  *world,
          SyncDevice *device,
          GError     *error)
{
  if (error == NULL || !g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED))
    return FALSE;
  sync_world_say (world, "%c dies while a person edits: %s", device->letter, error->message);
  sync_device_restart (world, device);
  return TRUE;
}

/**
 * sync_person_apply:
 * @edit: (transfer full)
 *
 * Returns: whether anything was changed
 */
gboolean
sync_person_apply (SyncWorld  *world,
                   SyncDevice *device,
                   StintEdit  *edit,
                   const char *what)
{
  g_autoptr (StintEdit) owned = edit;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_database_apply (sync_device_get_hand (device), edit, sync_device_now_ms (world, device), &error);

  /* What is too large is refused at once, and the person told. */
  if (has_died (world, device, error) || g_error_matches (error, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE))
    return FALSE;
  g_assert_no_error (error);
  if (change != NULL)
    tell (world, device, change, what);
  return change != NULL;
}

void
sync_person_undo (SyncWorld  *world,
                  SyncDevice *device,
                  gboolean    redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = NULL;
  gint64 now_ms = sync_device_now_ms (world, device);

  change = redo ? stint_database_redo (sync_device_get_hand (device), now_ms, NULL, &error)
                : stint_database_undo (sync_device_get_hand (device), now_ms, NULL, &error);
  if (has_died (world, device, error) || g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING))
    return;
  g_assert_no_error (error);
  tell (world, device, change, redo ? "does again" : "undoes");
}

static void
create_task (SyncWorld  *world,
             SyncDevice *device)
{
  g_autoptr (GPtrArray) projects = sync_device_list_living (device, STINT_KIND_PROJECT);
  g_autofree char *id = make_id (world, device);
  StintEdit *edit = stint_edit_new ("Add task");
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, STINT_TASK_TITLE, new_text (world, "title"));
  if (g_rand_boolean (world->rand))
    g_variant_dict_insert_value (&dict, STINT_TASK_NOTES, new_text (world, "notes"));
  if (projects->len > 0 && g_rand_boolean (world->rand))
    g_variant_dict_insert (&dict, STINT_TASK_PROJECT, "s", pick (world, projects));
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  sync_person_apply (world, device, edit, "creates");
}

static void
create_block (SyncWorld  *world,
              SyncDevice *device,
              const char *task)
{
  g_autofree char *id = make_id (world, device);
  StintEdit *edit = stint_edit_new ("Add block");

  stint_edit_create (edit, STINT_KIND_BLOCK, id,
                     new_members (STINT_BLOCK_TASK, g_variant_new_string (task), STINT_BLOCK_WHEN, new_when (world)));
  sync_person_apply (world, device, edit, "plans");
}

static void
create_project (SyncWorld  *world,
                SyncDevice *device)
{
  g_autofree char *id = make_id (world, device);
  StintEdit *edit = stint_edit_new ("Add project");

  stint_edit_create (edit, STINT_KIND_PROJECT, id, new_members (STINT_PROJECT_NAME, new_text (world, "project"), NULL, NULL));
  sync_person_apply (world, device, edit, "creates");
}

static void
create_series (SyncWorld  *world,
               SyncDevice *device)
{
  g_autofree char *id = make_id (world, device);
  StintEdit *edit = stint_edit_new ("Add series");

  stint_edit_create (edit, STINT_KIND_TASK, id,
                     new_members (STINT_TASK_TITLE, new_text (world, "series"), STINT_TASK_REPEAT,
                                  new_members ("rule", g_variant_new_string ("FREQ=DAILY"), NULL, NULL)));
  sync_person_apply (world, device, edit, "creates");
}

/* One occurrence differs from its series. Its id comes from both: two devices make the same record (sync.md R16). */
static void
put_override (SyncWorld  *world,
              SyncDevice *device,
              const char *series)
{
  int day = g_rand_int_range (world->rand, 20780, 20783);
  g_autofree char *name = g_strdup_printf ("%s %d", series, day);
  g_autofree char *id = stint_id_derive ("override", name);
  StintTime occurrence = stint_time_date (day);
  StintEdit *edit = stint_edit_new ("Change one");
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, STINT_TASK_SERIES, "s", series);
  g_variant_dict_insert_value (&dict, STINT_TASK_OCCURRENCE, stint_time_to_variant (&occurrence));
  g_variant_dict_insert_value (&dict, STINT_TASK_TITLE, new_text (world, "title"));
  stint_edit_put (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  sync_person_apply (world, device, edit, "makes an exception");
}

/* Series have exceptions; now and then there is a new series. */
static void
plan_series (SyncWorld  *world,
             SyncDevice *device)
{
  g_autoptr (GPtrArray) tasks = sync_device_list_living (device, STINT_KIND_TASK);
  g_autoptr (GPtrArray) series = g_ptr_array_new ();

  for (guint i = 0; i < tasks->len; i++)
    {
      g_autoptr (StintRecord) task = stint_database_get (device->database, STINT_KIND_TASK, tasks->pdata[i], NULL);
      g_autoptr (GVariant) repeat = stint_record_dup_member (task, STINT_TASK_REPEAT);

      if (repeat != NULL)
        g_ptr_array_add (series, tasks->pdata[i]);
    }
  if (series->len == 0 || sync_world_happens (world, 0.2))
    create_series (world, device);
  else
    put_override (world, device, pick (world, series));
}

/* The same calendar file gives the same ids on every device (sync.md R16). */
static void
import_one (SyncWorld  *world,
            SyncDevice *device)
{
  g_autofree char *uid = g_strdup_printf ("uid-%d", g_rand_int_range (world->rand, 0, 3));
  g_autofree char *title = g_strdup_printf ("Imported %s", uid);
  g_autofree char *id = stint_id_derive ("import", uid);
  StintEdit *edit = stint_edit_new ("Import");

  stint_edit_put (edit, STINT_KIND_TASK, id,
                  new_members (STINT_TASK_TITLE, g_variant_new_string (title), STINT_TASK_UID, g_variant_new_string (uid)));
  sync_person_apply (world, device, edit, "imports");
}

/* A setting's id comes from its name: two devices make the same record. */
static void
put_setting (SyncWorld  *world,
             SyncDevice *device)
{
  const char *name = g_rand_boolean (world->rand) ? "first-day" : "working-hours";
  g_autofree char *id = stint_id_derive ("setting", name);
  StintEdit *edit = stint_edit_new ("Set");

  stint_edit_put (edit, STINT_KIND_SETTING, id,
                  new_members (STINT_SETTING_NAME, g_variant_new_string (name), STINT_SETTING_VALUE, new_text (world, "value")));
  sync_person_apply (world, device, edit, "sets");
}

/* Adds a tag, or takes one away. */
static GVariant *
change_tags (SyncWorld   *world,
             StintRecord *task)
{
  g_auto (GStrv) tags = stint_task_dup_tags (task);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  guint n = tags != NULL ? g_strv_length (tags) : 0;
  int removed = n > 0 && sync_world_happens (world, 0.4) ? g_rand_int_range (world->rand, 0, (gint32) n) : -1;

  for (guint i = 0; i < n; i++)
    if ((int) i != removed)
      g_ptr_array_add (changed, g_strdup (tags[i]));
  if (removed < 0)
    g_ptr_array_add (changed, g_strdup_printf ("tag %06u", ++world->n_values));
  if (changed->len == 0)
    return NULL;
  return g_variant_new_strv ((const char *const *) changed->pdata, changed->len);
}

/* A person types: one step to be undone, however often it is stored in between. */
static void
type_title (SyncWorld  *world,
            SyncDevice *device,
            const char *id)
{
  g_autofree char *key = g_strconcat ("title ", id, NULL);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (StintRecord) before = stint_database_get (device->database, STINT_KIND_TASK, id, NULL);
      g_autoptr (GVariant) was = NULL;
      StintEdit *edit = stint_edit_new ("Type");

      if (before == NULL)
        return;
      was = g_variant_ref_sink (new_members (STINT_TASK_TITLE, g_variant_new_string (stint_task_get_title (before)), NULL, NULL));
      stint_edit_set_merge_key (edit, key);
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_TITLE, new_text (world, "title"));
      if (sync_person_apply (world, device, edit, "types"))
        sync_oracle_note_typed (world->oracle, was);
    }
}

static void
edit_task (SyncWorld  *world,
           SyncDevice *device,
           const char *id)
{
  g_autoptr (StintRecord) task = stint_database_get (device->database, STINT_KIND_TASK, id, NULL);
  StintEdit *edit = stint_edit_new ("Edit");

  switch (g_rand_int_range (world->rand, 0, device->is_newer ? 9 : 7))
    {
    case 0:
      stint_edit_free (edit);
      type_title (world, device, id);
      return;
    case 1:
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_TITLE, new_text (world, "title"));
      break;
    case 2:
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_NOTES,
                      sync_world_happens (world, 0.1) ? new_long_text (world) : new_text (world, "notes"));
      break;
    case 3:
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_DEADLINE, new_deadline (world));
      break;
    case 4:
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, g_variant_new_int64 (++world->n_values));
      break;
    case 5:
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_TAGS, change_tags (world, task));
      break;
    case 6:
      stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_DONE, stint_task_is_done (task) ? NULL : new_done (world));
      break;
    default:
      stint_edit_set (edit, STINT_KIND_TASK, id, "x-future",
                      sync_world_happens (world, 0.1) ? new_long_text (world) : new_unknown (world));
      break;
    }
  sync_person_apply (world, device, edit, "edits");
}

static void
edit_block (SyncWorld  *world,
            SyncDevice *device,
            const char *id)
{
  g_autoptr (GPtrArray) tasks = sync_device_list_living (device, STINT_KIND_TASK);
  StintEdit *edit = stint_edit_new ("Edit");

  if (tasks->len > 0 && sync_world_happens (world, 0.15))
    stint_edit_set (edit, STINT_KIND_BLOCK, id, STINT_BLOCK_TASK, g_variant_new_string (pick (world, tasks)));
  else if (sync_world_happens (world, 0.7))
    stint_edit_set (edit, STINT_KIND_BLOCK, id, STINT_BLOCK_WHEN, new_when (world));
  else
    stint_edit_set (edit, STINT_KIND_BLOCK, id, STINT_BLOCK_DONE, new_done (world));
  sync_person_apply (world, device, edit, "edits");
}

static void
edit_something (SyncWorld  *world,
                SyncDevice *device)
{
  g_autoptr (GPtrArray) tasks = sync_device_list_living (device, STINT_KIND_TASK);
  g_autoptr (GPtrArray) blocks = sync_device_list_living (device, STINT_KIND_BLOCK);
  g_autoptr (GPtrArray) projects = sync_device_list_living (device, STINT_KIND_PROJECT);
  double chance = g_rand_double (world->rand);

  if (chance < 0.05)
    put_setting (world, device);
  else if (chance < 0.08)
    import_one (world, device);
  else if (world->has_series && chance > 0.85)
    plan_series (world, device);
  else if (chance < 0.13 && projects->len > 0)
    {
      StintEdit *edit = stint_edit_new ("Rename");

      stint_edit_set (edit, STINT_KIND_PROJECT, pick (world, projects), STINT_PROJECT_NAME, new_text (world, "project"));
      sync_person_apply (world, device, edit, "renames");
    }
  else if (chance < 0.4 && blocks->len > 0)
    edit_block (world, device, pick (world, blocks));
  else if (tasks->len > 0)
    edit_task (world, device, pick (world, tasks));
}

static void
delete_one (SyncWorld  *world,
            SyncDevice *device,
            StintKind   kind)
{
  g_autoptr (GPtrArray) ids = sync_device_list_living (device, kind);
  StintEdit *edit;

  if (ids->len == 0)
    return;
  edit = stint_edit_new ("Delete");
  stint_edit_delete (edit, kind, pick (world, ids));
  sync_person_apply (world, device, edit, "deletes");
}

/* Takes the other value after all, if what it is about still lives. */
static void
take_other (StintEdit   *edit,
            SyncDevice  *device,
            StintRecord *entry)
{
  const char *member = stint_record_get_string (entry, STINT_CONFLICT_MEMBER);
  const char *id = stint_record_get_string (entry, STINT_CONFLICT_ID);
  g_autoptr (GVariant) lost = stint_record_dup_member (entry, STINT_CONFLICT_LOST);
  g_autoptr (StintRecord) record = NULL;
  StintKind kind;

  if (member == NULL || lost == NULL || g_str_equal (member, STINT_TASK_TAGS) || g_str_equal (member, STINT_BLOCK_TASK) ||
      !stint_kind_from_string (stint_record_get_string (entry, STINT_CONFLICT_KIND), &kind))
    return;
  record = stint_database_get (device->database, kind, id, NULL);
  if (record != NULL)
    stint_edit_set (edit, kind, id, member, lost);
}

static void
settle_one (SyncWorld  *world,
            SyncDevice *device)
{
  g_autoptr (GPtrArray) ids = sync_device_list_living (device, STINT_KIND_CONFLICT);
  g_autoptr (StintRecord) entry = NULL;
  StintEdit *edit;

  if (ids->len == 0)
    return;
  entry = stint_database_get (device->database, STINT_KIND_CONFLICT, pick (world, ids), NULL);
  edit = stint_edit_new ("Settle");
  if (g_rand_boolean (world->rand))
    take_other (edit, device, entry);
  stint_edit_delete (edit, STINT_KIND_CONFLICT, stint_record_get_id (entry));
  sync_person_apply (world, device, edit, "settles");
}

/* A person does something. */
void
sync_person_act (SyncWorld  *world,
                 SyncDevice *device)
{
  g_autoptr (GPtrArray) tasks = sync_device_list_living (device, STINT_KIND_TASK);
  double chance = g_rand_double (world->rand);

  if (sync_oracle_is_full (world->oracle))
    return;
  if (chance < 0.18 || tasks->len == 0)
    create_task (world, device);
  else if (chance < 0.31)
    create_block (world, device, pick (world, tasks));
  else if (chance < 0.34)
    create_project (world, device);
  else if (chance < 0.72)
    edit_something (world, device);
  else if (chance < 0.87)
    delete_one (world, device, chance < 0.8 ? STINT_KIND_TASK : chance < 0.86 ? STINT_KIND_BLOCK : STINT_KIND_PROJECT);
  else if (chance < 0.9)
    settle_one (world, device);
  else if (world->config->with_undo)
    sync_person_undo (world, device, chance > 0.97);
}
