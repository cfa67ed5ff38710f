package serai.disk;

/** Something that was done to a disk, in the words of the log that {@code faults/disk.c} writes. */
sealed interface Change {

    /** A file that was not there was made. */
    record Made(String path, long inode) implements Change {
    }

    record FolderMade(String path) implements Change {
    }

    record Renamed(String from, String to) implements Change {
    }

    /** A file or an empty folder was removed. */
    record Removed(String path) implements Change {
    }

    record Written(long inode, long offset, byte[] bytes) implements Change {
    }

    record Cut(long inode, long length) implements Change {
    }

    record Forced(long inode) implements Change {
    }

    record FolderForced(String path) implements Change {
    }

    /** What the process has told about itself. */
    record Mark(String text) implements Change {
    }
}
