package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.number;

/** TLS of the webhook. */
public enum WebhookTlsSetting implements Setting {

    CERTIFICATE("serai.webhook.tls.certificate", "", ANY,
            "PEM file with the webhook's certificate and the intermediate ones, or a PKCS#12 file; with it the webhook speaks "
                    + "HTTPS"),
    KEY("serai.webhook.tls.key", "", ANY, "PEM file of the certificate's private key; if not set, the key is in the certificate's "
            + "file"),
    PASSWORD("serai.webhook.tls.password", "", SECRET, "password of the PKCS#12 file"),
    RELOAD_MS("serai.webhook.tls.reload.ms", "10000", number(10, 86_400_000),
            "time between two checks whether the files of certificate and key have changed"),
    SUITES_OLDER("serai.webhook.tls.suites.older", "", ANY,
            "cipher suites of TLS 1.2 without forward secrecy or authenticated encryption that the webhook accepts too, by Java's "
                    + "names, comma separated; for a publisher that has no better");

    private final SettingDefinition definition;

    WebhookTlsSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
