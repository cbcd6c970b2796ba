/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-json-stream.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wire/stint-json.h"

#define BUFFER_BYTES (64 * 1024)
#define NAME_MAX_BYTES 1024
#define END (-1)

typedef struct
{
  char  closing; /* '}' or ']' */
  char *name;    /* of the value in it that is being read; "" in a list */
} Frame;

struct _StintJsonStream
{
  GInputStream   *stream;
  StintJsonDecide decide;
  gpointer        user_data;

  guint           line;
  guint64         n_bytes;
  GArray         *frames;
  GPtrArray      *path;        /* the frames' names, borrowed */
  GString        *text;        /* of the value being taken */
  gboolean        ended;
  GCancellable   *cancellable; /* of the call in progress */
  GError         *error;       /* of the stream; every byte is END then */

  /* What the last part points to. */
  GVariant       *value;
  char           *reason;

  gsize           at;
  gsize           filled;
  guint8          buffer[BUFFER_BYTES];
};

static void
frame_clear (Frame *frame)
{
  g_free (frame->name);
}

StintJsonStream *
stint_json_stream_new (GInputStream   *stream,
                       StintJsonDecide decide,
                       gpointer        user_data)
{
  StintJsonStream *self = g_new0 (StintJsonStream, 1);

  self->stream = g_object_ref (stream);
  self->decide = decide;
  self->user_data = user_data;
  self->line = 1;
  self->frames = g_array_new (FALSE, TRUE, sizeof (Frame));
  g_array_set_clear_func (self->frames, (GDestroyNotify) frame_clear);
  self->path = g_ptr_array_new ();
  self->text = g_string_new (NULL);
  return self;
}

void
stint_json_stream_free (StintJsonStream *self)
{
  g_object_unref (self->stream);
  g_array_unref (self->frames);
  g_ptr_array_unref (self->path);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->value, g_variant_unref);
  g_free (self->reason);
  g_clear_error (&self->error);
  g_free (self);
}

static int
peek (StintJsonStream *self)
{
  gssize n;

  if (self->at < self->filled)
    return self->buffer[self->at];
  if (self->error != NULL)
    return END;
  n = g_input_stream_read (self->stream, self->buffer, sizeof self->buffer, self->cancellable, &self->error);
  self->at = 0;
  self->filled = MAX (n, 0);
  self->n_bytes += self->filled;
  return self->filled > 0 ? self->buffer[0] : END;
}

static void
advance (StintJsonStream *self)
{
  if (self->buffer[self->at++] == '\n')
    self->line++;
}

static void
skip_space (StintJsonStream *self)
{
  int c;

  while ((c = peek (self)) == ' ' || c == '\n' || c == '\t' || c == '\r')
    advance (self);
}

/* Takes or passes over the byte that comes next. What is too much for one value is passed over. */
static void
consume (StintJsonStream *self,
         gboolean         take)
{
  if (take && self->text->len <= STINT_JSON_PART_MAX_BYTES)
    g_string_append_c (self->text, (char) self->buffer[self->at]);
  advance (self);
}

/* A text that begins here, up to its closing mark. */
static gboolean
consume_text (StintJsonStream *self,
              gboolean         take)
{
  int c;

  consume (self, take);
  while ((c = peek (self)) != END)
    {
      consume (self, take);
      if (c == '"')
        return TRUE;
      if (c == '\\' && peek (self) != END)
        consume (self, take);
    }
  return FALSE;
}

/* A number, a word, or what else stands there: whether it is one is seen when it is read. */
static gboolean
consume_word (StintJsonStream *self,
              gboolean         take)
{
  guint n = 0;
  int c;

  while ((c = peek (self)) != END && strchr (",:{}[]\" \n\r\t", c) == NULL && c != '\0')
    {
      consume (self, take);
      n++;
    }
  return n > 0;
}

/* All of the value that begins here. Returns FALSE if it does not end as it began, or the file ends before. */
static gboolean
consume_value (StintJsonStream *self,
               gboolean         take)
{
  char closing[STINT_JSON_STREAM_MAX_DEPTH];
  guint depth = 0;

  do
    {
      int c = peek (self);

      if (c == '{' || c == '[')
        {
          if (depth == STINT_JSON_STREAM_MAX_DEPTH)
            return FALSE;
          closing[depth++] = c == '{' ? '}' : ']';
          consume (self, take);
        }
      else if (c == '}' || c == ']')
        {
          if (depth == 0 || c != closing[--depth])
            return FALSE;
          consume (self, take);
        }
      else if (c == '"')
        {
          if (!consume_text (self, take))
            return FALSE;
        }
      else if (depth > 0 && (c == ',' || c == ':' || c == ' ' || c == '\n' || c == '\t' || c == '\r'))
        consume (self, take);
      else if (!consume_word (self, take))
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}

static void
set_path (StintJsonStream *self)
{
  g_ptr_array_set_size (self->path, 0);
  for (guint i = 0; i < self->frames->len; i++)
    g_ptr_array_add (self->path, g_array_index (self->frames, Frame, i).name);
}

/* The last part: where the structure is damaged, or the file ends too early. */
static gboolean
give_up (StintJsonStream *self,
         StintJsonPart   *part)
{
  self->ended = TRUE;
  if (self->error != NULL)
    return FALSE;
  g_free (self->reason);
  self->reason = g_strdup (peek (self) == END
                           ? _("The file ends early; what stood before that came in")
                           : _("From this line on it is damaged; what stood before it came in, nothing after it"));
  *part = (StintJsonPart) { .line = self->line, .reason = self->reason };
  return TRUE;
}

/* Reads the name of a member, with its colon, into the frame. */
static gboolean
read_name (StintJsonStream *self,
           Frame           *frame)
{
  g_autoptr (GVariant) name = NULL;

  if (peek (self) != '"')
    return FALSE;
  g_string_truncate (self->text, 0);
  if (!consume_text (self, TRUE) || self->text->len > NAME_MAX_BYTES)
    return FALSE;
  skip_space (self);
  if (peek (self) != ':')
    return FALSE;
  advance (self);
  skip_space (self);

  name = stint_json_parse (self->text->str, (gssize) self->text->len, NULL);
  g_free (frame->name);
  frame->name = name != NULL ? g_variant_dup_string (name, NULL) : g_strdup ("");
  return TRUE;
}

static void
enter (StintJsonStream *self)
{
  Frame frame = { .closing = peek (self) == '{' ? '}' : ']', .name = g_strdup ("") };

  g_array_append_val (self->frames, frame);
  advance (self);
}

static gboolean
take_value (StintJsonStream *self,
            StintJsonPart   *part)
{
  guint line = self->line;
  g_autoptr (GError) error = NULL;
  gboolean whole;

  g_string_truncate (self->text, 0);
  whole = consume_value (self, TRUE);
  if (self->error != NULL)
    return give_up (self, part);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->value, g_variant_unref);

  if (!whole)
    self->reason = g_strdup (peek (self) == END ? _("The file ends in the middle of it") : _("It is damaged"));
  else if (self->text->len > STINT_JSON_PART_MAX_BYTES)
    self->reason = g_strdup (_("It is larger than a megabyte"));
  else
    {
      self->value = stint_json_parse_part (self->text->str, (gssize) self->text->len, line, &error);
      if (self->value == NULL)
        self->reason = g_strdup (error->message);
    }
  self->ended = !whole;
  *part = (StintJsonPart) {
    .path = (const char *const *) self->path->pdata,
    .depth = self->path->len,
    .line = line,
    .value = self->value,
    .reason = self->reason,
  };
  return TRUE;
}

/* Goes on to the next value. Returns FALSE at the end of the file, or where the structure is damaged (@damaged). */
static gboolean
find_value (StintJsonStream *self,
            gboolean        *damaged)
{
  *damaged = FALSE;
  while (TRUE)
    {
      Frame *frame = self->frames->len > 0 ? &g_array_index (self->frames, Frame, self->frames->len - 1) : NULL;
      int c;

      skip_space (self);
      c = peek (self);
      if (c == END)
        {
          *damaged = frame != NULL;
          return FALSE;
        }
      if (c == ',')
        advance (self);
      else if (frame != NULL && c == frame->closing)
        {
          advance (self);
          g_array_set_size (self->frames, self->frames->len - 1);
        }
      else
        {
          *damaged = frame != NULL && frame->closing == '}' && !read_name (self, frame);
          return !*damaged;
        }
    }
}

/**
 * stint_json_stream_next:
 * @part: (out caller-allocates): the next value that was wanted; valid until the next call
 * @error: what the stream says; damage is a part with a reason
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_json_stream_next (StintJsonStream *self,
                        StintJsonPart   *part,
                        GCancellable    *cancellable,
                        GError         **error)
{
  gboolean found = FALSE;
  gboolean damaged;

  self->cancellable = cancellable;
  while (!found && !self->ended)
    {
      StintJsonInterest interest;
      int c;

      if (!find_value (self, &damaged))
        {
          found = damaged && give_up (self, part);
          self->ended = TRUE;
          break;
        }
      set_path (self);
      c = peek (self);
      interest = self->decide ((const char *const *) self->path->pdata, self->path->len, self->user_data);
      if (interest == STINT_JSON_ENTER_LIST)
        interest = c == '[' ? STINT_JSON_ENTER : STINT_JSON_TAKE;
      if (interest == STINT_JSON_TAKE)
        found = take_value (self, part);
      else if (interest == STINT_JSON_ENTER && (c == '{' || c == '[') && self->frames->len < STINT_JSON_STREAM_MAX_DEPTH)
        enter (self);
      else if (!consume_value (self, FALSE))
        found = give_up (self, part);
    }

  self->cancellable = NULL;
  if (self->error == NULL)
    return found;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Returns: how much of the stream has been read */
guint64
stint_json_stream_get_n_bytes (StintJsonStream *self)
{
  return self->n_bytes;
}
