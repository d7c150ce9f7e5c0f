#include "tool_help.h"

namespace genserve::app {

const std::string_view MonitorHelp = std::string_view(R"(
Usage: genserve monitor [options]

Shows devices, queue and rates of a server that keeps the REST document.

  --continuous S       again every S seconds, 1 to 86400, until Ctrl-C
  --count N            with --continuous: N times only
  --url URL            of the server (http://localhost:12411)
  --key KEY            an API key (GENSERVE_KEY)
  --json               one JSON object a look
)")
                                         .substr(1);

const std::string_view BenchUploadsHelp = std::string_view(R"(
Usage: genserve bench-uploads [simple|full] [options]

Sends pictures of several sizes as JSON with base64 and as form-data, and shows
megabytes, seconds and MB/s. The requests ask for 0 steps, so the server reads
and checks them and refuses; nothing is generated.

  simple               512 to 2048 pixels a side, once (default)
  full                 256 to 4096 pixels a side, PNG and JPEG, median of three
  --url URL            of the server (http://localhost:12411)
  --key KEY            an API key (GENSERVE_KEY)
  --timeout S          of one request (900)
  --json               one JSON object a row
)")
                                              .substr(1);

const std::string_view CheckHelp = std::string_view(R"(
Usage: genserve check [text2img|img2img|fill|controlnet] [options]

Makes a picture in each mode, or in the named one, with a server that keeps the
REST document; checks the replies and saves the pictures as check-MODE.png.
Modes that no model of the server has are skipped unless they are named.
Exit code 1 where anything failed.

  --output DIR         for the pictures (the current folder)
  --model ID           of the server (its default model)
  --size N             pixels a side, 16 to 4096 (the model's own, else 512)
  --steps N            1 to 200 (the model's own, else 20)
  --url URL            of the server (http://localhost:12411)
  --key KEY            an API key (GENSERVE_KEY)
  --timeout S          of one request (900)
  --json               one JSON object a mode
)")
                                       .substr(1);

const std::string_view KeysHelp = std::string_view(R"(
Usage: genserve keys add NAME [--scopes S] | list | revoke NAME

Keys let other computers use the REST service. A key is shown when it is made
and never again. A running server takes changes at once.

  add NAME             1 to 64 letters, digits, dots, dashes, underlines
  --scopes S           some of generation, readonly, admin, all, with commas
                       (generation,readonly)
  list                 names, scopes and dates
  revoke NAME          the key no longer works
  --data DIR           of the server (~/.local/share/genserve)
  --json               JSON on standard output
)")
                                      .substr(1);

} // namespace genserve::app
