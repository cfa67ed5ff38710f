package serai.reload;

import org.apache.camel.CamelContext;
import serai.check.Finding;

import java.util.List;
import java.util.Properties;

/** What a {@link Reload} needs of the process around it. */
public interface ReloadContext {

    /** A context without routes, not started, with the settings that a start would have now. Its caller stops it. */
    CamelContext freshContext();

    /**
     * What is wrong with the settings of such a context and with the routes that they name, as {@code ./serai check} tells it.
     *
     * @param fresh such a context; the routes are loaded in it for that
     */
    List<Finding> findings(CamelContext fresh) throws Exception;

    /** The settings that the start has set itself, over files and environment. */
    Properties overrides();

    /** A failure in one line, without secrets. */
    String told(Exception failure);
}
