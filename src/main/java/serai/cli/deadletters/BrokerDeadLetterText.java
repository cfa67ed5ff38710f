package serai.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import serai.cli.terminal.JsonText;
import serai.cli.terminal.TextTable;
import serai.model.CanonicalJson;
import serai.sources.servicebus.BrokerDeadLetter;
import serai.sources.servicebus.BrokerDeadLetters;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import static serai.installation.Installation.SERAI;

/** Prints the broker's dead letters: lists without personal data, a single dead letter with everything. */
final class BrokerDeadLetterText {

    private static final int LISTED_MAX = 1_000;
    private static final int SHOWN_MAX = 200;
    private static final String OF_OTHERS = "(set by neither Serai nor Service Bus; show prints it)";

    private static final String HANDED_OUT =
            "handed out %s times and never settled: each time, Serai or its machine ended while it "
                    + "had the message (restarts, kills), or the journal took nothing until the lock ran out; nothing is wrong with it, and "
                    + SERAI + " dead-letters retry --from broker %s takes it in";

    private final BrokerDeadLetters letters;
    private final PrintWriter out;

    BrokerDeadLetterText(BrokerDeadLetters letters, PrintWriter out) {
        this.letters = letters;
        this.out = out;
    }

    /**
     * Lists the dead letters of the broker.
     *
     * @param type  null for every type
     * @param since null for any time
     */
    void list(@Nullable String type, @Nullable Instant since, boolean json) throws JsonProcessingException {
        Predicate<BrokerDeadLetter> asked = letter -> (type == null || type.equals(type(letter)))
                && (since == null || !letter.enqueuedAt().isBefore(since));
        List<BrokerDeadLetter> listed = new ArrayList<>();
        letters.each(letter -> {
            if (asked.test(letter)) {
                listed.add(letter);
            }
            return listed.size() <= LISTED_MAX;
        });
        boolean more = listed.size() > LISTED_MAX;
        List<BrokerDeadLetter> told = more ? listed.subList(0, LISTED_MAX) : listed;
        if (json) {
            out.println(JsonText.indented(told.stream().map(BrokerDeadLetterText::line).toList()));
        } else if (told.isEmpty()) {
            out.println("There are none.");
        } else {
            table(told).print(out);
            told.stream().filter(BrokerDeadLetter::wasOnlyHandedOut).findFirst().ifPresent(letter -> out.println(cause(letter)));
            if (more) {
                out.printf(Locale.ROOT, "These are the first %s; narrow them down with --type and --since.%n", LISTED_MAX);
            }
        }
    }

    private static TextTable table(List<BrokerDeadLetter> letters) {
        TextTable table = new TextTable(List.of("number", "enqueued", "type", "reason", "description"));
        letters.forEach(letter -> table.add(List.of("" + letter.number(), letter.enqueuedAt().toString(), orDash(type(letter)),
                orDash(reason(letter)), orDash(description(letter)))));
        return table;
    }

    private static String cause(BrokerDeadLetter letter) {
        return "%s: %s".formatted(letter.number(), HANDED_OUT.formatted(letter.deliveries(), letter.number()));
    }

    private static ObjectNode line(BrokerDeadLetter letter) {
        return DeadLetterJson.object().put("number", letter.number()).put("enqueuedAt", letter.enqueuedAt().toString())
                .put("deliveries", letter.deliveries()).put("type", type(letter)).put("reason", reason(letter))
                .put("description", description(letter));
    }

    private static @Nullable String type(BrokerDeadLetter letter) {
        return letter.record() == null ? null : letter.record().type();
    }

    private static @Nullable String reason(BrokerDeadLetter letter) {
        return letter.isToldWithoutPersonalData() ? shortened(letter.reason()) : OF_OTHERS;
    }

    private static @Nullable String description(BrokerDeadLetter letter) {
        return letter.isToldWithoutPersonalData() ? shortened(letter.description()) : null;
    }

    /** Puts a text into one line, and removes the class name of Serai's exceptions. */
    private static @Nullable String shortened(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = text.lines().findFirst().orElse("").replaceFirst("^serai\\.[\\w.]+: ", "");
        return line.length() > SHOWN_MAX ? line.substring(0, SHOWN_MAX - 1) + "…" : line;
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }

    /** @throws IllegalArgumentException if the broker has no dead letter with that number */
    void show(long number, boolean json) throws JsonProcessingException {
        BrokerDeadLetter letter = letters.find(number).orElseThrow(() -> DeadLetterIds.noneAtBroker(number));
        String record = letter.record() == null ? null : CanonicalJson.write(letter.record());
        if (json) {
            ObjectNode all = line(letter).put("reason", letter.reason()).put("description", letter.description());
            DeadLetterJson.putRaw(all, letter.body());
            all.set("record", DeadLetterJson.tree(record));
            out.println(JsonText.indented(all.put("problem", letter.problem())));
            return;
        }
        TextTable table = new TextTable(List.of("number", "" + number));
        table.add(List.of("enqueued", letter.enqueuedAt().toString()));
        table.add(List.of("deliveries", "" + letter.deliveries()));
        table.add(List.of("reason", orDash(letter.reason())));
        table.add(List.of("description", orDash(letter.description())));
        if (letter.wasOnlyHandedOut()) {
            table.add(List.of("cause", HANDED_OUT.formatted(letter.deliveries(), letter.number())));
        }
        table.add(List.of("now", letter.problem() == null ? "can be read" : letter.problem()));
        table.print(out);
        PrintedSection.print(out, "As received", DeadLetterJson.shown(letter.body()));
        PrintedSection.print(out, "As a record", record == null ? null : CanonicalJson.indented(record));
    }
}
