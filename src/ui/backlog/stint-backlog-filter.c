/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-backlog-filter.h"

#include "workspace/stint-format.h"
#include "workspace/stint-project-item.h"

#include <glib/gi18n.h>

struct _StintBacklogFilter
{
  GtkWidget           parent_instance;

  GtkMenuButton      *button;
  GtkLabel           *count;
  GtkBox             *narrowed;
  StintWorkspace     *workspace;
  GCancellable       *cancellable;
  GSimpleActionGroup *actions;
  GMenu              *menu;
  GMenu              *projects;
  GMenu              *tags;
  char               *search;
};

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

typedef struct
{
  const char *nick;
  const char *label;
  int         value;
} Choice;

static const Choice views[] = {
  { "unscheduled", N_("Unscheduled"), STINT_TASK_VIEW_BACKLOG },
  { "today", N_("Today"), STINT_TASK_VIEW_TODAY },
  { "overdue", N_("Overdue"), STINT_TASK_VIEW_OVERDUE },
  { "open", N_("All Open"), STINT_TASK_VIEW_OPEN },
  { "done", N_("Done"), STINT_TASK_VIEW_DONE },
};

static const Choice sorts[] = {
  { "deadline", N_("Deadline"), STINT_TASK_SORT_DEADLINE },
  { "priority", N_("Priority"), STINT_TASK_SORT_PRIORITY },
  { "title", N_("Title"), STINT_TASK_SORT_TITLE },
  { "created", N_("Newest"), STINT_TASK_SORT_CREATED },
};

G_DEFINE_FINAL_TYPE (StintBacklogFilter, stint_backlog_filter, GTK_TYPE_WIDGET)

static const Choice *
find_choice (const Choice * choices,
             gsize n_choices,
             const char *nick)
{
  for (gsize i = 0; i < n_choices; i++)
    {
      if (g_str_equal (choices[i].nick, nick))
        return &choices[i];
    }
  return &choices[0];
}

/* The state of one of our actions: always a string. */
static const char *
get_state (StintBacklogFilter *self,
           const char         *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  return g_intern_string (g_variant_get_string (state, NULL));
}

static void
set_state (StintBacklogFilter *self,
           const char         *action,
           const char         *value)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), action, g_variant_new_string (value));
}

static char *
dup_project_name (StintBacklogFilter *self,
                  const char         *id)
{
  GListModel *projects = self->workspace != NULL ? stint_workspace_get_projects (self->workspace) : NULL;

  for (guint i = 0; projects != NULL && i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);

      if (g_str_equal (stint_project_item_get_id (item), id))
        return g_strdup (stint_project_item_get_name (item));
    }
  return g_strdup (_("Unknown project"));
}

static void
add_narrowed (StintBacklogFilter *self,
              const char         *action,
              const char         *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (label);
  g_autofree char *name = g_strdup_printf (_("Remove filter: %s"), label);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), text);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_box_append (self->narrowed, button);
}

/* The head says what is shown; what narrows it further can be taken away again below. */
static void
show_state (StintBacklogFilter *self)
{
  GtkWidget *child;
  const char *project = get_state (self, "project"), *tag = get_state (self, "tag");
  const char *label = find_choice (views, G_N_ELEMENTS (views), get_state (self, "view"))->label;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->narrowed))) != NULL)
    gtk_box_remove (self->narrowed, child);
  if (project[0] != '\0')
    {
      g_autofree char *name = dup_project_name (self, project);

      add_narrowed (self, "filter.project", name);
    }
  if (tag[0] != '\0')
    {
      g_autofree char *name = g_strconcat ("@", tag, NULL);

      add_narrowed (self, "filter.tag", name);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->narrowed), project[0] != '\0' || tag[0] != '\0');
  gtk_menu_button_set_label (self->button, self->search != NULL ? _("Found") : _(label));
}

static void
state_changed_cb (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       user_data)
{
  StintBacklogFilter *self = user_data;
  g_autoptr (GVariant) old = g_action_get_state (G_ACTION (action));

  if (g_variant_equal (old, value))
    return;
  g_simple_action_set_state (action, value);
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
append_choice (GMenu      *menu,
               const char *label,
               const char *action,
               const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  /* A menu's label has mnemonics: an underscore in a name is not one. */
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, plain);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenu *
make_menu (StintBacklogFilter *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) view_section = g_menu_new ();
  g_autoptr (GMenu) more_section = g_menu_new ();
  g_autoptr (GMenu) sort_menu = g_menu_new ();
  g_autoptr (GMenu) assist_section = g_menu_new ();
  g_autoptr (GMenuItem) assistant = g_menu_item_new (_("A_ssistant…"), "win.assist");

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    append_choice (view_section, _(views[i].label), "filter.view", views[i].nick);
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    append_choice (sort_menu, _(sorts[i].label), "filter.sort", sorts[i].nick);
  self->projects = g_menu_new ();
  self->tags = g_menu_new ();
  g_menu_append_submenu (more_section, _("Project"), G_MENU_MODEL (self->projects));
  g_menu_append_submenu (more_section, _("Tag"), G_MENU_MODEL (self->tags));
  g_menu_append_submenu (more_section, _("Sort By"), G_MENU_MODEL (sort_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view_section));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more_section));
  /* There while the assistant is on. */
  g_menu_item_set_attribute (assistant, "hidden-when", "s", "action-disabled");
  g_menu_append_item (assist_section, assistant);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (assist_section));
  return menu;
}

static void
fill_projects (StintBacklogFilter *self)
{
  GListModel *projects = stint_workspace_get_projects (self->workspace);

  g_menu_remove_all (self->projects);
  append_choice (self->projects, _("All Projects"), "filter.project", "");
  for (guint i = 0; i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);

      append_choice (self->projects, stint_project_item_get_name (item), "filter.project", stint_project_item_get_id (item));
    }
}

static void
tags_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (StintBacklogFilter) self = user_data;
  g_auto (GStrv) tags = stint_workspace_list_tags_finish (STINT_WORKSPACE (source), result, NULL);

  if (tags == NULL || self->workspace == NULL)
    return;
  g_menu_remove_all (self->tags);
  append_choice (self->tags, _("All Tags"), "filter.tag", "");
  for (gsize i = 0; tags[i] != NULL; i++)
    append_choice (self->tags, tags[i], "filter.tag", tags[i]);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintBacklogFilter *self = user_data;

  if (self->workspace == NULL)
    return;
  if (self->menu == NULL)
    {
      GtkWidget *popover;

      self->menu = make_menu (self);
      popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (self->menu));
      gtk_menu_button_set_popover (button, popover);
    }
  fill_projects (self);
  stint_workspace_list_tags_async (self->workspace, self->cancellable, tags_cb, g_object_ref (self));
}

static void
stint_backlog_filter_dispose (GObject *object)
{
  StintBacklogFilter *self = STINT_BACKLOG_FILTER (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (stint_backlog_filter_parent_class)->dispose (object);
}

static void
stint_backlog_filter_finalize (GObject *object)
{
  StintBacklogFilter *self = STINT_BACKLOG_FILTER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->projects);
  g_clear_object (&self->tags);
  g_free (self->search);
  G_OBJECT_CLASS (stint_backlog_filter_parent_class)->finalize (object);
}

static void
stint_backlog_filter_class_init (StintBacklogFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_backlog_filter_dispose;
  object_class->finalize = stint_backlog_filter_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/backlog/stint-backlog-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, StintBacklogFilter, button);
  gtk_widget_class_bind_template_child (widget_class, StintBacklogFilter, count);
  gtk_widget_class_bind_template_child (widget_class, StintBacklogFilter, narrowed);
}

static void
stint_backlog_filter_init (StintBacklogFilter *self)
{
  static const GActionEntry entries[] = {
    { "view", NULL, "s", "'unscheduled'", state_changed_cb },
    { "project", NULL, "s", "''", state_changed_cb },
    { "tag", NULL, "s", "''", state_changed_cb },
    { "sort", NULL, "s", "'deadline'", state_changed_cb },
  };

  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  show_state (self);
}

void
stint_backlog_filter_set_workspace (StintBacklogFilter *self,
                                    StintWorkspace     *workspace)
{
  g_return_if_fail (STINT_IS_BACKLOG_FILTER (self));
  g_set_object (&self->workspace, workspace);
}

/* Returns: (transfer full): words searched for are looked for in every task, whatever the view. */
StintTaskQuery *
stint_backlog_filter_dup_query (StintBacklogFilter *self)
{
  StintTaskQuery query = { 0 };
  StintClock *clock;

  g_return_val_if_fail (STINT_IS_BACKLOG_FILTER (self), NULL);
  clock = stint_workspace_get_clock (self->workspace);
  query.view = find_choice (views, G_N_ELEMENTS (views), get_state (self, "view"))->value;
  query.sort = find_choice (sorts, G_N_ELEMENTS (sorts), get_state (self, "sort"))->value;
  if (self->search != NULL)
    query.view = STINT_TASK_VIEW_ALL;
  query.search = self->search;
  if (get_state (self, "project")[0] != '\0')
    query.project = (char *) get_state (self, "project");
  if (get_state (self, "tag")[0] != '\0')
    query.tag = (char *) get_state (self, "tag");
  query.zone = stint_clock_get_zone (clock);
  query.now_s = stint_clock_get_unix_ms (clock) / 1000;
  return stint_task_query_copy (&query);
}

/* @words: (nullable): NULL or nothing ends the search */
void
stint_backlog_filter_set_search (StintBacklogFilter *self,
                                 const char         *words)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (STINT_IS_BACKLOG_FILTER (self));
  stripped = words != NULL ? g_strstrip (g_strdup (words)) : NULL;
  if (stripped != NULL && stripped[0] == '\0')
    g_clear_pointer (&stripped, g_free);
  if (g_strcmp0 (self->search, stripped) == 0)
    return;
  g_free (self->search);
  self->search = g_steal_pointer (&stripped);
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
stint_backlog_filter_set_view (StintBacklogFilter *self,
                               const char         *view)
{
  g_return_if_fail (STINT_IS_BACKLOG_FILTER (self));
  set_state (self, "view", view);
}

void
stint_backlog_filter_set_sort (StintBacklogFilter *self,
                               const char         *sort)
{
  g_return_if_fail (STINT_IS_BACKLOG_FILTER (self));
  set_state (self, "sort", find_choice (sorts, G_N_ELEMENTS (sorts), sort)->nick);
}

const char *
stint_backlog_filter_get_sort (StintBacklogFilter *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG_FILTER (self), NULL);
  return get_state (self, "sort");
}

/* @minutes: what is left to do in all; negative if that is not known */
void
stint_backlog_filter_set_count (StintBacklogFilter *self,
                                guint               n_tasks,
                                int                 minutes)
{
  g_autofree char *count = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (STINT_IS_BACKLOG_FILTER (self));
  count = g_strdup_printf ("%'u", n_tasks);
  spoken = g_strdup_printf (ngettext ("%u task", "%u tasks", n_tasks), n_tasks);
  if (minutes > 0)
    {
      g_autofree char *time = stint_format_minutes (minutes);
      g_autofree char *both = g_strdup_printf ("%s · %s", count, time);

      gtk_label_set_label (self->count, both);
    }
  else
    {
      gtk_label_set_label (self->count, count);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), spoken);
}

gboolean
stint_backlog_filter_is_narrowed (StintBacklogFilter *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG_FILTER (self), FALSE);
  return self->search != NULL || get_state (self, "project")[0] != '\0' || get_state (self, "tag")[0] != '\0';
}
