package serai.journal.camel;

import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.settings.Settings;
import serai.settings.known.DeliverySetting;

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
        BackOff backOff = new BackOff(settings.milliseconds(DeliverySetting.RETRY_DELAY_MS),
                settings.milliseconds(DeliverySetting.RETRY_DELAY_MAX_MS), random);
        return new RetryPolicy(backOff, settings.milliseconds(DeliverySetting.RETRY_STOPPED_MS),
                settings.number(DeliverySetting.RETRY_PROBE_AFTER), settings.number(DeliverySetting.RETRY_ATTEMPTS_MAX),
                settings.number(DeliverySetting.HELD_MAX));
    }
}
