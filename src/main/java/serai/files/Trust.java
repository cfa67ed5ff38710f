package serai.files;

/** Which users, besides its own user and root, Serai trusts with the folders in which it keeps data. */
public enum Trust {
    /** No other user. */
    OWNER,
    /** The owners of these folders, and their group: for containers that run with an arbitrary user and a fixed group. */
    GROUP,
    /** Every user: for a container in which there are no other users. */
    ALL
}
