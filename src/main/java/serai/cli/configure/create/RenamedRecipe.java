package serai.cli.configure.create;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a new destination, which are those of a shipped one under another name. */
final class RenamedRecipe {

    /** The schema of tests, as seen from the folder of the routes. */
    private static final String SCHEMA_BESIDE = "$schema=../schemas/";
    private static final String SCHEMA = "$schema=../docs/schemas/";

    private final Recipe recipe;
    private final Renaming renaming;
    private final String dialect;
    private final String route;
    private final String test;
    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * @param dialect of a database; ignored for others
     * @param types   the types of events that the destination keeps
     */
    RenamedRecipe(Recipe recipe, DestinationName name, String dialect, KeptTypes types) {
        this.recipe = recipe;
        this.renaming = new Renaming(recipe.shipped(), name);
        this.dialect = dialect;
        this.route = "destination-%s.camel.yaml".formatted(name);
        this.test = "destination-%s.test.yaml".formatted(name);
        String shipped = "destination-" + recipe.shipped();
        files.put(route, types.inRoute(renaming.of(text(shipped + ".camel.yaml"))));
        for (String beside : recipe.beside()) {
            String file = beside.replace(Recipe.DIALECT, dialect);
            files.put(renaming.of(file), renaming.of(text(file)));
        }
        files.put(test, types.inTest(renaming.of(text(shipped + ".test.yaml")).replace(SCHEMA_BESIDE, SCHEMA), name));
    }

    private static String text(String file) {
        try (InputStream bytes = RenamedRecipe.class.getResourceAsStream(Recipe.RECIPES + file)) {
            return new String(required(bytes, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's %s can't be read".formatted(file), e);
        }
    }

    private static InputStream required(@Nullable InputStream bytes, String file) {
        if (bytes == null) {
            throw new IllegalStateException("the jar lacks %s%s; build it again".formatted(Recipe.RECIPES, file));
        }
        return bytes;
    }

    /** The dialects of databases that a recipe has statements for. */
    static List<String> dialects() {
        return List.of("sqlite", "postgresql", "mariadb", "sqlserver");
    }

    Recipe recipe() {
        return recipe;
    }

    String dialect() {
        return dialect;
    }

    /** The texts by the files' names, relative to the folder of the routes. */
    Map<String, String> files() {
        return files;
    }

    /** The name of the route's file. */
    String route() {
        return route;
    }

    /** The text of the route. */
    String routeText() {
        return String.valueOf(files.get(route));
    }

    /** The name of the tests' file. */
    String test() {
        return test;
    }

    /** What people edit first: the mapping, or the statement; the route where there is neither. */
    String mapping() {
        List<String> all = new ArrayList<>(recipe.beside());
        return all.isEmpty() ? route : renaming.of(all.get(all.size() - 1).replace(Recipe.DIALECT, dialect));
    }
}
