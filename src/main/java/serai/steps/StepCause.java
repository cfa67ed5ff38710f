package serai.steps;

import com.dashjoin.jsonata.JException;
import com.github.mustachejava.MustacheException;
import com.schibsted.spt.data.jslt.JsltException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.NoSuchPropertyException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.language.bean.RuntimeBeanExpressionException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.jspecify.annotations.Nullable;
import serai.model.FailureText;
import serai.steps.FailedStepException.Fault;

import java.util.regex.Matcher;

/**
 * Why a step has failed. Camel's messages quote the object on which a method was called, such as a record or a body; these words
 * have only names of methods, classes, beans and headers.
 *
 * @param words the cause, quoting nothing of an event
 * @param fault whose fault it is
 */
record StepCause(String words, Fault fault) {

    static StepCause of(Throwable failure) {
        StepCause deepest = new StepCause(FailureText.innermost(failure).getClass().getSimpleName(), Fault.UNKNOWN);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            StepCause known = known(cause);
            deepest = known == null ? deepest : known;
        }
        return deepest;
    }

    private static @Nullable StepCause known(Throwable cause) {
        if (cause instanceof MethodNotFoundException method) {
            Object bean = method.getBean();
            return always("%s has no method %s".formatted(bean == null ? "that" : name(bean instanceof Class<?> type ? type
                    : bean.getClass()), method.getMethodName()));
        } else if (cause instanceof NoSuchBeanException bean) {
            return always("there is no bean '%s'".formatted(bean.getName()));
        } else if (cause instanceof NoTypeConversionAvailableException conversion) {
            return always("%s can't be converted to %s".formatted(name(conversion.getFromType()), name(conversion.getToType())));
        } else if (cause instanceof TypeConversionException conversion) {
            return ofRecord("a value of type %s can't be converted to %s".formatted(name(conversion.getFromType()),
                    name(conversion.getToType())));
        } else if (cause instanceof InvalidPayloadException payload) {
            return always("the body is not of type %s".formatted(name(payload.getType())));
        } else if (cause instanceof NoSuchHeaderException header) {
            return always("there is no header %s".formatted(header.getHeaderName()));
        } else if (cause instanceof NoSuchPropertyException property) {
            return always("there is no exchange property %s".formatted(property.getPropertyName()));
        } else if (cause instanceof NoSuchLanguageException language) {
            return always("there is no language %s".formatted(language.getLanguage()));
        } else if (cause instanceof ExpressionIllegalSyntaxException) {
            return always("its syntax is wrong");
        } else if (cause instanceof ResolveEndpointFailedException || cause instanceof NoSuchEndpointException) {
            return always("there is no such endpoint, or its options are wrong");
        } else if (cause instanceof PredicateValidationException) {
            return ofRecord("the validation's condition is not met");
        } else if (cause instanceof JsltException jslt) {
            return ofRecord("JSLT fails" + (jslt.getLine() > 0
                    ? " at line %s, column %s".formatted(jslt.getLine(), jslt.getColumn()) : ""));
        } else if (cause instanceof JException) {
            return ofRecord("JSONata fails");
        } else if (cause instanceof MustacheException) {
            return ofRecord("Mustache fails");
        } else if (cause instanceof IndexOutOfBoundsException) {
            return ofRecord("the list has fewer elements");
        }
        Matcher missing = CamelMessages.OF_NULL.matcher(String.valueOf(cause.getMessage()));
        return missing.find() ? ofRecord("null has no '%s'; write ?.%s, which gives null there"
                .formatted(missing.group(1), missing.group(1))) : null;
    }

    private static StepCause always(String words) {
        return new StepCause(words, Fault.STEP);
    }

    private static StepCause ofRecord(String words) {
        return new StepCause(words, Fault.RECORD);
    }

    private static String name(@Nullable Class<?> type) {
        return type == null ? "nothing" : type.getSimpleName();
    }

    /** The method of which a failure speaks; null if it speaks of none. */
    static @Nullable String method(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher missing = CamelMessages.OF_NULL.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof MethodNotFoundException method) {
                return method.getMethodName();
            } else if (missing.find()) {
                return missing.group(1);
            } else if (cause instanceof RuntimeBeanExpressionException bean && bean.getMethod() != null) {
                return bean.getMethod();
            }
        }
        return null;
    }
}
