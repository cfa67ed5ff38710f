package serai.alerts.signs;

import java.util.function.Consumer;

/** How full something is. The alert begins at the given percentage, and ends when it is more than 5 points below. */
enum UsageLevel {

    LOW, NEARLY, FULL;

    private static final int PERCENT = 100;
    private static final int OVER_BELOW = 5;

    static UsageLevel of(long used, long size, int percent) {
        double now = (double) used * PERCENT / size;
        return now >= percent ? FULL : now >= percent - OVER_BELOW ? NEARLY : LOW;
    }

    void tell(Consumer<AlertCondition> found, AlertType type, String subject, String text, String remedy) {
        if (this == FULL) {
            found.accept(AlertCondition.begins(type, subject, text, remedy));
        } else if (this == NEARLY) {
            found.accept(AlertCondition.lasts(type, subject));
        }
    }
}
