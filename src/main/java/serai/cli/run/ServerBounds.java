package serai.cli.run;

import serai.settings.Settings;
import serai.settings.known.WebhookSetting;
import serai.webhook.connections.ConnectionBounds;
import serai.webhook.connections.Proxies;

/** Reads from the settings what a sender may use of the process's servers. */
final class ServerBounds {

    private static final int PERCENT = 100;

    private ServerBounds() {
    }

    static ConnectionBounds ofWebhook(Settings settings) {
        int max = settings.number(WebhookSetting.CONNECTIONS_MAX);
        return new ConnectionBounds(max, settings.number(WebhookSetting.CONNECTIONS_ADDRESS_MAX),
                settings.number(WebhookSetting.CONNECTIONS_SIGNED_IN_MAX),
                (int) ((long) max * settings.number(WebhookSetting.CONNECTIONS_RESERVE_PERCENT) / PERCENT), proxies(settings),
                settings.milliseconds(WebhookSetting.HEAD_MAX_MS), settings.milliseconds(WebhookSetting.RECEIVE_MAX_MS));
    }

    /** The management port has no sign-in, so all addresses have the same limit. */
    static ConnectionBounds ofManagement(Settings settings) {
        int addressMax = settings.number(WebhookSetting.MANAGEMENT_CONNECTIONS_ADDRESS_MAX);
        return new ConnectionBounds(settings.number(WebhookSetting.MANAGEMENT_CONNECTIONS_MAX), addressMax, addressMax, 0,
                proxies(settings), settings.milliseconds(WebhookSetting.HEAD_MAX_MS),
                settings.milliseconds(WebhookSetting.RECEIVE_MAX_MS));
    }

    private static Proxies proxies(Settings settings) {
        try {
            return Proxies.parse(settings.text(WebhookSetting.PROXIES));
        } catch (IllegalArgumentException e) {
            throw settings.refused(WebhookSetting.PROXIES, e);
        }
    }
}
