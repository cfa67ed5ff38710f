package serai.reload.configuration;

import serai.settings.known.MctSetting;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.Setting;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings that formats read when they are made. If one changes, formats and all routes that read the journal are made anew. */
public final class FormatSettings {

    private static final List<String> BEGINNINGS = Stream.concat(
            Stream.of("serai.xapi.", "serai.caliper.", "serai.cloudevents.", "serai.csv."),
            Stream.of(MctSetting.HOME, MctSetting.NAME, PraesidiumSetting.HOME, PraesidiumSetting.NAME).map(Setting::key))
            .collect(Collectors.toUnmodifiableList());

    private FormatSettings() {
    }

    public static boolean has(String key) {
        return BEGINNINGS.stream().anyMatch(key::startsWith);
    }
}
