package serai.destinations.files;

import java.time.Duration;

/**
 * Says when and how a file is finished.
 *
 * @param rollBytes   length from which a file is finished and the next part of its day begun; 0 for no limit
 * @param finishAfter how long nothing must have been appended to a file of a past day
 * @param gzip        whether a finished file is zipped
 * @param atomic      whether a file gets its name only when it is finished
 */
record RollingPolicy(long rollBytes, Duration finishAfter, boolean gzip, boolean atomic) {

    boolean isLargeEnough(long length) {
        return rollBytes > 0 && length >= rollBytes;
    }
}
