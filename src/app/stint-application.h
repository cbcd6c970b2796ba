/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/stint-options.h"

G_BEGIN_DECLS

/**
 * StintApplication:
 *
 * Wires the objects together: the clock, the workspace on its folder, the settings and the window; and the actions of the desktop entry.
 */
#define STINT_TYPE_APPLICATION (stint_application_get_type ())
G_DECLARE_FINAL_TYPE (StintApplication, stint_application, STINT, APPLICATION, AdwApplication)

StintApplication *stint_application_new   (const StintOptions *options);
int               stint_application_start (StintApplication   *self,
                                           const char         *program);

G_END_DECLS
