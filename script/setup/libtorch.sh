# shellcheck shell=bash
# Sourced by script/setup.sh: libtorch and nvcc by pip, in the virtual environment $venv.

torch_version=2.11.0
# What libtorch_cpu alone needs of torch's dependencies; the versions are those that torch 2.11.0 asks for.
torch_cpu_packages=("torch==$torch_version" nvidia-cuda-cupti==13.0.85 nvidia-cuda-runtime==13.0.96)
torch_cuda_packages=("torch==$torch_version")
nvcc_packages=('cuda-toolkit[nvcc,cccl,crt]==13.0.2' nvidia-nvvm==13.0.88)

# torch_dir: where libtorch lies in $venv, once it is complete. pip writes INSTALLER after the last file.
torch_dir() {
    local site dir
    for site in "$venv"/lib/python3*/site-packages; do
        dir=$site/torch
        [[ -e $dir/include/ATen/ATen.h && -e $dir/lib/libtorch_cpu.so &&
            -e $site/torch-$torch_version.dist-info/INSTALLER ]] || continue
        compgen -G "$site/nvidia/*/lib/libcudart.so.13" >/dev/null || continue
        compgen -G "$site/nvidia/*/lib/libcupti.so.13" >/dev/null || continue
        [[ -z $cuda_archs || (-e $dir/lib/libtorch_cuda.so && -e $site/nvidia/cudnn/lib/libcudnn.so.9) ]] || continue
        echo "$dir"
        return
    done
}

# pip_install PACKAGE...: into $venv. Wheels pass through the cache folder because /tmp may be small.
pip_install() {
    local log=$cache/pip.log
    rm -f "$log"
    mkdir -p "$venv/tmp"
    TMPDIR=$venv/tmp "$venv/bin/python" -m pip install --no-compile --no-cache-dir --retries 3 \
        --disable-pip-version-check --log "$log" "$@" >&2 </dev/null || explain_failure "$log" "Installing libtorch by pip"
    rm -rf "${venv:?}/tmp"
}

install_torch() {
    local started=$SECONDS
    say "Installing libtorch $torch_version in $venv"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
        fail "libtorch $torch_version needs Python 3.10 or newer; $python is $("$python" -V 2>&1)."
    unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_USER
    # What an interrupted installation left; a folder of the user's own is only added to.
    [[ -n ${GENSERVE_VENV:-} ]] || rm -rf "$venv"
    if [[ ! -x $venv/bin/python ]]; then
        "$python" -m venv "$venv" >&2 || fail "$python cannot make a virtual environment in $venv; its venv module is missing or the folder is not writable."
    fi
    if [[ -n $cuda_archs ]]; then
        pip_install "${torch_cuda_packages[@]}"
    else
        pip_install --no-deps "${torch_cpu_packages[@]}"
        # Half a gigabyte that a build for the CPU never opens; a folder of the user's own stays whole.
        [[ -n ${GENSERVE_VENV:-} ]] || rm -f "$venv"/lib/python3*/site-packages/torch/lib/libtorch_cuda*.so
    fi
    torch=$(torch_dir)
    [[ -n $torch ]] || fail "pip has installed torch in $venv, but libtorch $torch_version is not complete there; remove that folder and start again."
    say "libtorch: done in $((SECONDS - started)) s"
}

# Finds nvcc 13 or brings it into $venv, where it gets the folder layout and link names that CMake looks for.
provide_nvcc() {
    local nvcc cuda lib
    for nvcc in "$(command -v nvcc)" /usr/local/cuda/bin/nvcc; do
        [[ -x $nvcc && $("$nvcc" --version | sed -nE 's/.*release ([0-9]+).*/\1/p') -ge 13 ]] || continue
        cuda=$(dirname "$(dirname "$(readlink -f "$nvcc")")")
        break
    done
    if [[ -z ${cuda:-} ]]; then
        cuda=$(dirname "$torch")/nvidia/cu13
        [[ -x $cuda/bin/nvcc && -e $cuda/nvvm ]] || { say "Installing nvcc in $venv"; pip_install "${nvcc_packages[@]}"; }
        ln -sfn lib "$cuda/lib64"
        for lib in "$cuda"/lib/*.so.*; do ln -sf "$(basename "$lib")" "${lib%%.so.*}.so"; done
    fi
    export CUDACXX=$cuda/bin/nvcc
    cmake_options+=("-DCUDAToolkit_ROOT=$cuda" "-DCUDA_TOOLKIT_ROOT_DIR=$cuda")
}
