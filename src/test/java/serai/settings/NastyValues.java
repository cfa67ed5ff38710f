package serai.settings;

import org.junit.jupiter.api.AfterEach;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.util.List;

/** Values that something on the way to where they are used may take for more than letters. */
abstract class NastyValues {

    static final List<String> NASTY =
            List.of("a\\b", "p{{w", "p}}w", "#bean:secret", "#class:x", "Exchange.FILE_NAME", "p{{w}}q",
                    "\\{{x\\}}", "a+b%41&c=d#e?f", "$1\\$2${body}", "RAW(x)&y", " before and after ", " #{{");

    @AfterEach
    void forget() {
        SettingGroup.all().map(Setting::key).forEach(System::clearProperty);
    }
}
