package serai.check.connections;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.destinations.http.HttpClient;
import serai.destinations.mail.MailServer;
import serai.destinations.sftp.SftpServer;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A bean of Serai's that lacks what it signs in with: each attempt would fail, from the first on. */
final class SignInIsComplete implements Rule {

    @Override
    public String id() {
        return "sign-in";
    }

    @Override
    public String meaning() {
        return "The bean of a server has no password and no key, a user without a password, no recipient, or two sign-ins of which a "
                + "request has room for one. Each attempt would fail.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.of(findings(configuration, SftpServer.class, SftpServer::missingSettings),
                findings(configuration, MailServer.class, MailServer::missingSettings),
                findings(configuration, HttpClient.class, HttpClient::missingSettings)).flatMap(found -> found);
    }

    private <T> Stream<Finding> findings(Configuration configuration, Class<T> type, Function<T, Optional<String>> missing) {
        return troubled(configuration, type, missing, this::error);
    }

    /** Makes the finding of a rule. */
    interface Told {
        Finding of(Place place, String cause, String remedy);
    }

    /** A finding for each bean of the type for which {@code trouble} gives a text: the cause, a semicolon and the remedy. */
    static <T> Stream<Finding> troubled(Configuration configuration, Class<T> type, Function<T, Optional<String>> trouble,
            Told finding) {
        Map<String, T> beans = configuration.context().getRegistry().findByTypeWithName(type);
        return beans.entrySet().stream().flatMap(bean -> trouble.apply(bean.getValue()).stream().map(told -> {
            String[] words = told.split("; ", 2);
            return finding.of(place(configuration, bean.getKey()), "bean %s: %s".formatted(bean.getKey(), words[0]), words[1]);
        }));
    }

    private static Place place(Configuration configuration, String bean) {
        return configuration.items(item -> item.key().equals("name") && item.path().contains("/beans/")
                && bean.equals(item.text().orElse(""))).findFirst().map(Configuration.Found::placeOfValue)
                .orElseGet(() -> Place.of("bean " + bean));
    }
}
