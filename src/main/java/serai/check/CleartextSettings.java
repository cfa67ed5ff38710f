package serai.check;

import serai.destinations.VerifiedConnections;
import serai.destinations.database.DatabaseAddress;
import serai.settings.InvalidSettingException;
import serai.settings.Settings;
import serai.settings.known.JournalSetting;
import serai.settings.known.LrsSetting;
import serai.settings.known.PeopleSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.WarehouseSetting;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses settings that would send secrets or personal data to another machine unencrypted, or to a server whose certificate is
 * not verified, unless another setting allows it. Serai checks this before it sends anything; the message names the setting.
 * {@link VerifiedConnections} checks the endpoints of routes.
 */
public final class CleartextSettings {

    private static final Pattern EMULATOR = Pattern.compile("(?i)(^|;)\\s*UseDevelopmentEmulator\\s*=\\s*true\\s*(;|$)");
    private static final Pattern NAMESPACE = Pattern.compile("(?i)\\bEndpoint=[a-z]+://([^;/]+)");

    private final Settings settings;

    public CleartextSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param allowed collects the insecure connections that are allowed and that are not endpoints of a route
     * @throws InvalidSettingException if a connection is not allowed; the message names its setting, and the one that allows it
     */
    public void require(InsecureConnections allowed) {
        List<InvalidSettingException> problems = problems(allowed);
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }

    /** All that {@link #require} could fail with. */
    public List<InvalidSettingException> problems(InsecureConnections allowed) {
        List<InvalidSettingException> problems = new ArrayList<>();
        for (Setting address : new Setting[]{LrsSetting.URL, LrsSetting.OAUTH2_TOKEN_URL}) {
            if (!text(address).isEmpty()) {
                allow(problems, address, InsecureConnections.trouble(URI.create(settings.text(address))), LrsSetting.INSECURE);
            }
        }
        if (!text(WarehouseSetting.URL).isEmpty()) {
            allow(problems, WarehouseSetting.URL, VerifiedConnections.troubleOfDatabase(text(WarehouseSetting.URL)),
                    WarehouseSetting.INSECURE);
        }
        if (!text(JournalSetting.URL).isEmpty()) { // gets all that was acknowledged: no setting allows an unverified server
            new DatabaseAddress(text(JournalSetting.URL)).troubleOfJournal()
                    .ifPresent(trouble -> problems.add(settings.refused(JournalSetting.URL, trouble, null)));
        }
        if (!text(PeopleSetting.URL).isEmpty()) { // no setting switches the verification of these connections off
            VerifiedConnections.troubleOfDatabase(text(PeopleSetting.URL)).ifPresent(trouble -> problems.add(settings.refused(
                    PeopleSetting.URL, trouble + "; set up TLS there", null)));
        }
        tell(allowed, ServiceBusSetting.CONNECTION,
                allow(problems, ServiceBusSetting.CONNECTION, broker(), ServiceBusSetting.INSECURE),
                ServiceBusSetting.INSECURE);
        tell(allowed, ServiceBusSetting.PROXY, allow(problems, ServiceBusSetting.PROXY, proxy(), ServiceBusSetting.PROXY_INSECURE),
                ServiceBusSetting.PROXY_INSECURE);
        return problems;
    }

    /** Returns the trouble if it is allowed; adds it to the problems if it is not. */
    private Optional<String> allow(List<InvalidSettingException> problems, Setting address, Optional<String> trouble,
            Setting insecure) {
        if (trouble.isPresent() && !Boolean.parseBoolean(text(insecure))) {
            problems.add(settings.refused(address, "%s; set up TLS there, or allow it with %s=true".formatted(trouble.get(),
                    insecure.key()), null));
            return Optional.empty();
        }
        return trouble;
    }

    private static void tell(InsecureConnections allowed, Setting address, Optional<String> trouble, Setting insecure) {
        trouble.ifPresent(words -> allowed.add("%s %s (%s=true)".formatted(address.key(), words, insecure.key())));
    }

    /** The value; empty if it can't be used, which {@link serai.settings.SettingsCheck} reports. */
    private String text(Setting setting) {
        try {
            return settings.text(setting);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Optional<String> broker() {
        String connection = text(ServiceBusSetting.CONNECTION);
        Matcher namespace = NAMESPACE.matcher(connection);
        return EMULATOR.matcher(connection).find() && !(namespace.find() && isHere(namespace.group(1)))
                ? Optional.of("is an emulator on another machine, and the connection is not encrypted") : Optional.empty();
    }

    private Optional<String> proxy() {
        return text(ServiceBusSetting.PROXY_PASSWORD).isEmpty() || isHere(text(ServiceBusSetting.PROXY)) ? Optional.empty()
                : Optional.of("is on another machine, and the password is sent there without encryption");
    }

    private static boolean isHere(String host) {
        return LoopbackHosts.isHere(host.replaceFirst(":\\d+$", ""));
    }
}
