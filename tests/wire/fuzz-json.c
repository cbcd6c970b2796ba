/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random bytes as JSON: what is read is written, and read again as the same. */

#include "wire/stint-json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes,
                            gsize         length);

static void
check_record (GVariant *value)
{
  g_autoptr (StintRecord) record = stint_record_from_variant (value, NULL);
  g_autoptr (GVariant) written = record != NULL ? stint_record_to_variant (record) : NULL;
  g_autoptr (StintRecord) again = written != NULL ? stint_record_from_variant (written, NULL) : NULL;

  if (record != NULL && (again == NULL || !g_variant_equal (stint_record_get_data (record), stint_record_get_data (again)) ||
                         !g_variant_equal (stint_record_get_edits (record), stint_record_get_edits (again))))
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  g_autoptr (GVariant) value = stint_json_parse ((const char *) bytes, (gssize) length, NULL);
  g_autofree char *text = value != NULL ? stint_json_to_string (value) : NULL;
  g_autofree char *pretty = value != NULL ? stint_json_to_pretty_string (value) : NULL;
  g_autoptr (GVariant) again = text != NULL ? stint_json_parse (text, -1, NULL) : NULL;
  g_autoptr (GVariant) from_pretty = pretty != NULL ? stint_json_parse (pretty, -1, NULL) : NULL;

  if (stint_json_scan ((const char *) bytes, (gssize) length, NULL) != (value != NULL))
    abort ();
  if (value == NULL)
    return 0;
  if (again == NULL || from_pretty == NULL || !g_variant_equal (again, value) || !g_variant_equal (from_pretty, value))
    abort ();
  check_record (value);
  return 0;
}
