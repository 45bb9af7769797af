#!/bin/bash
# Compiles the kernel programs of src/Sonde.Capture/Kernel/Programs. The objects are checked in: neither users nor CI run this.
# Needs: apt-get install clang llvm libbpf-dev linux-libc-dev
set -euo pipefail
cd "$(dirname "$0")/../src/Sonde.Capture/Kernel/Programs"
for source in *.bpf.c; do
  object=${source%.c}.o
  # -g gives the types that CO-RE relocations need; the lines of the source are of no use to anybody at run time
  clang -target bpf -mcpu=v3 -O2 -g -Wall -Werror -Wno-unused-function -Wno-missing-declarations -fdebug-prefix-map="$PWD"=. \
    -I"/usr/include/$(uname -m)-linux-gnu" -c "$source" -o "$object"
  llvm-strip -g "$object"
  echo "$object: $(stat -c %s "$object") octets"
done
