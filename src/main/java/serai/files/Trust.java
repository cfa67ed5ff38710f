package serai.files;

/** Whom but its own user and root Serai trusts with the folders that it keeps things in. */
public enum Trust {
    /** Nobody. */
    OWNER,
    /** Whoever owns these folders, or is in their group: where containers have any user, and one group. */
    GROUP,
    /** Everybody: in a container in which there is nobody else. */
    ALL
}
