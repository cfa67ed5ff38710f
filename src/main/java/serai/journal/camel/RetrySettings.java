package serai.journal.camel;

import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.settings.Setting;
import serai.settings.Settings;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The settings {@code serai.retry.…} and {@code serai.held.max} as a policy. */
public final class RetrySettings {

    private RetrySettings() {
    }

    /**
     * The policy that the settings describe.
     *
     * @param random gives the generator of the back-off's random part; called on the thread that waits
     */
    public static RetryPolicy policy(Settings settings, Supplier<? extends RandomGenerator> random) {
        BackOff backOff = new BackOff(settings.milliseconds(Setting.RETRY_DELAY_MS),
                settings.milliseconds(Setting.RETRY_DELAY_MAX_MS), random);
        return new RetryPolicy(backOff, settings.milliseconds(Setting.RETRY_STOPPED_MS),
                settings.number(Setting.RETRY_PROBE_AFTER), settings.number(Setting.RETRY_ATTEMPTS_MAX),
                settings.number(Setting.HELD_MAX));
    }
}
