package serai.journal.sqlite.files;

import java.util.Locale;
import java.util.Set;

/** Whether a file system does what a journal needs: force written data to the disk, and keep processes apart by locks. */
enum FileSystemTrust {

    /** Known to do both. */
    TRUSTED,
    /** Known to lose its files together with the machine or the container. */
    FLEETING,
    /** Unknown to Serai: it may do both or not. */
    UNKNOWN,
    /** Shared with other machines, or an object store behind a mount: forces or locks do not reach beyond this machine. */
    REFUSED;

    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "jfs2", "reiserfs",
                    "bcachefs", "apfs", "hfs", "ufs", "ffs", "ntfs", "ntfs3", "refs");
    private static final Set<String> GONE_WITH_ITS_HOST = Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs");
    private static final Set<String> SHARED = Set.of("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph",
            "glusterfs", "lustre", "9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "prlfs", "drvfs", "ncp", "ncpfs", "coda",
            "beegfs",
            "orangefs", "pvfs2", "gpfs", "panfs", "davfs", "webdav", "osxfs", "grpcfuse", "fakeowner");
    /** Programs that pass everything on to a file system of this machine. */
    private static final Set<String> PASSING_ON =
            Set.of("fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.bindfs", "fuse.mergerfs",
                    "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.zfs");

    /** @param type the operating system's name for the file system */
    static FileSystemTrust of(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (LOCAL.contains(name)) {
            return TRUSTED;
        }
        if (GONE_WITH_ITS_HOST.contains(name)) {
            return FLEETING;
        }
        // Most file systems in user space serve a network or an object store: sshfs, s3fs, blobfuse2, rclone, …
        boolean served = name.equals("fuse") || name.startsWith("fuse.") && !PASSING_ON.contains(name);
        return served || SHARED.contains(name) ? REFUSED : UNKNOWN;
    }
}
