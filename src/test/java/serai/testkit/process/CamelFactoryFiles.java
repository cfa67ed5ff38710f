package serai.testkit.process;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.impl.engine.DefaultFactoryFinderResolver;
import org.apache.camel.spi.CamelContextTracker;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.FactoryFinderResolver;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads each of Camel's factory files once a process, and remembers which are missing: each new context asks for hundreds, and each
 * question goes to some 250 jars, which took a fifth of the tests' time. Nothing is remembered for contexts with class loaders of
 * their own.
 */
public final class CamelFactoryFiles extends CamelContextTracker implements BeforeAllCallback {

    private static final Map<String, Optional<byte[]>> FILES = new ConcurrentHashMap<>();

    static {
        new CamelFactoryFiles().open();
    }

    /** The static initialiser has done everything, once a process. */
    @Override
    public void beforeAll(ExtensionContext context) {
    }

    @Override
    public void contextCreated(CamelContext context) {
        FactoryFinderResolver finders = new DefaultFactoryFinderResolver() {
            @Override
            public FactoryFinder resolveFactoryFinder(ClassResolver classes, String path) {
                return super.resolveFactoryFinder(new Remembering(classes, context), path);
            }

            @Override
            public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver classes, String path) {
                return super.resolveBootstrapFactoryFinder(new Remembering(classes, context), path);
            }
        };
        context.getCamelContextExtension().addContextPlugin(FactoryFinderResolver.class, finders);
        // The context has made its bootstrap finder already.
        context.getCamelContextExtension().setBootstrapFactoryFinder(
                finders.resolveBootstrapFactoryFinder(context.getClassResolver(), FactoryFinder.DEFAULT_PATH));
    }

    private static final class Remembering extends DefaultClassResolver {

        private final ClassResolver classes;
        private final CamelContext context;

        Remembering(ClassResolver classes, CamelContext context) {
            super(context);
            this.classes = classes;
            this.context = context;
        }

        @Override
        public Class<?> resolveClass(String name) {
            return classes.resolveClass(name);
        }

        @Override
        public InputStream loadResourceAsStream(String name) {
            if (!isOfThisClassPath()) {
                return classes.loadResourceAsStream(name);
            }
            return FILES.computeIfAbsent(name, this::read).map(ByteArrayInputStream::new).orElse(null);
        }

        private boolean isOfThisClassPath() {
            ClassLoader ours = CamelFactoryFiles.class.getClassLoader();
            ClassLoader given = context.getApplicationContextClassLoader();
            return classes.getClassLoaders().isEmpty() && (given == null || given == ours)
                    && Thread.currentThread().getContextClassLoader() == ours;
        }

        private Optional<byte[]> read(String name) {
            try (InputStream file = classes.loadResourceAsStream(name)) {
                return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
