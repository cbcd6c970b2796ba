/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

/* What every repository must do, whatever it lies on. @make gives a repository that holds nothing of the users it is asked for. */
typedef StintRepository *(*ContractMake) (void);

void contract_add_tests (const char  *prefix,
                         ContractMake make);
