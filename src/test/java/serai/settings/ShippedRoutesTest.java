package serai.settings;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.PrivateFolder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Which files the routes are, where a folder has some of them and the jar has all. */
class ShippedRoutesTest {

    private static final String ROUTER = "router.camel.yaml";

    @TempDir
    private Path folder;
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private Settings settings(boolean shipped) {
        return settings(shipped, "");
    }

    private Settings settings(boolean shipped, String end) {
        context.getPropertiesComponent().addInitialProperty("serai.routes", "file:" + folder + end);
        context.getPropertiesComponent().addInitialProperty("serai.routes.shipped", String.valueOf(shipped));
        return Settings.of(context);
    }

    private static List<String> names(Iterable<Resource> files) {
        List<String> names = new ArrayList<>();
        files.forEach(file -> names.add(file.getLocation().replaceFirst(".*/", "")));
        return names;
    }

    private String text(String name) throws Exception {
        return new String(PluginHelper.getResourceLoader(context).resolveResource("file:" + folder + "/" + name).getInputStream()
                .readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aFolderHasWhatIsInItWhereNothingElseIsAskedFor() throws Exception {
        Files.writeString(folder.resolve(ROUTER), "mine");

        assertThat(names(settings(false).routes())).containsExactly(ROUTER);
        assertThat(PluginHelper.getResourceLoader(context).resolveResource("file:" + folder + "/sql/sqlite/create.sql").exists())
                .isFalse();
    }

    /** Wherever the routes are: a running Serai does not load what only a command runs. */
    @Test
    void whatForgetsIsNotAmongTheRoutes() throws Exception {
        Settings merged = settings(true);
        assertThat(names(merged.routes())).contains("destination-warehouse.camel.yaml").doesNotContain("warehouse.yaml");
        assertThat(names(merged.forgettingRoutes())).containsExactly("archive.yaml", "lrs.yaml", "warehouse.yaml");

        context.getPropertiesComponent().addInitialProperty("serai.routes", "classpath:routes");
        context.getPropertiesComponent().addInitialProperty("serai.routes.shipped", "false");
        assertThat(names(merged.routes())).contains("destination-warehouse.camel.yaml").doesNotContain("warehouse.yaml");
        assertThat(names(merged.forgettingRoutes())).containsExactly("archive.yaml", "lrs.yaml", "warehouse.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//"})
    void whatTheFolderLacksIsTheShippedFile(String end) throws Exception {
        Files.writeString(folder.resolve(ROUTER), "mine");
        Files.writeString(folder.resolve("destination-hr.camel.yaml"), "hr");
        Settings merged = settings(true, end);

        assertThat(names(merged.forgettingRoutes())).containsExactly("archive.yaml", "lrs.yaml", "warehouse.yaml");
        assertThat(names(merged.routes())).doesNotHaveDuplicates().isSorted()
                .contains(ROUTER, "destination-hr.camel.yaml", "destination-lrs.camel.yaml", "errors-delivery.camel.yaml");
        assertThat(text(ROUTER)).isEqualTo("mine");
        assertThat(text("destination-lrs.camel.yaml")).isEqualTo(Files.readString(Path.of("routes/destination-lrs.camel.yaml")));
    }

    @Test
    void aFolderThatIsNotThereLacksAll() throws Exception {
        Files.delete(folder);

        assertThat(names(settings(true).routes())).contains(ROUTER, "destination-lrs.camel.yaml");
    }

    @Test
    void statementsAreFoundOneByOne() throws Exception {
        PrivateFolder.make(folder.resolve("sql/sqlite"));
        Files.writeString(folder.resolve("sql/sqlite/learner.sql"), "mine");
        settings(true);

        assertThat(text("sql/sqlite/learner.sql")).isEqualTo("mine");
        assertThat(text("sql/sqlite/create.sql")).isEqualTo(Files.readString(Path.of("routes/sql/sqlite/create.sql")));
        assertThat(
                names(PluginHelper.getPackageScanResourceResolver(context).findResources("file:" + folder + "/sql/sqlite/*.sql")))
                .contains("learner.sql", "create.sql").doesNotHaveDuplicates();
    }

    @Test
    void nothingElsewhereIsReplaced(@TempDir Path other) {
        settings(true);

        assertThat(PluginHelper.getResourceLoader(context).resolveResource("file:" + other + "/" + ROUTER).exists()).isFalse();
    }
}
