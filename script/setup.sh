# shellcheck shell=bash
# Sourced by script/run and script/test: installs what the build needs, configures and builds.
#
# Everything here is cheap to repeat: each step first looks whether its result is already there. Messages go to
# standard error, because standard output belongs to the program that is started afterwards.
#
# Settings, all optional:
#   GENSERVE_VENV      Python virtual environment to use for libtorch (made if missing) instead of the one in the cache
#   GENSERVE_SKIP_APT  1: leave apt alone, the system packages were installed by hand (any distribution)
#   GENSERVE_CUDA      OFF: build for the CPU although there is an NVIDIA GPU

oldest_cuda13_driver=580

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=script/setup/packages.sh
. "$root/script/setup/packages.sh"
# shellcheck source=script/setup/libtorch.sh
. "$root/script/setup/libtorch.sh"

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/genserve
python=/usr/bin/python3

say() { if [[ -t 2 ]]; then printf '\033[1m==> %s\033[0m\n' "$*" >&2; else printf '==> %s\n' "$*" >&2; fi; }
fail() { printf 'genserve setup: %s\n' "$*" >&2; exit 1; }

# explain_failure LOG WHAT: ends with the one sentence that fits what apt or pip wrote to LOG.
explain_failure() {
    local log=$1 what=$2
    if grep -qE 'Could not get lock|Unable to (lock|acquire)' "$log"; then
        fail "Another program is using apt at the moment; wait until it has finished and start again."
    elif grep -qiE 'No space left|enough free space' "$log"; then
        fail "$what failed because the disk is full; free some space and start again."
    elif grep -qE "Unable to locate package|no installation candidate" "$log" &&
        ! grep -qE 'Temporary failure|Could not (resolve|connect)' "$log"; then
        fail "apt does not know $(grep -oE "Unable to locate package [^ ]+|Package '?[^ ']+'? has no inst" "$log" |
            awk '{print $NF == "inst" ? $2 : $NF}' | tr -d "'" | sort -u | paste -sd' '); on Ubuntu, enable 'universe' first."
    elif grep -qE 'Temporary failure|Could not (resolve|connect|fetch)|Failed to fetch|Network is unreachable|timed out|NewConnectionError|NameResolutionError|Max retries' "$log"; then
        fail "$what failed because the network cannot be reached; check the connection (or proxy) and start again."
    fi
    fail "$what failed: $(grep -E '^(E:|.*ERROR:)' "$log" | tail -n 1 | sed -E 's/.*(E:|ERROR:) *//') (all of it: $log)"
}

check_system() {
    [[ $(uname -sm) == "Linux x86_64" ]] ||
        fail "GenServe is built on 64-bit Intel or AMD Linux; this is $(uname -sm)."
    [[ ${GENSERVE_SKIP_APT:-} == 1 ]] && { python=$(command -v python3 || echo "$python"); return; }
    local system id
    read -r id system < <(. /etc/os-release 2>/dev/null && echo "$ID-${VERSION_ID:-} ${PRETTY_NAME:-$ID}") || true
    case $id in
        debian-12 | debian-13 | ubuntu-24.04) ;;
        *) fail "Packages are installed on Debian 12, Debian 13 and Ubuntu 24.04 only, and this is ${system:-an unknown system};" \
            "install them yourself (CONTRIBUTING.md lists them) and set GENSERVE_SKIP_APT=1." ;;
    esac
}

# What decides about CUDA; asking nvidia-smi itself can take seconds, so it is only asked when this changes.
gpu_key() {
    [[ ${GENSERVE_CUDA:-} == OFF ]] && { echo off; return; }
    command -v nvidia-smi || true
    cat /proc/driver/nvidia/version /proc/driver/nvidia/gpus/*/information 2>/dev/null || true
}

# Sets cuda_archs to the architectures of the GPUs here, such as "89;120"; empty means a build for the CPU.
detect_gpus() {
    cuda_archs=
    [[ ${GENSERVE_CUDA:-} == OFF ]] && return
    command -v nvidia-smi >/dev/null || return 0
    local gpus driver
    gpus=$(nvidia-smi --query-gpu=driver_version,compute_cap --format=csv,noheader 2>/dev/null) || return 0
    driver=$(head -n 1 <<<"$gpus" | cut -d, -f1)
    if ((${driver%%.*} < oldest_cuda13_driver)); then
        say "NVIDIA driver $driver is too old for CUDA 13 (it needs $oldest_cuda13_driver or newer): building for the CPU."
        return
    fi
    cuda_archs=$(cut -d, -f2 <<<"$gpus" | tr -d ' .' | awk '$1 >= 75' | sort -nu | paste -sd';')
    [[ -n $cuda_archs ]] || say "The NVIDIA GPUs here are older than CUDA 13 supports: building for the CPU."
}

# check_space [MB PATH]...: ends if a file system lacks what is about to be written to it.
check_space() {
    local -A need=() free=()
    local mb path mount avail
    while (($#)); do
        mb=$1 path=$2
        shift 2
        until [[ -e $path ]]; do path=$(dirname "$path"); done
        read -r avail mount < <(df -Pm "$path" | awk 'NR == 2 {print $4, $6}')
        need[$mount]=$((${need[$mount]:-0} + mb))
        free[$mount]=$avail
    done
    for mount in "${!need[@]}"; do
        ((free[$mount] >= need[$mount])) ||
            fail "The disk at $mount has ${free[$mount]} MB free, ${need[$mount]} MB are needed; free some space and start again."
    done
}

# announce PACKAGE...: says what is about to happen before anything is changed, and checks that there is room for it.
announce() {
    local target=$1 torch_mb=700 torch_download=550 torch_peak=1800
    shift
    [[ -z $cuda_archs ]] || torch_mb=4900 torch_download=2900 torch_peak=7800
    local space=(600 "$build")
    printf 'GenServe will now\n' >&2
    if (($#)); then
        printf '  - install by apt (about %d MB to download, %d MB on disk if all of it is missing): %s\n' 200 800 "$*" >&2
        space+=(900 /usr 400 /var)
    fi
    if [[ -z $torch ]]; then
        printf '  - install libtorch %s by pip (about %d MB to download, %d MB on disk) in %s\n' \
            "$torch_version" "$torch_download" "$torch_mb" "$venv" >&2
        space+=("$torch_peak" "$venv")
    fi
    printf '  - build %s in %s%s\n' "$target" "$build" "${cuda_archs:+ for NVIDIA GPUs}" >&2
    check_space "${space[@]}"
}

configure() {
    local cmake_options=(--preset "$preset" "-DGENSERVE_TORCH_DIR=$torch") log=$build/configure.log
    if [[ -n $cuda_archs ]]; then
        cmake_options+=(-DGENSERVE_CUDA=ON "-DCMAKE_CUDA_ARCHITECTURES=$cuda_archs")
        if [[ -n $(find "$root/engine" -name '*.cu' -print -quit) ]]; then provide_nvcc; fi
    else
        cmake_options+=(-DGENSERVE_CUDA=OFF)
    fi
    say "Configuring"
    mkdir -p "$build"
    (cd "$root" && cmake --fresh "${cmake_options[@]}") >"$log" 2>&1 || { cat "$log" >&2; fail "CMake could not configure the build; its message stands above."; }
    printf '%s\n%s\n' "$cuda_archs" "$key" >"$record"
}

# Each compiler that parses libtorch's headers takes up to 1.5 GB.
build_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ {print int($2 / 1.5e6)}' /proc/meminfo)
    echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

# set_up PRESET TARGET [PACKAGE...]: afterwards TARGET is up to date in $build. The variables that the functions
# above share are set here.
set_up() {
    local target=$2 packages=() started=$SECONDS
    preset=$1 build=$root/build/$1 cuda_archs='' torch='' venv=''
    record=$build/configured-for
    shift 2
    check_system
    key="$root ${GENSERVE_VENV:-$cache} $(cat "$root"/script/setup{,/*}.sh "$root/CMakePresets.json" | cksum) $(gpu_key)"
    if [[ -e $build/build.ninja && $(tail -n +2 "$record" 2>/dev/null) == "$key" ]]; then
        cuda_archs=$(head -n 1 "$record")
    else
        rm -f "$record"
        detect_gpus
    fi
    venv=${GENSERVE_VENV:-$cache/torch-$torch_version-$([[ -n $cuda_archs ]] && echo cuda || echo cpu)}
    mkdir -p "$cache" "$build" 2>/dev/null || fail "Cannot write to $cache and $build; check who owns them, or set XDG_CACHE_HOME."
    mapfile -t packages < <(missing_packages "${build_packages[@]}" "$@")
    torch=$(torch_dir)
    if ((${#packages[@]})) || [[ -z $torch || ! -e $record ]]; then announce "$target" "${packages[@]}"; fi
    if ((${#packages[@]})); then install_packages "${packages[@]}"; fi
    # One installation at a time: a second clone that starts meanwhile waits and then finds the libraries.
    exec 9>"$cache/lock"
    flock -n 9 || { say "Waiting for another clone that is installing libtorch"; flock 9; }
    torch=$(torch_dir)
    [[ -n $torch ]] || install_torch
    exec 9>&-
    [[ -e $record ]] || configure
    if [[ $(ninja -C "$build" -n "$target" 2>/dev/null | tail -n 1) != *"no work to do"* ]]; then
        say "Building $target with $(build_jobs) jobs"
        ninja -C "$build" -j "$(build_jobs)" "$target" >&2 || fail "The build failed; the compiler's message stands above."
        say "Ready after $((SECONDS - started)) s"
    fi
}
