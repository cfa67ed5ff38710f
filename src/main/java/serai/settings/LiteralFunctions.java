package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Camel's functions in placeholders ({@code {{env:…}}}, and those of vaults). Their results are taken as literal text, and not
 * as templates.
 */
final class LiteralFunctions extends ServiceSupport implements PropertiesFunctionResolver, CamelContextAware {

    private final PropertiesFunctionResolver functions;
    private final CamelContext context;
    private @Nullable CamelContext camelContext;

    /** @param context whose settings a vault is asked with */
    LiteralFunctions(PropertiesFunctionResolver functions, CamelContext context) {
        this.functions = functions;
        this.context = context;
    }

    /** The functions that the context had before. */
    PropertiesFunctionResolver before() {
        return functions;
    }

    @Override
    public void addPropertiesFunction(PropertiesFunction function) {
        functions.addPropertiesFunction(function);
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return functions.getFunctions();
    }

    @Override
    public boolean hasFunction(String name) {
        return functions.hasFunction(name);
    }

    @Override
    public @Nullable PropertiesFunction resolvePropertiesFunction(String name) {
        if (name.equals(AzureVault.FUNCTION)) {
            AzureVault.configure(context);
        }
        try {
            PropertiesFunction function = functions.resolvePropertiesFunction(name);
            return function == null ? null : new Literal(function);
        } catch (RuntimeException e) { // a vault's; its message names neither setting nor secret
            return new Unready(name, e);
        }
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
        CamelContextAware.trySetCamelContext(functions, camelContext);
    }

    @Override
    protected void doInit() {
        ServiceHelper.initService(functions);
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(functions);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(functions);
    }

    @Override
    protected void doShutdown() {
        ServiceHelper.stopAndShutdownService(functions);
    }

    /** The function of a vault that can't be set up; it fails when it is asked. */
    private record Unready(String name, RuntimeException why) implements PropertiesFunction {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String apply(@Nullable String secret) {
            throw new UnreadableSecretException("%s:%s".formatted(name, secret), name.equals(AzureVault.FUNCTION)
                    ? "nothing says how to sign in to the vault; set camel.vault.azure.vaultName, and "
                            + "camel.vault.azure.azureIdentityEnabled = true (docs/azure.md)"
                    : "the vault can't be set up (%s); see its settings, camel.vault.…"
                            .formatted(why.getClass().getSimpleName()),
                    why);
        }
    }

    private record Literal(PropertiesFunction function) implements PropertiesFunction {

        @Override
        public String getName() {
            return function.getName();
        }

        @Override
        public @Nullable String apply(@Nullable String remainder) {
            String value = VaultAnswer.of(function, remainder == null ? null : MarkedValues.joined(remainder));
            return value == null ? null : MarkedValues.of(value);
        }

        @Override
        public boolean lookupFirst(String remainder) {
            return function.lookupFirst(remainder);
        }

        @Override
        public boolean optional(String remainder) {
            return function.optional(remainder);
        }
    }
}
