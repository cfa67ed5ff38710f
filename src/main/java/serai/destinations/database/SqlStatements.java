package serai.destinations.database;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Header;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The statements of a warehouse: a file for the records of each type, and one for their learners, all in one folder. */
public final class SqlStatements implements CamelContextAware {

    private static final String LEARNER = "learner";

    private final Map<String, String> byType = new HashMap<>();
    private @Nullable CamelContext camelContext;
    private @Nullable String folder;
    private String tables = "";
    private String learner = "";

    /** @param folder such as {@code file:routes/sql/sqlite} */
    public void setFolder(String folder) {
        this.folder = folder;
    }

    /**
     * @param tables {@code TYPE=table} for each type that has a table, separated by blanks; the file {@code table.sql} holds
     * the statement
     */
    public void setTables(String tables) {
        this.tables = tables;
    }

    /**
     * Reads the files. It is the bean's {@code initMethod}, so that a missing file is found at the start.
     *
     * @throws IllegalArgumentException if a file can't be read; the message names it
     */
    public void read() {
        for (String entry : tables.strip().split("\\s+")) {
            String[] typeAndTable = entry.split("=", 2);
            if (typeAndTable.length != 2) {
                throw new IllegalArgumentException("tables: '%s' is not of the form TYPE=table".formatted(entry));
            }
            Resource file = file(typeAndTable[1]);
            if (!file.exists()) {
                throw new IllegalArgumentException(
                        "%s is missing; it must have the statement for records of type %s; add it, or "
                                .formatted(file.getLocation(), typeAndTable[0]) + "remove the type from tables");
            }
            byType.put(typeAndTable[0], text(file));
        }
        Resource ofLearners = file(LEARNER);
        learner = ofLearners.exists() ? text(ofLearners) : "";
    }

    private Resource file(String table) {
        if (folder == null) {
            throw new IllegalArgumentException(
                    "the folder of the statements is missing; set the bean's folder, such as file:routes/sql/sqlite");
        }
        return PluginHelper.getResourceLoader(context()).resolveResource("%s/%s.sql".formatted(folder, table));
    }

    private CamelContext context() {
        return Objects.requireNonNull(camelContext, "Camel sets a bean's context before it calls its initMethod");
    }

    private static String text(Resource file) {
        try (InputStream bytes = file.getInputStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s can't be read".formatted(file.getLocation()), e);
        }
    }

    /** The statement for records of a type; null if the type has no table. */
    public @Nullable String ofType(@Header("type") String type) {
        return byType.get(type);
    }

    /**
     * The statement for the learners of the same records. Null if {@code learner.sql} is missing or empty, because the other
     * statements store the learners themselves.
     */
    public @Nullable String ofLearners() {
        return learner.isEmpty() ? null : learner;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }
}
