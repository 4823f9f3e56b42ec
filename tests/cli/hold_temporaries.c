/* hold_temporaries.c - makes temporary files beside the targets given, says so, and waits for a signal
 * SPDX-License-Identifier: MIT
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "files/leftovers.h"
#include "files/temporary.h"

#define TARGETS_MAX 16

/* Whether one of its own is no leftover, where it looks for leftovers. */
static bool spares_own(void)
{
    struct temporary own = {0};
    int descriptor;
    bool spared;

    if (temporary_create(&own, AT_FDCWD, "own", TEMPORARY_LOCKED, 0666, &descriptor) != 0)
        return false;
    close(descriptor);
    leftovers_remove(AT_FDCWD);
    spared = access(own.path, F_OK) == 0;
    temporary_remove(&own);
    return spared;
}

int main(int argc, char **argv)
{
    static struct temporary temporaries[TARGETS_MAX];

    if (argc > TARGETS_MAX || temporary_guard() != 0 || !spares_own())
        return 2;
    for (int i = 1; i < argc; i++) {
        int descriptor;

        if (temporary_create(&temporaries[i], AT_FDCWD, argv[i], TEMPORARY_SHARED, 0666, &descriptor) != 0)
            return 2;
        close(descriptor);
    }
    /* The first gets its name, the second is given up: neither is the signal's business any more. */
    temporary_begin_renames();
    if (temporary_rename(&temporaries[1], argv[1]) != 0)
        return 2;
    temporary_end_renames();
    temporary_remove(&temporaries[2]);
    puts("ready");
    fflush(stdout);
    for (;;)
        pause();
}
