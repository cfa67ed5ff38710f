package serai.cli.run;

import serai.settings.Setting;
import serai.settings.Settings;
import serai.webhook.connections.ConnectionBounds;
import serai.webhook.connections.Proxies;

/** Reads from the settings what a sender may use of the process's servers. */
final class ServerBounds {

    private static final int PERCENT = 100;

    private ServerBounds() {
    }

    static ConnectionBounds ofWebhook(Settings settings) {
        int max = settings.number(Setting.WEBHOOK_CONNECTIONS_MAX);
        return new ConnectionBounds(max, settings.number(Setting.WEBHOOK_CONNECTIONS_ADDRESS_MAX),
                settings.number(Setting.WEBHOOK_CONNECTIONS_SIGNED_IN_MAX),
                (int) ((long) max * settings.number(Setting.WEBHOOK_CONNECTIONS_RESERVE_PERCENT) / PERCENT), proxies(settings),
                settings.milliseconds(Setting.WEBHOOK_HEAD_MAX_MS), settings.milliseconds(Setting.WEBHOOK_RECEIVE_MAX_MS));
    }

    /** The management port has no sign-in, so all addresses have the same limit. */
    static ConnectionBounds ofManagement(Settings settings) {
        int addressMax = settings.number(Setting.MANAGEMENT_CONNECTIONS_ADDRESS_MAX);
        return new ConnectionBounds(settings.number(Setting.MANAGEMENT_CONNECTIONS_MAX), addressMax, addressMax, 0,
                proxies(settings), settings.milliseconds(Setting.WEBHOOK_HEAD_MAX_MS),
                settings.milliseconds(Setting.WEBHOOK_RECEIVE_MAX_MS));
    }

    private static Proxies proxies(Settings settings) {
        try {
            return Proxies.parse(settings.text(Setting.WEBHOOK_PROXIES));
        } catch (IllegalArgumentException e) {
            throw settings.refused(Setting.WEBHOOK_PROXIES, e);
        }
    }
}
