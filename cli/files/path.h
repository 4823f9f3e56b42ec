/* path.h - puts paths together and takes them apart
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_PATH_H
#define PAIDMARK_CLI_FILES_PATH_H

/* What is made here is the caller's to free, and NULL where there is no memory. */

/* One slash stands between the two; none is put behind an empty directory or one that ends in a slash. */
char *path_join(const char *directory, const char *name);

/* Another name in the place of the last component. */
char *path_beside(const char *path, const char *name);

/* From the root, without slashes and dots that mean nothing; links and ".." stay. */
char *path_absolute(const char *path);

/* What stands behind the last slash, within the path: empty where it ends in one. */
const char *path_name(const char *path);

/* The directory that the last component is in, "." where the path has only one. */
char *path_parent(const char *path);

#endif
