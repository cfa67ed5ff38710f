package serai.check.expressions;

import serai.check.Rule;

import java.util.List;

/** The rules of expressions. */
public final class ExpressionRules {

    private ExpressionRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new ExpressionWorks(), new HeaderIsSet(), new EventTypeExists(), new ListHasNoSpaces(),
                new ConstantIsOne(), new EventIsNamed(),
                new RouteEnds(),
                new SomethingIsSent(),
                new FieldExists(), new RecordArrives(), new RecordIsTranslatable(), new DocumentIsWhole(), new BatchIsRead(),
                new ParameterIsSet());
    }
}
