package serai.cli.configure;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.journal.store.Failure;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.IntakeResult;
import serai.rehearsal.RehearsedAttempt;
import serai.rehearsal.outside.Request;
import serai.rehearsal.outside.TakenStep;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints an explanation for people. */
final class ExplanationText {

    private static final int STEP_WIDTH = 46;

    private final PrintWriter out;

    private ExplanationText(PrintWriter out) {
        this.out = out;
    }

    static void print(Explanation explanation, PrintWriter out) {
        new ExplanationText(out).print(explanation);
    }

    /** What a destination is sent, without the places of the steps. */
    static String sent(DeliveryResult delivery) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        ExplanationText printer = new ExplanationText(out);
        delivery.attempts().forEach(attempt -> {
            attempt.requests().forEach(request -> printer.request(request, false));
            printer.end(attempt);
        });
        printer.end(delivery);
        out.flush();
        return text.toString().replace("\n    ", "\n").strip();
    }

    private void print(Explanation explanation) {
        IntakeResult intake = explanation.intake();
        LearningRecord record = intake.record();
        if (explanation.number() > 1) {
            out.println();
        }
        out.printf(Locale.ROOT, "Event %s: %s%n", explanation.number(), record == null ? "not a record" : record.toString());
        out.println();
        out.println("  Way");
        steps(intake.steps(), "    ");
        out.println("    " + outcome(explanation));
        if (intake.isGivenBack()) {
            out.println("    The broker keeps the message in its dead-letter sub-queue.");
        } else if (intake.status() != 0) {
            out.printf(Locale.ROOT, "    The publisher is answered %s.%n", intake.status());
            indented(PrettyBody.of(intake.answer()), "      ");
        }
        if (record != null) {
            out.println();
            out.println("  Record");
            indented(CanonicalJson.indented(CanonicalJson.write(record)), "    ");
        }
        explanation.deliveries().forEach(delivery -> {
            delivery(delivery);
            DeliveryResult repeat = explanation.repeats().get(delivery.destination());
            if (repeat != null) {
                out.println();
                out.println("    A repeat, as after a start or a failure, sends this instead:");
                repeat.attempts().forEach(attempt -> {
                    attempt.requests().forEach(request -> request(request, true));
                    end(attempt);
                });
                end(repeat);
            }
        });
    }

    private static String outcome(Explanation explanation) {
        IntakeResult intake = explanation.intake();
        String kept = switch (intake.outcome()) {
            case ROUTED -> "-> " + String.join(", ", intake.destinations());
            case UNROUTED -> "-> unrouted: kept and counted, delivered to nobody until a route names a destination";
            case FILTERED -> "Left out on purpose, and counted.";
            case REFUSED -> "Refused: " + intake.problem();
            case UNKEPT -> "Not acknowledged: " + intake.problem();
        };
        return explanation.isNew() ? kept : "Known by an earlier event of this file (%s); it is not delivered again."
                .formatted(String.valueOf(intake.appended()).toLowerCase(Locale.ROOT));
    }

    private void steps(List<TakenStep> steps, String margin) {
        String route = "";
        for (TakenStep step : steps) {
            if (!step.route().equals(route) && !step.route().isEmpty()) {
                route = step.route();
                out.println(margin + route);
            }
            String what = step.id().equals(step.kind()) ? "%s  %s".formatted(margin, step.kind())
                    : "%s  %s %s".formatted(margin, step.kind(), step.id());
            out.printf(Locale.ROOT, "%-" + STEP_WIDTH + "s %s%n", what, step.place());
        }
    }

    private void delivery(DeliveryResult delivery) {
        out.println();
        out.println("  Destination " + delivery.destination());
        if (delivery.route() == null) {
            out.printf(Locale.ROOT, "    No route reads journal:%s; add one, or take the name out of the router.%n",
                    delivery.destination());
        }
        delivery.attempts().forEach(this::attempt);
        end(delivery);
    }

    private void end(DeliveryResult delivery) {
        if (delivery.states().contains(RecordState.DEAD)) {
            out.println("    The record becomes a dead letter.");
        } else if (delivery.states().contains(RecordState.PENDING) && delivery.route() != null) {
            out.println("    The record waits.");
        }
    }

    private void attempt(RehearsedAttempt attempt) {
        steps(attempt.steps(), "    ");
        attempt.requests().forEach(request -> request(request, true));
        end(attempt);
    }

    private void end(RehearsedAttempt attempt) {
        Failure failure = attempt.failure();
        if (failure != null) {
            out.printf(Locale.ROOT, "    Fails as %s: %s%n", failure.failureClass().word(), failure.reason());
        } else if (attempt.isLeftOut()) {
            out.println("    Left out: nothing is sent, and the record counts as delivered.");
        } else if (attempt.requests().isEmpty()) {
            out.println("    Nothing is seen to leave, but a step of your own may send the record.");
        }
    }

    private void request(Request request, boolean withPlace) {
        TakenStep step = withPlace ? request.step() : null;
        out.println();
        out.printf(Locale.ROOT, "    %s%s%n", line(request), step == null ? "" : "   (%s)".formatted(step.place()));
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            out.printf(Locale.ROOT, "    %s: %s%n", header.getKey(), header.getValue());
        }
        out.println();
        indented(PrettyBody.of(request.body()), "      ");
        request.parameters().forEach((name, value) -> {
            out.printf(Locale.ROOT, "    with %s =%n", name);
            indented(PrettyBody.of(value), "      ");
        });
    }

    private static String line(Request request) {
        return request.method().isEmpty() ? "%s: %s".formatted(request.kind(), request.address())
                : "%s %s".formatted(request.method(), request.address());
    }

    private void indented(@Nullable String text, String margin) {
        if (text != null && !text.isEmpty()) {
            out.println(text.stripTrailing().lines().map(line -> margin + line).collect(Collectors.joining("\n")));
        }
    }
}
