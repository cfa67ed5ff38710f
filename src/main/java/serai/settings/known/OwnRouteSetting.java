package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;

/** Destinations in routes of your own, which Serai has no other settings for. */
public enum OwnRouteSetting implements Setting {

    HTTP_INSECURE("serai.http.insecure", "false", FLAG,
            "whether endpoints `http:` of your own routes, without a client of Serai's, may connect to other machines without "
                    + "encryption"),
    KAFKA_INSECURE("serai.kafka.insecure", "false", FLAG,
            "whether Serai may connect to Kafka brokers on other machines without encryption, or without verifying their "
                    + "certificates"),
    MAIL_INSECURE("serai.mail.insecure", "false", FLAG,
            "whether endpoints `smtp:` and the like of your own routes, without a server's bean of Serai's, may connect to other "
                    + "machines without encryption, or without verifying their certificates"),
    FTP_INSECURE("serai.ftp.insecure", "false", FLAG,
            "whether Serai may connect to FTP servers on other machines, without encryption, and to FTPS and SFTP servers without "
                    + "verifying their certificates and host keys"),
    BEANS_INSECURE("serai.beans.insecure", "false", FLAG,
            "whether beans of your own routes may have addresses on other machines to which they connect without encryption, or "
                    + "without verifying the server's certificate");

    private final SettingDefinition definition;

    OwnRouteSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
