/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/contract.h"

#include "service/memory/stint-memory-repository.h"

/* Pages of a hundred, so that the contract's walks have several. */
static StintRepository *
make_memory (void)
{
  StintRepository *repository = stint_memory_repository_new ();

  stint_memory_repository_set_page (STINT_MEMORY_REPOSITORY (repository), 100);
  return repository;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  contract_add_tests ("/service/memory", make_memory);
  return g_test_run ();
}
