#include "help_texts.h"

namespace genserve::app {

const std::string_view ProgramHelp = std::string_view(R"(
genserve - pictures from text with FLUX.1, on this computer

Usage: genserve [PICTURE] [options]          open the window
       genserve serve                        the REST service, without a window
       genserve queue                        see and change the waiting tasks
       genserve keys                         let other computers in
       genserve monitor                      watch a server
       genserve check | bench-uploads        try a server, measure uploads to it
       genserve generate PROMPT -o OUT.png   make a picture
       genserve tokens TEXT                  show how the encoders read a text
       genserve models                       list the models that are installed
       genserve bench                        measure this computer's speed

genserve COMMAND --help tells more about a command. PICTURE opens on the canvas;
the window takes serve's options --port (for this start), --data, --models,
--devices, --precision and the like.

Models are looked for in every --models folder, in GENSERVE_MODELS (folders
separated by colons), in ~/.local/share/genserve/models and in the program's own
folder, which holds a small starter model.

Exit codes: 0 done, 1 the work failed or was cancelled, 2 wrong usage.
)")
                                         .substr(1);

const std::string_view GenerateHelp = std::string_view(R"(
Usage: genserve generate PROMPT -o OUT.png [options]   PROMPT -: standard input

  -o FILE              .png, .jpg, .jpeg; replaces FILE  [(m): the model's own]
  --model ID|PATH      flux1-dev if installed, else the first one, else starter
  --models DIR         look for models here first; may be repeated
  --mode M             text2img (default), img2img, fill, controlnet
  --width N --height N         16 to 4096 (m); 0: the input picture's
  --steps N                    1 to 200 (m); long: --num-inference-steps
  --cfg X                      0 to 50 (m): distilled guidance
  --step-cache T               off, light, medium, strong: faster, less exact
  --seed N --count N   42 (-1: random); 1 to 1000 pictures (1), seed growing
  --strength X                 0 to 1 (0.8; fill 1.0): how much is changed
  --input F --mask F --control F    pictures, PNG or JPEG; white in the mask is
                               repainted  (long: --input-image ...)
  --lora NAME|PATH[:W]         a LoRA and its weight (1); may be repeated
  --help-pictures              more on fill, control and LoRAs
  --negative-prompt T --true-cfg X    1 to 20 (1: off)
  --prompt-2 T --prompt-weights     T5's own prompt; (text:1.2) in prompts acts
  --max-sequence-length N      T5 tokens, 1 to 512 (512)
  --transformer P --vae P      replace one part of the model
  --device D --devices 0,1     cpu or cuda:N (first GPU); several GPUs together
  --precision P                fp32 (CPU's), bf16 (GPU's), fp8, auto: what fits
  --threads N --vram-limit SIZE    CPU threads (all); memory to get by with: 16G
  --json                       one JSON object a picture on standard output
)")
                                          .substr(1);

const std::string_view GeneratePicturesHelp = std::string_view(R"(
genserve generate PROMPT -o OUT.png --mode img2img|fill|controlnet [options]

  --input F --mask F --control F    PNG or JPEG; the mask has the input's size
  --resize-mode M              stretch (default), crop, pad: an input's size
  --lora NAME|PATH[:W]         W -4 to 4 (1); may be repeated
Fill
  --grow N --feather N         px: -256 to 256, 0 to 256 (0): the mask's edge
  --only-masked                work on the mask's surroundings at best size
  --mask-padding-px N          context around the mask there, 0 to 1024 (32)
  --color-match                match the colours along the seam
  --no-paste-back              outside the mask as generated, too
  --outpaint L,T,R,B           px by which the canvas grows; fills the new area
Control: by a control model, control LoRA or ControlNet, whichever is installed
  --control-type T             canny, depth, openpose, none (what is installed)
  --control-preprocess         find the edges of --control here (for canny)
  --controlnet ID|PATH[:SCALE[:START:END]]    0 to 2, 0 to 1 (0.7:0:1); may be
                               repeated, each with the following two:
  --control-mode N             of a union ControlNet (by --control-type)
  --controlnet-image F         its own control picture (that of --control)
  --controlnet-conditioning-scale X --control-guidance-start X
  --control-guidance-end X     the same three numbers for all ControlNets
)")
                                                  .substr(1);

const std::string_view TokensHelp = std::string_view(R"(
Usage: genserve tokens TEXT [options]     TEXT -: standard input as it is

Shows the token ids that the CLIP and T5 encoders get, how many tokens the text
has, how many fit, and the end of the text that would be cut off.

  --model ID|PATH      flux1-dev if installed, else the first one, else starter
  --models DIR         look for models here first; may be repeated
  --prompt-weights     the text holds weights, (text:1.2), which are left out
  --json               {"clip": {"ids", "count", "limit", "cut"}, "t5": {...}}
)")
                                        .substr(1);

const std::string_view ModelsHelp = std::string_view(R"(
Usage: genserve models [options]

Lists the models that are installed: what each can do, where it lies and what
is missing before it can run; LoRAs and ControlNets; files that can't be read.

  --models DIR         look for models here first; may be repeated
  --all                every file with what it is and what it makes possible
  --json               a JSON array with one object a model; with --all an
                       object {"models", "adapters", "files"}
)")
                                        .substr(1);

const std::string_view BenchHelp = std::string_view(R"(
Usage: genserve bench [flux] [options]

Makes the same picture several times and prints the seconds of each stage: of
the first run, which loads the model, and the median of the repeats. With flux
the model is FLUX.1-dev in its full size with random weights (34 GB in bf16).

  --model ID|PATH      flux1-dev if installed, else the first one, else starter
  --models DIR         look for models here first; may be repeated
  --width N --height N         16 to 4096 (the model's own)
  --steps N                    1 to 200 (the model's own)
  --repeat N                   1 to 100 runs after the first one (3)
  --step-cache T               off, light, medium, strong: faster, less exact
  --device D --devices 0,1     cpu or cuda:N (first GPU); several GPUs together
  --precision P                fp32 (CPU's), bf16 (GPU's), fp8, auto: what fits
  --threads N --vram-limit SIZE    CPU threads (all); memory to get by with: 16G
  --json                       one JSON object on standard output
)")
                                       .substr(1);

const std::string_view ThroughputHelp = std::string_view(R"(
Usage: genserve bench throughput [options]

Keeps 1, 2, 4, ... and all devices busy and prints pictures a minute; then lets
tasks come at random at 0.5, 0.8, 1.0 and 1.2 times that rate and prints how
long they waited. Works on a queue of its own.

  --devices LIST --cpu-workers N --share     as for serve
  --pictures N         of each device while all are busy (8)
  --arrivals N         tasks of each device at every load (20); 0: leave it out
  --flux               FLUX.1-dev in its full size with random weights
  --model ID|PATH --models DIR --width N --height N --steps N
  --precision P --threads N     as for bench
  --json               one JSON object on standard output
)")
                                            .substr(1);

const std::string_view ServeHelp = std::string_view(R"(
Usage: genserve serve [options]      see http://localhost:12411/docs

  --port N              12411; 0: any that is free
  --listen IP|all       this computer only; may be repeated
  --no-auth             other computers need no key (see genserve keys)
  --allow-host NAME --allow-origin URL     may be repeated
  --rate X              requests a second of one client (100)
  --task-timeout S      of one picture, 1 to 86400 s (600)
  --limit NAME=N        of connections, heads, bodies, times; see docs/api.md
  --data DIR            tasks and pictures (~/.local/share/genserve)
  --models DIR          look for models here first; may be repeated
  --devices LIST        cuda:0,cuda:2 or cpu (every GPU, else the CPU)
  --cpu-workers N       workers that share the CPU, 1 to 64 (1)
  --share               idle GPUs of one kind help with another one's picture
  --precision P --threads N --vram-limit SIZE     as for generate
  --queue N --queue-per-client N    tasks that may wait (1000, 100)
  --input-space GB      disk space for the pictures of waiting tasks (20)
  --stop-now            on Ctrl-C put running tasks back into the queue instead
                        of finishing them
  --watchdog            start again after a crash or the fault of a GPU
  --quiet               no line a request and a task on standard output
)")
                                       .substr(1);

const std::string_view QueueHelp = std::string_view(R"(
Usage: genserve queue [ACTION] [options]

Sees and changes the tasks of a running genserve, or those that a stopped one
has left. ID is a task's id or the beginning of it.

  list                    devices and tasks (this is what no ACTION means)
  add PROMPT [options]    a new task, with the options of generate; no waiting
  cancel ID...            a waiting one at once, a running one within a step
  retry ID...             put failed or cancelled tasks back into the queue
  duplicate ID...         the same request once more
  move ID first|last|ID   before all others, behind them, or before that one
  priority ID N           -1000 to 1000; smaller runs first
  pause, resume           no task starts while the queue is paused
  enable|drain|disable DEVICE    drain: finish its task, take no other

  --data DIR              of the other genserve (~/.local/share/genserve)
  --json                  one JSON object an answer
)")
                                       .substr(1);

} // namespace genserve::app
