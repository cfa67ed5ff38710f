package serai.people;

import serai.people.scim.ScimPeople;
import serai.people.scim.ScimServer;
import serai.people.source.CsvPeople;
import serai.people.source.PeopleSource;
import serai.people.source.SqlPeople;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How the directory is read and used.
 *
 * @param order         by what learners are found, in this order
 * @param phoneRegion   country of phone numbers without one; empty: none
 * @param max           people at the most
 * @param shrinkPercent by how much the directory may shrink from one reading to the next
 * @param refresh       how often Serai looks whether the people have changed
 */
public record PeopleSettings(List<String> order, String phoneRegion, int max, int shrinkPercent, Duration refresh) {

    public static PeopleSettings of(Settings settings) {
        return new PeopleSettings(settings.names(PeopleSetting.MATCH), settings.text(PeopleSetting.PHONE_REGION),
                settings.number(PeopleSetting.MAX), settings.number(PeopleSetting.SHRINK_MAX_PERCENT),
                Duration.ofSeconds(settings.number(PeopleSetting.REFRESH_SECONDS)));
    }

    /** Whether there is a directory at all. */
    public static boolean isOn(Settings settings) {
        return isFile(settings) || !settings.text(PeopleSetting.URL).isEmpty() || ScimServer.isSet(settings);
    }

    /** Whether the directory is a file. */
    public static boolean isFile(Settings settings) {
        return !settings.text(PeopleSetting.FILE).isEmpty();
    }

    /** The source that the settings name. The caller has made sure that there is one. */
    public static PeopleSource source(Settings settings, Clock clock) {
        return isFile(settings) ? new CsvPeople(file(settings))
                : ScimServer.isSet(settings) ? new ScimPeople(settings, clock) : new SqlPeople(settings);
    }

    /** The file that the settings name. The caller has made sure that the directory is one. */
    public static Path file(Settings settings) {
        return Path.of(settings.text(PeopleSetting.FILE)).normalize();
    }
}
