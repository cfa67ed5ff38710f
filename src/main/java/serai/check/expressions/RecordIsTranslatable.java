package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.PlacedMessage;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.check.walk.WalkResult;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A template that can't translate a sample would refuse each such record. */
final class RecordIsTranslatable implements Rule {

    @Override
    public String id() {
        return "untranslatable";
    }

    @Override
    public String meaning() {
        return "A template, or a step `jslt:`, `jsonata:` or `mustache:`, can't translate a sample of a type. Each such record "
                + "would become a dead letter.";
    }

    private record Told(Place place, String cause, boolean sure) {
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<Told, Set<String>> types = new LinkedHashMap<>();
        for (WalkResult.Untranslated one : SampleWalk.of(configuration).untranslated) {
            PlacedMessage message = PlacedMessage.of(one.message());
            types.computeIfAbsent(new Told(message.place().orElseGet(() -> configuration.place(one.step())), message.cause(),
                    one.always()), key -> new TreeSet<>()).add(one.sample().type());
        }
        return types.entrySet().stream().map(one -> finding(one.getKey(), String.join(", ", one.getValue())));
    }

    private Finding finding(Told told, String types) {
        String cause = "this fails for events of type %s: %s".formatted(types, told.cause());
        return told.sure() ? error(told.place(), cause, "correct it")
                : warning(told.place(), cause, "correct it, or ask for the type before this step");
    }
}
