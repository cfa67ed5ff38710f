package serai.cli.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import serai.reload.ReloadOutcome;

import java.nio.file.Path;
import java.util.List;

import static serai.installation.Installation.SERAI;

/**
 * Which configuration a running Serai has.
 *
 * @param since     when that Serai began to use it
 * @param refusedAt when the configuration in the files was refused; null if it is in use, or no reload was tried
 * @param errors    why it was refused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record RunningConfiguration(String since, @Nullable String refusedAt, List<String> errors) {

    /** What a Serai has last reported of its configuration; null if none has. */
    static @Nullable RunningConfiguration in(Path folder) {
        return ReloadOutcome.in(folder)
                .map(last -> new RunningConfiguration(last.since().toString(), last.isRefused() ? last.at().toString() : null,
                        last.isRefused() ? last.told() : List.of()))
                .orElse(null);
    }

    /** A line for people; blank if there is nothing to do. */
    String told() {
        return refusedAt == null ? "" : ("Refused: the edited configuration, at %s; the one of %s stays in use: "
                + "%s%s").formatted(refusedAt,
                        since, errors.get(0),
                        errors.size() == 1 ? "" : (" (the first of %s errors; " + SERAI + " check)").formatted(errors.size()));
    }
}
