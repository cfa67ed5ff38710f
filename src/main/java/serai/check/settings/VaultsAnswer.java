package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.installation.Installation;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Without the vault's library, Camel would silently resolve a placeholder of the vault to the text after its colon. */
final class VaultsAnswer implements Rule {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z0-9-]+):[^}]*}}");
    private static final Map<String, String> LIBRARIES = Map.of("azure", "camel-azure-key-vault", "aws",
            "camel-aws-secrets-manager",
            "gcp", "camel-google-secret-manager", "hashicorp", "camel-hashicorp-vault", "cyberark", "camel-cyberark-vault", "ibm",
            "camel-ibm-secrets-manager", "secret", "camel-kubernetes", "configmap", "camel-kubernetes");

    @Override
    public String id() {
        return "vault-missing";
    }

    @Override
    public String meaning() {
        return "A placeholder of a vault, such as `{{azure:…}}`, where the vault's library is missing: it would silently be the "
                + "text after the colon.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Stream<Finding> inRoutes = configuration.items(item -> item.text().isPresent()).flatMap(item -> PLACEHOLDER
                .matcher(item.item().text().orElse("")).results().flatMap(found -> finding(configuration, found,
                        item.file().place(item.item(), found.start()))));
        return Stream.concat(inRoutes, inSettings(configuration));
    }

    private Stream<Finding> inSettings(Configuration configuration) {
        Map<String, List<String>> files = configuration.settingsFiles().lines();
        return files.entrySet().stream().flatMap(file -> Stream.iterate(0, line -> line < file.getValue().size(), line -> line + 1)
                .filter(line -> !file.getValue().get(line).stripLeading().startsWith("#"))
                .flatMap(line -> PLACEHOLDER.matcher(file.getValue().get(line)).results().flatMap(found -> finding(configuration,
                        found, new Place(file.getKey(), line + 1, found.start() + 1)))));
    }

    private Stream<Finding> finding(Configuration configuration, MatchResult found, Place place) {
        String library = LIBRARIES.get(found.group(1));
        if (library == null || configuration.context().getPropertiesComponent().getPropertiesFunction(found.group(1)) != null) {
            return Stream.empty();
        }
        return Stream.of(error(place, "{{%s:…}} would silently be the text after its colon, because the vault's library is missing"
                .formatted(found.group(1)), Installation.library("org.apache.camel:" + library)));
    }
}
