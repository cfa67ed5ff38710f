package serai.alerts.signs;

import java.util.function.Consumer;

/** How full something is: told at a part of its size, and over 5 % below. */
enum Level {

    LOW, NEARLY, FULL;

    private static final int PERCENT = 100;
    private static final int OVER_BELOW = 5;

    static Level of(long used, long size, int percent) {
        double now = (double) used * PERCENT / size;
        return now >= percent ? FULL : now >= percent - OVER_BELOW ? NEARLY : LOW;
    }

    void tell(Consumer<AlertCondition> found, AlertKind kind, String subject, String text, String remedy) {
        if (this == FULL) {
            found.accept(AlertCondition.begins(kind, subject, text, remedy));
        } else if (this == NEARLY) {
            found.accept(AlertCondition.lasts(kind, subject));
        }
    }
}
