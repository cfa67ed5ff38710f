package serai.settings;

import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;
import serai.threads.DaemonThreads;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a function for a value. Where it asks a vault, which may be on another machine, there is a deadline, since the libraries try
 * for minutes, and failures say which secret it was.
 */
final class VaultAnswer {

    private static final Duration MAX = Duration.ofSeconds(30);
    /** The package of the functions that ask only this process, such as {@code env}. */
    private static final String HERE = "org.apache.camel.component.properties.";
    private static final Pattern STATUS = Pattern.compile("(?i)status code (\\d{3})");

    private VaultAnswer() {
    }

    /** @throws UnreadableSecretException if the vault does not answer, or has no such secret */
    static @Nullable String of(PropertiesFunction function, @Nullable String secret) {
        if (function.getClass().getName().startsWith(HERE)) {
            return function.apply(secret);
        }
        String placeholder = "%s:%s".formatted(function.getName(), secret);
        FutureTask<@Nullable String> answer = new FutureTask<>(() -> function.apply(secret));
        Thread asking = DaemonThreads.named("vault-" + function.getName(), answer);
        asking.start();
        try {
            return answer.get(MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.interrupt();
            throw new UnreadableSecretException(placeholder, "the vault has not answered within %s s; is it reached from here?"
                    .formatted(MAX.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new UnreadableSecretException(placeholder, why(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableSecretException(placeholder, "the process is stopping", e);
        }
    }

    /** The reason in Serai's words: a message of the library's may quote anything. */
    private static String why(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher status = STATUS.matcher(String.valueOf(cause.getMessage()));
            if (status.find()) {
                return switch (status.group(1)) {
                    case "404" -> "the vault has no secret of that name (404); correct the name, or make the secret";
                    case "401", "403" -> "the vault refuses this identity (%s); give it the right to read secrets"
                            .formatted(status.group(1));
                    default -> "the vault answers %s; try again later".formatted(status.group(1));
                };
            }
        }
        return "the vault can't be asked (%s); check its name, the sign-in and the way to it"
                .formatted(failure == null ? "unknown" : failure.getClass().getSimpleName());
    }
}
