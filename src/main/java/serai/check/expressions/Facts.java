package serai.check.expressions;

import org.apache.camel.NamedNode;
import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was seen while the samples went through the routes. */
final class Facts {

    /**
     * An expression that fails for a sample.
     *
     * @param unsure whether the sample may not come there
     */
    record Failed(NamedNode step, String expression, LearningRecord sample, String why, boolean unsure) {
    }

    /** A header that an expression reads and that is not set there. */
    record Unset(NamedNode step, String expression, String header, int offset, boolean othersToo, boolean ofPeriod) {
    }

    /** Where a sample ends, for whom a source's routes name nothing. */
    record Unnamed(NamedNode route, LearningRecord sample) {
    }

    final List<Failed> failed = new ArrayList<>();
    final List<Unset> unset = new ArrayList<>();
    final List<Unnamed> unnamed = new ArrayList<>();
    /** Of each route of a destination, whether any sample may be sent to somewhere. */
    final Map<NamedNode, Boolean> sent = new LinkedHashMap<>();
}
