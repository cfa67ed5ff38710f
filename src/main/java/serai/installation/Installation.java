package serai.installation;

import org.apache.camel.CamelContext;

import java.nio.file.Path;

/**
 * How this Serai is installed: what its messages call the command, and where a jar has to be put. Only this class distinguishes
 * a distribution, whose launcher sets {@link #PROPERTY}, from a checkout.
 */
public final class Installation {

    /** Set by a distribution's launcher to the name under which it is called. */
    public static final String PROPERTY = "command.of.serai";

    private static final String OF_CHECKOUT = "./serai";

    /**
     * What to type in front of a subcommand: {@code ./serai} in a checkout, {@code serai} where a distribution is installed, with
     * the home that was named.
     */
    public static final String SERAI = inMessages(System.getProperty(PROPERTY, OF_CHECKOUT));

    /** The folder of a home, or of a distribution, whose jars come behind Serai's own on the class path. */
    public static final String DROP_IN = "drop-in";

    private static final String CAMELS = "org.apache.camel:";

    private Installation() {
    }

    /**
     * How to add a library that is missing, as part of a sentence.
     *
     * @param artifact as Maven names it, without its version, such as {@code com.h2database:h2}
     */
    public static String library(String artifact) {
        return ofCommand(SERAI, artifact);
    }

    /**
     * As {@link #library(String)}, for a library that a profile of the build adds.
     *
     * @param profile the Maven profile
     */
    public static String library(String artifact, String profile) {
        return isCheckout(SERAI) ? "build with the Maven profile " + profile : library(artifact);
    }

    /** Leaves out the home if its path has characters that could have a meaning in a message, since messages are templates. */
    static String inMessages(String command) {
        return command.matches("[\\p{L}\\p{N} ./_-]+") ? command : command.split(" ", 2)[0];
    }

    private static boolean isCheckout(String command) {
        return command.startsWith(OF_CHECKOUT);
    }

    static String ofCommand(String command, String artifact) {
        boolean camels = artifact.startsWith(CAMELS);
        return isCheckout(command)
                ? "add %s to the dependencies in pom.xml%s".formatted(artifact, camels ? ", without a version" : "")
                : "put the jar of %s%s, and those that it needs, into %s and start again".formatted(artifact,
                        camels ? " " + CamelContext.class.getPackage().getImplementationVersion() : "",
                        Path.of(DROP_IN).toAbsolutePath());
    }
}
