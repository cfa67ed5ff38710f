package serai.journal.camel.sending;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Steps that run a user's own code. It may send records without an endpoint, which Serai can't see. */
public final class CustomSteps {

    /** Packages of Serai's classes that routes name as steps. They only compute. */
    private static final List<String> OURS = List.of("serai.destinations.", "serai.formats.", "serai.people.");

    private CustomSteps() {
    }

    /** Whether the step may send records by code of its own. */
    public static boolean isOne(CamelContext context, NamedNode step) {
        if (step instanceof ProcessDefinition process) {
            return process.getProcessor() != null ? isForeign(process.getProcessor()) : isForeign(bean(context, process.getRef()));
        }
        if (step instanceof BeanDefinition bean) {
            return bean.getRef() == null || isForeign(bean(context, bean.getRef()));
        }
        return step instanceof ScriptDefinition;
    }

    private static @Nullable Object bean(CamelContext context, @Nullable String ref) {
        return ref == null ? null : context.getRegistry().lookupByName(context.resolvePropertyPlaceholders(ref));
    }

    private static boolean isForeign(@Nullable Object code) {
        return code == null || OURS.stream().noneMatch(code.getClass().getName()::startsWith);
    }
}
