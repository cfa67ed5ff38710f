package serai.formats.template;

import serai.model.ShowableMessage;

/**
 * A template that can be used for no record: it can't be read or parsed, or its route gives it what it is not made for. The
 * message names file and line, and quotes the template only.
 */
public final class UnusableTemplateException extends IllegalArgumentException implements ShowableMessage {

    UnusableTemplateException(String message) {
        super(message);
    }
}
