package serai.check.people;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.known.PeopleSetting;
import serai.tls.InsecureConnections;

import java.net.URI;
import java.util.stream.Stream;

/** Without encryption, anybody on the way can answer in the server's place, and read the token and the names. */
final class PeopleAreVerified implements Rule {

    @Override
    public String id() {
        return "people-in-clear";
    }

    @Override
    public String meaning() {
        return "The SCIM server of the people (`serai.people.scim.url`), or the endpoint of its tokens, is on another machine, and "
                + "the connection is not encrypted: Serai would send nothing there, and a destination that asks for people would "
                + "wait.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.of(PeopleSetting.SCIM_URL, PeopleSetting.SCIM_OAUTH2_TOKEN_URL)
                .filter(setting -> !configuration.settings().text(setting).isEmpty())
                .flatMap(setting -> InsecureConnections.trouble(URI.create(configuration.settings().text(setting)))
                        .map(trouble -> error(configuration.settingsFiles().place(setting.key()),
                                "%s %s".formatted(setting.key(), trouble), "use https:"))
                        .stream());
    }
}
