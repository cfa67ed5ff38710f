package serai.rehearsal.tests;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;
import serai.rehearsal.GivenEvent;
import serai.rehearsal.JsonFault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The events that a test file gives: from a file, or written in it. */
final class TestEvents {

    static final List<String> NAMES = List.of("file", "platform", "payload", "record");

    private TestEvents() {
    }

    /** @throws IllegalArgumentException if one has another form than a test file's; the message has the place */
    static List<GivenEvent> of(YamlNode node) {
        List<GivenEvent> events = new ArrayList<>();
        node.items().forEach(one -> events.addAll(several(one)));
        return events;
    }

    private static List<GivenEvent> several(YamlNode node) {
        try {
            List<GivenEvent> events = node.isMap() ? described(node) : inFile(node);
            for (GivenEvent event : events) {
                requireJson(event, node.isMap() ? node.fields(NAMES).get("file") : node, node);
            }
            if (events.stream().anyMatch(event -> event.record() == null && event.platform() == null)) {
                throw node.refused("the event does not show its platform; add platform: mct, or platform: praesidium");
            }
            return events;
        } catch (IllegalArgumentException e) {
            throw String.valueOf(e.getMessage()).startsWith(node.file().toString()) ? e
                    : node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static List<GivenEvent> described(YamlNode node) {
        Map<String, YamlNode> fields = node.fields(NAMES);
        if (fields.keySet().stream().filter(name -> !name.equals("platform")).count() != 1) {
            throw node.refused("an event is a file, a payload or a record; give one of them");
        }
        YamlNode written = fields.getOrDefault("payload", fields.get("record"));
        List<GivenEvent> events = written == null ? inFile(fields.getOrDefault("file", node))
                : List.of(GivenEvent.of(bytes(written)));
        if (!fields.containsKey("platform")) {
            return events;
        }
        Platform platform = fields.get("platform").word(Platform.class);
        return events.stream().map(event -> event.from(platform)).toList();
    }

    /** Refuses an event that is no JSON, unless the test names its platform. */
    private static void requireJson(GivenEvent event, @Nullable YamlNode file, YamlNode node) {
        JsonFault fault = event.fault();
        if (fault != null && event.record() == null && event.platform() == null) {
            throw node.refused("%s: %s; correct it, or name the source that refuses it, by platform: mct, or platform: praesidium"
                    .formatted(file == null ? "line %s, column %s of the payload".formatted(fault.line(), fault.column())
                            : "%s:%s:%s".formatted(file.path(), fault.line(), fault.column()), fault.problem()));
        }
    }

    private static List<GivenEvent> inFile(YamlNode node) {
        try {
            return GivenEvent.in(Files.readAllBytes(node.path()));
        } catch (IOException e) {
            throw node.refused("the file can't be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(YamlNode node) {
        return (node.isMap() || node.isList() ? node.json().toString() : node.text()).getBytes(StandardCharsets.UTF_8);
    }
}
