package serai.check.connections;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.RouteFile;
import serai.check.Rule;
import serai.destinations.VerifiedConnections;
import serai.settings.known.OwnRouteSetting;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Addresses that are not seen when endpoints are built: in a property of a bean that is not Serai's, and in a header that is a
 * request's address.
 */
final class AddressIsEncrypted implements Rule {

    private static final Pattern BEAN = Pattern.compile("/+beans/+");
    private static final Pattern IN_CLEAR =
            Pattern.compile("(?i)\\b(http|ws|ftp|ldap|amqp|tcp|nio|stomp|mqtt|redis|nats|smtp|imap|pop3|mongodb)://"
                    + "(?:[^/@\\s]*@)?(\\[[^\\]]+]|[\\w.-]+)");
    private static final Pattern OF_A_CONNECTION =
            Pattern.compile("(?i).*(url|uri|address|endpoint|host|server|broker|location|target)s?|\\d+");
    private static final Pattern NOT_OF_ONE = Pattern.compile("(?i).*(namespace|schema|issuer|vocabulary).*");
    private static final Pattern REQUEST_ADDRESS = Pattern.compile("CamelHttpUri|CamelRestHttpUri");

    @Override
    public String id() {
        return "address-in-clear";
    }

    @Override
    public String meaning() {
        return "A property of a bean, or the header that names a request's address, leads to another machine without encryption, "
                + "or to a database whose certificate is not verified.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        boolean beans = configuration.settings().flag(OwnRouteSetting.BEANS_INSECURE);
        return Stream.concat(configuration.files().stream().flatMap(file -> inBeans(configuration, file, beans)),
                configuration.settings().flag(OwnRouteSetting.HTTP_INSECURE) ? Stream.empty() : inHeaders(configuration));
    }

    private Stream<Finding> inBeans(Configuration configuration, RouteFile file, boolean allowed) {
        return file.items().filter(bean -> BEAN.matcher(bean.path()).matches() && !isOurs(file, bean))
                .flatMap(bean -> file.below(bean).filter(AddressIsEncrypted::isOfAConnection)
                        .flatMap(item -> trouble(configuration.resolved(item.text().orElse("")), isVerified(file, bean)).stream()
                                .map(trouble -> allowed
                                        ? warning(file.placeOfValue(item), "%s %s".formatted(item.key(), trouble),
                                                "set up TLS there (%s=true allows it)"
                                                        .formatted(OwnRouteSetting.BEANS_INSECURE.key()))
                                        : error(file.placeOfValue(item), "%s %s".formatted(item.key(), trouble),
                                                "set up TLS there, or allow it with %s=true".formatted(
                                                        OwnRouteSetting.BEANS_INSECURE.key())))));
    }

    /** Serai's own beans check their addresses themselves. */
    private static boolean isOurs(RouteFile file, RouteFile.Item bean) {
        return file.keys(bean).stream().anyMatch(key -> key.key().equals("type")
                && key.text().filter(type -> type.matches("(#class:)?serai\\..*")).isPresent());
    }

    private static boolean isOfAConnection(RouteFile.Item item) {
        return item.path().matches(".*/(properties|constructors)/.*") && item.text().isPresent()
                && OF_A_CONNECTION.matcher(item.key()).matches() && !NOT_OF_ONE.matcher(item.key()).matches();
    }

    /** Whether another property of the bean says how a database's certificate is verified. */
    private static boolean isVerified(RouteFile file, RouteFile.Item bean) {
        return file.below(bean).anyMatch(item -> item.key().matches("(?i)ssl_?mode")
                && item.text().filter(mode -> mode.matches("(?i)verify[-_](full|identity)")).isPresent());
    }

    private static Optional<String> trouble(String address, boolean isVerified) {
        if (address.startsWith("jdbc:")) {
            return isVerified ? Optional.empty() : VerifiedConnections.troubleOfForeignDatabase(address);
        }
        Matcher found = IN_CLEAR.matcher(address);
        return found.find() && !LoopbackHosts.isHere(found.group(2))
                ? Optional.of("%s (%s:)".formatted(InsecureConnections.IN_CLEAR, found.group(1))) : Optional.empty();
    }

    private Stream<Finding> inHeaders(Configuration configuration) {
        return configuration.items(item -> item.key().equals("setHeader")).filter(step -> step.file().keys(step.item()).stream()
                .anyMatch(key -> key.key().equals("name") && REQUEST_ADDRESS.matcher(key.text().orElse("")).matches()))
                .flatMap(step -> step.file().below(step.item()).filter(item -> item.text().isPresent())
                        .flatMap(item -> trouble(configuration.resolved(item.text().orElse("")), false).stream()
                                .map(trouble -> error(step.file().placeOfValue(item), "this address " + trouble,
                                        "set up TLS there, or allow it with %s=true"
                                                .formatted(OwnRouteSetting.HTTP_INSECURE.key())))));
    }
}
