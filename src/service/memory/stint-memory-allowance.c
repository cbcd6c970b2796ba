/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/memory/stint-memory-allowance.h"

/* Calls by "user day". Tokens are those of one day: nothing here lives longer. */
struct _StintMemoryAllowance
{
  GObject     parent_instance;

  GHashTable *calls;
  gint64      n_tokens;
};

static void stint_memory_allowance_allowance_init (StintAllowanceInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StintMemoryAllowance, stint_memory_allowance, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (STINT_TYPE_ALLOWANCE, stint_memory_allowance_allowance_init))

static gint64
count (StintMemoryAllowance *self,
       const StintCall      *call,
       int                   day,
       int                   more)
{
  g_autofree char *key = g_strdup_printf ("%s %d", call->user, day);
  int n = GPOINTER_TO_INT (g_hash_table_lookup (self->calls, key)) + more;

  g_hash_table_replace (self->calls, g_steal_pointer (&key), GINT_TO_POINTER (n));
  return n;
}

static gboolean
memory_read (StintAllowance  *allowance,
             const StintCall *call,
             int              day,
             gint64          *used,
             GError         **error)
{
  *used = count (STINT_MEMORY_ALLOWANCE (allowance), call, day, 0);
  return TRUE;
}

static gboolean
memory_take (StintAllowance   *allowance,
             const StintCall  *call,
             const StintClaim *claim,
             gint64           *used,
             GError          **error)
{
  StintMemoryAllowance *self = STINT_MEMORY_ALLOWANCE (allowance);

  if (count (self, call, claim->day, 0) >= claim->max_calls)
    {
      stint_allowance_refuse_call (call, error);
      return FALSE;
    }
  if (self->n_tokens > claim->max_tokens - claim->n_tokens)
    {
      stint_allowance_refuse_tokens (call, error);
      return FALSE;
    }
  self->n_tokens += claim->n_tokens;
  *used = count (self, call, claim->day, 1);
  return TRUE;
}

static void
memory_give_back (StintAllowance   *allowance,
                  const StintCall  *call,
                  const StintClaim *claim)
{
  StintMemoryAllowance *self = STINT_MEMORY_ALLOWANCE (allowance);

  self->n_tokens -= claim->n_tokens;
  count (self, call, claim->day, -1);
}

static void
memory_settle (StintAllowance   *allowance,
               const StintCall  *call,
               const StintClaim *claim,
               gint64            n_tokens)
{
  STINT_MEMORY_ALLOWANCE (allowance)->n_tokens += n_tokens;
}

static void
stint_memory_allowance_finalize (GObject *object)
{
  g_hash_table_unref (STINT_MEMORY_ALLOWANCE (object)->calls);
  G_OBJECT_CLASS (stint_memory_allowance_parent_class)->finalize (object);
}

static void
stint_memory_allowance_allowance_init (StintAllowanceInterface *iface)
{
  iface->read = memory_read;
  iface->take = memory_take;
  iface->give_back = memory_give_back;
  iface->settle = memory_settle;
}

static void
stint_memory_allowance_class_init (StintMemoryAllowanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_memory_allowance_finalize;
}

static void
stint_memory_allowance_init (StintMemoryAllowance *self)
{
  self->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

StintAllowance *
stint_memory_allowance_new (void)
{
  return g_object_new (STINT_TYPE_MEMORY_ALLOWANCE, NULL);
}

/* Returns: the tokens that are used or set aside */
gint64
stint_memory_allowance_get_tokens (StintMemoryAllowance *self)
{
  return self->n_tokens;
}
