package serai;

import org.junit.jupiter.api.Test;
import serai.journal.JournalReport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ReadOnlyJournalTest {

    private static final Map<Class<?>, Object> SOME = Map.of(boolean.class, true, int.class, 1, long.class, 1L);

    private final List<Method> asked = new ArrayList<>();
    private final JournalReport journal = (JournalReport) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[]{JournalReport.class}, (proxy, method, arguments) -> {
                asked.add(method);
                return any(method.getReturnType());
            });

    /** Of those too for which the interface has an answer of its own. */
    @Test
    void asksTheJournalForEachAnswer() throws ReflectiveOperationException {
        JournalReport handed = new ReadOnlyJournal(journal);
        List<Method> all = Stream.of(JournalReport.class.getMethods()).filter(one -> !Modifier.isStatic(one.getModifiers()))
                .toList();

        for (Method one : all) {
            ask(one, handed);
        }

        assertThat(asked).containsExactlyElementsOf(all);
    }

    private static void ask(Method one, JournalReport handed) throws IllegalAccessException, InvocationTargetException {
        one.invoke(handed, Stream.of(one.getParameterTypes()).map(ReadOnlyJournalTest::any).toArray());
    }

    /** Null stands for all that is an object. */
    private static Object any(Class<?> type) {
        return SOME.get(type);
    }
}
