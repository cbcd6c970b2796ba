/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-keyring.h"

#include <string.h>

#define NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define COLLECTION_PATH SERVICE_PATH "/aliases/default"
#define ITEM_PATH SERVICE_PATH "/collection/login/1"
#define SESSION_PATH SERVICE_PATH "/session/1"

static const char xml[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<property name='Locked' type='b' access='read'/><property name='Attributes' type='a{ss}' access='read'/>"
  "<property name='Label' type='s' access='read'/><property name='Type' type='s' access='read'/>"
  "<property name='Created' type='t' access='read'/><property name='Modified' type='t' access='read'/>"
  "</interface>"
  "</node>";

static void
open_session (GDBusMethodInvocation *invocation,
              GVariant              *parameters)
{
  const char *algorithm;

  g_variant_get_child (parameters, 0, "&s", &algorithm);
  if (strcmp (algorithm, "plain") == 0)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION_PATH));
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, "Only plain");
}

/* As gnome-keyring does while it is locked: what it finds by other attributes it does not find by the schema's name. */
static void
search (GDBusMethodInvocation *invocation,
        GVariant              *parameters)
{
  const char *const none[] = { NULL };
  const char *const item[] = { ITEM_PATH, NULL };
  g_autoptr (GVariant) attributes = g_variant_get_child_value (parameters, 0);
  gboolean by_name = g_variant_lookup (attributes, "xdg:schema", "s", NULL);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^ao^ao)", none, by_name ? none : item));
}

static void
called_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  FakeKeyring *self = user_data;
  const char *const none[] = { NULL };

  if (self->is_silent)
    g_object_unref (invocation);
  else if (strcmp (method, "OpenSession") == 0)
    open_session (invocation, parameters);
  else if (strcmp (method, "SearchItems") == 0)
    search (invocation, parameters);
  else if (strcmp (method, "Unlock") == 0)
    {
      self->n_unlocks++;
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^aoo)", none, "/"));
    }
  else
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.Secret.Error.IsLocked", "Locked");
}

static GVariant *
get_property (GDBusConnection *connection,
              const char      *sender,
              const char      *path,
              const char      *interface,
              const char      *property,
              GError         **error,
              gpointer         user_data)
{
  if (strcmp (property, "Locked") == 0)
    return g_variant_new_boolean (TRUE);
  if (strcmp (property, "Attributes") == 0)
    return g_variant_new ("a{ss}", NULL);
  if (strcmp (property, "Collections") == 0)
    return g_variant_new ("ao", NULL);
  if (strcmp (property, "Created") == 0 || strcmp (property, "Modified") == 0)
    return g_variant_new_uint64 (0);
  return g_variant_new_string ("");
}

FakeKeyring *
fake_keyring_new (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb, .get_property = get_property };
  const char *const paths[] = { SERVICE_PATH, COLLECTION_PATH, ITEM_PATH };
  FakeKeyring *self = g_new0 (FakeKeyring, 1);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                             G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpuint (g_dbus_connection_register_object (self->connection, paths[i], node->interfaces[i], &vtable, self, NULL, &error),
                      !=, 0);
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

/* For the end of the program. It stays in memory: libsecret holds the connection to the bus, on which g_test_dbus_down () would wait. */
void
fake_keyring_stop (FakeKeyring *self)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_test_dbus_stop (self->bus);
}
