/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-model.h"

G_BEGIN_DECLS

/* The JSON of Bedrock's operation Converse, without the network. */
char             *stint_converse_write   (const StintModelQuestion *question);
StintModelAnswer *stint_converse_read    (const char               *text,
                                          gssize                    length);
char             *stint_converse_to_path (const char               *model_id);

G_END_DECLS
