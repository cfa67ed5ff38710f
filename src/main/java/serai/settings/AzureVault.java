package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.vault.AzureVaultConfiguration;

import java.util.function.Consumer;

/**
 * Applies the settings {@code camel.vault.azure.…} to contexts that camel-main does not configure: those that check a
 * configuration, or read an edited one.
 */
final class AzureVault {

    /** The name of the function in placeholders. */
    static final String FUNCTION = "azure";

    private static final String PREFIX = "camel.vault.azure.";

    private AzureVault() {
    }

    /** Sets up the vault by the settings, unless the context has done so. */
    static void configure(CamelContext context) {
        if (context.getVaultConfiguration().getAzureVaultConfiguration() != null) {
            return;
        }
        PropertiesComponent properties = context.getPropertiesComponent();
        AzureVaultConfiguration azure = new AzureVaultConfiguration();
        set(properties, "vaultName", azure::setVaultName);
        set(properties, "clientId", azure::setClientId);
        set(properties, "clientSecret", azure::setClientSecret);
        set(properties, "tenantId", azure::setTenantId);
        set(properties, "azureIdentityEnabled", text -> azure.setAzureIdentityEnabled(Boolean.parseBoolean(text)));
        context.getVaultConfiguration().setAzureVaultConfiguration(azure);
    }

    private static void set(PropertiesComponent properties, String name, Consumer<String> setter) {
        properties.resolveProperty(PREFIX + name).map(String::strip).ifPresent(setter);
    }
}
