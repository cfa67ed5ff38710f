package serai.cli.terminal;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import serai.model.text.VisibleLine;

/**
 * A message in the log that can't pass for another line of it, whatever text from outside a route's {@code log} step puts into
 * it: further lines are indented, and control characters escaped.
 */
final class VisibleMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String message = String.valueOf(super.convert(event));
        String visible = VisibleLine.escaped(message, "\r\n\t");
        return visible.indexOf('\n') < 0 && visible.indexOf('\r') < 0 ? visible
                : visible.strip().replaceAll("\\R", System.lineSeparator() + "    ");
    }
}
