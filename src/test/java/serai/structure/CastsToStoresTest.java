package serai.structure;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever is given a part of the journal gets no more of it by a cast, and tests don't either: then they would show what no part
 * of Serai can do. The same holds for what databases' drivers have behind {@code java.sql}.
 */
class CastsToStoresTest extends SourcesOfSerai {

    private static final Pattern STORES = Pattern.compile("serai\\.journal\\.(sql|sqlite|postgresql)(\\..*)?");
    /** The warehouse and databases of people are opened there. */
    private static final Pattern DATABASES = Pattern.compile(STORES + "|serai\\.destinations\\.database");
    private static final Pattern DRIVERS = Pattern.compile("org\\.(sqlite|postgresql|mariadb)\\..*");
    /** They are given a class, and make an object one of it, or tell whether it is one. */
    private static final Set<String> BY_CLASS = Set.of("unwrap", "isWrapperFor", "cast", "isInstance");

    private final Set<String> casts = new TreeSet<>();

    @Test
    void areMadeInTheRoomsOfStoresOnly() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("src/main/java", "src/test/java", "bench/src/main/java")) {
            files(Path.of(folder)).forEach(sources::add);
        }

        read(sources);

        assertThat(casts).isEmpty();
    }

    private void read(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            task.parse().forEach(file -> new Casts(file).scan(file, null));
        }
    }

    /** Of one file. A class is known by its import, or stands in the file's own package. */
    private final class Casts extends TreeScanner<Void, Void> {

        private final CompilationUnitTree file;
        private final String room;

        Casts(CompilationUnitTree file) {
            this.file = file;
            this.room = file.getPackageName().toString();
        }

        /** A lambda is made one, and was nothing before. */
        @Override
        public Void visitTypeCast(TypeCastTree cast, Void unused) {
            if (!(cast.getExpression() instanceof LambdaExpressionTree)) {
                note(cast.getType());
            }
            return super.visitTypeCast(cast, unused);
        }

        @Override
        public Void visitInstanceOf(InstanceOfTree question, Void unused) {
            note(question.getType());
            return super.visitInstanceOf(question, unused);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            if (call.getMethodSelect() instanceof MemberSelectTree select && BY_CLASS.contains(select.getIdentifier().toString())) {
                Stream.concat(Stream.of(select.getExpression()), call.getArguments().stream()).forEach(this::noteLiteral);
            }
            return super.visitMethodInvocation(call, unused);
        }

        private void noteLiteral(ExpressionTree of) {
            if (of instanceof MemberSelectTree literal && literal.getIdentifier().contentEquals("class")) {
                note(literal.getExpression());
            }
        }

        private void note(Tree type) {
            String name = type.toString();
            String outermost = name.replaceFirst("[.<].*", "");
            Stream<String> imported = file.getImports().stream().map(ImportTree::getQualifiedIdentifier).map(Tree::toString)
                    .filter(one -> one.endsWith("." + outermost));
            boolean isOfAStore = Stream.concat(imported, Stream.of(name))
                    .anyMatch(one -> isForeign(one, STORES, STORES) || isForeign(one, DRIVERS, DATABASES));
            if (isOfAStore && !name.endsWith("Exception")) { // a failure is told apart, and opens nothing
                casts.add(room + ": " + Path.of(file.getSourceFile().getName()).getFileName() + " to " + name);
            }
        }

        private boolean isForeign(String imported, Pattern theirs, Pattern rooms) {
            return theirs.matcher(imported).matches() && !rooms.matcher(room).matches();
        }
    }
}
