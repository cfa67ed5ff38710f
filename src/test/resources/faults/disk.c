/* Preloaded before libc: counts the calls by which files below the folder $SERAI_DISK are changed, lets chosen ones of them
 * fail, and writes down what was done.
 *
 * $SERAI_DISK_CONTROL is a file of 256 bytes that this and the process share in memory:
 *   int  0  1 while calls are counted
 *   int  1  whose calls: 0 all, 1 the journal's, 2 the archive's
 *   int  2  which calls: 0 all, 1 write, 2 force, 3 rename, 4 unlink, 5 truncate, 6 open
 *   int  3  the call that fails, counted from 1; 0 none
 *   int  4  its errno; -1 for a write of half the bytes
 *   int  5  1 if those after it fail too
 *   int  6  how many calls were counted that are asked for
 *   int  7  how many have failed
 *   int  8  1 while what is done is written down
 * $SERAI_DISK_LOG is where that is written: for each thing done a letter, then numbers of eight bytes and texts behind their
 * lengths. What is written into a file called "marks" is told as a mark. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum call { WRITE = 1, FORCE, RENAME, UNLINK, TRUNCATE, OPEN };

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static volatile int32_t *control;
static int record = -1;
static const char *root;
static size_t root_length;

__attribute__((constructor)) static void begin(void) {
    root = getenv("SERAI_DISK");
    const char *shared = getenv("SERAI_DISK_CONTROL");
    const char *name = getenv("SERAI_DISK_LOG");
    if (root == NULL || shared == NULL) return;
    root_length = strlen(root);
    int fd = syscall(SYS_openat, AT_FDCWD, shared, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) return;
    void *at = mmap(NULL, 256, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED) control = at;
    syscall(SYS_close, fd);
    if (name != NULL) record = syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name))

/* Whether the path is the folder or lies below it. */
static int ours(const char *path) {
    return control != NULL && path != NULL && strncmp(path, root, root_length) == 0
        && (path[root_length] == '/' || path[root_length] == 0);
}

static int path_of(int fd, char *path, size_t size) {
    char link[64];
    if (control == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    char *deleted = strstr(path, " (deleted)");
    if (deleted != NULL) *deleted = 0;
    return ours(path);
}

static int is_mark(const char *path) {
    const char *name = strrchr(path, '/');
    return name != NULL && strcmp(name, "/marks") == 0;
}

/* Counts the call; answers the errno with which it fails, 0 if it does not. */
static int fault(enum call call, const char *path) {
    if (!control[0] || is_mark(path)) return 0;
    int whose = strstr(path, "/archive") != NULL ? 2 : 1;
    if ((control[1] != 0 && control[1] != whose) || (control[2] != 0 && control[2] != (int32_t) call)) return 0;
    int count = __sync_add_and_fetch(&control[6], 1);
    if (control[3] == 0 || count < control[3] || (count > control[3] && !control[5])) return 0;
    __sync_add_and_fetch(&control[7], 1);
    return control[4];
}

static int recording(void) {
    return record >= 0 && control != NULL && control[8];
}

static void put(const void *bytes, size_t count) {
    while (count > 0) {
        ssize_t done = syscall(SYS_write, record, bytes, count);
        if (done <= 0) abort();
        bytes = (const char *) bytes + done;
        count -= done;
    }
}

static void put_number(uint64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = number >> (56 - 8 * i);
    put(bytes, 8);
}

static void put_bytes(const void *bytes, size_t count) {
    put_number(count);
    put(bytes, count);
}

static void put_text(char letter, const char *text) {
    put(&letter, 1);
    put_bytes(text, strlen(text));
}

static uint64_t inode(int fd, off_t *length) {
    struct stat all;
    if (fstat(fd, &all) != 0) abort();
    if (length != NULL) *length = all.st_size;
    return all.st_ino;
}

static int is_folder(int fd) {
    struct stat all;
    return fstat(fd, &all) == 0 && S_ISDIR(all.st_mode);
}

static ssize_t written(const char *path, int fd, const void *from, ssize_t count, off_t offset) {
    if (count > 0 && recording()) {
        if (is_mark(path)) {
            put("K", 1);
            put_bytes(from, count);
        } else {
            put("W", 1);
            put_number(inode(fd, NULL));
            put_number(offset);
            put_bytes(from, count);
        }
    }
    return count;
}

#define FAIL(call, path) int number = fault(call, path); if (number > 0) { errno = number; return -1; }

static ssize_t write_at(int fd, const void *from, size_t count, off_t offset) {
    char path[4096];
    if (!path_of(fd, path, sizeof path)) return syscall(SYS_pwrite64, fd, from, count, offset);
    FAIL(WRITE, path)
    pthread_mutex_lock(&one);
    ssize_t done = syscall(SYS_pwrite64, fd, from, number < 0 && count > 1 ? count / 2 : count, offset);
    written(path, fd, from, done, offset);
    pthread_mutex_unlock(&one);
    return done;
}

ssize_t pwrite(int fd, const void *from, size_t count, off_t offset) {
    return write_at(fd, from, count, offset);
}

ssize_t pwrite64(int fd, const void *from, size_t count, off64_t offset) {
    return write_at(fd, from, count, offset);
}

ssize_t write(int fd, const void *from, size_t count) {
    char path[4096];
    if (!path_of(fd, path, sizeof path)) return syscall(SYS_write, fd, from, count);
    FAIL(WRITE, path)
    pthread_mutex_lock(&one);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    if (fcntl(fd, F_GETFL) & O_APPEND) inode(fd, &offset);
    ssize_t done = syscall(SYS_write, fd, from, number < 0 && count > 1 ? count / 2 : count);
    written(path, fd, from, done, offset);
    pthread_mutex_unlock(&one);
    return done;
}

static int force(int fd, long call) {
    char path[4096];
    if (!path_of(fd, path, sizeof path)) return syscall(call, fd);
    FAIL(FORCE, path)
    pthread_mutex_lock(&one); // nothing is written meanwhile: so it is known what was forced
    int done = syscall(call, fd);
    if (done == 0 && recording()) {
        if (is_folder(fd)) {
            put_text('D', path);
        } else {
            put("F", 1);
            put_number(inode(fd, NULL));
        }
    }
    pthread_mutex_unlock(&one);
    return done;
}

int fsync(int fd) {
    return force(fd, SYS_fsync);
}

int fdatasync(int fd) {
    return force(fd, SYS_fdatasync);
}

static void truncated(int fd, off_t length) {
    if (recording()) {
        put("T", 1);
        put_number(inode(fd, NULL));
        put_number(length);
    }
}

int ftruncate64(int fd, off64_t length) {
    char path[4096];
    if (!path_of(fd, path, sizeof path)) return syscall(SYS_ftruncate, fd, length);
    FAIL(TRUNCATE, path)
    pthread_mutex_lock(&one);
    int done = syscall(SYS_ftruncate, fd, length);
    if (done == 0) truncated(fd, length);
    pthread_mutex_unlock(&one);
    return done;
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    if (folder != AT_FDCWD && path[0] != '/') return syscall(SYS_openat, folder, path, flags, mode);
    if (!ours(path)) return syscall(SYS_openat, folder, path, flags, mode);
    FAIL(OPEN, path)
    pthread_mutex_lock(&one);
    int is_there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    int fd = syscall(SYS_openat, folder, path, flags, mode);
    if (fd >= 0 && recording() && !is_mark(path)) {
        if ((flags & O_CREAT) && !is_there) {
            put_text('C', path);
            put_number(inode(fd, NULL));
        } else if (flags & O_TRUNC) {
            truncated(fd, 0);
        }
    }
    int number_of_open = errno;
    pthread_mutex_unlock(&one);
    errno = number_of_open;
    return fd;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, int); va_end(more); }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }

int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }

int openat(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }

int openat64(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }

static void done_to_path(char letter, const char *path, int done) {
    if (done == 0 && recording()) put_text(letter, path);
}

int rename(const char *from, const char *to) {
    if (!ours(from)) return syscall(SYS_rename, from, to);
    FAIL(RENAME, from)
    pthread_mutex_lock(&one);
    int done = syscall(SYS_rename, from, to);
    int number_of_rename = errno;
    done_to_path('R', from, done);
    if (done == 0 && recording()) put_bytes(to, strlen(to));
    pthread_mutex_unlock(&one);
    errno = number_of_rename;
    return done;
}

static int removed(const char *path, int flags) {
    if (!ours(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, flags);
    FAIL(UNLINK, path)
    pthread_mutex_lock(&one);
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, flags);
    int number_of_unlink = errno;
    done_to_path(flags & AT_REMOVEDIR ? 'X' : 'U', path, done);
    pthread_mutex_unlock(&one);
    errno = number_of_unlink;
    return done;
}

int unlink(const char *path) { return removed(path, 0); }

int rmdir(const char *path) { return removed(path, AT_REMOVEDIR); }

int unlinkat(int folder, const char *path, int flags) {
    if (folder != AT_FDCWD && path[0] != '/') return syscall(SYS_unlinkat, folder, path, flags);
    return removed(path, flags);
}

int mkdir(const char *path, mode_t mode) {
    if (!ours(path)) return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    pthread_mutex_lock(&one);
    int done = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    int number_of_mkdir = errno;
    done_to_path('M', path, done);
    pthread_mutex_unlock(&one);
    errno = number_of_mkdir;
    return done;
}
