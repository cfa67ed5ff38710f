package serai.settings;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.settings.known.ArchiveSetting;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks all settings before anything starts with them: each one alone, settings that depend on each other, and unknown names. */
public final class SettingsCheck {

    private final CamelContext context;
    private final Settings settings;

    public SettingsCheck(CamelContext context) {
        this.context = context;
        this.settings = Settings.of(context);
    }

    /**
     * Checks that every setting has an allowed value, that the settings fit together, and that every name that begins like a
     * setting of Serai is one, or is used by a route.
     *
     * @throws InvalidSettingException if a check fails; the message is one line that names the first such setting, the place
     *                                 where it is set if that is known, and the expected value. It does not repeat a secret
     * @throws Exception               if the routes' files can't be read
     */
    public void require() throws Exception {
        requireNone(problems());
    }

    /**
     * As {@link #require}, with stricter checks for a process in which all settings, drivers and statements are Serai's.
     *
     * @throws InvalidSettingException as {@link #require}; also if there are no routes, if a name is nearly that of a setting, if a
     *                                 file is in the place of the archive's folder, or if the warehouse's statements or driver are
     *                                 missing
     * @throws Exception               as {@link #require}
     */
    public void requireAlone() throws Exception {
        requireNone(problemsAlone());
    }

    private static void requireNone(List<InvalidSettingException> problems) {
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }

    /** All problems; {@link #require} throws the first. */
    public List<InvalidSettingException> problems() throws Exception {
        List<InvalidSettingException> problems =
                unknown().problems(UnknownSettings.usedBy(settings.routes()), System.getenv()).collect(Collectors.toList());
        for (Setting setting : SettingGroup.all().toList()) {
            collect(problems, () -> settings.text(setting));
        }
        collect(problems, () -> new RelatedSettings(context, settings).require());
        add(problems, empty().problems(settings.routes()));
        return problems;
    }

    /** All problems; {@link #requireAlone} throws the first. */
    public List<InvalidSettingException> problemsAlone() throws Exception {
        List<InvalidSettingException> problems = problems();
        try {
            settings.requiredRoutes();
        } catch (InvalidSettingException e) {
            problems.add(0, e); // names that only a route would use are unknown for that reason
        }
        Set<String> used = UnknownSettings.usedBy(settings.routes());
        add(problems, unknown().problemsNear(used));
        add(problems, empty().problemsOfCamel());
        collect(problems, () -> {
            if (Files.isRegularFile(settings.path(ArchiveSetting.FOLDER))) {
                throw settings.refused(ArchiveSetting.FOLDER,
                        settings.path(ArchiveSetting.FOLDER) + " is a file; name a folder", null);
            }
        });
        collect(problems, () -> new RelatedSettings(context, settings).requireWarehouse(used));
        return problems;
    }

    /** Adds the problems of settings that have no problem yet. */
    private static void add(List<InvalidSettingException> problems, Stream<InvalidSettingException> more) {
        more.toList().stream().filter(one -> problems.stream().noneMatch(known -> known.key().equals(one.key())))
                .forEach(problems::add);
    }

    /** Adds the problem that a check finds, unless its setting has one already, or it only follows from another problem. */
    private static void collect(List<InvalidSettingException> problems, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            InvalidSettingException problem = problem(e);
            if (problem == null && problems.isEmpty()) {
                throw e;
            }
            if (problem != null && problems.stream().noneMatch(one -> one.key().equals(problem.key()))) {
                problems.add(problem);
            }
        }
    }

    private static @Nullable InvalidSettingException problem(RuntimeException failure) {
        if (failure instanceof InvalidSettingException problem) {
            return problem;
        }
        String[] words = String.valueOf(failure.getMessage()).split(": ", 2);
        return failure instanceof IllegalArgumentException && words[0].matches("[\\w.-]+") && words.length > 1
                ? new InvalidSettingException(words[0], words[0], "", words[1], failure) : null;
    }

    /**
     * What may stand in for settings that are set to nothing though a route needs them, so that they don't hide what else is wrong:
     * the route's own default, or the address of this machine.
     */
    public Map<String, String> insteadOfEmpty() throws Exception {
        return empty().used(settings.routes()).stream().collect(Collectors.toMap(EmptySettings.Used::key,
                one -> Objects.requireNonNullElse(one.byDefault(), "127.0.0.1")));
    }

    private EmptySettings empty() {
        return new EmptySettings(context.getPropertiesComponent(), settings::place);
    }

    private UnknownSettings unknown() {
        return new UnknownSettings(context.getPropertiesComponent(), settings::place);
    }
}
