/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-quick-add-entry.h"

#include "ui/backlog/stint-chips.h"
#include "ui/window/stint-paint.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"
#include "workspace/stint-project-item.h"
#include "workspace/stint-words.h"

#include <string.h>

#define TINT_ALPHA (G_MAXUINT16 * 18 / 100)

struct _StintQuickAddEntry
{
  GtkWidget       parent_instance;

  GtkEntry       *entry;
  StintChips     *chips;
  StintWorkspace *workspace;
  GCancellable   *cancellable;
  GArray         *literals; /* StintSpan: readings that were taken back */
  char           *text;     /* what they lie in */
};

enum
{
  ADDED,
  FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintQuickAddEntry, stint_quick_add_entry, GTK_TYPE_WIDGET)

static StintQuickAdd *
parse (StintQuickAddEntry * self)
{
  StintClock *clock = stint_workspace_get_clock (self->workspace);

  return stint_words_parse_besides (gtk_editable_get_text (GTK_EDITABLE (self->entry)), stint_clock_get_local_s (clock),
                                    (const StintSpan *) self->literals->data, self->literals->len);
}

static void
tint_readings (StintQuickAddEntry  *self,
               const StintQuickAdd *words)
{
  g_autoptr (PangoAttrList) tints = pango_attr_list_new ();
  GdkRGBA accent;

  stint_paint_get_accent (GTK_WIDGET (self), &accent);
  for (guint i = 0; i < words->readings->len; i++)
    {
      const StintReading *reading = &g_array_index (words->readings, StintReading, i);
      PangoAttribute *fill = pango_attr_background_new (accent.red * G_MAXUINT16, accent.green * G_MAXUINT16,
                                                        accent.blue * G_MAXUINT16);
      PangoAttribute *alpha = pango_attr_background_alpha_new (TINT_ALPHA);

      fill->start_index = alpha->start_index = reading->start;
      fill->end_index = alpha->end_index = reading->end;
      pango_attr_list_insert (tints, fill);
      pango_attr_list_insert (tints, alpha);
    }
  gtk_entry_set_attributes (self->entry, tints);
}

/* The colour of the project of this name; one that is new gets the colour that it will have. */
static void
find_project_color (StintQuickAddEntry *self,
                    const char         *name,
                    GdkRGBA            *color)
{
  GListModel *projects = stint_workspace_get_projects (self->workspace);
  guint n_projects = projects != NULL ? g_list_model_get_n_items (projects) : 0;
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < n_projects; i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);
      g_autofree char *other = g_utf8_casefold (stint_project_item_get_name (item), -1);

      if (g_str_equal (folded, other) && gdk_rgba_parse (color, stint_project_item_get_color (item)))
        return;
    }
  gdk_rgba_parse (color, stint_project_pick_color (n_projects));
}

static void
show_chips (StintQuickAddEntry  *self,
            const StintQuickAdd *words)
{
  int today = stint_clock_get_today (stint_workspace_get_clock (self->workspace));

  stint_chips_clear (self->chips);
  for (guint i = 0; i < words->readings->len; i++)
    {
      const StintReading *reading = &g_array_index (words->readings, StintReading, i);
      g_autofree char *text = stint_format_chip (words, i, today);
      GdkRGBA color;

      if (text == NULL)
        continue;
      stint_chips_set_next_id (self->chips, i);
      if (reading->kind == STINT_READING_PROJECT && words->project != NULL)
        {
          find_project_color (self, words->project, &color);
          stint_chips_add (self->chips, text, &color);
        }
      else
        {
          stint_chips_add (self->chips, text, NULL);
        }
    }
}

static void
show_readings (StintQuickAddEntry *self)
{
  g_autoptr (StintQuickAdd) words = parse (self);

  tint_readings (self, words);
  show_chips (self, words);
}

/* What was taken back stays so while other words change; where it was itself edited, it is read anew. */
static void
keep_literals (StintQuickAddEntry *self)
{
  const char *text = stint_quick_add_entry_get_text (self);
  gsize old_length = strlen (self->text), length = strlen (text);
  gsize head = 0, tail = 0;

  while (head < MIN (old_length, length) && self->text[head] == text[head])
    head++;
  while (tail < MIN (old_length, length) - head && self->text[old_length - 1 - tail] == text[length - 1 - tail])
    tail++;
  for (guint i = self->literals->len; i > 0; i--)
    {
      StintSpan *literal = &g_array_index (self->literals, StintSpan, i - 1);

      if (literal->start >= old_length - tail)
        {
          literal->start = literal->start + length - old_length;
          literal->end = literal->end + length - old_length;
        }
      else if (literal->end > head)
        g_array_remove_index (self->literals, i - 1);
    }
  g_free (self->text);
  self->text = g_strdup (text);
}

static void
text_changed_cb (StintQuickAddEntry *self)
{
  keep_literals (self);
  if (self->workspace == NULL)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  show_readings (self);
}

/* The words of a chip become words of the title again; where a day and a time share a chip, both do. */
static void
take_back (StintQuickAddEntry *self,
           guint               index)
{
  g_autoptr (StintQuickAdd) words = NULL;
  StintReadingKind kind;

  if (self->workspace == NULL)
    return;
  words = parse (self);
  if (index >= words->readings->len)
    return;
  kind = g_array_index (words->readings, StintReading, index).kind;
  for (guint i = index; i < words->readings->len; i++)
    {
      const StintReading *reading = &g_array_index (words->readings, StintReading, i);
      StintSpan literal = { reading->start, reading->end };

      if (i == index || (reading->kind == kind && (kind == STINT_READING_START || kind == STINT_READING_REPEAT)))
        g_array_append_val (self->literals, literal);
    }
  show_readings (self);
  if (stint_chips_get_n_chips (self->chips) == 0)
    gtk_entry_grab_focus_without_selecting (self->entry);
}

typedef struct
{
  StintQuickAddEntry *self;
  char               *id;
  char               *text;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->self);
  g_free (adding->id);
  g_free (adding->text);
  g_free (adding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Adding) adding = user_data;
  StintQuickAddEntry *self = adding->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  if (error != NULL)
    {
      /* What was typed is not lost: it stands in the entry again, unless something else was begun. */
      if (stint_quick_add_entry_get_text (self)[0] == '\0')
        stint_quick_add_entry_set_text (self, adding->text);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0, adding->id);
}

static void
activated_cb (StintQuickAddEntry *self)
{
  stint_quick_add_entry_submit (self);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  StintQuickAddEntry *self = STINT_QUICK_ADD_ENTRY (widget);

  if (stint_quick_add_entry_get_text (self)[0] == '\0')
    return GDK_EVENT_PROPAGATE;
  stint_quick_add_entry_set_text (self, "");
  return GDK_EVENT_STOP;
}

/* Where nothing is typed, the last step is meant and not the line before it. */
static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   action)
{
  if (stint_quick_add_entry_get_text (STINT_QUICK_ADD_ENTRY (widget))[0] != '\0')
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (widget, action, NULL);
}

static gboolean
stint_quick_add_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (STINT_QUICK_ADD_ENTRY (widget)->entry));
}

static void
stint_quick_add_entry_dispose (GObject *object)
{
  StintQuickAddEntry *self = STINT_QUICK_ADD_ENTRY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer ((GtkWidget **) &self->entry, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->chips, gtk_widget_unparent);
  G_OBJECT_CLASS (stint_quick_add_entry_parent_class)->dispose (object);
}

static void
stint_quick_add_entry_finalize (GObject *object)
{
  StintQuickAddEntry *self = STINT_QUICK_ADD_ENTRY (object);

  g_clear_object (&self->cancellable);
  g_array_unref (self->literals);
  g_free (self->text);
  G_OBJECT_CLASS (stint_quick_add_entry_parent_class)->finalize (object);
}

static void
stint_quick_add_entry_class_init (StintQuickAddEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_quick_add_entry_dispose;
  object_class->finalize = stint_quick_add_entry_finalize;
  widget_class->grab_focus = stint_quick_add_entry_grab_focus;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (STINT_TYPE_CHIPS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/backlog/stint-quick-add-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, StintQuickAddEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, StintQuickAddEntry, chips);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
stint_quick_add_entry_init (StintQuickAddEntry *self)
{
  GtkEventController *steps = gtk_shortcut_controller_new ();

  self->cancellable = g_cancellable_new ();
  self->literals = g_array_new (FALSE, FALSE, sizeof (StintSpan));
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Before the text takes them. */
  gtk_event_controller_set_propagation_phase (steps, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (steps),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                                                          gtk_callback_action_new (step_cb, "win.undo", NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (steps),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>z"),
                                                          gtk_callback_action_new (step_cb, "win.redo", NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), steps);
}

/* For tests: what Backspace on a chip does. */
void
stint_quick_add_entry_take_back (StintQuickAddEntry *self,
                                 guint               chip)
{
  g_return_if_fail (STINT_IS_QUICK_ADD_ENTRY (self));
  stint_chips_remove (self->chips, chip);
}

void
stint_quick_add_entry_set_workspace (StintQuickAddEntry *self,
                                     StintWorkspace     *workspace)
{
  g_return_if_fail (STINT_IS_QUICK_ADD_ENTRY (self));
  g_set_object (&self->workspace, workspace);
}

void
stint_quick_add_entry_set_text (StintQuickAddEntry *self,
                                const char         *text)
{
  g_return_if_fail (STINT_IS_QUICK_ADD_ENTRY (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

const char *
stint_quick_add_entry_get_text (StintQuickAddEntry *self)
{
  g_return_val_if_fail (STINT_IS_QUICK_ADD_ENTRY (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* The tints as they are now, borrowed; for tests. */
PangoAttrList *
stint_quick_add_entry_get_tints (StintQuickAddEntry *self)
{
  g_return_val_if_fail (STINT_IS_QUICK_ADD_ENTRY (self), NULL);
  return gtk_entry_get_attributes (self->entry);
}

guint
stint_quick_add_entry_get_n_chips (StintQuickAddEntry *self)
{
  g_return_val_if_fail (STINT_IS_QUICK_ADD_ENTRY (self), 0);
  return stint_chips_get_n_chips (self->chips);
}

/* What Enter does. A line without a title is no task: it stays, marked. */
void
stint_quick_add_entry_submit (StintQuickAddEntry *self)
{
  g_autoptr (StintQuickAdd) words = NULL;
  StintEdit *edit = NULL;
  Adding *adding = NULL;

  g_return_if_fail (STINT_IS_QUICK_ADD_ENTRY (self));
  if (self->workspace == NULL || stint_quick_add_entry_get_text (self)[0] == '\0')
    return;
  words = parse (self);
  if (words->title[0] == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->self = g_object_ref (self);
  adding->text = g_strdup (stint_quick_add_entry_get_text (self));
  edit = stint_command_quick_add (self->workspace, words, &adding->id);
  stint_quick_add_entry_set_text (self, "");
  stint_workspace_apply_async (self->workspace, edit, self->cancellable, added_cb, adding);
}
