package serai.journal;

/**
 * How full the journal is.
 *
 * @param bytes          what it holds, in bytes, as of the last commit
 * @param bytesMax       at which no event is taken any more; 0 for no bound
 * @param waiting        appends that wait for a commit, or for their acknowledgement
 * @param waitingMax     at which more are refused
 * @param refusedBytes   appends refused for want of room, since the process began
 * @param refusedWaiting appends refused because too many waited, since the process began
 * @param trouble        why events are refused or not acknowledged at the moment, in one line; null where they are
 */
public record Fill(long bytes, long bytesMax, int waiting, int waitingMax, long refusedBytes, long refusedWaiting, String trouble) {
}
