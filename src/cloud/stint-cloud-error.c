/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud/stint-cloud-error.h"

G_DEFINE_QUARK (stint-cloud-error-quark, stint_cloud_error)
