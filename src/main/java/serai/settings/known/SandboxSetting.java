package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.PORT;

/** The sandbox. */
public enum SandboxSetting implements Setting {

    SERVICEBUS_PORT("serai.sandbox.servicebus.port", "5672", PORT, "port of the sandbox's Service Bus namespace"),
    HTTP_PORT("serai.sandbox.http.port", "8090", PORT, "port of the sandbox's LRS and of Praesidium's test endpoint");

    private final SettingDefinition definition;

    SandboxSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
