/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "service/aws/stint-dynamodb-item.h"
#include "wire/stint-json.h"

/* For libFuzzer (build-aux/fuzz): any bytes as an answer of DynamoDB, each of its items as each thing that an item can be. */

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
decode (GVariant *item)
{
  g_autoptr (StintStored) record = stint_dynamodb_item_to_record (item, NULL);
  g_autoptr (StintLogEntry) entry = stint_dynamodb_item_to_entry (item, NULL);
  StintDevice *device = stint_dynamodb_item_to_device (item, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  StintHead head;

  stint_dynamodb_item_to_head (item, &head, NULL);
  if (record != NULL)
    stint_stored_append_json (record, out);
  if (device != NULL)
    stint_device_free (device);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const lists[] = { "Items", "Responses", "CancellationReasons" };
  g_autoptr (GVariant) answer = stint_json_parse ((const char *) data, size, NULL);
  g_autoptr (GVariant) item = NULL;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE_VARDICT))
    return 0;

  item = stint_dynamodb_get_object (answer, "Item");
  if (item != NULL)
    decode (item);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GPtrArray) items = stint_dynamodb_get_list (answer, lists[i]);

      for (guint j = 0; j < items->len; j++)
        decode (items->pdata[j]);
    }
  return 0;
}
