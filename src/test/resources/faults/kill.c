/* Preloaded before libc: counts what a process does to files below $SERAI_STEPS_BELOW and over the network, writes each to the
 * file $SERAI_STEPS (one line: the call and the file), and kills the process, with SIGKILL, before call number $SERAI_KILL_AT. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long steps;

static void step(const char *call, const char *path) {
    static __thread int inside;
    const char *below = getenv("SERAI_STEPS_BELOW"), *log = getenv("SERAI_STEPS"), *at = getenv("SERAI_KILL_AT");
    if (inside || below == NULL || log == NULL || path == NULL) return;
    size_t length = strlen(below);
    int is_network = strncmp(path, "socket:", 7) == 0;
    if (!is_network && (strncmp(path, below, length) != 0 || strstr(path, "-shm") != NULL)) return;
    inside = 1;
    char line[4300];
    int size = snprintf(line, sizeof line, "%s %s\n", call, is_network ? "socket" : path + length);
    int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT, 0600);
    syscall(SYS_write, file, line, size);
    syscall(SYS_close, file);
    if (__sync_add_and_fetch(&steps, 1) == (at == NULL ? 0 : atol(at))) kill(getpid(), SIGKILL);
    inside = 0;
}

static void step_of(const char *call, int fd) {
    char path[4096], link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    step(call, path);
}

static void received(int fd) {
    char path[64], link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length < (ssize_t) sizeof path ? length : 0] = 0;
    if (strncmp(path, "socket:", 7) == 0) step("read", path);
}

#define NEXT(type, name, ...) ((type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name))

ssize_t pwrite(int fd, const void *from, size_t count, off_t offset) {
    step_of("write", fd);
    return NEXT(ssize_t, "pwrite", int, const void *, size_t, off_t)(fd, from, count, offset);
}

ssize_t pwrite64(int fd, const void *from, size_t count, off64_t offset) {
    step_of("write", fd);
    return NEXT(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(fd, from, count, offset);
}

ssize_t write(int fd, const void *from, size_t count) {
    step_of("write", fd);
    return NEXT(ssize_t, "write", int, const void *, size_t)(fd, from, count);
}

ssize_t writev(int fd, const struct iovec *from, int count) {
    step_of("write", fd);
    return NEXT(ssize_t, "writev", int, const struct iovec *, int)(fd, from, count);
}

ssize_t send(int fd, const void *from, size_t count, int flags) {
    step_of("write", fd);
    return NEXT(ssize_t, "send", int, const void *, size_t, int)(fd, from, count, flags);
}

ssize_t read(int fd, void *to, size_t count) {
    received(fd);
    return NEXT(ssize_t, "read", int, void *, size_t)(fd, to, count);
}

ssize_t recv(int fd, void *to, size_t count, int flags) {
    received(fd);
    return NEXT(ssize_t, "recv", int, void *, size_t, int)(fd, to, count, flags);
}

int fsync(int fd) {
    step_of("force", fd);
    return NEXT(int, "fsync", int)(fd);
}

int fdatasync(int fd) {
    step_of("force", fd);
    return NEXT(int, "fdatasync", int)(fd);
}

int ftruncate(int fd, off_t length) {
    step_of("truncate", fd);
    return NEXT(int, "ftruncate", int, off_t)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    step_of("truncate", fd);
    return NEXT(int, "ftruncate64", int, off64_t)(fd, length);
}

int rename(const char *from, const char *to) {
    step("rename", to);
    return NEXT(int, "rename", const char *, const char *)(from, to);
}

int unlink(const char *path) {
    step("delete", path);
    return NEXT(int, "unlink", const char *)(path);
}
