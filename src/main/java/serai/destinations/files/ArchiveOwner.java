package serai.destinations.files;

/**
 * The owner of an archive's folder.
 *
 * @param journal     the journal's identity; empty if there is no journal
 * @param destination the destination's name
 */
record ArchiveOwner(String journal, String destination) {

    /** The file in an archive's folder that names the folder's owner. */
    static final String MARK = "serai-archive.json";
}
