/* readers.c - modes, groups and access control lists
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* S_ISVTX */

#include "files/readers.h"

#include <errno.h>
#include <stdlib.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif
#include <unistd.h>

#include "failure.h"
#include "files/path.h"

/* ---- Access control lists ---------------------------------------------------------------------------------------- */

#define ACL_NAME "system.posix_acl_access"

static bool has_list(int descriptor)
{
#ifdef __linux__
    return fgetxattr(descriptor, ACL_NAME, NULL, 0) > 0;
#else
    (void)descriptor;
    return false;
#endif
}

static bool has_list_at(const char *path)
{
#ifdef __linux__
    return getxattr(path, ACL_NAME, NULL, 0) > 0;
#else
    (void)path;
    return false;
#endif
}

static int remove_list(int descriptor)
{
#ifdef __linux__
    return fremovexattr(descriptor, ACL_NAME) == 0 ? FAILURE_NONE : errno;
#else
    (void)descriptor;
    return FAILURE_NONE;
#endif
}

/* ---- Modes ------------------------------------------------------------------------------------------------------- */

struct readers readers_of(int descriptor, const struct stat *file)
{
    struct readers readers = {.mode = file->st_mode & 0777, .owner = file->st_uid, .group = file->st_gid};

    if ((readers.mode & 077) != 0 && has_list(descriptor))
        readers.mode &= 0700;
    return readers;
}

struct readers readers_at(const char *path, const struct stat *file)
{
    struct readers readers = {.mode = file->st_mode & 0777, .owner = file->st_uid, .group = file->st_gid};

    if ((readers.mode & 077) != 0 && has_list_at(path))
        readers.mode &= 0700;
    return readers;
}

struct readers readers_without_list(const char *path, const struct stat *file)
{
    struct readers readers = {.mode = file->st_mode & 0777, .owner = file->st_uid, .group = file->st_gid};

    if ((readers.mode & 070) != 0 && has_list_at(path))
        readers.mode = (readers.mode & 0707) | (readers.mode & 07) << 3;
    return readers;
}

static mode_t without_group(mode_t mode)
{
    mode_t both = mode >> 3 & mode & 07;

    return (mode & 0700) | both << 3 | both;
}

mode_t readers_mode(const struct readers *readers, gid_t group)
{
    return group == readers->group ? readers->mode : without_group(readers->mode);
}

mode_t readers_mode_at_first(const struct readers *readers)
{
    return without_group(readers->mode);
}

void readers_narrow(struct readers *readers, const struct readers *folder)
{
    mode_t entering = 0700 | (folder->mode & 011) * 07;

    if (readers->mode == without_group(readers->mode))
        readers->group = folder->group;
    readers->mode &= readers->group == folder->group ? entering : without_group(entering);
}

int readers_set(int descriptor, const struct stat *file, mode_t mode)
{
    mode_t old = file->st_mode & 0777;
    int failure = FAILURE_NONE;

    if (has_list(descriptor))
        failure = remove_list(descriptor);
    else if (old == mode)
        return FAILURE_NONE;
    if (failure != FAILURE_NONE || fchmod(descriptor, mode) == 0)
        return failure;
    return (old & ~mode) != 0 ? errno : FAILURE_NONE;
}

int readers_copy(int descriptor, const struct stat *file, const struct readers *readers, mode_t umask)
{
    gid_t group = file->st_gid;

    if (group != readers->group && readers_mode(readers, group) != readers->mode &&
        fchown(descriptor, (uid_t)-1, readers->group) == 0)
        group = readers->group;
    return readers_set(descriptor, file, readers_mode(readers, group) & ~umask);
}

/* ---- Strangers --------------------------------------------------------------------------------------------------- */

/* In one that only its group may write to, members share their files; a sticky one keeps them apart. */
static bool is_shared(mode_t mode)
{
    return (mode & S_IWOTH) != 0 || ((mode & S_ISVTX) != 0 && (mode & S_IWGRP) != 0);
}

bool is_strange(int directory, const char *path, const struct stat *file)
{
    char *parent = path_parent(path);
    struct stat folder;
    bool is_known = parent != NULL && fstatat(directory, parent, &folder, 0) == 0;

    free(parent);
    if (file->st_uid == geteuid())
        return false;
    if (!is_known)
        return true;
    return is_shared(folder.st_mode) && file->st_uid != folder.st_uid;
}
