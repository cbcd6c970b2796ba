/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scenario-fixture.h"

#include "core/stint-block.h"
#include "core/stint-id.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-task.h"

#define MAX_REQUESTS 100

/* The server keeps an image of each state, so that a test can put it back. */
static const SyncConfig quiet = { .name = "scenario", .restore = 1 };
const SyncConfig fixture_picky = { .name = "refusals", .restore = 1, .picky = TRUE };

/* @data: (nullable): a configuration */
void
fixture_set_up (Fixture      *self,
                gconstpointer data)
{
  self->world = sync_world_new (data != NULL ? data : &quiet, 1, g_test_verbose ());
  self->a = sync_world_add_device (self->world);
  self->b = sync_world_add_device (self->world);
  self->c = sync_world_add_device (self->world);
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_sync (self, self->c);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer data)
{
  sync_world_free (self->world);
}

void
fixture_let_pass (Fixture *self,
                  int      days)
{
  self->world->now_ms += days * SYNC_DAY_MS;
}

/* Each thing that somebody does takes a minute. */
static void
apply (Fixture    *self,
       SyncDevice *device,
       StintEdit  *edit)
{
  gboolean changed;

  self->world->now_ms += SYNC_MINUTE_MS;
  changed = sync_person_apply (self->world, device, edit, "does");
  g_assert_true (changed);
}

char *
fixture_add_task (Fixture    *self,
                  SyncDevice *device,
                  const char *title)
{
  char *id = stint_id_new (self->world->now_ms, self->world->rand);
  StintEdit *edit = stint_edit_new ("Add task");
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, STINT_TASK_TITLE, "s", title);
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  apply (self, device, edit);
  return id;
}

char *
fixture_add_block (Fixture    *self,
                   SyncDevice *device,
                   const char *task,
                   int         hour)
{
  char *id = stint_id_new (self->world->now_ms, self->world->rand);
  StintEdit *edit = stint_edit_new ("Plan");
  StintTime start = stint_time_floating (SYNC_START_MS / 1000 + hour * 3600);
  StintWhen when = stint_when_new (&start, 60);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, STINT_BLOCK_TASK, "s", task);
  g_variant_dict_insert_value (&dict, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  stint_edit_create (edit, STINT_KIND_BLOCK, id, g_variant_dict_end (&dict));
  apply (self, device, edit);
  return id;
}

/* @text: (nullable): %NULL takes the member away */
void
fixture_set (Fixture    *self,
             SyncDevice *device,
             const char *task,
             const char *member,
             const char *text)
{
  StintEdit *edit = stint_edit_new ("Set");

  stint_edit_set (edit, STINT_KIND_TASK, task, member, text != NULL ? g_variant_new_string (text) : NULL);
  apply (self, device, edit);
}

void
fixture_delete (Fixture    *self,
                SyncDevice *device,
                const char *task)
{
  StintEdit *edit = stint_edit_new ("Delete");

  stint_edit_delete (edit, STINT_KIND_TASK, task);
  apply (self, device, edit);
}

/* A round from its beginning to its end. Returns: how many requests it took */
int
fixture_sync (Fixture    *self,
              SyncDevice *device)
{
  g_clear_pointer (&device->round, stint_round_free);
  for (int i = 0; i < MAX_REQUESTS; i++)
    {
      SyncStep step = sync_device_step (self->world, device, SYNC_NET_OK);

      self->world->now_ms += 1000;
      if (step == SYNC_STEP_DONE)
        return i;
    }
  g_assert_not_reached ();
}

/* A round whose push has that fate; it ends there. */
void
fixture_push_with (Fixture    *self,
                   SyncDevice *device,
                   SyncNet     net)
{
  g_clear_pointer (&device->round, stint_round_free);
  device->push_net = net;
  for (int i = 0; device->push_net != SYNC_NET_OK && i < MAX_REQUESTS; i++)
    sync_device_step (self->world, device, SYNC_NET_OK);
  g_assert_cmpint (device->push_net, ==, SYNC_NET_OK);
  g_clear_pointer (&device->round, stint_round_free);
}

/* Everybody syncs until nothing moves; then everything must hold that always must. */
void
fixture_settle (Fixture *self)
{
  SyncVerdict verdict;

  sync_verdict_init (&verdict);
  sync_world_settle (self->world, &verdict);
  sync_world_judge (self->world, &verdict);
  for (guint i = 0; i < verdict.reasons->len; i++)
    g_test_message ("%s", (const char *) verdict.reasons->pdata[i]);
  g_assert_cmpuint (verdict.reasons->len, ==, 0);
  sync_verdict_clear (&verdict);
}

/* Returns: (transfer full) (nullable): a text of a living task */
char *
fixture_get (SyncDevice *device,
             const char *task,
             const char *member)
{
  g_autoptr (StintRecord) record = stint_database_get (device->database, STINT_KIND_TASK, task, NULL);

  return record != NULL ? g_strdup (stint_record_get_string (record, member)) : NULL;
}

void
fixture_assert (SyncDevice *device,
                const char *task,
                const char *member,
                const char *text)
{
  g_autofree char *is = fixture_get (device, task, member);

  g_assert_cmpstr (is, ==, text);
}

void
fixture_assert_dead (SyncDevice *device,
                     StintKind   kind,
                     const char *id)
{
  g_autoptr (GPtrArray) ids = sync_device_list_living (device, kind);

  g_assert_false (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL));
}

void
fixture_assert_lives (SyncDevice *device,
                      StintKind   kind,
                      const char *id)
{
  g_autoptr (GPtrArray) ids = sync_device_list_living (device, kind);

  g_assert_true (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL));
}

/* Whether the inbox keeps this text as one that was not kept. */
gboolean
fixture_is_told (SyncDevice *device,
                 const char *text)
{
  g_autoptr (GPtrArray) entries = stint_database_list (device->database, STINT_KIND_CONFLICT, NULL);

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (stint_record_get_string (entries->pdata[i], STINT_CONFLICT_LOST), text) == 0)
      return TRUE;
  return FALSE;
}

guint
fixture_count_inbox (SyncDevice *device)
{
  g_autoptr (GPtrArray) entries = sync_device_list_living (device, STINT_KIND_CONFLICT);

  return entries->len;
}
