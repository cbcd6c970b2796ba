/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-sync-private.h"

gboolean
stint_store_account_is_same (const StintStoreAccount *self,
                             const StintStoreAccount *other)
{
  return g_strcmp0 (self->issuer, other->issuer) == 0 && g_strcmp0 (self->client_id, other->client_id) == 0 &&
         g_strcmp0 (self->user, other->user) == 0 && g_strcmp0 (self->api, other->api) == 0;
}

StintStoreAccount *
stint_store_account_copy (const StintStoreAccount *self)
{
  StintStoreAccount *copy = g_new0 (StintStoreAccount, 1);

  copy->issuer = g_strdup (self->issuer);
  copy->client_id = g_strdup (self->client_id);
  copy->user = g_strdup (self->user);
  copy->api = g_strdup (self->api);
  copy->email = g_strdup (self->email);
  copy->connection = g_strdup (self->connection);
  return copy;
}
