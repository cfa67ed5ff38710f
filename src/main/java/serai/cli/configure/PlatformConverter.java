package serai.cli.configure;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serai.model.Platform;

import java.util.Locale;

/** Reads a platform as it is typed, in any case. */
final class PlatformConverter implements ITypeConverter<Platform> {

    @Override
    public Platform convert(String typed) {
        try {
            return Platform.valueOf(typed.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("there is no platform '%s'; there are mct and praesidium".formatted(typed));
        }
    }
}
