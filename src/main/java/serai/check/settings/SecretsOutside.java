package serai.check.settings;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.settings.form.PasswordRule;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A secret in clear in a file is read by everybody who reads the file. */
final class SecretsOutside implements Rule {

    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(password|secret|accessKey|apiKey|sharedKey|connectionString|privateKey)");
    private static final Pattern REFERENCE = Pattern.compile("(?s)\\s*|.*\\{\\{.*|#.*|\\$\\{.*|(?i)true|false");

    @Override
    public String id() {
        return "secret-in-file";
    }

    @Override
    public String meaning() {
        return "A password or another secret stands in clear in a file, where whoever reads the file, or its history, reads it.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Stream<Finding> inSettings = SettingGroup.all().filter(Setting::isSecret)
                .filter(setting -> isInClear(configuration, setting))
                .map(setting -> found(configuration.settingsFiles().place(setting.key()), setting.key()));
        Stream<Finding> inRoutes = configuration.items(item -> SECRET_KEY.matcher(item.key()).matches()
                && item.text().filter(text -> !REFERENCE.matcher(text).matches()).isPresent())
                .map(item -> found(item.place(), item.item().key()));
        return configuration.isLoadedOnly() ? Stream.concat(inSettings, inRoutes) : Stream.empty();
    }

    private Finding found(Place place, String key) {
        return warning(place, "%s is a secret that stands in clear in the file".formatted(key),
                "set it in the environment, or by a placeholder such as {{env:…}} or that of a vault");
    }

    private static boolean isInClear(Configuration configuration, Setting setting) {
        Place place = configuration.settingsFiles().place(setting.key());
        return place.line() > 0 && configuration.settingsFiles().text(place)
                .filter(value -> !REFERENCE.matcher(value).matches() && !PasswordRule.isHash(value.strip())).isPresent();
    }
}
