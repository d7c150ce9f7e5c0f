# shellcheck shell=bash
# Sourced by script/setup.sh: system packages by apt.

build_packages=(ccache cmake g++ libexpected-dev libopencv-core-dev libopencv-imgproc-dev libqt6sql6-sqlite libutf8proc-dev
    libqrencode-dev ninja-build nlohmann-json3-dev python3-venv qt6-base-dev qt6-httpserver-dev
    qt6-l10n-tools qt6-svg-dev qt6-websockets-dev zlib1g-dev)
# shellcheck disable=SC2034  # script/test passes them on
test_packages=(doctest-dev)

# missing_packages NAME...: prints those that dpkg does not have.
missing_packages() {
    [[ ${GENSERVE_SKIP_APT:-} == 1 ]] && return
    { dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
        awk -v wanted="$*" '$1 == "installed" {have[$2]} END {n = split(wanted, w); for (i = 1; i <= n; i++) if (!(w[i] in have)) print w[i]}'
}

as_root() {
    local settings=(env LC_ALL=C DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1)
    if ((EUID == 0)); then "${settings[@]}" "$@"; else sudo "${settings[@]}" "$@"; fi
}

# Turns apt's status lines ("pmstatus:g++:42.5:Unpacking g++") into a progress display.
show_apt_progress() {
    local kind what percent shown=-1
    while IFS=: read -r kind _ percent _; do
        case $kind in dlstatus) what=downloading ;; pmstatus) what=installing ;; *) continue ;; esac
        percent=${percent%%[.:]*}
        if [[ -t 2 ]]; then
            printf '\r    %s %3d %%  ' "$what" "$percent" >&2
        elif ((percent / 25 != shown)); then
            shown=$((percent / 25))
            printf '    %s %d %%\n' "$what" "$percent" >&2
        fi
    done
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

install_packages() {
    local log=$cache/apt.log started=$SECONDS
    if ((EUID != 0)); then
        local by_hand="an administrator can run: apt-get install --no-install-recommends $*"
        command -v sudo >/dev/null || fail "System packages are missing and there is no sudo; $by_hand"
        sudo -n true 2>/dev/null || sudo -v || fail "System packages are missing and sudo refuses; $by_hand"
    fi
    say "Installing $# system packages"
    # An unreachable third-party source must not stop us, so only the installation's result counts.
    as_root apt-get -o DPkg::Lock::Timeout=60 update >"$log" 2>&1 </dev/null || true
    # apt makes its status pipe non-blocking, so dpkg must not write there too; and sudo passes on no third channel.
    # shellcheck disable=SC2016  # expanded by the inner shell
    as_root sh -c 'log=$1; shift; exec apt-get "$@" 3>&1 >>"$log" 2>&1' sh "$log" \
        -o DPkg::Lock::Timeout=60 -o APT::Status-Fd=3 -o Dpkg::Use-Pty=0 -y --no-install-recommends install "$@" \
        </dev/null | show_apt_progress || explain_failure "$log" "Installing the system packages"
    say "System packages: done in $((SECONDS - started)) s"
}
