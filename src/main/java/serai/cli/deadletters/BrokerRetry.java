package serai.cli.deadletters;

import org.apache.camel.CamelExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.cli.operate.CommandContext;
import serai.cli.operate.IsolatedIntake;
import serai.cli.operate.RouterDryRun;
import serai.cli.terminal.VisibleText;
import serai.journal.Appended;
import serai.model.ShowableMessage;
import serai.settings.Settings;
import serai.settings.known.MctSetting;
import serai.sources.servicebus.BrokerDeadLetter;
import serai.sources.servicebus.BrokerDeadLetters;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes the broker's dead letters in, with the routes that take in every message: {@code intake-mct} and the router. It works
 * beside a running Serai or without one. Each message is committed to the journal before it is completed at the broker.
 */
final class BrokerRetry {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerRetry.class);
    private static final String INTAKE = "intake-mct";

    private final CommandContext command;
    private final BrokerDeadLetters letters;
    private final PrintWriter out;
    private final Map<Appended, Integer> outcomes = new EnumMap<>(Appended.class);
    private int leftOut; // by a route
    private final Map<Long, String> left = new TreeMap<>();
    private final Set<Long> given = new HashSet<>();
    private final Set<Long> again = new TreeSet<>();

    BrokerRetry(CommandContext command, BrokerDeadLetters letters, PrintWriter out) {
        this.command = command;
        this.letters = letters;
        this.out = out;
    }

    /** The numbers of all dead letters at the broker now. */
    Set<Long> all() {
        Set<Long> numbers = new TreeSet<>();
        letters.each(letter -> {
            numbers.add(letter.number());
            return true;
        });
        return numbers;
    }

    /** Returns the numbers, if the broker has all of them now. @throws IllegalArgumentException naming the first that it has not */
    Set<Long> named(Set<Long> numbers) {
        numbers.stream().filter(number -> letters.find(number).isEmpty()).findFirst().ifPresent(number -> {
            throw DeadLetterIds.noneAtBroker(number);
        });
        return numbers;
    }

    /** Prints how many messages can be read, and why others can't, without taking any in. */
    void rehearse(Set<Long> numbers) {
        int[] readable = {0};
        letters.each(letter -> {
            if (numbers.contains(letter.number()) && letter.problem() == null) {
                readable[0]++;
            } else if (numbers.contains(letter.number())) {
                left.put(letter.number(), letter.problem());
            }
            return true;
        });
        out.printf(Locale.ROOT, "%s would be taken in; %s would stay at the broker%n", readable[0], left.size());
        left.forEach((number, problem) -> out.printf(Locale.ROOT, "%s: %s%n", number, VisibleText.inOneLine(problem)));
    }

    /** @throws Exception if the journal, the broker or the routes can't be used, or none of the messages can be taken in */
    void carryOut(Set<Long> numbers) throws Exception {
        carryOut(numbers, Map.of());
    }

    /** @param mended bodies to take in instead of those received. @throws Exception as {@link #carryOut(Set)} */
    void carryOut(Set<Long> numbers, Map<Long, byte[]> mended) throws Exception {
        Settings settings = command.settings();
        command.operations().requireFixed("source.mct", MctSetting.SOURCE.key(), settings.text(MctSetting.SOURCE));
        try (IsolatedIntake intake = new IsolatedIntake(command, List.of(INTAKE + ".camel.yaml", RouterDryRun.FILE))) {
            again.addAll(letters.take(numbers, letter -> isDone(letter, intake, mended)));
            numbers.stream().filter(number -> !given.contains(number))
                    .forEach(number -> left.put(number, "it could not be received: another receiver has locked or removed it"));
        } finally {
            tell();
        }
        if (outcomes.isEmpty() && leftOut == 0 && !numbers.isEmpty()) {
            throw new IllegalStateException("no message could be taken in; see the reasons above");
        }
    }

    private boolean isDone(BrokerDeadLetter letter, IsolatedIntake intake, Map<Long, byte[]> mended) {
        given.add(letter.number());
        if (letter.body() == null) { // a running source does not get such messages either
            left.put(letter.number(), letter.problem());
            return false;
        }
        try {
            byte[] body = mended.getOrDefault(letter.number(), letter.body().bytes());
            Appended outcome = intake.takeIn("direct:" + INTAKE, body, Map.of());
            if (outcome == null || outcome == Appended.FORGOTTEN) {
                leftOut++;
            } else {
                outcomes.merge(outcome, 1, Integer::sum);
            }
            return true;
        } catch (CamelExecutionException e) {
            left.put(letter.number(), reason(Objects.requireNonNullElse(e.getCause(), e)));
            LOG.debug("Dead letter {} was not taken in", letter.number(), e);
        } catch (IllegalArgumentException e) {
            left.put(letter.number(), e.getMessage());
        }
        return false;
    }

    private static String reason(Throwable failure) {
        return ShowableMessage.of(failure)
                .orElseGet(() -> "%s fails with a %s".formatted(INTAKE, failure.getClass().getSimpleName()));
    }

    private void tell() {
        out.printf(Locale.ROOT, "%s kept, %s known already, %s known with other content, %s filtered; %s left at the broker%n",
                count(Appended.STORED), count(Appended.DUPLICATE), count(Appended.DIFFERS), leftOut, left.size());
        left.forEach((number, problem) -> out.printf(Locale.ROOT, "%s: %s%n", number, VisibleText.inOneLine(problem)));
        again.forEach(
                number -> out.printf(Locale.ROOT, "%s: it is kept, but the broker has not removed "
                        + "it; run this command again%n", number));
        out.flush();
    }

    private int count(Appended outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }
}
