/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/handlers/stint-handlers.h"

#include "service/stint-problem.h"

/* The address, its scope and its function are there, so that an assistant changes no contract. It says itself that it is not. */
StintResponse *
stint_handle_assist (StintRepository    *repository,
                     const StintCall    *call,
                     const StintRequest *request,
                     GError            **error)
{
  stint_problem_set (error, STINT_PROBLEM_NOT_IMPLEMENTED, "This service has no assistant.");
  return NULL;
}
