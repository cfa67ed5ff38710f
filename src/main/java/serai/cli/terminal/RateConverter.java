package serai.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a rate, from 1 to 100,000 a second: {@code 10/s}, or {@code 10}. */
public final class RateConverter implements ITypeConverter<Integer> {

    private static final int MAX = 100_000;

    @Override
    public Integer convert(String text) {
        if (text.matches("\\d{1,6}(/s)?")) {
            int number = Integer.parseInt(text.replace("/s", ""));
            if (number >= 1 && number <= MAX) {
                return number;
            }
        }
        throw new TypeConversionException("'%s' is not a rate; write 10/s, from 1/s to %s/s".formatted(text, MAX));
    }
}
