package serai.cli.configure;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Locale;

/** Reads a format of results as it is typed, in any case. */
final class ResultFormatConverter implements ITypeConverter<ResultFormat> {

    @Override
    public ResultFormat convert(String typed) {
        try {
            return ResultFormat.valueOf(typed.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("there is no format '%s'; there are text and junit".formatted(typed));
        }
    }
}
