package serai.cli.configure.create;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import serai.check.Finding;
import serai.check.RouteFile;
import serai.cli.configure.CheckedConfiguration;
import serai.cli.terminal.StoredSettings;
import serai.files.ConfigurationFile;
import serai.journal.DestinationName;
import serai.model.EventType;
import serai.settings.EnvironmentVariable;
import serai.settings.Settings;
import serai.settings.known.DeliverySetting;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import static serai.installation.Installation.SERAI;

/** Makes a new destination: shows what it would write, writes that, and prints what is left to do. */
final class NewDestination implements AutoCloseable {

    private static final String FILE = "file:";

    private final DestinationName name;
    private final Recipe recipe;
    private final Path settingsFile;
    private final CamelContext context;
    private final Settings settings;
    private final Path folder;
    private final List<RouteFile> present = new ArrayList<>();

    private @Nullable RenamedRecipe renamed; // null until it is prepared
    private @Nullable NewFiles files;
    private @Nullable NewSettings block;
    private @Nullable SettingsText settingsText;
    private List<String> lines = List.of();
    private @Nullable RouterChanges router;
    private final List<String> byHand = new ArrayList<>();

    private NewDestination(DestinationName name, Recipe recipe, Path settingsFile, CamelContext context) throws Exception {
        this.name = name;
        this.recipe = recipe;
        this.settingsFile = settingsFile;
        this.context = context;
        this.settings = Settings.of(context);
        this.folder = folder(settings.text(RuntimeSetting.ROUTES));
        for (Resource resource : settings.routes()) {
            present.add(RouteFile.read(resource));
        }
    }

    /**
     * @param config null for {@code application.properties}
     * @param routes null for what the settings name
     * @throws IllegalArgumentException if there can't be such a destination
     * @throws Exception                if the configuration can't be read
     */
    static NewDestination of(String name, Recipe recipe, @Nullable Path config, @Nullable Path routes) throws Exception {
        DestinationName valid = new DestinationName(name);
        CamelContext context = CheckedConfiguration.context(config, routes);
        try {
            return new NewDestination(valid, recipe, config == null ? Path.of(StoredSettings.NAME) : config, context);
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    private static Path folder(String routes) {
        if (!routes.startsWith(FILE)) {
            throw new IllegalArgumentException(("%s is %s, inside the jar, where nothing can be written; copy the routes to a "
                    + "folder, and name it there").formatted(RuntimeSetting.ROUTES.key(), routes));
        }
        Path folder = Path.of(routes.substring(FILE.length()).replaceFirst("^//(?=/)", ""));
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder %s; %s names it".formatted(folder, RuntimeSetting.ROUTES.key()));
        }
        return folder;
    }

    /**
     * Finds out what is to be written, and shows it. Nothing is written yet.
     *
     * @throws IllegalArgumentException if the destination can't be made; the message says why
     */
    void prepare(@Nullable String given, Collection<EventType> typed, TerminalQuestion question, PrintWriter out) throws Exception {
        TakenNames taken = new TakenNames(name, present);
        taken.requireFree();
        taken.requireUnknownTo(settings, Clock.systemUTC(), out);
        String typedAddress = given != null ? given : switch (recipe.address()) {
            case WEB -> question.ask(out, "Address, such as https://%s.example.org/trainings (empty: later):".formatted(name))
                    .orElse(null);
            case SFTP -> question.ask(out, "Address, such as sftp://sftp.example.org/inbox (empty: later):").orElse(null);
            case BLOB -> question.ask(out, "Container, such as https://contoso.blob.core.windows.net/learning (empty: later):")
                    .orElse(null);
            default -> null;
        };
        Map<String, String> address = DestinationAddress.of(recipe, typedAddress, name.text(), settings);
        KeptTypes types = new KeptTypes(types(typed, question, out));
        RenamedRecipe made = new RenamedRecipe(recipe, name, DestinationAddress.dialect(address), types);
        NewFiles written = new NewFiles(folder, made.files());
        written.requireNone();
        NewSettings used = new NewSettings(name, made, address);
        taken.requireDistinct(made.routeText(), used.keys());
        SettingsText text = SettingsText.read(settingsFile);
        lines = new ArrayList<>(used.lines(text.keys()));
        settingsText = onceOnly(text).with(lines);
        renamed = made;
        files = written;
        block = used;
        RouterChanges changes = new RouterChanges(name, present, folder, types.types(), context);
        router = changes;
        written.paths().forEach(path -> out.println("new      " + path));
        if (!lines.isEmpty()) {
            out.println("settings %s, %s lines at its end".formatted(settingsFile, lines.size()));
        }
        changes.print(out);
    }

    private Collection<EventType> types(Collection<EventType> typed, TerminalQuestion question, PrintWriter out)
            throws IOException {
        if (!typed.isEmpty() || !recipe.hasFilter()) {
            return typed.isEmpty() && recipe == Recipe.DATABASE ? KeptTypes.SHIPPED : requireKept(typed);
        }
        String answer = question.ask(out, "Types of events, with commas between (empty: COURSE_COMPLETED; all: every type):")
                .orElse(EventType.COURSE_COMPLETED.name());
        if (answer.equalsIgnoreCase("all")) {
            return List.of(EventType.values());
        }
        List<EventType> answered = new ArrayList<>();
        for (String one : Settings.names(answer)) {
            answered.add(EventType.named(one).orElseThrow(() -> new IllegalArgumentException(
                    "there is no type '%s'; there are %s".formatted(one, List.of(EventType.values())))));
        }
        return answered;
    }

    private Collection<EventType> requireKept(Collection<EventType> typed) {
        if (recipe == Recipe.DATABASE && !Set.copyOf(typed).equals(KeptTypes.SHIPPED)) {
            throw new IllegalArgumentException(
                    "--types: the statement of kind database is for COURSE_COMPLETED; make the destination "
                            + "without --types, then add a statement for each other type to its folder and to tables of its route");
        }
        return typed;
    }

    /**
     * Writes the files, then the settings, then, after a yes, the router.
     *
     * @throws IOException if the files or settings can't be written; then none are, and the message says so in one line
     */
    void write(boolean yes, TerminalQuestion question, PrintWriter out) throws IOException {
        RouterChanges changes = Objects.requireNonNull(router);
        boolean routed = changes.isNothing() || yes || question.isYes(out, "Put %s into the router?".formatted(name));
        NewFiles made = Objects.requireNonNull(files);
        made.write();
        try {
            append();
        } catch (IOException e) {
            made.takeBack();
            throw NewFiles.refused(settingsFile.toString(), e);
        }
        if (routed) {
            changes.write();
        } else {
            changes.leave();
        }
    }

    /** The settings file with the destination in {@code serai.replay.once} if it writes files: a replay must not repeat lines. */
    private SettingsText onceOnly(SettingsText present) throws IOException {
        String key = DeliverySetting.REPLAY_ONCE.key();
        if (recipe.address() != Recipe.Address.FOLDER || settings.names(DeliverySetting.REPLAY_ONCE).contains(name.text())) {
            return present;
        }
        if (present.hasList(key)) {
            return present.withListed(key, name.text());
        }
        if (present.keys().contains(key) || settings.source(key).isPresent()) {
            byHand.add("add ,%s to %s, so that a replay sends it nothing twice".formatted(name, key));
        } else {
            lines.add("# A replay sends these only what they have not had.");
            lines.add("%s = %s,%s".formatted(key, settings.text(DeliverySetting.REPLAY_ONCE), name));
        }
        return present;
    }

    private void append() throws IOException {
        byte[] content = Objects.requireNonNull(settingsText).bytes();
        if (Files.exists(settingsFile)) {
            ConfigurationFile.replace(settingsFile, content);
        } else {
            ConfigurationFile.create(settingsFile, content);
        }
    }

    /** Applies the rules of {@code ./serai check} to what is there now, and says what is left to do. */
    void check(@Nullable Path config, @Nullable Path routes, PrintWriter out) throws Exception {
        RenamedRecipe made = Objects.requireNonNull(renamed);
        out.println();
        List<String> unset =
                Objects.requireNonNull(block).toBeSet().stream().filter(key -> settings.source(key).isEmpty()).toList();
        try (CheckedConfiguration checked = CheckedConfiguration.stored(config, routes)) {
            List<Finding> more = checked.findings().stream()
                    .filter(found -> unset.stream().noneMatch(key -> found.cause().contains("{{" + key + "}}"))).toList();
            more.forEach(out::println);
            out.println(more.stream().anyMatch(Finding::isError) ? "Until that is corrected, " + SERAI + " run will not start."
                    : SERAI + " check finds no error" + (unset.isEmpty() ? "." : " but what is still to be set."));
        }
        List<String> next = new ArrayList<>(Objects.requireNonNull(router).byHand());
        next.addAll(byHand);
        unset.forEach(key -> next.add(NewSettings.isSecret(key)
                ? "set %s in the environment".formatted(EnvironmentVariable.of(key))
                : "set %s in %s".formatted(key, settingsFile)));
        next.add("edit %s until it has the shape that %s wants".formatted(folder.resolve(made.mapping()), name));
        next.add((SERAI + " test %s").formatted(folder.resolve(made.test())));
        next.add(SERAI + " run");
        out.println("Next:");
        for (int i = 0; i < next.size(); i++) {
            out.println("  %s. %s".formatted(i + 1, next.get(i)));
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
