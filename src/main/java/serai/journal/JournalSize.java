package serai.journal;

import java.util.Map;

/**
 * How full the journal is.
 *
 * @param bytes          what it holds, in bytes, as of the last commit
 * @param bytesMax       at which no event is taken any more; 0 for no bound
 * @param waiting        appends that wait for a commit, or for their acknowledgement
 * @param waitingMax     at which more are refused
 * @param refusedBytes   appends refused for want of room, since the process began
 * @param refusedWaiting appends refused because too many waited, since the process began
 * @param refusedShares  appends refused because their source had left its share, since the process began
 * @param left           what each source has left that nothing purges, as of the last commit
 * @param leftMax        bytes of that at which a source's events are taken no more; 0 for no bound
 * @param trouble        why events are refused or not acknowledged at the moment, in one line; null where they are
 */
public record JournalSize(long bytes, long bytesMax, int waiting, int waitingMax, long refusedBytes, long refusedWaiting, long refusedShares,
                   Map<String, UnpurgedBytes> left, long leftMax, String trouble) {
}
