package serai.check.routes;

import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.RouteFile;
import serai.check.Rule;
import serai.destinations.database.SqlStatements;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A statement's file that no type of records uses: records of the type that it is meant for would go nowhere. */
final class StatementIsUsed implements Rule {

    /** Files of no type: they make the tables, delete rows, or run after each statement. */
    private static final Set<String> OF_NO_TYPE = Set.of("create", "forget", "retention", "learner", "course");

    @Override
    public String id() {
        return "statement-not-used";
    }

    @Override
    public String meaning() {
        return "A file in the folder of a database's statements is named by no type of records in `tables`. What has no "
                + "table counts as "
                + "delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.context().getRegistry().findByType(SqlStatements.class).stream()
                .flatMap(statements -> files(configuration, statements).stream().map(Resource::getLocation).sorted()
                        .filter(file -> !OF_NO_TYPE.contains(name(file)) && !statements.files().contains(name(file)))
                        .map(file -> warning(Place.of(RouteFile.shown(file)), "no type of records has this statement",
                                "name it in the bean's tables (TYPE=%s), or take it away".formatted(name(file)))));
    }

    private static String name(String file) {
        return file.replaceFirst(".*/", "").replaceFirst("\\.sql$", "");
    }

    private static List<Resource> files(Configuration configuration, SqlStatements statements) {
        try {
            return List.copyOf(PluginHelper.getPackageScanResourceResolver(configuration.context())
                    .findResources(statements.folder() + "/*.sql"));
        } catch (Exception e) {
            return List.of(); // a missing folder is reported when the statements are read
        }
    }
}
