/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* How many runs of a configuration are in the suite: build-aux/simulate has many. */
#ifdef __SANITIZE_ADDRESS__
#define SUITE_RUNS 3
#else
#define SUITE_RUNS 10
#endif
#define SUITE_SEED 1
#define SHOWN_SEEDS 5

static char *config_name;
static int n_runs;
static int first_seed = SUITE_SEED;
static int one_seed = -1;
static gboolean trace;

static const GOptionEntry entries[] = {
  { "config", 'c', 0, G_OPTION_ARG_STRING, &config_name, "Only this configuration", "NAME" },
  { "runs", 'n', 0, G_OPTION_ARG_INT, &n_runs, "How many of each; without it this is a suite", "N" },
  { "first-seed", 'f', 0, G_OPTION_ARG_INT, &first_seed, "The first run's seed", "N" },
  { "seed", 's', 0, G_OPTION_ARG_INT, &one_seed, "Only this run of the configuration", "N" },
  { "trace", 't', 0, G_OPTION_ARG_NONE, &trace, "Print what happens in it", NULL },
  G_OPTION_ENTRY_NULL,
};

/**
 * Table:
 * @n_bad: runs with any fault; @n_faults: runs with that fault; @seeds: the first that have it
 */
typedef struct
{
  guint    n_bad;
  guint    n_faults[SYNC_N_FAULTS];
  guint32  first_seeds[SYNC_N_FAULTS];
  GString *seeds;
  guint    n_seeds;
  guint    n_inbox;
  guint    n_later;
  guint    n_earlier;
} Table;

static void
add_verdict (Table             *table,
             const SyncVerdict *verdict,
             guint32            seed)
{
  for (int i = 0; i < SYNC_N_FAULTS; i++)
    if (verdict->n_faults[i] > 0 && table->n_faults[i]++ == 0)
      table->first_seeds[i] = seed;
  table->n_inbox += verdict->n_inbox;
  table->n_later += verdict->n_later;
  table->n_earlier += verdict->n_earlier;
  if (verdict->reasons->len == 0)
    return;
  table->n_bad++;
  if (table->n_seeds++ < SHOWN_SEEDS)
    g_string_append_printf (table->seeds, " %u", seed);
}

static void
print_table (const SyncConfig *config,
             const Table      *table,
             int               runs,
             double            seconds)
{
  guint n_decided = table->n_later + table->n_earlier;

  printf ("%-9s %6d runs, %u with a violation", config->name, runs, table->n_bad);
  for (int i = 0; i < SYNC_N_FAULTS; i++)
    if (table->n_faults[i] > 0)
      printf ("; %s %u (first %u)", sync_fault_to_string ((SyncFault) i), table->n_faults[i], table->first_seeds[i]);
  if (table->n_bad > 0)
    printf ("; seeds%s", table->seeds->str);
  printf ("; inbox %.2f a run; later edit won %.1f %% of %u; %.0f s\n", (double) table->n_inbox / MAX (runs, 1),
          n_decided > 0 ? 100.0 * table->n_later / n_decided : 100.0, n_decided, seconds);
  fflush (stdout);
}

static gboolean
run_many (const SyncConfig *config)
{
  Table table = { .seeds = g_string_new (NULL) };
  gint64 start_us = g_get_monotonic_time ();
  gboolean good;

  for (int i = 0; i < n_runs; i++)
    {
      guint32 seed = (guint32) (first_seed + i);
      SyncVerdict verdict;

      sync_run (config, seed, FALSE, &verdict);
      add_verdict (&table, &verdict, seed);
      sync_verdict_clear (&verdict);
    }
  print_table (config, &table, n_runs, (double) (g_get_monotonic_time () - start_us) / 1e6);
  good = table.n_bad == 0;
  g_string_free (table.seeds, TRUE);
  return good;
}

static gboolean
run_one (const SyncConfig *config)
{
  SyncVerdict verdict;
  gboolean good;

  sync_run (config, (guint32) one_seed, trace, &verdict);
  for (guint i = 0; i < verdict.reasons->len; i++)
    printf ("%s\n", (const char *) verdict.reasons->pdata[i]);
  good = verdict.reasons->len == 0;
  printf ("%s %d: %s\n", config->name, one_seed, good ? "all is well" : "a violation");
  sync_verdict_clear (&verdict);
  return good;
}

/* By hand: a table, or a trace. */
static int
run_by_hand (void)
{
  gboolean good = TRUE;

  if (config_name != NULL && sync_config_find (config_name) == NULL)
    {
      fprintf (stderr, "There is no configuration “%s”.\n", config_name);
      return 2;
    }
  for (guint i = 0; sync_config_get (i) != NULL; i++)
    {
      const SyncConfig *config = sync_config_get (i);

      if (config_name == NULL || g_str_equal (config_name, config->name))
        good = (one_seed >= 0 ? run_one (config) : run_many (config)) && good;
    }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
test_config (gconstpointer data)
{
  const SyncConfig *config = data;

  for (int i = 0; i < SUITE_RUNS; i++)
    {
      SyncVerdict verdict;

      sync_run (config, (guint32) (SUITE_SEED + i), FALSE, &verdict);
      for (guint j = 0; j < verdict.reasons->len; j++)
        g_test_message ("seed %d: %s", SUITE_SEED + i, (const char *) verdict.reasons->pdata[j]);
      g_assert_cmpuint (verdict.reasons->len, ==, 0);
      sync_verdict_clear (&verdict);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- devices, people and a bad network against the real code");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  if (n_runs > 0 || one_seed >= 0)
    return run_by_hand ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; sync_config_get (i) != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/sync/simulation/", sync_config_get (i)->name, NULL);

      g_test_add_data_func (path, sync_config_get (i), test_config);
    }
  return g_test_run ();
}
