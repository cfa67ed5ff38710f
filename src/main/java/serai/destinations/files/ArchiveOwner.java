package serai.destinations.files;

/**
 * Whose an archive's folder is.
 *
 * @param journal     the journal's identity; empty where there is no journal
 * @param destination the destination's name
 */
record ArchiveOwner(String journal, String destination) {

    /** The file in an archive's folder that says whose it is. */
    static final String MARK = "serai-archive.json";
}
