package serai.structure;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Methods that nobody calls: neither a class, of the product, a test or a bench, nor, by its name, a route, a template, a
 * host's configuration or a library that knows the interface or the annotation.
 */
final class UncalledMethods {

    /** What calls methods by name, or sets properties: routes, templates, hosts. */
    private static final List<String> BY_NAME = List.of("routes", "docs/destinations", "docs/alerts", "docs/embedding",
            "src/main/jte", "src/main/resources", "src/test/resources", "src/kafka/java");
    private static final Pattern TEXTS = Pattern.compile(".*\\.(yaml|jte|java|md|xml|properties|json|jslt|mustache)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]\\w+");
    /** As the routes have them that a test writes. */
    private static final Pattern YAML_KEY = Pattern.compile("(\\w+): ");
    private static final Pattern PROPERTY = Pattern.compile("(?:set|get|is)([A-Z])(\\w*)");

    private final Set<String> names = new HashSet<>();
    private final Set<String> properties = new HashSet<>();

    UncalledMethods() throws IOException {
        for (String folder : BY_NAME) {
            read(Path.of(folder), WORD, names);
        }
        properties.addAll(names);
        read(Path.of("src/test/java"), YAML_KEY, properties);
    }

    private static void read(Path folder, Pattern name, Set<String> to) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> TEXTS.matcher(path.toString()).matches()).toList()) {
                name.matcher(Files.readString(file)).results().map(found -> found.group(found.groupCount())).forEach(to::add);
            }
        }
    }

    Stream<String> in(JavaClasses types) {
        return types.stream().flatMap(type -> type.getMethods().stream())
                .filter(method -> !isMadeByTheCompiler(method) && !isDemanded(method) && !isNamed(method))
                .filter(method -> method.getAccessesToSelf().stream().allMatch(access -> access.getOrigin().equals(method)))
                .map(JavaMethod::getFullName).sorted();
    }

    private static boolean isMadeByTheCompiler(JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean bare = method.getRawParameterTypes().isEmpty();
        return method.getModifiers().contains(JavaModifier.SYNTHETIC) || method.getModifiers().contains(JavaModifier.BRIDGE)
                || owner.isEnum() && (bare && method.getName().equals("values") || method.getName().equals("valueOf"))
                || owner.isRecord() && bare && owner.tryGetField(method.getName()).isPresent();
    }

    /** By an interface or a superclass, an annotation, or Java. */
    private static boolean isDemanded(JavaMethod method) {
        return !method.getAnnotations().isEmpty() || method.getName().equals("main")
                || Stream.of(method.getOwner().getAllRawSuperclasses(), method.getOwner().getAllRawInterfaces())
                        .flatMap(Collection::stream).flatMap(above -> above.getMethods().stream())
                        .anyMatch(above -> above.getName().equals(method.getName())
                                && above.getRawParameterTypes().size() == method.getRawParameterTypes().size());
    }

    private boolean isNamed(JavaMethod method) {
        return names.contains(method.getName()) || PROPERTY.matcher(method.getName()).results()
                .anyMatch(found -> properties.contains(found.group(1).toLowerCase(Locale.ROOT) + found.group(2)));
    }
}
