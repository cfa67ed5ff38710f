package serai.cli.configure.create;

import java.util.Arrays;
import java.util.List;

/**
 * The kinds of new destinations. Each is made from a shipped one in {@code docs/destinations}, whose files are written under the
 * new name.
 */
enum Recipe {

    HTTP("http", "hr", Address.WEB, "hr.jslt"),
    HTTP_XML("http-xml", "hr-xml", Address.WEB, "hr.xml.mustache"),
    WEBHOOK("webhook", "webhook", Address.WEB),
    CALIPER("caliper", "caliper", Address.WEB),
    DATABASE("database", "hr-database", Address.DATABASE,
            "sql/hr-database/DIALECT/create.sql", "sql/hr-database/DIALECT/hr_training.sql"),
    FILE("file", "hr-file", Address.FOLDER, "hr.jslt"),
    CSV("csv", "hr-csv", Address.FOLDER),
    SFTP("sftp", "hr-nightly", Address.SFTP),
    /** Its library is there with the Maven profile {@code azure-blob} only. */
    AZURE_BLOB("azure-blob", "hr-blob", Address.BLOB);

    /** What {@code --address} is. */
    enum Address {
        WEB, DATABASE, FOLDER, SFTP, BLOB
    }

    /** The folder of their files in the jar; {@code docs/destinations} in the repository. */
    static final String RECIPES = "/recipes/";

    /** Stands in a file's name for the dialect of a database. */
    static final String DIALECT = "DIALECT";

    private static final String BLOB_LIBRARY = "/org/apache/camel/component/azure/storage/blob/BlobComponent.class";

    private final String word;
    private final String shipped;
    private final Address address;
    private final List<String> beside;

    Recipe(String word, String shipped, Address address, String... beside) {
        this.word = word;
        this.shipped = shipped;
        this.address = address;
        this.beside = List.of(beside);
    }

    /** The recipe as it is written on the command line. */
    String word() {
        return word;
    }

    /** The name of the shipped destination from which this recipe is made. */
    String shipped() {
        return shipped;
    }

    Address address() {
        return address;
    }

    /** Files besides the route and its test: what people edit first. */
    List<String> beside() {
        return beside;
    }

    /** Whether the route leaves out types of events, by a filter that names them. */
    boolean hasFilter() {
        return beside.stream().noneMatch(file -> file.endsWith(".sql")) && shipped.startsWith("hr") && this != SFTP
                && this != AZURE_BLOB;
    }

    /** The kinds whose files are in this jar, and whose library is there. */
    static List<Recipe> offered() {
        return Arrays.stream(values()).filter(recipe -> recipe.isInJar() && recipe.hasLibrary()).toList();
    }

    private boolean hasLibrary() {
        return this != AZURE_BLOB || Recipe.class.getResource(BLOB_LIBRARY) != null;
    }

    private boolean isInJar() {
        return Recipe.class.getResource("%sdestination-%s.camel.yaml".formatted(RECIPES, shipped)) != null;
    }
}
