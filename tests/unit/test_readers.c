/* test_readers.c - who may read a copy, with a system that says what it is told to
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

#include "../../cli/files/readers.h"

#define MODES        01000
#define GROUP        54321
#define OTHER_GROUP  54322
#define OWNER        12345
#define DESCRIPTOR   77
#define FAILURE_NONE 0

/* ---- The system -------------------------------------------------------------------------------------------------- */

static struct {
    ssize_t list_bytes; /* of the access control list; -1: there is none */
    int remove_error, chmod_error, chown_error;
    uid_t user;
    unsigned asked, removed, chmods, chowns; /* calls */
    mode_t mode;                             /* that was set at last */
} fake;

static int result_of(int error)
{
    errno = error != 0 ? error : EAGAIN; /* of something else, earlier */
    return error == 0 ? 0 : -1;
}

static ssize_t list_bytes(const char *name, const void *value, size_t size)
{
    assert_string_equal(name, "system.posix_acl_access");
    assert_null(value);
    assert_int_equal(size, 0);
    fake.asked++;
    errno = ENODATA;
    return fake.list_bytes;
}

ssize_t __wrap_fgetxattr(int descriptor, const char *name, void *value, size_t size);
ssize_t __wrap_fgetxattr(int descriptor, const char *name, void *value, size_t size)
{
    assert_int_equal(descriptor, DESCRIPTOR);
    return list_bytes(name, value, size);
}

ssize_t __wrap_getxattr(const char *path, const char *name, void *value, size_t size);
ssize_t __wrap_getxattr(const char *path, const char *name, void *value, size_t size)
{
    assert_string_equal(path, "path");
    return list_bytes(name, value, size);
}

int __wrap_fremovexattr(int descriptor, const char *name);
int __wrap_fremovexattr(int descriptor, const char *name)
{
    assert_int_equal(descriptor, DESCRIPTOR);
    assert_string_equal(name, "system.posix_acl_access");
    fake.removed++;
    return result_of(fake.remove_error);
}

int __wrap_fchmod(int descriptor, mode_t mode);
int __wrap_fchmod(int descriptor, mode_t mode)
{
    assert_int_equal(descriptor, DESCRIPTOR);
    fake.chmods++;
    fake.mode = mode;
    return result_of(fake.chmod_error);
}

int __wrap_fchown(int descriptor, uid_t owner, gid_t group);
int __wrap_fchown(int descriptor, uid_t owner, gid_t group)
{
    assert_int_equal(descriptor, DESCRIPTOR);
    assert_true(owner == (uid_t)-1);
    assert_int_equal(group, GROUP);
    fake.chowns++;
    return result_of(fake.chown_error);
}

uid_t __wrap_geteuid(void);
uid_t __wrap_geteuid(void)
{
    return fake.user;
}

static int begin(void **state)
{
    (void)state;
    memset(&fake, 0, sizeof fake);
    fake.list_bytes = -1;
    return 0;
}

static struct stat file_of(mode_t mode, gid_t group)
{
    struct stat file;

    memset(&file, 0, sizeof file);
    file.st_mode = S_IFREG | S_ISVTX | mode;
    file.st_uid = OWNER;
    file.st_gid = group;
    return file;
}

/* ---- Modes ------------------------------------------------------------------------------------------------------- */

static void check_readers(struct readers readers, mode_t mode)
{
    assert_int_equal(readers.mode, mode);
    assert_int_equal(readers.owner, OWNER);
    assert_int_equal(readers.group, GROUP);
}

static void test_a_list_leaves_the_owner_alone(void **state)
{
    static const ssize_t lists[] = {-1, 0, 1, 44};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        fake.list_bytes = lists[i];
        for (mode_t mode = 0; mode < MODES; mode++) {
            struct stat file = file_of(mode, GROUP);

            fake.asked = 0;
            check_readers(readers_of(DESCRIPTOR, &file), lists[i] > 0 ? mode & 0700 : mode);
            check_readers(readers_at("path", &file), lists[i] > 0 ? mode & 0700 : mode);
            assert_int_equal(fake.asked, (mode & 077) != 0 ? 2 : 0);
        }
    }
}

/* What the mode of a file with a list has for its group is for all whom the list names. */
static void test_without_its_list_a_group_is_everybody(void **state)
{
    (void)state;
    for (mode_t mode = 0; mode < MODES; mode++) {
        struct stat file = file_of(mode, GROUP);

        fake.list_bytes = -1;
        check_readers(readers_without_list("path", &file), mode);
        fake.list_bytes = 44;
        fake.asked = 0;
        check_readers(readers_without_list("path", &file),
                      (mode & 070) != 0 ? (mode & 0707) | (mode & 07) * 010 : mode);
        assert_int_equal(fake.asked, (mode & 070) != 0);
    }
}

/* Of each of reading, writing and executing: whether both the group and everybody may. */
static mode_t for_any_group(mode_t mode)
{
    mode_t found = mode & 0700;

    for (mode_t bit = 1; bit <= 4; bit *= 2) {
        if ((mode & bit) != 0 && (mode & (bit << 3)) != 0)
            found |= bit | bit << 3;
    }
    return found;
}

static void test_another_group_is_everybody(void **state)
{
    (void)state;
    for (mode_t mode = 0; mode < MODES; mode++) {
        struct readers readers = {.mode = mode, .owner = OWNER, .group = GROUP};

        assert_int_equal(readers_mode(&readers, GROUP), mode);
        assert_int_equal(readers_mode(&readers, OTHER_GROUP), for_any_group(mode));
        assert_int_equal(readers_mode_at_first(&readers), for_any_group(mode));
    }
}

/* Those who may read the file and enter the folder. */
static struct readers narrowed(struct readers readers, const struct readers *folder)
{
    bool group_enters = (folder->mode & 010) != 0, others_enter = (folder->mode & 01) != 0;

    if (readers.group != folder->group && readers.mode == for_any_group(readers.mode))
        readers.group = folder->group;
    if (readers.group != folder->group)
        group_enters = others_enter = group_enters && others_enter;
    if (!group_enters)
        readers.mode &= 0707;
    if (!others_enter)
        readers.mode &= 0770;
    return readers;
}

static void test_a_folder_shuts_out_who_may_not_enter(void **state)
{
    (void)state;
    for (mode_t mode = 0; mode < MODES; mode++) {
        for (mode_t entering = 0; entering < MODES; entering++) {
            for (gid_t group = GROUP; group <= OTHER_GROUP; group++) {
                struct readers readers = {.mode = mode, .owner = OWNER, .group = GROUP};
                struct readers folder = {.mode = entering, .owner = OWNER + 1, .group = group};
                struct readers wanted = narrowed(readers, &folder);

                readers_narrow(&readers, &folder);
                if (readers.mode != wanted.mode || readers.group != wanted.group || readers.owner != OWNER)
                    fail_msg("%o in %o: %o", (unsigned)mode, (unsigned)entering, (unsigned)readers.mode);
            }
        }
    }
}

/* ---- Files ------------------------------------------------------------------------------------------------------- */

static void expect_set(const struct stat *file, mode_t mode, int failure, unsigned removed, unsigned chmods)
{
    fake.removed = fake.chmods = 0;
    assert_int_equal(readers_set(DESCRIPTOR, file, mode), failure);
    assert_int_equal(fake.removed, removed);
    assert_int_equal(fake.chmods, chmods);
    assert_true(chmods == 0 || fake.mode == mode);
}

static void test_only_what_is_wrong_is_set(void **state)
{
    (void)state;
    for (mode_t old = 0; old < MODES; old++) {
        struct stat file = file_of(old, GROUP);

        for (mode_t mode = 0; mode < MODES; mode++) {
            fake.list_bytes = -1;
            fake.chmod_error = 0;
            expect_set(&file, mode, FAILURE_NONE, 0, old != mode);
            fake.chmod_error = EPERM; /* which does not matter where it would only let in more */
            expect_set(&file, mode, (old & ~mode) != 0 ? EPERM : FAILURE_NONE, 0, old != mode);
            fake.list_bytes = 44;
            expect_set(&file, mode, (old & ~mode) != 0 ? EPERM : FAILURE_NONE, 1, 1);
        }
        fake.chmod_error = 0;
        expect_set(&file, old, FAILURE_NONE, 1, 1);
        fake.remove_error = EACCES;
        expect_set(&file, 0, EACCES, 1, 0);
        fake.remove_error = 0;
    }
}

static void test_a_copy_gets_the_group_if_that_lets_in_more(void **state)
{
    const mode_t umask = 026;

    (void)state;
    for (mode_t mode = 0; mode < MODES; mode++) {
        struct readers readers = {.mode = mode, .owner = OWNER, .group = GROUP};
        mode_t least = for_any_group(mode);
        struct stat same = file_of(~mode & 0777, GROUP), other = file_of(~mode & 0777, OTHER_GROUP);

        fake.chown_error = 0;
        fake.chowns = 0;
        assert_int_equal(readers_copy(DESCRIPTOR, &same, &readers, umask), FAILURE_NONE);
        assert_int_equal(fake.chowns, 0);
        assert_int_equal(fake.mode, mode & 0751);
        assert_int_equal(readers_copy(DESCRIPTOR, &other, &readers, umask), FAILURE_NONE);
        assert_int_equal(fake.chowns, mode != least);
        assert_int_equal(fake.mode, mode & 0751);
        fake.chown_error = EPERM;
        fake.chowns = 0;
        assert_int_equal(readers_copy(DESCRIPTOR, &other, &readers, umask), FAILURE_NONE);
        assert_int_equal(fake.chowns, mode != least);
        assert_int_equal(fake.mode, least & 0751);
    }
}

/* ---- Strangers --------------------------------------------------------------------------------------------------- */

static void test_strangers(void **state)
{
    char folder[] = "readers-XXXXXX";
    char path[sizeof folder + sizeof "/file"];
    struct stat found, file = file_of(0644, GROUP);

    (void)state;
    assert_non_null(mkdtemp(folder));
    strcpy(path, folder);
    strcat(path, "/file");
    assert_int_equal(stat(folder, &found), 0);
    for (mode_t mode = 0; mode < 02000; mode++) {
        bool is_shared = (mode & 02) != 0 || ((mode & 01000) != 0 && (mode & 020) != 0);

        assert_int_equal(chmod(folder, mode), 0);
        fake.user = OWNER;
        file.st_uid = OWNER;
        assert_false(is_strange(AT_FDCWD, path, &file));
        file.st_uid = found.st_uid; /* of the folder's owner */
        fake.user = found.st_uid + 1;
        assert_false(is_strange(AT_FDCWD, path, &file));
        file.st_uid = found.st_uid + 2;
        assert_int_equal(is_strange(AT_FDCWD, path, &file), is_shared);
    }
    assert_int_equal(rmdir(folder), 0);
    assert_true(is_strange(AT_FDCWD, path, &file)); /* in a folder that nobody can look at */
    fake.user = file.st_uid;
    assert_false(is_strange(AT_FDCWD, path, &file));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_list_leaves_the_owner_alone, begin),
        cmocka_unit_test_setup(test_without_its_list_a_group_is_everybody, begin),
        cmocka_unit_test_setup(test_another_group_is_everybody, begin),
        cmocka_unit_test_setup(test_a_folder_shuts_out_who_may_not_enter, begin),
        cmocka_unit_test_setup(test_only_what_is_wrong_is_set, begin),
        cmocka_unit_test_setup(test_a_copy_gets_the_group_if_that_lets_in_more, begin),
        cmocka_unit_test_setup(test_strangers, begin),
    };

    return cmocka_run_group_tests_name("readers", tests, NULL, NULL);
}
