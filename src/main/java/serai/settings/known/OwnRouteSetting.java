package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;

/** Destinations in routes of your own, which Serai has no other settings for. */
public enum OwnRouteSetting implements Setting {

    HTTP_INSECURE("serai.http.insecure", "false", FLAG,
            "whether endpoints `http:` of your own routes, without a client of Serai's, may reach other machines in clear"),
    KAFKA_INSECURE("serai.kafka.insecure", "false", FLAG,
            "whether brokers of Kafka on other machines may be spoken to in clear, or unverified"),
    MAIL_INSECURE("serai.mail.insecure", "false", FLAG,
            "whether endpoints `smtp:` and the like of your own routes, without a server's bean of Serai's, may reach other machines in clear or unverified"),
    FTP_INSECURE("serai.ftp.insecure", "false", FLAG,
            "whether servers of FTP on other machines may be spoken to in clear, and those of FTPS and SFTP unverified"),
    BEANS_INSECURE("serai.beans.insecure", "false", FLAG,
            "whether beans of your own routes may have addresses on other machines that are spoken to in clear, or unverified");

    private final SettingDefinition definition;

    OwnRouteSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
