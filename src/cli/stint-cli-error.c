/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-error.h"

#include "cloud/stint-cloud-error.h"
#include "core/stint-error.h"
#include "interchange/stint-import.h"
#include "planning/stint-planning-error.h"
#include "wire/stint-json.h"
#include "workspace/assist/stint-assist-error.h"
#include "workspace/series/stint-series-commands.h"
#include "workspace/stint-workspace.h"

#include <gio/gio.h>

G_DEFINE_QUARK (stint-cli-error-quark, stint_cli_error)

static const char *
name_store_code (int code)
{
  switch ((StintStoreError) code)
    {
    case STINT_STORE_ERROR_DAMAGED:
      return "damaged";

    case STINT_STORE_ERROR_NEWER:
      return "newer";

    case STINT_STORE_ERROR_LOCKED:
      return "locked";

    case STINT_STORE_ERROR_READ_ONLY:
      return "read-only";

    case STINT_STORE_ERROR_FULL:
      return "full";

    case STINT_STORE_ERROR_NOT_FOUND:
      return "not-found";

    case STINT_STORE_ERROR_AMBIGUOUS:
      return "ambiguous";

    case STINT_STORE_ERROR_EXISTS:
      return "exists";

    case STINT_STORE_ERROR_NOTHING:
      return "nothing";

    case STINT_STORE_ERROR_FAILED:
    default:
      return "failed";
    }
}

static const char *
name_cli_code (int code)
{
  switch ((StintCliError) code)
    {
    case STINT_CLI_ERROR_USAGE:
      return "usage";

    case STINT_CLI_ERROR_NOT_FOUND:
      return "not-found";

    case STINT_CLI_ERROR_REFUSED:
      return "refused";

    case STINT_CLI_ERROR_SIGNED_OUT:
      return "signed-out";

    case STINT_CLI_ERROR_ERASED:
      return "erased";

    case STINT_CLI_ERROR_OUTPUT:
    default:
      return "output";
    }
}

static const char *
name_series_code (int code)
{
  switch ((StintSeriesError) code)
    {
    case STINT_SERIES_ERROR_NOT_A_SERIES:
      return "not-a-series";

    case STINT_SERIES_ERROR_NO_OCCURRENCE:
      return "no-occurrence";

    case STINT_SERIES_ERROR_UNSUPPORTED:
      return "unsupported";

    case STINT_SERIES_ERROR_SCOPE:
    case STINT_SERIES_ERROR_NOT_MOVED:
    default:
      return "refused";
    }
}

static const char *
name_import_code (int code)
{
  switch ((StintInterchangeError) code)
    {
    case STINT_INTERCHANGE_ERROR_ENCODING:
      return "encoding";

    case STINT_INTERCHANGE_ERROR_LIMIT:
      return "limit";

    case STINT_INTERCHANGE_ERROR_NEWER:
      return "newer";

    case STINT_INTERCHANGE_ERROR_FORMAT:
    default:
      return "format";
    }
}

static const char *
name_cloud_code (int code)
{
  switch ((StintCloudError) code)
    {
    case STINT_CLOUD_ERROR_INVALID:
      return "not-a-connection";

    case STINT_CLOUD_ERROR_OFFLINE:
      return "offline";

    case STINT_CLOUD_ERROR_UNTRUSTED:
      return "untrusted";

    case STINT_CLOUD_ERROR_SIGN_IN:
      return "signed-out";

    case STINT_CLOUD_ERROR_REFUSED:
      return "refused";

    case STINT_CLOUD_ERROR_TIMED_OUT:
      return "timed-out";

    case STINT_CLOUD_ERROR_PORTS:
      return "ports";

    case STINT_CLOUD_ERROR_KEYRING:
      return "keyring";

    case STINT_CLOUD_ERROR_OTHER_USER:
      return "other-user";

    case STINT_CLOUD_ERROR_FAILED:
    default:
      return "failed";
    }
}

static const char *
name_assist_code (int code)
{
  switch ((StintAssistError) code)
    {
    case STINT_ASSIST_ERROR_EMPTY:
      return "empty";

    case STINT_ASSIST_ERROR_TOO_LONG:
      return "too-long";

    case STINT_ASSIST_ERROR_TOO_MANY:
      return "too-many";

    case STINT_ASSIST_ERROR_OFFLINE:
      return "offline";

    case STINT_ASSIST_ERROR_SIGNED_OUT:
      return "signed-out";

    case STINT_ASSIST_ERROR_NO_CONSENT:
      return "no-consent";

    case STINT_ASSIST_ERROR_QUOTA:
      return "quota-exceeded";

    case STINT_ASSIST_ERROR_BUSY:
      return "busy";

    case STINT_ASSIST_ERROR_REFUSED:
      return "refused";

    case STINT_ASSIST_ERROR_REJECTED:
      return "rejected";

    case STINT_ASSIST_ERROR_ANSWER:
      return "bad-answer";

    case STINT_ASSIST_ERROR_SERVER:
    default:
      return "failed";
    }
}

static const char *
name_io_code (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return "cancelled";

    case G_IO_ERROR_NOT_FOUND:
      return "no-such-file";

    case G_IO_ERROR_PERMISSION_DENIED:
      return "permission-denied";

    case G_IO_ERROR_NO_SPACE:
      return "full";

    case G_IO_ERROR_READ_ONLY:
      return "read-only";

    default:
      return "io";
    }
}

/**
 * stint_cli_error_get_code:
 *
 * Returns: (transfer none): the stable word for it that `--json` prints; the man page lists them
 */
const char *
stint_cli_error_get_code (const GError *error)
{
  if (error->domain == STINT_CLI_ERROR)
    return name_cli_code (error->code);
  if (error->domain == STINT_STORE_ERROR)
    return name_store_code (error->code);
  if (error->domain == STINT_SERIES_ERROR)
    return name_series_code (error->code);
  if (error->domain == STINT_PLANNING_ERROR)
    return error->code == STINT_PLANNING_ERROR_UNSUPPORTED ? "unsupported" : "refused";
  if (error->domain == STINT_CORE_ERROR || error->domain == STINT_WIRE_ERROR)
    return "invalid";
  if (error->domain == STINT_INTERCHANGE_ERROR)
    return name_import_code (error->code);
  if (error->domain == STINT_CLOUD_ERROR)
    return name_cloud_code (error->code);
  if (error->domain == STINT_ASSIST_ERROR)
    return name_assist_code (error->code);
  if (error->domain == G_IO_ERROR)
    return name_io_code (error->code);
  return error->domain == G_FILE_ERROR ? "io" : "failed";
}

int
stint_cli_error_get_exit (const GError *error)
{
  return g_error_matches (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE) ? 2 : 1;
}
