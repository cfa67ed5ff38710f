package serai.console.web;

import serai.console.access.Role;
import serai.console.access.Sessions;

/**
 * What holds for all requests.
 *
 * @param sessions  those who have signed in
 * @param loopback  whether the port listens on this machine only
 * @param secure    whether it speaks TLS
 */
public record RequestPolicy(Sessions sessions, boolean loopback, boolean secure) {

    /** What somebody may do who has not signed in: on loopback, where the command line shows the same, ids and counts. */
    Role everybody() {
        return loopback ? Role.VIEWER : Role.NOBODY;
    }
}
