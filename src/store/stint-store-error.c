/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/stint-store-error.h"

G_DEFINE_QUARK (stint-store-error-quark, stint_store_error)
