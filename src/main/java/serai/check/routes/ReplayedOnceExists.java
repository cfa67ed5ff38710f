package serai.check.routes;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.settings.Settings;
import serai.settings.known.DeliverySetting;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The destinations that a setting names have to exist. */
final class ReplayedOnceExists implements Rule {

    @Override
    public String id() {
        return "replay-once";
    }

    @Override
    public String meaning() {
        return "`serai.replay.once` names a destination that does not exist: a replay would send the destination that is meant "
                + "what it has had already.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        Set<String> known = new TreeSet<>(configuration.read());
        known.addAll(configuration.knownDestinations());
        Set<String> shipped = Set.copyOf(Settings.names(DeliverySetting.REPLAY_ONCE.byDefault().orElse("")));
        return configuration.settings().names(DeliverySetting.REPLAY_ONCE).stream()
                .filter(name -> !known.contains(name) && !shipped.contains(name))
                .map(name -> error(configuration.settingsFiles().place(DeliverySetting.REPLAY_ONCE.key()),
                        "%s: there is no destination '%s'".formatted(DeliverySetting.REPLAY_ONCE.key(), name),
                        "there are " + String.join(", ", known)));
    }
}
