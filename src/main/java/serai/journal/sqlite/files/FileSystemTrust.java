package serai.journal.sqlite.files;

import java.util.Locale;
import java.util.Set;

/** Whether a file system forces what is written to the disk, and keeps processes apart by locks, as a journal needs it. */
enum FileSystemTrust {

    /** Known to do both. */
    TRUSTED,
    /** Known to lose what was kept: with the machine, or with the container. */
    FLEETING,
    /** Of others' making: it may do both, and nobody knows. */
    UNKNOWN,
    /** Shared with other machines, or a store of objects behind a mount: its forces or its locks end at this machine. */
    REFUSED;

    private static final Set<String> LOCAL = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "jfs2", "reiserfs",
            "bcachefs", "apfs", "hfs", "ufs", "ffs", "ntfs", "ntfs3", "refs");
    private static final Set<String> GONE_WITH_ITS_HOST = Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs");
    private static final Set<String> SHARED = Set.of("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph",
            "glusterfs", "lustre", "9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "prlfs", "drvfs", "ncp", "ncpfs", "coda", "beegfs",
            "orangefs", "pvfs2", "gpfs", "panfs", "davfs", "webdav", "osxfs", "grpcfuse", "fakeowner");
    /** Programs that pass everything on to a file system of this machine. */
    private static final Set<String> PASSING_ON = Set.of("fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.bindfs", "fuse.mergerfs",
            "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.zfs");

    /** @param type as the operating system names it */
    static FileSystemTrust of(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (LOCAL.contains(name)) {
            return TRUSTED;
        }
        if (GONE_WITH_ITS_HOST.contains(name)) {
            return FLEETING;
        }
        // A program that serves files is most often one for a network or a store of objects: sshfs, s3fs, blobfuse2, rclone, …
        boolean served = name.equals("fuse") || name.startsWith("fuse.") && !PASSING_ON.contains(name);
        return served || SHARED.contains(name) ? REFUSED : UNKNOWN;
    }
}
