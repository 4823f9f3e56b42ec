#!/bin/sh
# wrap.sh - puts a script in the place of a program for another machine: wrap.sh PROGRAM EMULATOR [OPTION...]
# SPDX-License-Identifier: MIT
set -eu
program=$(realpath "$1")
shift
mv "$program" "$program.elf"
cat > "$program" <<END
#!/bin/sh
exec $* -0 "\$0" "$program.elf" "\$@"
END
chmod +x "$program"
