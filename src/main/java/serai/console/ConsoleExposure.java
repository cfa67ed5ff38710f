package serai.console;

import serai.settings.Settings;
import serai.settings.known.ConsoleSetting;
import serai.tls.LoopbackHosts;

/**
 * Whether there is an operations page, and how it can be reached.
 *
 * @param on       whether there is a page
 * @param loopback whether it can be reached from this machine only
 * @param secure   whether the port speaks TLS
 */
public record ConsoleExposure(boolean on, boolean loopback, boolean secure) {

    /**
     * Decides by the settings.
     *
     * @param host   where the management port listens
     * @param secure whether it speaks TLS
     * @throws IllegalArgumentException if the page would be open to other machines without TLS, or without users
     */
    public static ConsoleExposure of(Settings settings, String host, boolean secure) {
        boolean loopback = LoopbackHosts.isHere(host);
        String wanted = settings.text(ConsoleSetting.CONSOLE);
        if (wanted.equals("false") || wanted.equals("loopback") && !loopback) {
            return new ConsoleExposure(false, loopback, secure);
        }
        if (!loopback && !secure) {
            throw settings.refused(ConsoleSetting.CONSOLE, ("is true, and the management port listens on %s without TLS, where "
                    + "others could read passwords and records; let it listen on 127.0.0.1 (camel.management.host), or give it a "
                    + "certificate (camel.management.useGlobalSslContextParameters)").formatted(host), null);
        }
        if (!loopback && settings.text(ConsoleSetting.USERS).isEmpty() && settings.text(ConsoleSetting.OPENID_ISSUER).isEmpty()) {
            throw settings.refused(ConsoleSetting.USERS, ("is empty, and the operations page would be open to other machines "
                    + "(camel.management.host=%s); name a file with a name:role:hash on each line, "
                    + "or an issuer (serai.console.openid.issuer)").formatted(host), null);
        }
        return new ConsoleExposure(true, loopback, secure);
    }
}
