/* Preloaded before libc: makes calls on the journal's files fail while a file in $SERAI_FAULTS says so. The file "write"
 * holds the errno for writing, "force" the one for fsync and fdatasync. Everything else goes through. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fault(const char *name, int fd) {
    char path[4096], link[64];
    const char *folder = getenv("SERAI_FAULTS");
    if (folder == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strstr(path, "journal.db") == NULL || strstr(path, "-shm") != NULL) return 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (file == NULL) return 0;
    int number = 0;
    if (fscanf(file, "%d", &number) != 1) number = 0;
    fclose(file);
    return number;
}

#define FAIL(name, fd) int number = fault(name, fd); if (number != 0) { errno = number; return -1; }

ssize_t pwrite(int fd, const void *from, size_t count, off_t offset) {
    FAIL("write", fd)
    return ((ssize_t (*)(int, const void *, size_t, off_t)) dlsym(RTLD_NEXT, "pwrite"))(fd, from, count, offset);
}

ssize_t pwrite64(int fd, const void *from, size_t count, off64_t offset) {
    FAIL("write", fd)
    return ((ssize_t (*)(int, const void *, size_t, off64_t)) dlsym(RTLD_NEXT, "pwrite64"))(fd, from, count, offset);
}

ssize_t write(int fd, const void *from, size_t count) {
    FAIL("write", fd)
    return ((ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write"))(fd, from, count);
}

int fsync(int fd) {
    FAIL("force", fd)
    return ((int (*)(int)) dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd) {
    FAIL("force", fd)
    return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
